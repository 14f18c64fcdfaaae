"""What is shipped, and what it needs."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from handwriting import photo_of

ROOT = Path(__file__).parents[1]


def test_reading_a_photo_never_loads_tensorflow(tmp_path):
    (tmp_path / "a.png").write_bytes(photo_of(["42"]))
    code = (
        "import sys\n"
        "from digitreader.cli import main\n"
        f"assert main(['read', {str(tmp_path / 'a.png')!r}, '--format', 'json']) == 0\n"
        f"assert main(['evaluate', {str(tmp_path / 'labels.csv')!r}]) == 0\n"
        "import digitreader.picture\n"
        "print(*sorted(name for name in sys.modules if '.' not in name))\n"
    )
    (tmp_path / "labels.csv").write_text("file,text,kind\na.png,42,paper\n")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert '"text": "42"' in done.stdout
    assert not {"tensorflow", "keras", "streamlit", "matplotlib", "sklearn"} & set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", ["digits.keras", "digits.tflite"])
def test_the_models_files_are_those_that_its_card_was_written_for(name):
    card = json.loads((ROOT / "model" / "card.json").read_text())
    assert hashlib.sha256((ROOT / "model" / name).read_bytes()).hexdigest() == card["sha256"][name]


def test_the_host_needs_no_debian_packages():
    assert (ROOT / "packages.txt").read_text() == ""


def test_the_host_installs_pinned_versions_and_then_this_package():
    *pins, package = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line[:1] != "#"]
    assert package == "-e ."
    assert all("==" in pin for pin in pins)


def test_what_the_package_app_and_training_need_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    needed = {name.split(">=")[0] for name in [*project["dependencies"], *extras["app"], *extras["train"]]}
    needed.add("matplotlib")  # the notebook's figures; what runs notebooks is nobody's to pin
    pinned = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    assert needed == pinned


@pytest.mark.parametrize("name", ["uv.lock", "Pipfile", "environment.yml"])
def test_no_other_file_would_be_preferred_by_the_host(name):
    assert not (ROOT / name).exists()
