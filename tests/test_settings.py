import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from typing import Any

import pytest

from digitreader.settings import Settings
from digitreader.settings.ink import InkSettings

STAGES = ("intake", "ink", "layout", "recognition", "decision", "advice")  # a module each, in their order
FOLDER = Path(__file__).parents[1] / "src/digitreader/settings"
SOURCE = "\n".join((FOLDER / f"{stage}.py").read_text(encoding="utf-8") for stage in STAGES)
THRESHOLD = re.compile(r"^    (\w+): (?:int|float|tuple\[.*\]|ChildLimits) = ")


def parts_of(part: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The parts within a part, then the part itself, each with its name."""
    for field in fields(part):
        inner = getattr(part, field.name)
        if type(inner).__name__.endswith("Settings"):
            yield from parts_of(inner, f"{name}.{field.name}")
    yield name, part


PARTS = [*parts_of(Settings(), "settings")][:-1]  # the last one is the whole tree


def thresholds() -> list[str]:
    """The lines of the source that set a threshold."""
    return [line for line in SOURCE.splitlines() if THRESHOLD.match(line)]


def test_every_threshold_is_on_a_line_of_its_own() -> None:
    values = [getattr(part, field.name) for _, part in PARTS for field in fields(part)]
    assert len(thresholds()) == sum(not type(value).__name__.endswith("Settings") for value in values)


def test_every_threshold_tells_its_unit_and_reason() -> None:
    assert [line for line in thresholds() if len(line.partition("  # ")[2].split()) < 3] == []


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[name for name, _ in PARTS])
def test_every_part_tells_what_it_is_for_and_cannot_be_changed(name: str, part: object) -> None:
    assert not str(type(part).__doc__).startswith(f"{type(part).__name__}(")  # which dataclasses write where none is
    with pytest.raises(FrozenInstanceError):
        setattr(part, fields(part)[0].name, 0)


def test_every_part_that_is_defined_is_in_the_tree_in_the_same_order() -> None:
    defined = re.findall(r"^class (\w+Settings):", SOURCE, re.M)
    assert [type(part).__name__ for _, part in PARTS] == defined


def test_one_threshold_is_changed_and_all_others_stay() -> None:
    usual = Settings()
    changed = replace(usual, ink=replace(usual.ink, faintest_ink=0.05))
    assert changed == Settings(ink=InkSettings(faintest_ink=0.05))
    assert replace(changed, ink=usual.ink) == usual
