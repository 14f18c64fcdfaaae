import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.decision.calibration import Calibration, Evidence
from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.recognition.classifier import Classifier
from digitreader.recognition.tile import normalise
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, FusionSettings
from digitreader.settings.layout import ComponentSettings, LayoutSettings
from digitreader.training.calibrate import Judged, fit, judged_digits, reliability
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.glyph_bank import GlyphBank, make_glyph_bank


def judged(count: int = 4000, seed: int = 0) -> Judged:
    """Digits of which as many are right as both opinions believe, and the network's word on a tile says nothing."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(0.02, 0.98, count)
    evidence = tuple(Evidence(share, rng.uniform(0.1, 0.9), bool(rng.integers(2)), -1.0) for share in shares)
    return Judged(evidence, rng.random(count) < shares)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_fitted_confidence_is_the_share_that_is_right(share: float) -> None:
    calibration = fit(judged())
    assert calibration(Evidence(share, 0.5, True, -1.0)) == pytest.approx(share, abs=0.05)


def test_what_says_nothing_gets_no_weight() -> None:
    share, tile, agreed, _, _ = fit(judged()).weights
    assert share == pytest.approx(1, abs=0.1)
    assert abs(tile) < 0.1
    assert abs(agreed) < 0.2


def test_the_table_of_a_calibration_counts_every_digit_once() -> None:
    rows = reliability(fit(judged()), judged(seed=1))
    assert sum(row["digits"] for row in rows) == 4000
    assert [row["from"] for row in rows] == sorted({row["from"] for row in rows})
    for row in rows:
        assert row["from"] <= row["confidence"] <= row["to"]
        assert row["right"] == pytest.approx(row["confidence"], abs=0.08)


def test_ranges_that_no_digit_is_in_are_left_out() -> None:
    even = Calibration((0.0,) * 5)
    (row,) = reliability(even, judged(10))
    assert (row["from"], row["to"], row["digits"], row["confidence"]) == (0.5, 0.8, 10, 0.5)


@pytest.fixture(scope="module")
def held() -> list[GlyphBank]:
    tiles = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
    return [make_glyph_bank(Dataset(tiles, digits()[1][:200].astype(np.uint8)))]


def test_synthetic_photos_are_judged_by_what_was_written(classifier: Classifier, held: list[GlyphBank]) -> None:
    read_strip = load_line_recognizer().read_strip
    found, again = (judged_digits(classifier, read_strip, held, 5, 1, Settings()) for _ in range(2))
    assert len(found.evidence) == len(found.right) > 8
    assert found.right.dtype == bool
    assert found.right.mean() > 0.5
    assert found.evidence == again.evidence


def test_a_synthetic_photo_with_too_many_marks_to_be_read_is_not_judged(
    classifier: Classifier, held: list[GlyphBank]
) -> None:
    settings = Settings(layout=LayoutSettings(ComponentSettings(max_marks=0)))
    found = judged_digits(classifier, load_line_recognizer().read_strip, held, 2, 1, settings)
    assert found.evidence == ()


def test_a_reader_that_is_always_wrong_is_judged_so(classifier: Classifier, held: list[GlyphBank]) -> None:
    def seven_everywhere(strip: np.ndarray) -> np.ndarray:
        places = np.full((strip.shape[1] // 4, 11), -8.0, np.float32)
        places[::2, 0], places[1::2, 8] = -0.001, -0.001
        return places

    settings = Settings(decision=DecisionSettings(FusionSettings(decoder_weight=0.0)))
    found = judged_digits(classifier, seven_everywhere, held, 4, 1, settings)
    assert len(found.right) > 8
    assert found.right.mean() < 0.3
