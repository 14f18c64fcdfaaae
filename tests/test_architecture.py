"""The house holds: imports point one way, and heavy packages stay where they belong."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
LAYERS = (
    {"errors", "geometry", "settings", "trace", "atomic_write", "escape_controls", "escape_formula", "numbers"},
    {"intake"},
    {"layout"},
    {"recognition"},
    {"decision", "advice"},
    {"reading", "drawing"},
    {"output", "explain", "modelcard"},
    {"training"},
    {"evaluation"},
    {"ui", "api", "bulk"},
    {"cli"},
)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
WITHIN_A_LAYER = {"drawing": {"reading"}}  # a drawing is read as a photo is, from its ink on
HOMES = {  # heavy packages, and the only places that may import them
    "tensorflow": ("digitreader.training",),
    "keras": ("digitreader.training",),
    "sklearn": ("digitreader.training",),
    "matplotlib": (),
    "playwright": (),
    "streamlit": ("digitreader.ui", "digitreader.api.serve"),
    "starlette": ("digitreader.api", "digitreader.ui"),
    "pillow_heif": ("digitreader.intake",),
    "pypdfium2": ("digitreader.intake",),
    "ai_edge_litert": ("digitreader.recognition",),
}


@cache
def modules() -> dict[str, str]:
    """Return the source of every module by its dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


@cache
def imported(source: str) -> tuple[str, ...]:
    """Return the dotted names that a module imports, at its top or within its functions."""
    return tuple(_imported(source))


def _imported(source: str) -> Iterator[str]:
    """Yield the dotted names that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each module those of ours that it imports."""
    edges: dict[str, set[str]] = {}
    for name, source in sources.items():
        targets = (target if target in sources else target.rpartition(".")[0] for target in imported(source))
        edges[name] = {target for target in targets if target in sources and target not in (name, "digitreader")}
    return edges


def part(module: str) -> str:
    """Return the folder below the package that a module is in, or the name of a module that lies in none."""
    return module.split(".")[1]


def wrong_way(sources: Mapping[str, str]) -> list[str]:
    """Return the imports that do not point down the layers."""
    wrong = []
    for name, targets in graph(sources).items():
        if name == "digitreader":
            continue  # the public names, imported when they are asked for
        for target in targets:
            ours, theirs = part(name), part(target)
            lower = RANK[theirs] < RANK[ours] or theirs in WITHIN_A_LAYER.get(ours, ())
            if ours != theirs and not lower:
                wrong.append(f"{name} imports {target}")
    return wrong


def test_every_folder_and_module_of_the_package_has_its_layer():
    assert {part(name) for name in modules() if name != "digitreader"} <= set(RANK)


def test_imports_point_one_way():
    assert wrong_way(modules()) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("digitreader.intake.photo", "from digitreader.layout.ink import Ink"),
        ("digitreader.geometry", "from digitreader.intake import photo"),
        ("digitreader.output.records", "def late():\n    from digitreader.cli import main"),
        ("digitreader.bulk.rows", "from digitreader.ui import words"),
        ("digitreader.recognition.tile", "import digitreader.training.train"),
    ],
)
def test_an_import_that_is_turned_round_is_found(module, line):
    sources = {**dict.fromkeys(modules(), ""), module: line}
    (found,) = wrong_way(sources)
    assert found.startswith(f"{module} imports ")


def test_no_modules_import_each_other_in_a_circle():
    try:
        TopologicalSorter(graph(modules())).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_circle_is_found():
    circle = {
        "digitreader.intake.a": "from digitreader.intake import b",
        "digitreader.intake.b": "from digitreader.intake.a import c",
    }
    with pytest.raises(CycleError):
        TopologicalSorter(graph({"digitreader.intake": "", **circle})).prepare()


@pytest.mark.parametrize("package", HOMES)
def test_heavy_packages_are_imported_only_where_they_belong(package):
    users = {name for name, source in modules().items() if package in {i.partition(".")[0] for i in imported(source)}}
    assert {name for name in users if not name.startswith(HOMES[package])} == set()
