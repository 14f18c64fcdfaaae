"""What is installed is pinned with hashes, and the three lists agree."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
FACES_THE_NETWORK = {"anyio", "h11", "python-multipart", "starlette", "streamlit", "uvicorn", "websockets"}
ENTRY = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def entries(name: str) -> dict[tuple[str, str], str]:
    """The versions of a lock file by package and marker."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = {(package, marker): version for package, version, marker, _ in ENTRY.findall(text)}
    assert not re.sub(r"^#.*\n", "", ENTRY.sub("", text), flags=re.MULTILINE), "all of it is pinned with hashes"
    return found


def pins() -> dict[str, str]:
    """The versions in requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith(("#", "-e")))


def asked_for(extra: str) -> set[str]:
    """The packages that pyproject.toml names for an extra, and for all."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named, todo = set[str](), [*project["project"]["dependencies"], *project["build-system"]["requires"], extra]
    extras = project["project"]["optional-dependencies"]
    while todo:
        word = todo.pop()
        if word in extras:
            todo += extras[word]
        elif own := re.match(r"digitreader\[(.+)\]", word):
            todo += own[1].split(",")
        else:
            named.add(re.split(r"[\[<>=~!; ]", word)[0])
    return named


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], "app"), (LOCKS[1], "dev")])
def test_every_package_is_pinned_with_its_hashes(lock: str, extra: str) -> None:
    assert asked_for(extra) | FACES_THE_NETWORK <= {package for package, _ in entries(lock)}


def test_the_lists_agree() -> None:
    app, tests = (entries(lock) for lock in LOCKS)
    versions: dict[str, set[str]] = {}
    for (package, _), version in (app | tests).items():
        versions.setdefault(package, set()).add(version)
    assert {package: versions[package] for package, version in pins().items() if versions[package] != {version}} == {}
    assert {entry: version for entry, version in app.items() if tests[entry] != version} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_from(lock: str) -> None:
    assert not re.search(r"://|index-url|find-links", (ROOT / lock).read_text(encoding="utf-8"))
