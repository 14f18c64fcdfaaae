import numpy as np
import pytest
from opinions import PLAIN, line, saying, sure

from digitreader.decision.decide import decide
from digitreader.decision.line_recognizer import FUSED, LineRecognizer
from digitreader.layout.ink import Ink
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.settings.decision import DecisionSettings, EvidenceSettings, FusionSettings, VoteSettings
from digitreader.settings.recognition import RecognitionSettings
from digitreader.trace import Trace

PICTURES = RecognitionSettings()
NOTHING = [{NOT_A_DIGIT: 0.999}] * 4


def texts(
    decoder: list[list[dict[int, float]]], said: str | None, settings: DecisionSettings | None = None
) -> list[str]:
    """What is decided about lines, by the decoder alone where the line reader says nothing at all."""
    made = [line(*beliefs) for beliefs in decoder]
    recognizer = None if said is None else LineRecognizer(saying(said), PLAIN)
    numbers = decide([lattice for lattice, _ in made], made[0][1], recognizer, settings or DecisionSettings(), PICTURES)
    return [number.text for number in numbers]


def test_without_a_line_recognizer_the_decoder_decides() -> None:
    assert texts([sure("4028"), sure("9365")], None) == ["4028", "9365"]


def test_with_one_both_networks_decide() -> None:
    unsure = [*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")]
    assert texts([unsure], None) == ["4028"]
    assert texts([unsure], "4078") == ["4078"]


@pytest.mark.parametrize("said", [None, ""])
def test_a_line_without_digits_is_no_number(said: str | None) -> None:
    assert texts([NOTHING], said) == []


def test_lines_keep_their_order_when_one_between_them_is_empty() -> None:
    assert texts([sure("4028"), NOTHING, sure("9365")], None) == ["4028", "9365"]


def test_what_is_no_writing_is_dropped() -> None:
    doubting = DecisionSettings(evidence=EvidenceSettings(writing_share=1.01))
    assert texts([sure("4028")], "4028") == ["4028"]
    assert texts([sure("4028")], "4028", doubting) == []


@pytest.mark.parametrize(("lines", "looks"), [(2, 3), (3, 1)])
def test_each_line_of_a_long_page_is_read_once_however_doubtful(lines: int, looks: int) -> None:
    asked: list[int] = []

    def count(strip: np.ndarray) -> np.ndarray:
        asked.append(strip.shape[1])
        return saying("4028")(strip)

    settings = DecisionSettings(
        FusionSettings(retry_below=1.1, strip_width_scales=(0.5, 2.0)), VoteSettings(max_lines=2)
    )
    lattice, ink = line(*sure("4028"))
    decide([lattice] * lines, ink, LineRecognizer(count, PLAIN), settings, PICTURES)
    assert len(asked) == lines * looks


def test_the_trace_has_what_both_networks_made_of_every_line() -> None:
    trace, (lattice, ink) = Trace(), line(*sure("4028"))
    decide([lattice] * 2, ink, LineRecognizer(saying("4028"), PLAIN), DecisionSettings(), PICTURES, trace)
    assert [(made.lattice, made.fused.text) for made in trace.all(FUSED)] == [(lattice, "4028")] * 2


def test_a_photo_without_lines_has_no_numbers() -> None:
    blank = Ink(np.zeros((20, 20), bool), np.zeros((20, 20), np.float32))
    assert decide([], blank, LineRecognizer(saying("4028"), PLAIN), DecisionSettings(), PICTURES) == ()
