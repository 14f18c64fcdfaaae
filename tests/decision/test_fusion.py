import numpy as np
import pytest
from opinions import BLANK, line, saying, sure

from digitreader.decision.fusion import FusedLine, fuse
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.line_reader import ReadStrip
from digitreader.settings.decision import FusionSettings

UNSURE = [*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")]  # of its third digit


def fused(decoder: list[dict[int, float]], reader: ReadStrip, settings: FusionSettings | None = None) -> FusedLine:
    return fuse(line(*decoder)[0], (reader(BLANK),), settings or FusionSettings())


def unsure(likelier: str, other: str) -> ReadStrip:
    """A line reader that hardly tells two texts apart that differ in a digit."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        first, second = saying(likelier)(strip), saying(other)(strip)
        return np.log(0.52 * np.exp(first) + 0.48 * np.exp(second)).astype(np.float32)

    return read_strip


def test_where_the_networks_differ_the_surer_one_wins() -> None:
    assert fused(UNSURE, saying("4078", 0.999)).text == "4078"
    assert fused(sure("4028"), unsure("4078", "4028")).text == "4028"


def test_the_probabilities_in_each_place_add_up_to_one() -> None:
    both = fused(UNSURE, saying("4078", 0.9))
    assert len(both.position_posteriors) == len(both.steps) == 4
    assert [sum(posterior.values()) for posterior in both.position_posteriors] == pytest.approx([1] * 4)
    assert sum(both.text_posteriors.values()) == pytest.approx(1)


def test_evidence_says_whether_the_decoder_agrees_and_how_sure_its_tile_is() -> None:
    evidence = fused(UNSURE, saying("4078", 0.9)).evidence
    assert [each.agreed for each in evidence] == [True, True, False, True]
    assert [each.tile for each in evidence] == pytest.approx([0.99, 0.99, 0.4, 0.99])
    assert min(evidence, key=lambda each: each.share) is evidence[2]


@pytest.mark.parametrize(("belief", "power", "read"), [(0.999, 3.0, "4028"), (0.5, 3.0, "4078"), (0.5, 0.0, "4028")])
def test_a_decoder_that_is_unsure_of_other_digits_weighs_less(belief: float, power: float, read: str) -> None:
    others = [{int(digit): belief, 9: (1 - belief) / 2} for digit in "408"]
    decoder = [*others[:2], {2: 0.997, 7: 0.0005}, others[2]]
    assert fused(decoder, saying("4078", 0.8), FusionSettings(decoder_weight=0.5, decoder_power=power)).text == read


def test_a_decoder_without_weight_changes_nothing() -> None:
    assert fused(sure("4028"), saying("7777", 0.5), FusionSettings(decoder_weight=0.5)).text == "4028"
    assert fused(sure("4028"), saying("7777", 0.5), FusionSettings(decoder_weight=0.0)).text == "7777"


def test_a_line_reader_that_sees_nothing_outvotes_a_doubting_decoder() -> None:
    assert fused([{NOT_A_DIGIT: 0.6, 1: 0.3}] * 4, saying("")).text == ""


def test_a_text_that_the_pieces_cannot_spell_has_no_steps_and_no_tiles() -> None:
    near_enough = FusionSettings(max_decoder_margin=4.0)  # to the decoder's text for the line reader's to win
    both = fused(sure("4028"), saying("40281"), near_enough)
    assert both.text == "40281"
    assert both.steps == ()
    assert [each.tile for each in both.evidence] == [0] * 5


def test_a_text_that_the_decoder_does_not_read_has_no_certain_digit() -> None:
    assert fused(UNSURE, saying("4078", 0.999)).min_posterior == 0
    assert fused(sure("4028"), saying("4028")).min_posterior > 0.9


def test_several_passes_count_by_their_mean() -> None:
    passes = tuple(saying(said, 0.9)(BLANK) for said in ("4058", "4078", "4078"))
    assert fuse(line(*UNSURE)[0], passes[:1], FusionSettings(decoder_weight=0.0)).text == "4058"
    assert fuse(line(*UNSURE)[0], passes, FusionSettings(decoder_weight=0.0)).text == "4078"
