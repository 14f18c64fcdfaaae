"""LiteRT's interpreter as a function of one array that threads may share."""

import threading

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from digitreader.errors import ModelError


class Network:
    """A LiteRT network with one input and one output, its interpreter behind a lock.

    input_shape, output_shape: as its file has them.
    """

    def __init__(self, model: bytes, name: str, threads: int) -> None:
        """Load a network from the bytes of its .tflite file.

        Args:
            model: the bytes.
            name: what an error calls the file.
            threads: of the interpreter.

        Raises:
            ModelError: the bytes are no LiteRT network.
        """
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=threads)
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"{name} is not a LiteRT network: {error}") from error
        self._input = self._interpreter.get_input_details()[0]
        self._output = self._interpreter.get_output_details()[0]
        self.input_shape = tuple(int(side) for side in self._input["shape"])
        self.output_shape = tuple(int(side) for side in self._output["shape"])
        self._shape: tuple[int, ...] | None = None  # that memory is allocated for
        self._lock = threading.Lock()

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the network; its memory is allocated anew where the shape of its input changes."""
        with self._lock:
            if values.shape != self._shape:
                self._interpreter.resize_tensor_input(self._input["index"], values.shape)
                self._interpreter.allocate_tensors()
                self._shape = values.shape
            self._interpreter.set_tensor(self._input["index"], values.astype(np.float32))
            self._interpreter.invoke()
            return np.array(self._interpreter.get_tensor(self._output["index"]))
