"""The network: a small convolutional classifier of tiles, eleven classes."""

import keras
from keras import layers

from digitreader.classifier import CLASSES
from digitreader.tile import SIDE

MAX_PARAMETERS = 400_000
CHANNELS = 32, 48, 96, 128  # of the three stages, and of the dense layer
LEARNING_RATE = 1.5e-3  # Adam's
AVERAGING = 0.999  # of the moving average of the weights: over about the last two epochs


def build_network(width: float = 1.0, averaging: float = AVERAGING) -> keras.Model:
    """Return the compiled, untrained network: (n, 28, 28, 1) in 0 to 1 -> (n, 11) probabilities.

    Three stages of convolutions with batch normalisation, halving the side each time (28, 14, 7, 4), then one dense
    layer. Pooling comes before normalisation, which then has a quarter of the work; most of the multiplications are
    done at 14x14 and below. The optimizer keeps a moving average of the weights, which is what gets validated and kept.

    Args:
        width: the share of the channels that the network has, of those that the shipped one has.
        averaging: how much of the average each step of the training leaves as it was, 0 to 1.
    """
    few, some, many, dense = (round(width * channels) for channels in CHANNELS)
    pixels = keras.Input((SIDE, SIDE, 1), name="pixels")
    x = _convolution(pixels, few, size=5, pool=True)
    x = _convolution(x, some)
    x = _convolution(x, some, pool=True)
    x = _convolution(x, many)
    x = _convolution(x, many, pool=True)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Dense(dense, activation="relu")(x)
    x = layers.Dropout(0.25)(x)
    probabilities = layers.Dense(CLASSES, activation="softmax", name="probabilities")(x)
    network = keras.Model(pixels, probabilities, name="digits")
    network.compile(
        optimizer=keras.optimizers.Adam(LEARNING_RATE, use_ema=True, ema_momentum=averaging),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return network


def _convolution(x: keras.KerasTensor, filters: int, *, size: int = 3, pool: bool = False) -> keras.KerasTensor:
    """Return a convolution, pooled if asked for, with batch normalisation and ReLU on top of a layer's output."""
    x = layers.Conv2D(filters, size, padding="same", use_bias=False)(x)
    if pool:
        x = layers.MaxPooling2D(padding="same")(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x)
