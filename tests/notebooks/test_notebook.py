"""The notebook: what is committed is sound, and where MNIST is at hand it runs from top to bottom."""

import ast
import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "training.ipynb"
LIBRARIES = {"IPython", "digitreader", "keras", "matplotlib", "numpy", "os", "pathlib", "sys", "tempfile", "training_views"}
MOST_BYTES = 3_000_000
ELSEWHERE = re.compile(r"(?<![\w.~])/(?:home|root|work|tmp|mnt|opt|usr|var|content|Users)/|\b[A-Z]:\\")
TIME = 900  # seconds for one cell; training takes up to three minutes on two cores


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    return dict(json.loads(NOTEBOOK.read_text(encoding="utf-8")))


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for cell in code_cells(notebook) for output in cell["outputs"]]


def code(cell: dict[str, Any]) -> str:
    """A cell's Python, without the notebook's own commands."""
    return "".join(line for line in cell["source"] if not line.startswith(("%", "!")))


def mnist_at_hand() -> bool:
    """Whether the notebook would find MNIST without a download."""
    folder = os.environ.get("DIGITREADER_DATA")
    if folder:
        return (Path(folder) / "mnist.npz").exists()
    return (Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets" / "mnist.npz").exists()


def test_the_notebook_is_valid(notebook: dict[str, Any]) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(notebook)


def test_the_notebook_was_run_from_top_to_bottom_without_an_error(notebook: dict[str, Any]) -> None:
    cells = code_cells(notebook)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for output in outputs(notebook) if output["output_type"] == "error"] == []
    assert [output["text"] for output in outputs(notebook) if output.get("name") == "stderr"] == []


def test_every_step_shows_something(notebook: dict[str, Any]) -> None:
    assert [code(cell) for cell in code_cells(notebook) if not cell["outputs"]] == []
    pictures = [output for output in outputs(notebook) if "image/png" in output.get("data", {})]
    assert len(pictures) >= 14
    assert NOTEBOOK.stat().st_size < MOST_BYTES


def test_every_figure_is_followed_by_what_it_shows(notebook: dict[str, Any]) -> None:
    cells = notebook["cells"]
    uncaptioned = [
        code(cell)
        for cell, after in pairwise(cells)
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", ()))
        and after["cell_type"] != "markdown"
        and "train(" not in code(cell)  # whose curves are explained above it
    ]
    assert uncaptioned == []


def test_the_notebook_tells_no_paths_of_the_machine_it_was_run_on(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("image/png", None)  # the letters of a picture mean nothing
    assert ELSEWHERE.findall(json.dumps(notebook)) == []


def test_the_notebook_imports_the_package_and_known_libraries_and_defines_nothing(notebook: dict[str, Any]) -> None:
    nodes = [node for cell in code_cells(notebook) for node in ast.walk(ast.parse(code(cell)))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= LIBRARIES
    assert [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)] == []


@pytest.mark.skipif(not mnist_at_hand(), reason="MNIST is neither in DIGITREADER_DATA nor in Keras's cache")
def test_the_notebook_runs_and_leaves_a_network_that_is_worth_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    fresh = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(fresh, timeout=TIME, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [output for cell in fresh.cells for output in cell.get("outputs", ()) if output.output_type == "error"] == []
    card = json.loads((tmp_path / "trained" / "card.json").read_text())
    assert card["mnist_test_accuracy"] > 0.985
