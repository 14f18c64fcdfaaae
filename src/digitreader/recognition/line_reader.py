"""The second opinion: a network that reads a whole line at once, served by LiteRT."""

import threading
from collections.abc import Callable

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from digitreader.errors import ModelError
from digitreader.recognition.strip import ROWS, STRIDE

ReadStrip = Callable[[NDArray[np.float32]], NDArray[np.float32]]  # (32, width) -> (width / 4, 11)
THREADS = 2  # one strip at a time has no batch to spread over cores
SYMBOLS = 11  # the blank of CTC, then the digits 0 to 9


class LineReader:
    """A LiteRT network: a strip, float32 (32, width), -> float32 (width / 4, 11), the log-probabilities of each place.

    Symbol 0 is the blank of CTC, symbol d + 1 the digit d. One interpreter behind a lock: threads may share a reader.
    """

    def __init__(self, model: bytes, threads: int = THREADS) -> None:
        """Load a network from the bytes of its .tflite file.

        Args:
            model: the bytes.
            threads: of the interpreter; one where there are as many processes as cores.

        Raises:
            ModelError: the bytes are no LiteRT network from strips to CTC's symbols.
        """
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=threads)
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"The line reader's file is not a LiteRT network: {error}") from error
        self._input = self._interpreter.get_input_details()[0]
        self._output = self._interpreter.get_output_details()[0]
        if self._input["shape"][1] != ROWS or self._output["shape"][-1] != SYMBOLS:
            raise ModelError(f"The line reader does not take strips of {ROWS} rows and give {SYMBOLS} symbols.")
        self._width = 0
        self._lock = threading.Lock()

    def __call__(self, strip: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the log-probability of every symbol at every place of a strip, left to right."""
        if strip.ndim != 2 or strip.shape[0] != ROWS or strip.shape[1] % STRIDE or not strip.shape[1]:
            raise ValueError(f"a strip has {ROWS} rows and a multiple of {STRIDE} columns, not {strip.shape}")
        width = strip.shape[1]
        with self._lock:
            if width != self._width:
                self._interpreter.resize_tensor_input(self._input["index"], (1, ROWS, width, 1))
                self._interpreter.allocate_tensors()
                self._width = width
            self._interpreter.set_tensor(self._input["index"], strip[None, ..., None].astype(np.float32))
            self._interpreter.invoke()
            logits = np.array(self._interpreter.get_tensor(self._output["index"]))[0]
        largest = logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits - largest).sum(axis=1, keepdims=True))
        return np.asarray(logits - largest - total, np.float32)
