"""Signs that the decoder takes for digits."""

from dataclasses import replace

import numpy as np
import pytest
from opinions import PLAIN, line, sure, writing

from digitreader.decision.line_recognizer import LineRecognizer, read_line
from digitreader.recognition.line_reader import ReadStrip
from digitreader.settings.decision import DecisionSettings, FusionSettings
from digitreader.settings.recognition import RecognitionSettings


def by_shares(one: str, share: float, other: str) -> ReadStrip:
    """A line reader that hesitates between two texts."""
    return lambda strip: np.logaddexp(
        writing(one, 0.99)(strip) + np.log(share), writing(other, 0.99)(strip) + np.log(1 - share)
    )


def written(reader: ReadStrip, settings: FusionSettings | None = None) -> str:
    """What is read of four bars that the classifier takes for 4128."""
    lattice, ink = line(*sure("4128"))
    decision = DecisionSettings(settings or FusionSettings())
    found = read_line(lattice, ink, LineRecognizer(reader, PLAIN), decision, RecognitionSettings())
    assert found is not None
    return found.written


@pytest.mark.parametrize("sign", ["/", "+", "(", "÷"])
def test_a_sign_that_the_decoder_takes_for_a_digit_is_a_sign_where_the_line_reader_rather_sees_it(sign: str) -> None:
    hesitating = by_shares(f"4{sign}28", 0.7, "4128")
    assert written(hesitating) == f"4{sign}28"
    assert written(hesitating, replace(FusionSettings(), large_sign=1.0)) == "4128"


def test_a_sign_that_the_line_reader_hardly_sees_stays_a_digit() -> None:
    assert written(by_shares("4/28", 0.1, "4128")) == "4128"
