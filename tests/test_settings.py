import inspect
import re
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from digitreader import settings as settings_module
from digitreader.settings import InkSettings, Settings

SOURCE = inspect.getsource(settings_module)
PARTS = [(field.name, field.default) for field in fields(Settings)]
THRESHOLD = re.compile(r"^    (\w+): (?:int|float|tuple\[.*\]|ChildLimits) = ")


def thresholds() -> list[str]:
    """The lines of the source that set a threshold."""
    return [line for line in SOURCE.splitlines() if THRESHOLD.match(line)]


def test_every_threshold_is_on_a_line_of_its_own() -> None:
    assert len(thresholds()) == sum(len(fields(part)) for _, part in PARTS)


def test_every_threshold_tells_its_unit_and_reason() -> None:
    assert [line for line in thresholds() if len(line.partition("  # ")[2].split()) < 3] == []


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[name for name, _ in PARTS])
def test_every_part_tells_what_it_is_for_and_cannot_be_changed(name: str, part: object) -> None:
    assert type(part).__doc__
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
