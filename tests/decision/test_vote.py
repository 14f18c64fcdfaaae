import cv2
import numpy as np
import pytest
from handwriting import as_file, ink_of, photographed

from digitreader import reading as reading_module
from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.decision.vote import confidence, needs_retry, vote
from digitreader.intake.photo import open_photo
from digitreader.layout.ink import Ink, find_ink, other_inks
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.tile import Tile
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, FusionSettings, VoteSettings
from digitreader.settings.ink import InkSettings

SETTINGS = DecisionSettings()


@pytest.fixture(scope="module")
def line_recognizer() -> LineRecognizer:
    return load_line_recognizer()


def line(text: str, each: float) -> DigitLine:
    tile = Tile(np.zeros((28, 28), np.float32))
    return DigitLine(
        tuple(Digit(value, each, (), (20 * k, 0, 15, 20), tile, each < 0.8) for k, value in enumerate(text))
    )


def test_what_most_is_believed_of_in_all_is_the_answer() -> None:
    looks = [(line("128", 0.9),), (line("123", 0.85),), (line("123", 0.86),)]
    chosen, lines = vote(looks, SETTINGS.doubt)
    assert chosen == 2  # the likelier of the two that say so
    assert [one.text for one in lines] == ["123"]


def test_one_sure_look_outvotes_two_that_do_not_believe_themselves() -> None:
    looks = [(line("128", 0.95),), (line("123", 0.6),), (line("123", 0.6),)]
    assert vote(looks, SETTINGS.doubt)[0] == 0


def test_digits_the_looks_agree_about_keep_their_confidence_and_others_lose_it() -> None:
    looks = [(line("128", 0.9),), (line("123", 0.85),), (line("123", 0.86),)]
    (read,) = vote(looks, SETTINGS.doubt)[1]
    assert [digit.confidence for digit in read.digits[:2]] == pytest.approx([0.86, 0.86])
    assert read.digits[2].confidence == pytest.approx(0.86 * (0.85**3 + 0.86**3) / (0.9**3 + 0.85**3 + 0.86**3))
    assert [digit.doubtful for digit in read.digits] == [False, False, True]


def test_what_another_look_saw_instead_is_the_next_best() -> None:
    looks = [(line("128", 0.9),), (line("123", 0.85),), (line("123", 0.86),)]
    (read,) = vote(looks, SETTINGS.doubt)[1]
    assert read.digits[2].alternatives == (("8", pytest.approx(0.9**3 / (0.9**3 + 0.85**3 + 0.86**3))),)
    assert all(digit.alternatives == () for digit in read.digits[:2])
    assert sum(share for _, share in read.digits[2].alternatives) + read.digits[2].confidence <= 1


def test_where_all_looks_agree_nothing_changes() -> None:
    (read,) = vote([(line("407", 0.9),)] * 3, SETTINGS.doubt)[1]
    assert [digit.confidence for digit in read.digits] == pytest.approx([0.9] * 3)


def test_a_line_that_the_looks_bring_into_doubt_as_a_whole_has_a_digit_marked() -> None:
    looks = [(line("128", 0.99),), (line("128", 0.98),), (line("123", 0.55),)]
    (read,) = vote(looks, SETTINGS.doubt)[1]
    assert read.confidence < SETTINGS.doubt.line_below
    assert min(digit.confidence for digit in read.digits) > SETTINGS.doubt.digit_below
    assert [digit.doubtful for digit in read.digits] == [False, False, True]


def test_lines_stay_lines_and_a_look_with_other_lines_is_another_text() -> None:
    both = (line("40", 0.9), line("7", 0.9))
    chosen, lines = vote([(line("407", 0.7),), both, both], SETTINGS.doubt)
    assert chosen == 1
    assert [one.text for one in lines] == ["40", "7"]


def test_a_look_that_sees_nothing_has_no_vote() -> None:
    chosen, lines = vote([(line("4", 0.3),), (), ()], SETTINGS.doubt)
    assert chosen == 0
    assert lines[0].digits[0].confidence == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("lines", "worth"),
    [((), False), ((line("40", 0.99),), False), ((line("40", 0.9),), True), ((line("40", 0.9),) * 4, False)],
)
def test_short_texts_in_doubt_are_worth_another_look(lines: tuple[DigitLine, ...], worth: bool) -> None:
    assert needs_retry(lines, SETTINGS.vote) is worth


def test_the_confidence_in_nothing_is_none() -> None:
    assert confidence(()) == 0
    assert confidence((line("40", 0.9), line("7", 0.5))) == pytest.approx(0.9 * 0.9 * 0.5)


def faint_bridge() -> bytes:
    """A 0 and a 4 of which strokes are so pale that a usual threshold breaks them."""
    ink = 0.75 * ink_of(["0452"])
    ink[88:92] *= 0.42
    return as_file(photographed(np.asarray(cv2.GaussianBlur(ink, (0, 0), 1.5), np.float32)))


def test_other_inks_are_one_with_more_and_one_with_less_of_the_same_darkness() -> None:
    ink = find_ink(open_photo(faint_bridge()))
    more, less = other_inks(ink, InkSettings())
    assert less.mask.sum() < ink.mask.sum() < more.mask.sum()
    for other in (more, less):
        np.testing.assert_array_equal(other.darkness, ink.darkness)


def test_a_photo_in_doubt_is_read_from_every_ink_and_a_sure_one_once(
    classifier: Classifier, line_recognizer: LineRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inks: list[Ink] = []
    find = reading_module.find_lines
    monkeypatch.setattr(reading_module, "find_lines", lambda ink, *rest: (inks.append(ink), find(ink, *rest))[1])
    data = as_file(photographed(ink_of(["90432"])))
    for look_again, looks in ((0.0, 1), (1.1, 3)):
        inks.clear()
        settings = Settings(decision=DecisionSettings(vote=VoteSettings(below=look_again)))
        assert read_photo(data, classifier, settings, line_recognizer).text == "90432"
        assert len(inks) == looks


def test_a_page_is_looked_at_once_however_doubtful(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    data = as_file(photographed(ink_of(["40", "93", "25", "71"])))
    for most, looks in ((3, 1), (4, 5 * 3)):  # five widths of each of three inks
        asked: list[int] = []

        def count(strip: np.ndarray, asked: list[int] = asked) -> np.ndarray:
            asked.append(strip.shape[1])
            return line_recognizer.read_strip(strip)

        decision = DecisionSettings(FusionSettings(retry_below=1.1), VoteSettings(max_lines=most, below=1.1))
        read_photo(data, classifier, Settings(decision=decision), LineRecognizer(count, line_recognizer.calibration))
        assert len(asked) == 4 * looks
