"""The network: a small convolutional classifier of tiles, eleven classes."""

import keras
from keras import layers, ops

from digitreader.recognition.classifier import CLASSES
from digitreader.recognition.tile import SIDE

MAX_PARAMETERS = 400_000
CHANNELS = 32, 48, 96, 128  # of the three stages, and of the dense layer
LEARNING_RATE = 1.5e-3  # Adam's
AVERAGING = 0.999  # of the moving average of the weights: over about the last two epochs
PRECISION = "float32"  # "mixed_bfloat16" trains twice as fast on a processor that multiplies in it, slower on others
BACKGROUND = 13  # pixels; of MNIST's 60,000 training tiles two have a blot so wide both ways
FAINT = 0.02  # of full ink; the ink of a tile is strengthened to full, but no more than fiftyfold


def build_network(width: float = 1.0, averaging: float = AVERAGING, precision: str = PRECISION) -> keras.Model:
    """Return the compiled, untrained network: (n, 28, 28, 1) in 0 to 1 -> (n, 11) probabilities.

    The background is taken away, which has no weights to learn. Then three stages of convolutions with batch
    normalisation, halving the side each time (28, 14, 7, 4), and one dense layer. Pooling comes before normalisation,
    which then has a quarter of the work; most of the multiplications are done at 14x14 and below. The optimizer keeps
    a moving average of the weights, which is what gets validated and kept.

    Args:
        width: the share of the channels that the network has, of those that the shipped one has.
        averaging: how much of the average each step of the training leaves as it was, 0 to 1.
        precision: Keras's dtype policy of what is computed; the weights are float32 in any case.
    """
    few, some, many, dense = (round(width * channels) for channels in CHANNELS)
    pixels = keras.Input((SIDE, SIDE, 1), name="pixels")
    x = _convolution(without_background()(pixels), few, precision, size=5, pool=True)
    x = _convolution(x, some, precision)
    x = _convolution(x, some, precision, pool=True)
    x = _convolution(x, many, precision)
    x = _convolution(x, many, precision, pool=True)
    x = layers.Flatten(dtype=precision)(x)
    x = layers.Dropout(0.25, dtype=precision)(x)
    x = layers.Dense(dense, activation="relu", dtype=precision)(x)
    x = layers.Dropout(0.25, dtype=precision)(x)
    probabilities = layers.Dense(CLASSES, activation="softmax", name="probabilities", dtype="float32")(x)
    network = keras.Model(pixels, probabilities, name="digits")
    network.compile(
        optimizer=keras.optimizers.Adam(LEARNING_RATE, use_ema=True, ema_momentum=averaging),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return network


def without_background() -> keras.Model:
    """Return what takes the white top-hat of tiles, their peak at full ink: (n, 28, 28, 1) -> the same shape, 0 to 1.

    Grey paper, haze and broad bars go, strokes stay.

    Source: Serra 1982, "Image Analysis and Mathematical Morphology", whose top-hat is Meyer's of 1979.
    """
    pixels = keras.Input((SIDE, SIDE, 1))
    eroded = ops.negative(_highest_near(ops.negative(pixels)))
    strokes = ops.subtract(pixels, _highest_near(eroded))
    peak = ops.max(strokes, axis=(1, 2, 3), keepdims=True)
    return keras.Model(pixels, ops.divide(strokes, ops.maximum(peak, FAINT)), name="without_background")


def _highest_near(x: keras.KerasTensor) -> keras.KerasTensor:
    """Return the highest value around each pixel, first along the columns, then along the rows."""
    for window in ((BACKGROUND, 1), (1, BACKGROUND)):
        x = layers.MaxPooling2D(window, strides=1, padding="same")(x)
    return x


def _convolution(
    x: keras.KerasTensor, filters: int, precision: str, *, size: int = 3, pool: bool = False
) -> keras.KerasTensor:
    """Return a convolution, pooled if asked for, with batch normalisation and ReLU on top of a layer's output."""
    x = layers.Conv2D(filters, size, padding="same", use_bias=False, dtype=precision)(x)
    if pool:
        x = layers.MaxPooling2D(padding="same", dtype=precision)(x)
    x = layers.BatchNormalization(dtype=precision)(x)
    return layers.Activation("relu", dtype=precision)(x)
