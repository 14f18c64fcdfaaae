import keras
import numpy as np
import pytest

from digitreader.numbers.alphabet import WRITTEN
from digitreader.recognition.ctc import forward_log_probability
from digitreader.recognition.line_reader import SYMBOLS, WRITTEN_SYMBOLS, digits_only
from digitreader.training.synthesis.strip_batches import as_labels
from digitreader.training.written_ctc import WrittenCTC


def logits(text: str, sure: float = 3.0) -> np.ndarray:
    """Logits of two timesteps for each symbol and one blank after it."""
    rows = np.random.default_rng(0).normal(0, 0.5, (3 * len(text), WRITTEN_SYMBOLS)).astype(np.float32)
    for k, symbol in enumerate(text):
        rows[3 * k : 3 * k + 2, WRITTEN.index(symbol) + 1] += sure
        rows[3 * k + 2, 0] += sure
    return rows[None]


def loss(text: str, says: str, signed: bool) -> float:
    value = WrittenCTC(reduction="none")(as_labels([says], [signed]), logits(text))
    return float(keras.ops.convert_to_numpy(value)[0])


def test_where_signs_are_labelled_they_are_to_be_read() -> None:
    assert loss("7.5", "7.5", True) + 3 < loss("7.5", "75", True)


def test_where_only_digits_are_labelled_signs_count_as_blank() -> None:
    assert loss("7.5", "75", False) + 1 < loss("7.5", "75", True)
    assert loss("7 5", "75", False) + 1 < loss("7 5", "75", True)


@pytest.mark.parametrize(("text", "digits"), [("7.7", "77"), ("7,-", "7"), ("1 1", "11"), ("40", "40"), ("-", "")])
def test_the_loss_of_digits_is_what_the_reader_makes_of_the_signs(text: str, digits: str) -> None:
    rows = logits(text)[0]
    timesteps = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    expected = -forward_log_probability(digits_only(timesteps), [digits])[0]
    assert digits_only(timesteps).shape[1] == SYMBOLS
    assert loss(text, digits, False) == pytest.approx(expected, abs=1e-3)
