"""Reading in one call, from whatever holds a photo."""

import doctest
import io
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from handwriting import photo_of

import digitreader
from digitreader.decision import networks
from digitreader.errors import ModelError, TooLarge, UnknownFormat
from digitreader.settings import Settings
from digitreader.settings.intake import PhotoSettings

SRC = Path(digitreader.__file__).parents[1]
MODULES_WITH_EXAMPLES = [
    ".".join(file.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
    for file in sorted(SRC.rglob("*.py"))
    if ">>> " in file.read_text(encoding="utf-8")
]


@pytest.fixture
def fresh(monkeypatch):
    """No network is loaded yet."""
    monkeypatch.setattr(networks, "_loaded", {})


@pytest.mark.parametrize("module", MODULES_WITH_EXAMPLES)
def test_the_examples_in_the_docstrings_are_true(module):
    result = doctest.testmod(import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


def test_a_path_bytes_and_an_open_file_read_alike(tmp_path):
    data = photo_of(["42"])
    path = tmp_path / "a.png"
    path.write_bytes(data)
    sources = [path, str(path), data, bytearray(data), memoryview(data), io.BytesIO(data)]
    assert {digitreader.read(source).text for source in sources} == {"42"}


def test_an_open_file_is_left_open():
    stream = io.BytesIO(photo_of(["42"]))
    digitreader.read(stream)
    assert not stream.closed


@pytest.mark.parametrize("source", [7, None, ["a.jpg"]])
def test_what_holds_no_photo_is_a_type_error(source):
    with pytest.raises(TypeError, match="path, as bytes or as an open file"):
        digitreader.read(source)


def test_a_file_opened_as_text_is_a_type_error():
    with pytest.raises(TypeError, match="rb"):
        digitreader.read(io.StringIO("no photo"))


def test_a_missing_file_is_missed_before_anything_is_loaded(tmp_path, fresh):
    with pytest.raises(FileNotFoundError):
        digitreader.read(tmp_path / "nothing.jpg")
    assert networks._loaded == {}


def test_a_photo_that_cannot_be_read_says_why():
    with pytest.raises(UnknownFormat, match="JPG or PNG"):
        digitreader.read(b"no picture")


def test_of_an_endless_file_no_more_is_taken_than_shows_that_it_is_too_large():
    class Endless:
        taken = 0

        def read(self, size):
            self.taken += size
            return b"\xff\xd8\xff" + bytes(size - 3)

    endless = Endless()
    with pytest.raises(TooLarge):
        digitreader.read(endless, Settings(photo=PhotoSettings(max_bytes=1000)))
    assert endless.taken == 1001


def test_threads_that_start_together_load_the_networks_once(fresh, monkeypatch):
    loads, gate = [], threading.Barrier(4)

    def load():
        loads.append(1)
        return "networks"

    def ask(_):
        gate.wait(10)
        return networks.default_networks()

    monkeypatch.setattr(networks, "load_networks", load)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == ["networks"] * 4
    assert len(loads) == 1


def test_the_networks_are_those_that_the_environment_names_now(tmp_path, monkeypatch):
    digitreader.read(photo_of(["42"]))
    monkeypatch.setenv("DIGITREADER_MODEL", str(tmp_path))
    with pytest.raises(ModelError):
        digitreader.read(photo_of(["42"]))


def test_threads_read_alike():
    photos = [photo_of([text]) for text in ("01", "23", "45", "67")] * 3
    with ThreadPoolExecutor(4) as threads:
        assert [reading.text for reading in threads.map(digitreader.read, photos)] == ["01", "23", "45", "67"] * 3


def test_all_that_is_offered_is_there():
    assert all(getattr(digitreader, name) is not None for name in digitreader.__all__)
    assert set(digitreader.__all__) <= set(dir(digitreader))
    with pytest.raises(AttributeError, match="raed"):
        digitreader.raed  # noqa: B018


def test_the_import_alone_loads_nothing_heavy():
    code = "import sys, digitreader; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "cv2", "PIL", "ai_edge_litert", "streamlit"} & set(done.stdout.split())
