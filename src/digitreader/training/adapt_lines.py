"""Labelled lines, divided into those to learn from and those held back."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from digitreader.errors import DataError
from digitreader.recognition.line_reader import ReadStrip
from digitreader.settings import Settings
from digitreader.settings.adapt import AdaptSettings
from digitreader.training.data.line_labels import LabelledPicture, read_line_labels
from digitreader.training.own_lines import OwnStrip, strips_of

Say = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Lines:
    """What is learnt from and what is held back, as pictures and as strips of them."""

    learnt: tuple[LabelledPicture, ...]
    held: tuple[LabelledPicture, ...]
    strips: tuple[OwnStrip, ...]
    held_strips: tuple[OwnStrip, ...]


def gather_lines(corrections: Path, read_strip: ReadStrip, settings: Settings, say: Say) -> Lines:
    """Read the labels and cut the strips."""
    limits = AdaptSettings()
    labels = read_line_labels(corrections, limits)
    learnt, held = divide(labels.pictures, limits)
    strips, held_strips = (
        {picture: strips_of(picture, read_strip, settings) for picture in part} for part in (learnt, held)
    )
    unread = [
        f"{picture.name}: no such line was found" for picture, found in (strips | held_strips).items() if not found
    ]
    usable = [picture for picture in learnt if strips[picture]], [picture for picture in held if held_strips[picture]]
    for reason in (*labels.left_out, *unread)[: limits.named]:
        say(f"left out: {reason}")
    count = sum(map(len, usable))
    say(f"{count} lines, {len(labels.left_out) + len(unread)} left out; {len(usable[1])} are held back to measure with")
    if count < limits.fewest_lines or not all(usable):
        raise DataError(
            f"{corrections}: {count} lines can be used; at least {limits.fewest_lines} are needed, and some hundred "
            "are worth the time. Correct more lines and export them again."
        )
    flat = (tuple(strip for found in part.values() for strip in found) for part in (strips, held_strips))
    return Lines(tuple(usable[0]), tuple(held), *flat)


def divide(
    pictures: Sequence[LabelledPicture], settings: AdaptSettings
) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Divide pictures into those to learn from and those held back, the same ones in every run.

    Whole pages are held back, so that no hand or photo is on both sides; where there are too few pages, lines are.
    """
    pages = {picture.page for picture in pictures}
    by_page = len(pages) >= settings.fewest_pages
    groups: dict[str, list[LabelledPicture]] = {}
    for picture in pictures:
        groups.setdefault(picture.page if by_page else picture.name, []).append(picture)
    wanted, learnt, held = settings.held_share * len(pictures), list[LabelledPicture](), list[LabelledPicture]()
    for name in sorted(groups, key=lambda name: hashlib.sha256(name.encode()).digest()):
        room = len(held) + len(groups[name]) / 2 <= wanted
        (held if room else learnt).extend(groups[name])
    return learnt, held
