"""What short runs of the line reader's training are made of."""

from pathlib import Path

import keras
import numpy as np
from handwriting import digits, glyph

from digitreader.recognition.line_reader import WRITTEN_SYMBOLS
from digitreader.recognition.tile import normalise


def tiny_network(symbols: int = WRITTEN_SYMBOLS) -> keras.Model:
    """A network of a few weights that takes and gives what the line reader does."""
    strip = keras.Input((32, None, 1), name="strip")
    x = keras.layers.Conv2D(symbols, (32, 4), strides=(32, 4))(strip)
    x = keras.layers.BatchNormalization(dtype="float32")(x)
    return keras.Model(strip, keras.layers.Reshape((-1, symbols), dtype="float32")(x))


class CountOfBlanks(keras.losses.Loss):
    """A loss that costs nothing: how many digits there are against how many blanks are seen."""

    def call(self, y_true: object, y_pred: object) -> object:
        digits = keras.ops.mean(keras.ops.cast(y_true, "float32"), axis=-1)
        return keras.ops.square(keras.ops.mean(y_pred[..., 0], axis=-1) + digits)


def write_mnist(path: Path) -> Path:
    """Write scikit-learn's digits as MNIST comes."""
    images = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(1500)])
    labels = digits()[1][:1500].astype(np.uint8)
    np.savez(path, x_train=images, y_train=labels, x_test=images[:20], y_test=labels[:20])
    return path
