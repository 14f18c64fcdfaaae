"""The signs of a line: what the line reader says of them, weighed with the marks in the picture."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from opinions import PLAIN, XS, line, saying, sure, writing

from digitreader.decision.fusion import fuse
from digitreader.decision.line_recognizer import LineRecognizer, read_line
from digitreader.decision.line_signs import read_signs
from digitreader.layout.ink import Ink
from digitreader.recognition.digit import DigitLine
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.strip import make_strip
from digitreader.settings.decision import DecisionSettings, FusionSettings, SignSettings
from digitreader.settings.recognition import RecognitionSettings

FOOT, MIDDLE, PEN = 75, 50, 10  # of the drawn digits: rows, and the thickness of what is drawn beside them


Stroke = tuple[tuple[int, int], tuple[int, int]]


def read(reader: ReadStrip, *marks: Stroke, settings: SignSettings | None = None) -> DigitLine:
    """Read a line of the digits 4028, with strokes beside them, as a reader sees it."""
    lattice, ink = line(*sure("4028"))
    darkness = np.pad(ink.darkness, ((0, 0), (0, 120)))
    for start, end in marks:
        cv2.line(darkness, start, end, 0.8, PEN)
    inked, decision = Ink(darkness > 0.4, darkness), DecisionSettings(signs=settings or SignSettings())
    found = read_line(lattice, inked, LineRecognizer(reader, PLAIN), decision, RecognitionSettings())
    assert found is not None
    assert found.text == "4028"
    return found


def between(k: int) -> int:
    """A column between the digits k - 1 and k."""
    return (XS[k - 1] + XS[k]) // 2 + 6


def by_halves(one: str, other: str) -> ReadStrip:
    """A line reader that hesitates between two texts, a little more for the first."""
    return lambda strip: np.logaddexp(writing(one, 0.9)(strip) + np.log(0.8), writing(other, 0.9)(strip) + np.log(0.2))


POINT = ((between(2), FOOT - 5), (between(2), FOOT - 5))
TAIL = ((between(2) + 3, FOOT - 4), (between(2) - 4, FOOT + 14))
DASH = ((between(2) - 15, MIDDLE), (between(2) + 15, MIDDLE))
EQUALS = [tuple((x, y + rise) for x, y in DASH) for rise in (-9, 9)]


@pytest.mark.parametrize("sign", [".", ",", "-", "=", "+", "/", ":", "×", "÷", "(", ")", "%"])
def test_a_sign_that_the_line_reader_is_sure_of_is_read(sign: str) -> None:
    found = read(writing(f"40{sign}28", 0.999))
    assert found.written == f"40{sign}28"
    assert [(each.character, each.place, each.doubtful) for each in found.signs] == [(sign, 2, False)]


@pytest.mark.parametrize(
    ("sign", "marks"),
    [(".", [POINT]), (",", [TAIL]), ("-", [DASH]), ("=", EQUALS)],
    ids=["point", "comma", "minus", "equals"],
)
def test_a_mark_speaks_for_a_sign_that_the_line_reader_hardly_sees(sign: str, marks: list) -> None:
    faint = writing(f"40{sign}28", 0.3)
    assert read(faint).written == "4028"
    assert read(faint, *marks).written == f"40{sign}28"
    deaf = SignSettings(point_ignored=0, tail_ignored=0, bar_ignored=0, two_bars_ignored=0)
    assert read(faint, *marks, settings=deaf).written == "4028"


def test_a_sign_of_which_there_is_no_mark_is_doubted() -> None:
    seen, unseen = (read(writing("40.28", 0.85), *marks).signs[0] for marks in ([POINT], []))
    assert (seen.character, seen.doubtful) == (".", False)
    assert unseen.doubtful


def test_a_mark_that_the_line_reader_takes_for_nothing_is_a_doubt_and_not_silence() -> None:
    doubts = read(writing("4028"), POINT).signs
    assert [(each.character, each.place, each.doubtful) for each in doubts] == [("", 2, True)]
    assert doubts[0].alternatives[0][0] == "."


def test_a_comma_that_looks_like_a_point_is_doubted_and_names_it() -> None:
    found = read(by_halves("40,28", "40.28"), POINT).signs[0]
    assert found.doubtful
    assert {found.character, found.alternatives[0][0]} == {".", ","}


def test_a_sign_has_the_box_of_its_mark_and_a_gap_lies_between_two_digits() -> None:
    (point,) = read(writing("40.28"), POINT).signs
    (gap,) = read(writing("40 28", 0.999)).signs
    assert point.box == (POINT[0][0] - PEN // 2, POINT[0][1] - PEN // 2, PEN + 1, PEN + 1)
    assert (gap.box.x, gap.box.right) == (XS[1] + 12, XS[2])


def test_signs_before_and_after_the_digits_have_their_places() -> None:
    found = read(writing("-4028=", 0.999))
    assert [(each.character, each.place) for each in found.signs] == [("-", 0), ("=", 4)]
    assert all(each.box.x >= 0 for each in found.signs)


def test_several_signs_in_one_place_are_several_and_of_each_its_own_alternatives_are_told() -> None:
    found = read(writing("4028.-", 0.97))
    assert found.written == "4028.-"
    assert all(
        alternative in ("", ",", ".", "-", "=", ":") for each in found.signs for alternative, _ in each.alternatives
    )


def test_a_gap_between_digits_written_evenly_is_doubted_however_sure_the_line_reader_is() -> None:
    (gap,) = read(writing("40 28", 0.999)).signs
    assert (gap.character, gap.doubtful) == (" ", True)
    assert read(writing("40 28", 0.9)).written == "4028"


def test_a_line_reader_that_knows_no_signs_reads_none() -> None:
    assert read(saying("4028"), POINT, DASH).signs == ()


def test_sure_empty_places_cost_nothing_and_hold_nothing() -> None:
    assert read(writing("4028", 1.0)).signs == ()


def test_what_counts_as_a_doubt_is_a_setting() -> None:
    strict = replace(SignSettings(), doubtful_below=1.0)
    assert read(writing("40.28"), POINT, settings=strict).signs[0].doubtful


def test_a_dash_beyond_the_strip_is_read_from_a_longer_one() -> None:
    seen: list[int] = []

    def further(strip: np.ndarray) -> np.ndarray:
        seen.append(strip.shape[1])
        return writing("4028" if len(seen) == 1 else "4028-")(strip)

    far = ((XS[-1] + 60, MIDDLE), (XS[-1] + 90, MIDDLE))
    assert read(further, far).written == "4028-"
    assert seen[1] > seen[0]


def test_a_strip_without_room_for_all_digits_has_no_signs() -> None:
    lattice, ink = line(*sure("4028"))
    strip = make_strip(lattice.line, ink)
    fused = fuse(lattice, (writing("4028")(np.zeros((32, 64), np.float32))[:7],), FusionSettings())
    found = replace(fused, text="4028")
    _, steps = lattice.constrained_viterbi("4028")
    looks = RecognitionSettings()
    assert read_signs(found, steps, lattice.line, strip, ink, writing(""), SignSettings(), looks) == ()
