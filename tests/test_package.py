"""What is shipped, and what it needs."""

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from handwriting import photo_of

ROOT = Path(__file__).parents[1]


def test_reading_a_photo_never_loads_tensorflow(tmp_path):
    (tmp_path / "a.png").write_bytes(photo_of(["42"]))
    code = (
        "import sys\n"
        "from digitreader.cli.main import main\n"
        f"assert main(['read', {str(tmp_path / 'a.png')!r}, '--format', 'json']) == 0\n"
        f"assert main(['evaluate', {str(tmp_path / 'labels.csv')!r}]) == 0\n"
        "import digitreader.output.picture\n"
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


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The Python of a fresh environment in which nothing but the wheel is installed; what it needs is borrowed."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]  # by the hatchling that is pinned
    built = subprocess.run(build, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = next(folder.glob("*.whl"))
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--quiet", wheel], check=True)
    site = run(python, "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python, code):
    """Return what a program prints, far away from the repository."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, env=env, cwd="/")
    return done.stdout


def test_the_installed_wheel_reads_with_its_own_model_and_without_what_only_training_and_the_app_need(installed):
    code = (
        "import sys, digitreader\n"
        "from digitreader.recognition.model_files import model_folder\n"
        "print(digitreader.__file__, model_folder())\n"
        "print(digitreader.read(digitreader.SAMPLES / 'phone-number.jpg').text)\n"
        "print(*sorted(name for name in sys.modules if '.' not in name))\n"
    )
    where, text, modules = run(installed, code).splitlines()
    assert text == "01632960174"
    assert {path.startswith(str(installed.parents[1])) for path in where.split()} == {True}
    assert not {"tensorflow", "keras", "streamlit", "matplotlib", "sklearn"} & set(modules.split())


def test_the_installed_wheel_holds_the_app(installed):
    folder = Path(run(installed, "from digitreader.api.serve import app_folder; print(app_folder())").strip())
    assert folder.is_relative_to(installed.parents[1])
    pages = [path.relative_to(ROOT) for path in (ROOT / "pages").glob("*.py")]
    for file in (*pages, "streamlit_app.py", ".streamlit/config.toml"):
        assert (folder / file).read_bytes() == (ROOT / file).read_bytes()
    assert len(list((folder / "pages").glob("*.py"))) == len(pages)
