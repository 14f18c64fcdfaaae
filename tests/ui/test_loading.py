"""What the pages load: all in one process of their own, the lightest first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = """
import json, sys

def tell(page, *shown):
    print(json.dumps([page, *shown, [name for name in sys.modules if "." not in name]]))

import digitreader.ui.draw.answer_view, digitreader.ui.draw.field_view
tell("draw", 0, 0)
from streamlit.testing.v1 import AppTest
for page, elements in (("how_it_reads", "subheader"), ("model", "metric")):
    app = AppTest.from_file(f"pages/{page}.py", default_timeout=120)
    app.session_state["menu_shown"] = True
    app.run()
    tell(page, len(app.exception), len(getattr(app, elements)))
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, tuple[int, int, set[str]]]:
    """Of each page how many exceptions and elements it shows, and the packages loaded until then."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, cwd=ROOT)
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    return {page: (failed, shown, set(modules)) for page, failed, shown, modules in told}


@pytest.mark.parametrize(("page", "shown"), [("draw", 0), ("how_it_reads", 13), ("model", 4)])
def test_no_page_loads_tensorflow(page: str, shown: int, loaded: dict[str, tuple[int, int, set[str]]]) -> None:
    *seen, modules = loaded[page]
    assert seen == [0, shown]
    assert not {"tensorflow", "keras", "sklearn", "matplotlib"} & modules


def test_drawing_loads_no_charts(loaded: dict[str, tuple[int, int, set[str]]]) -> None:
    assert "altair" not in loaded["draw"][2]
