import cv2
import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.intake.photo import Photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classifier
from digitreader.recognition.tile import normalise
from digitreader.settings import Settings
from digitreader.settings.layout import ComponentSettings, LayoutSettings
from digitreader.training.candidate_mining import labelled_candidates, mine_candidates
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import GlyphBank, make_glyph_bank
from digitreader.training.synthesis.synthetic_photos import SyntheticPhoto


@pytest.fixture(scope="module")
def bank() -> GlyphBank:
    tiles = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
    return make_glyph_bank(Dataset(tiles, digits()[1][:200].astype(np.uint8)))


def made(*parts: tuple[np.ndarray, int, int], text: str) -> SyntheticPhoto:
    """A photo of signs (bright ink) at (x, y); the first ones are the text's digits."""
    ink, owners = np.zeros((120, 260), np.float32), np.zeros((120, 260), np.uint8)
    for k, (sign, x, y) in enumerate(parts, 1):
        window = np.s_[y : y + sign.shape[0], x : x + sign.shape[1]]
        ink[window] = np.maximum(ink[window], sign)
        owners[window][sign > 0.3] = k if k <= len(text) else 0
    grey = (230 - 190 * ink).astype(np.uint8)
    return SyntheticPhoto(Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, (260, 120)), text, owners)


def unsure(tiles: np.ndarray) -> np.ndarray:
    """A network that knows nothing, so that everything wide enough is cut."""
    return np.full((len(tiles), 11), 1 / 11, np.float32)


def first(digit: int) -> np.ndarray:
    return glyph(int(np.flatnonzero(digits()[1] == digit)[0]), 60)


def test_digits_that_stand_apart_are_mined_as_what_they_are(classifier: Classifier) -> None:
    photo = made((first(5), 30, 30), (first(3), 130, 30), text="53")
    labels = [label for _, label in labelled_candidates(photo, classifier, Settings())]
    assert {5, 3} <= set(labels)
    assert labels.count(5) == labels.count(3) == 1


def test_two_digits_that_touch_are_no_digit_together_and_each_is_one_alone() -> None:
    zero, three = first(0), first(3)
    photo = made((zero, 60, 30), (three, 60 + zero.shape[1] - 6, 30), text="03")
    found = labelled_candidates(photo, unsure, Settings())
    whole = max(found, key=lambda one: one[0].component.box.width)
    assert whole[1] == NOT_A_DIGIT
    assert {0, 3} <= {label for _, label in found}


def test_a_part_of_a_digit_is_no_digit() -> None:
    photo = made((first(0), 60, 30), text="0")
    found = labelled_candidates(photo, unsure, Settings())
    assert len(found) > 1
    widest = max(candidate.component.box.width for candidate, _ in found)
    for candidate, label in found:
        if candidate.component.box.width < 0.5 * widest:
            assert label == NOT_A_DIGIT


def test_ink_that_is_no_digits_is_none() -> None:
    blot = cv2.circle(np.zeros((60, 60), np.float32), (30, 30), 22, 1.0, -1)
    photo = made((blot, 100, 30), text="")
    labels = {label for _, label in labelled_candidates(photo, unsure, Settings())}
    assert labels == {NOT_A_DIGIT}


def test_a_synthetic_photo_with_too_many_marks_to_be_read_gives_nothing_and_stops_no_training() -> None:
    photo = made((first(5), 30, 30), (first(3), 130, 30), text="53")
    assert labelled_candidates(photo, unsure, Settings(layout=LayoutSettings(ComponentSettings(max_marks=1)))) == []


def test_mining_yields_as_much_that_is_no_digit_as_digits_and_repeats(classifier: Classifier, bank: GlyphBank) -> None:
    first, again = (mine_candidates(classifier, [bank], 12, 1, Settings()) for _ in range(2))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.labels, again.labels)
    digits = np.count_nonzero(first.labels < NOT_A_DIGIT)
    assert digits > 20
    assert 0.2 * digits < len(first) - digits <= digits + 12
