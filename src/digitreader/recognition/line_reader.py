"""The network that reads a whole line at once, without cutting it into digits."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import ModelError
from digitreader.numbers.alphabet import DIGITS, WRITTEN
from digitreader.recognition.interpreter import Network
from digitreader.recognition.strip import ROWS, STRIDE
from digitreader.settings.recognition import NetworkSettings

ReadStrip = Callable[[NDArray[np.float32]], NDArray[np.float32]]  # (32, width) -> (width / 4, 11 or 24)
SYMBOLS = 1 + len(DIGITS)  # the blank of CTC, then the digits 0 to 9
WRITTEN_SYMBOLS = 1 + len(WRITTEN)  # of a network that reads signs and gaps, too


class LineReader:
    """A LiteRT network: a strip, float32 (32, width), -> the log-probabilities of each timestep, (width / 4, symbols).

    Symbol 0 is the blank of CTC, symbol d + 1 the digit d; a network of 24 symbols knows signs and gaps, too, in the
    order of `numbers.alphabet.WRITTEN`. Threads may share a reader.
    """

    def __init__(self, model: bytes, threads: int = NetworkSettings.threads) -> None:
        """Load a network from the bytes of its .tflite file.

        Args:
            model: the bytes.
            threads: of the interpreter; one where there are as many processes as cores.

        Raises:
            ModelError: the bytes are no LiteRT network from strips to CTC's symbols.
        """
        self._network = Network(model, "The line reader's file", threads)
        known = (SYMBOLS, WRITTEN_SYMBOLS)
        if self._network.input_shape[1] != ROWS or self._network.output_shape[-1] not in known:
            raise ModelError(f"The line reader does not take strips of {ROWS} rows and give {known} symbols.")

    def __call__(self, strip: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the log-probability of every symbol at every timestep, from left to right."""
        if strip.ndim != 2 or strip.shape[0] != ROWS or strip.shape[1] % STRIDE or not strip.shape[1]:
            raise ValueError(f"a strip has {ROWS} rows and a multiple of {STRIDE} columns, not {strip.shape}")
        logits = self._network(strip[None, ..., None])[0]
        largest = logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits - largest).sum(axis=1, keepdims=True))
        return np.asarray(logits - largest - total, np.float32)


def digits_only(timesteps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Count signs and gaps as blank: log-probabilities (timesteps, symbols) -> (timesteps, 11).

    Each alignment of a text with signs becomes one of its digits alone: two equal digits that a sign parts have a blank
    between them instead. So the probability of digits is exactly the sum over all texts that have them.
    """
    if timesteps.shape[1] == SYMBOLS:
        return timesteps
    digits = timesteps[:, :SYMBOLS].copy()
    digits[:, 0] = np.logaddexp(digits[:, 0], np.logaddexp.reduce(timesteps[:, SYMBOLS:], axis=1))
    return digits
