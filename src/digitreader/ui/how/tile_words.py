"""What the page "How it reads" says about the network that names one digit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui import words
from digitreader.ui.model.model_words import listed

NONE = "not one digit"


def tile() -> str:
    """The sentences beside a tile."""
    return (
        "The digit is shrunk to 20 by 20 pixels and placed in a **tile** of 28 by 28, white on black, with its weight "
        "in the centre. Now it is as large and as bright as any other digit, and the network need not care about pens "
        "and photos."
    )


def maps(channels: Sequence[int]) -> str:
    """The sentences above the feature maps; channels: how many maps each stage has."""
    return (
        "The network slides small stencils over the tile. Each draws a **map** that glows where its stencil fits: on "
        "an upright edge, say, a bend or an end. Then it does the same with the maps themselves, and again: "
        f"{listed([str(count) for count in channels])} maps, which tell less and less about where, and more about what."
    )


def probabilities(row: NDArray[np.float32]) -> str:
    """The sentences beside the bars of a tile's eleven probabilities."""
    best = int(row.argmax())
    name = NONE if best == NOT_A_DIGIT else f"a {best}"
    return (
        "In the end the maps become eleven numbers that add up to 100 %: one for each digit, and one for **not one "
        f"digit**, the answer for blots and half digits. This tile is **{name}**, says the network: "
        f"{words.percent(float(row[best]))} sure."
    )


def probabilities_alt(row: NDArray[np.float32]) -> str:
    """The bars of the eleven probabilities in words."""
    return "Bar chart. " + ", ".join(f"{name}: {share}" for name, share in named_shares(row)) + "."


def named_shares(row: NDArray[np.float32]) -> list[tuple[str, str]]:
    """The eleven answers, each with its probability in words."""
    return [(NONE if k == NOT_A_DIGIT else str(k), words.percent(float(share))) for k, share in enumerate(row)]
