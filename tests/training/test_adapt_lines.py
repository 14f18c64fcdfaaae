"""Labelled lines become strips, and are divided."""

from pathlib import Path

import numpy as np
import pytest
from handwriting import photo_of
from own_data import zipped

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.errors import DataError
from digitreader.numbers.alphabet import WRITTEN
from digitreader.recognition.line_reader import WRITTEN_SYMBOLS, ReadStrip, digits_only
from digitreader.settings import Settings
from digitreader.settings.adapt import AdaptSettings
from digitreader.training.adapt_lines import divide, gather_lines
from digitreader.training.data.line_labels import LabelledPicture
from digitreader.training.own_lines import labelled_strip, strips_of

LIMITS = AdaptSettings()
READ = load_line_recognizer().read_strip


def pictures(count: int, pages: int) -> list[LabelledPicture]:
    return [LabelledPicture(f"{k}.png", b"", "1", f"page {k % pages}") for k in range(count)]


def test_a_fifth_is_held_back_in_whole_pages_and_always_the_same() -> None:
    everything = pictures(200, 25)
    learnt, held = divide(everything, LIMITS)
    assert len(learnt) + len(held) == 200
    assert 30 <= len(held) <= 45
    assert not {picture.page for picture in learnt} & {picture.page for picture in held}
    again = divide(everything[::-1], LIMITS)[1]
    assert {picture.name for picture in again} == {picture.name for picture in held}


def test_of_too_few_pages_lines_are_held_back() -> None:
    learnt, held = divide(pictures(100, 2), LIMITS)
    assert 18 <= len(held) <= 22
    assert not {picture.name for picture in learnt} & {picture.name for picture in held}


def test_a_line_becomes_the_strip_that_reading_sees() -> None:
    [strip] = strips_of(LabelledPicture("a", photo_of(["3141"]), "3141", "a"), READ, Settings())
    assert strip.pixels.shape[0] == 32
    assert strip.pixels.dtype == np.uint8
    assert strip.text == "3141"


def test_of_several_lines_the_one_that_the_label_names_is_taken() -> None:
    photo = photo_of(["22222222", "41"])
    [long], [short] = (
        strips_of(LabelledPicture("a", photo, text, "a"), READ, Settings()) for text in ("22222222", "41")
    )
    assert long.pixels.shape[1] > 2 * short.pixels.shape[1]


@pytest.mark.parametrize(("data", "text"), [(b"no picture", "1"), (photo_of([]), "1"), (photo_of(["1"]), "1" * 30)])
def test_what_cannot_say_what_the_label_says_gives_no_strip(data: bytes, text: str) -> None:
    assert strips_of(LabelledPicture("a", data, text, "a"), READ, Settings()) == []


def test_where_nothing_is_written_all_that_looks_like_it_is_learnt_as_nothing() -> None:
    found = strips_of(LabelledPicture("a", photo_of(["11", "41"]), "", "a"), READ, Settings())
    assert [strip.text for strip in found] == ["", ""]


def reads(text: str) -> ReadStrip:
    """A line reader that knows signs and always reads the same."""
    symbols = [0, *(WRITTEN.index(sign) + 1 for sign in text)]
    return lambda strip: np.log(np.eye(WRITTEN_SYMBOLS, dtype=np.float32)[symbols] + np.float32(1e-6))


@pytest.mark.parametrize(
    ("label", "read", "learnt"),
    [
        ("41,5", "415", ("41,5", True)),  # a person's signs count
        ("415", "41.5", ("41.5", True)),  # digits alone: the signs that are read stay what is read
        ("475", "41.5", ("475", False)),  # other digits: nothing is known of the signs
    ],
)
def test_signs_are_learnt_where_a_label_has_them_and_kept_where_it_has_none(
    label: str, read: str, learnt: tuple[str, bool]
) -> None:
    strip = labelled_strip(np.zeros((32, 64), np.uint8), label, reads(read))
    assert (strip.text, strip.signed) == learnt


def test_a_network_without_signs_learns_the_digits_of_a_label() -> None:
    strip = labelled_strip(np.zeros((32, 64), np.uint8), "41,5", lambda strip: digits_only(READ(strip)))
    assert (strip.text, strip.signed) == ("415", False)


def test_lines_that_cannot_be_used_are_named_and_too_few_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{k}.png,{'08X' if k == 3 else '41'}\n" for k in range(30))
    files = {f"{k}.png": photo_of(["41"], 30 + k) if k != 5 else b"no picture" for k in range(30)}
    path, said = zipped(tmp_path / "a.zip", {"labels.csv": f"file,text\n{rows}", **files}), list[str]()
    lines = gather_lines(path, READ, Settings(), said.append)
    assert len(lines.strips) + len(lines.held_strips) == 28
    assert [line.split(":")[0] for line in said[:2]] == ["left out", "left out"]
    assert said[2].startswith("28 lines, 2 left out;")
    few = zipped(tmp_path / "b.zip", {"labels.csv": f"file,text\n{rows[:24]}", **files})
    with pytest.raises(DataError, match="at least 15 are needed"):
        gather_lines(few, READ, Settings(), said.append)
