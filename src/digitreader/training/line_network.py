"""The line reader's network: a strip of writing in, the digits and signs along it out."""

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from digitreader.recognition.line_reader import SYMBOLS, WRITTEN_SYMBOLS
from digitreader.recognition.strip import ROWS

MAX_PARAMETERS = 520_000
UNHEARD = -6.0  # the bias of signs that a network knows nothing of yet: one step in 400 says one


def build_line_network(symbols: int = WRITTEN_SYMBOLS) -> keras.Model:
    """Return the untrained network: (n, 32, width, 1) in 0 to 1 -> (n, width / 4, symbols) logits.

    Class 0 is the blank of CTC, class k + 1 character k of WRITTEN, the digits first; with 11 there are no signs.
    Convolutions alone, so that a strip may be of any width:
    the height is halved four times and then folded into the channels, the width is halved twice.

    Source: Graves et al. 2006, doi:10.1145/1143844.1143891 (CTC).
    """
    strip = keras.Input((ROWS, None, 1), name="strip")
    x = _convolution(strip, 24, (3, 3), pool=(2, 2))
    x = _convolution(x, 48, (3, 3), pool=(2, 2))
    x = _convolution(x, 80, (3, 3))
    x = _convolution(x, 80, (3, 3), pool=(2, 1))
    x = _convolution(x, 128, (3, 3), pool=(2, 1))
    x = layers.Conv2D(160, (2, 1), use_bias=False)(x)
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    x = _convolution(x, 160, (1, 5))
    x = layers.Dropout(0.1)(x)
    x = _convolution(x, 160, (1, 5))
    x = layers.Dropout(0.1)(x)
    x = layers.Conv2D(symbols, 1, dtype="float32")(x)
    logits = layers.Reshape((-1, symbols), dtype="float32", name="logits")(x)
    return keras.Model(strip, logits, name="lines")


def _convolution(
    x: keras.KerasTensor, filters: int, size: tuple[int, int], pool: tuple[int, int] | None = None
) -> keras.KerasTensor:
    """Return a convolution, pooled if asked for, with batch normalisation and ReLU on top of a layer's output."""
    x = layers.Conv2D(filters, size, padding="same", use_bias=False)(x)
    if pool:
        x = layers.MaxPooling2D(pool)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x)


def with_signs(weights: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Add the signs to the weights of a network that knows digits alone; it reads digits as before."""
    *others, kernel, bias = weights
    more = WRITTEN_SYMBOLS - kernel.shape[-1]
    if kernel.shape[-1] != SYMBOLS:
        return weights
    unheard = np.zeros((*kernel.shape[:-1], more), np.float32)
    return [
        *others,
        np.concatenate([kernel, unheard], axis=-1),
        np.concatenate([bias, np.full(more, UNHEARD, np.float32)]),
    ]
