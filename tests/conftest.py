"""Fixtures that many folders share, and the markers that let `make test-fast` leave the slow tests out."""

import gc
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from browsing import served
from readings import MakeReading, reading_of

from digitreader.recognition.classifier import Classifier, load_classifier

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "src", ROOT / "notebooks", ROOT / "tests")
IMPORT = re.compile(r"^(?:from (\S+) import|import) (\([^)]*\)|.*)", re.MULTILINE)
MARKERS = {"browser": {"playwright", "axe_playwright_python"}, "tensorflow": {"keras", "tensorflow"}}
SLOW = {
    "api/test_serve.py",
    "bench",
    "bulk/test_cluster.py",
    "bulk/test_pool.py",
    "bulk/test_stack.py",
    "intake/test_costs.py",
    "intake/test_fuzzed.py",
    "intake/test_heic.py",
    "intake/test_hostile.py",
    "intake/test_sandbox.py",
    "test_package.py",
    "ui/draw/test_page_draw.py",
    "ui/how/test_page_how_it_reads.py",
    "ui/model/test_page_model.py",
    "ui/read/test_page_read.py",
    "ui/read/test_page_review.py",
    "ui/read/test_page_signs.py",
    "ui/read/test_page_stack.py",
    "ui/test_loading.py",
}  # servers, processes, hundreds of files, whole pages: what takes seconds
assert all((ROOT / "tests" / name).exists() for name in SLOW), "a module in SLOW was moved or renamed"


@cache
def packages(path: Path) -> frozenset[str]:
    """What a module imports at its top, directly or through our own modules: names of packages."""
    found: set[str] = set()
    for package, names in IMPORT.findall(path.read_text(encoding="utf-8")):
        modules = [f"{package}.{name}".strip(".") for name in re.findall(r"(\w+)(?: as \w+)?", names)]
        for module in [package, *modules]:
            found.add(module.split(".")[0])
            for folder in FOLDERS:
                file = (folder / module.replace(".", "/")).with_suffix(".py")
                if module and file.is_file() and file != path:
                    found |= packages(file)
    return frozenset(found)


@cache
def markers(path: Path) -> list[str]:
    """The markers of a test module."""
    name = path.relative_to(ROOT / "tests")
    slow = {"slow"} if SLOW & {name.as_posix(), name.parts[0]} else set()
    return sorted(slow | {marker for marker, needed in MARKERS.items() if needed & packages(path)})


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import what `-m "not tensorflow"` or `-m tensorflow` deselects: the import alone takes seconds."""
    expression = config.getoption("markexpr")
    if not expression or not collection_path.match("test_*.py"):
        return None
    found = markers(collection_path)
    unwanted = any(f"not {marker}" in expression for marker in found)
    return unwanted or (expression in MARKERS and expression not in found) or None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test by what its module imports."""
    for marker in markers(item.path):
        item.add_marker(marker)


def pytest_collection_finish() -> None:
    """Keep the search for garbage out of all that was imported: with TensorFlow one search takes a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped network."""
    return load_classifier()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a running app."""
    with served() as found:
        yield found


@pytest.fixture
def make_reading() -> MakeReading:
    """A maker of readings without a photo: in make_reading("0522", "18?") the 8 is doubtful."""
    return reading_of
