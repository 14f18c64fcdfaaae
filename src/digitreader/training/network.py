"""The network: a small convolutional classifier of tiles, eleven classes."""

import keras
from keras import layers

from digitreader.classifier import CLASSES
from digitreader.tile import SIDE

MAX_PARAMETERS = 400_000
LEARNING_RATE = 1e-3  # Adam's


def build_network() -> keras.Model:
    """Return the compiled, untrained network: (n, 28, 28, 1) in 0 to 1 -> (n, 11) probabilities.

    Three stages of 3x3 convolutions with batch normalisation, halving the side each time (28, 14, 7, 4), then one
    dense layer. Most of the work is done at 14x14 and below, which keeps a tile under half a millisecond.
    """
    pixels = keras.Input((SIDE, SIDE, 1), name="pixels")
    x = _convolution(pixels, 32, 5)
    x = layers.MaxPooling2D()(x)
    x = _convolution(x, 48)
    x = _convolution(x, 48)
    x = layers.MaxPooling2D()(x)
    x = _convolution(x, 96)
    x = _convolution(x, 96)
    x = layers.MaxPooling2D(padding="same")(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dropout(0.25)(x)
    probabilities = layers.Dense(CLASSES, activation="softmax", name="probabilities")(x)
    network = keras.Model(pixels, probabilities, name="digits")
    network.compile(
        optimizer=keras.optimizers.Adam(LEARNING_RATE),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return network


def _convolution(x: keras.KerasTensor, filters: int, size: int = 3) -> keras.KerasTensor:
    """Return a convolution with batch normalisation and ReLU on top of a layer's output."""
    x = layers.Conv2D(filters, size, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x)
