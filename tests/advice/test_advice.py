import cv2
import numpy as np
import pytest
from handwriting import as_file, ink_of, photo_of, photographed, ruled, with_a_shadow

from digitreader.advice import advice
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.settings import Settings
from digitreader.settings.advice import AdviceSettings, CutoffSettings

LINES = ["0522", "03649", "08"]
THROUGH = 60 + 36  # pixels from the left: the middle of the digits that stand first
OFF = {  # the setting that switches each cause off
    advice.DARK: Settings(advice=AdviceSettings(dark_photo=0.0)),
    advice.BLURRED: Settings(advice=AdviceSettings(blurred=np.inf)),
    advice.FAINT: Settings(advice=AdviceSettings(faint_writing=0.0)),
    advice.GLARE: Settings(advice=AdviceSettings(glare_share=1.0)),
}


def page() -> np.ndarray:
    return photographed(ink_of(LINES))


def blurred(sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(page(), (0, 0), sigma)


def moved(length: int) -> np.ndarray:
    return cv2.filter2D(page(), -1, np.full((1, length), 1 / length, np.float32))


def darkened(share: float) -> np.ndarray:
    return photographed(ink_of(LINES), share * 225.0, share * 45.0)


def pencil(contrast: float) -> np.ndarray:
    return photographed(ink_of(LINES), 225.0, 225.0 * (1 - contrast))


def with_glare(radius: float) -> np.ndarray:
    """A page with a lamp's reflection over the end of its second line."""
    rows, columns = np.indices(page().shape, np.float32)
    spot = 400 * np.exp(-((columns - 350) ** 2 + (rows - 240) ** 2) / (2 * radius**2))
    return np.clip(0.85 * page() + spot, 0, 255).astype(np.uint8)


def advice_on(grey: np.ndarray, classifier: Classifier, settings: Settings | None = None) -> tuple[str, ...]:
    return read_photo(as_file(grey), classifier, settings).advice


SOUND = {
    "plain": page(),
    "ruled": photographed(ink_of(LINES), ruled(ink_of(LINES).shape)),
    "shadow": photographed(0.8 * ink_of(LINES), with_a_shadow(ink_of(LINES).shape)),
    "chalk": photographed(ink_of(LINES), 30.0, 210.0),
    "white": photographed(ink_of(LINES), 255.0, 0.0),
    "pencil": pencil(0.3),
    "a little soft": blurred(1.5),
}


@pytest.mark.parametrize("name", list(SOUND))
def test_a_photo_with_nothing_wrong_gets_no_advice(classifier: Classifier, name: str) -> None:
    assert advice_on(SOUND[name], classifier) == ()


CAUSES = {
    "out of focus": (blurred(6), advice.BLURRED),
    "moved": (moved(25), advice.BLURRED),
    "faint": (pencil(0.08), advice.FAINT),
    "reflecting": (with_glare(50), advice.GLARE),
    "dusk": (darkened(0.2), advice.DARK),
    "night": (darkened(0.05), advice.DARK),
}


@pytest.mark.parametrize("name", list(CAUSES))
def test_a_bad_photo_is_told_what_is_wrong_with_it_and_nothing_else(classifier: Classifier, name: str) -> None:
    grey, sentence = CAUSES[name]
    (told,) = advice_on(grey, classifier)
    assert told.removeprefix(f"{advice.NOTHING} ") == sentence
    assert not any(sentence in other for other in advice_on(grey, classifier, OFF[sentence]))


@pytest.mark.parametrize("name", ["dusk", "night"])
def test_where_nothing_was_found_the_cause_stands_in_place_of_the_general_sentence(
    classifier: Classifier, name: str
) -> None:
    reading = read_photo(as_file(CAUSES[name][0]), classifier)
    assert reading.lines == ()
    assert reading.advice == (f"{advice.NOTHING} {advice.DARK}",)


def test_a_page_too_blurred_for_any_digit_says_that_it_is_blurred() -> None:
    def never(tiles: np.ndarray) -> np.ndarray:
        return np.eye(11, dtype=np.float32)[np.full(len(tiles), 10)]

    assert advice_on(blurred(6), never) == (f"{advice.NOTHING} {advice.BLURRED}",)


def test_where_nothing_is_seen_to_be_wrong_the_general_sentence_helps(classifier: Classifier) -> None:
    empty = photographed(np.zeros((600, 800), np.float32))
    assert advice_on(empty, classifier) == (f"{advice.NOTHING} {advice.GENERAL}",)


def shrunk(height: int) -> np.ndarray:
    share = height / 72
    return cv2.resize(page(), None, fx=share, fy=share, interpolation=cv2.INTER_AREA)


def test_tiny_digits_are_told_their_height_in_the_photos_own_pixels(classifier: Classifier) -> None:
    (told,) = advice_on(shrunk(11), classifier)
    assert told in {advice.SMALL.format(number) for number in (8, 9, 10)}  # a digit fills most of its square
    assert advice_on(shrunk(11), classifier, Settings(advice=AdviceSettings(small_digit=0.0))) == ()
    assert advice_on(shrunk(24), classifier) == ()


def test_writing_that_runs_off_the_picture_is_told_where(classifier: Classifier) -> None:
    grey = page()[:, THROUGH:]
    assert advice.CUT_OFF.format("left") in advice_on(grey, classifier)
    assert advice_on(grey, classifier, Settings(advice=AdviceSettings(cutoff=CutoffSettings(height=np.inf)))) == ()


@pytest.mark.parametrize("name", ["faint", "moved"])
def test_advice_never_takes_a_reading_away(classifier: Classifier, name: str) -> None:
    grey, sentence = CAUSES[name]
    with_advice, without = (read_photo(as_file(grey), classifier, s) for s in (Settings(), OFF[sentence]))
    assert (with_advice.advice, without.advice) == ((sentence,), ())
    assert with_advice.text == without.text != ""


def test_what_was_read_in_glare_shows_that_the_glare_hides_nothing(classifier: Classifier) -> None:
    sun = np.full(page().shape, 200.0, np.float32)
    sun[:, :250] = 255.0
    data = as_file(photographed(ink_of(LINES), sun, 45.0))
    assert read_photo(data, classifier).advice == ()


def test_several_things_wrong_are_all_told_the_gravest_first(classifier: Classifier) -> None:
    grey = cv2.GaussianBlur(pencil(0.1), (0, 0), 4)
    assert advice_on(grey, classifier) == (advice.BLURRED, advice.FAINT)


def test_the_photo_and_the_ink_are_left_as_they_were(classifier: Classifier) -> None:
    reading = read_photo(photo_of(LINES), classifier)
    before = reading.photo.grey.copy(), reading.ink.mask.copy(), reading.ink.darkness.copy()
    advice.advise(reading.photo, reading.ink, (), reading.digits, AdviceSettings())
    after = reading.photo.grey, reading.ink.mask, reading.ink.darkness
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_what_was_left_out_is_told_last_but_before_all_where_nothing_else_was_read() -> None:
    assert advice.with_crossed_out(("a",), 0, True) == ("a",)
    assert advice.with_crossed_out(("a",), 2, True) == ("a", advice.CROSSED_OUT.format(2, "s"))
    first, *others = advice.with_crossed_out(("a",), 1, False)
    assert first == f"No digits were found. {advice.CROSSED_OUT.format(1, '')}"
    assert others == ["a"]
