"""Inside the classifier: what its convolutions find in one tile."""

import threading

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from numpy.typing import NDArray

from digitreader.errors import ModelError
from digitreader.recognition.tile import SIDE, Tile

SIDES = 14, 7, 4  # pixels; of the maps after each of the three stages of convolutions
Maps = NDArray[np.float32]  # (side, side, channels), 0 where a filter finds nothing


class FeatureMaps:
    """The classifier, with all that it computes on the way kept; a copy beside the one that reads.

    One interpreter behind a lock: threads may share it.
    """

    def __init__(self, model: bytes) -> None:
        """Load a network from the bytes of its .tflite file.

        Raises:
            ModelError: the bytes are no LiteRT network.
        """
        try:
            self._interpreter = Interpreter(
                model_content=model,
                num_threads=1,
                experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
                experimental_preserve_all_tensors=True,
            )
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"The model file is not a LiteRT network: {error}") from error
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]
        self._lock = threading.Lock()

    def __call__(self, tile: Tile) -> tuple[tuple[Maps, ...], NDArray[np.float32]]:
        """Give the maps of each stage, as far as the network has such stages, and the probabilities, (11,)."""
        with self._lock:
            self._interpreter.set_tensor(self._input, tile.pixels.reshape(1, SIDE, SIDE, 1))
            self._interpreter.invoke()
            found = [self._last_maps(side) for side in SIDES]
            return tuple(maps for maps in found if maps is not None), self._tensor(self._output)[0]

    def _last_maps(self, side: int) -> Maps | None:
        """Find the last maps of that side without negative numbers, which are those after ReLU; None without any.

        The last ones, because layers that set a tile upright before the convolutions have maps of such sides too.
        Tensors without a name are the interpreter's scratch memory.
        """
        found = None
        for tensor in self._interpreter.get_tensor_details():
            shape = tuple(tensor["shape"])
            if tensor["name"] and len(shape) == 4 and shape[:3] == (1, side, side) and tensor["dtype"] == np.float32:
                maps = self._tensor(tensor["index"])[0]
                found = maps if maps.min() >= 0 else found
        return found

    def _tensor(self, index: int) -> NDArray[np.float32]:
        """Copy a tensor, so that the next tile does not overwrite it."""
        return np.array(self._interpreter.get_tensor(index), np.float32)
