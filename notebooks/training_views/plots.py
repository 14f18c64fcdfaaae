"""The notebook's figures: numbers in, matplotlib figures out.

The app's charts are drawn in the browser by Altair. The notebook's figures are pictures, because they must also show where
no script runs, as on a code host. To make pictures, Altair would need a browser engine of 40 MB.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator, PercentFormatter
from numpy.typing import NDArray

from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT
from digitreader.modelcard.metrics import DigitScore
from training_views.explore import ConfidenceBin, Layer

BLUE, AMBER, RED, GREY, INK, PAPER = "#2f66c4", "#c97a12", "#c0392f", "#8a909c", "#1c2430", "#fdfcf9"
INKED = LinearSegmentedColormap.from_list("ink", [PAPER, INK])
BLUES = LinearSegmentedColormap.from_list("blues", [PAPER, "#9dbcff", BLUE, "#132f66"])
DIVERGING = LinearSegmentedColormap.from_list("diverging", [RED, PAPER, BLUE])  # below zero, zero, above
WIDTH, DPI = 9.0, 110  # inches of a figure; dots to each
SHARES = PercentFormatter(xmax=1, decimals=0, symbol=" %")

Row = Mapping[str, float]
Picture = NDArray[Any]


def tiles(pictures: Picture, columns: int, titles: Sequence[str] = (), wrong: Sequence[bool] = ()) -> Figure:
    """Tiles (n, H, W), 0 to 1, in rows of so many, ink dark; the titles of wrong ones are red."""
    rows = -(-len(pictures) // columns)
    side = WIDTH / columns
    figure = _figure(rows * (side + (0.22 if titles else 0.04)))
    for k, axes in enumerate(np.ravel(figure.subplots(rows, columns, squeeze=False))):
        axes.axis("off")
        if k < len(pictures):
            axes.imshow(pictures[k], cmap=INKED, vmin=0, vmax=1, interpolation="nearest")
        if k < len(titles):
            axes.set_title(titles[k], fontsize=9, color=RED if wrong and wrong[k] else INK, pad=3)
    return figure


def pictures(shown: Sequence[Picture], titles: Sequence[str]) -> Figure:
    """Pictures of one size side by side, each with its title: bool is ink, uint8 is grey or RGB."""
    height, width = shown[0].shape[:2]
    figure = _figure(WIDTH / len(shown) * height / width + 0.35)
    for axes, picture, title in zip(np.ravel(figure.subplots(1, len(shown))), shown, titles, strict=True):
        axes.axis("off")
        axes.imshow(~picture if picture.dtype == bool else picture, cmap="gray")
        axes.set_title(title, fontsize=10)
    return figure


def counts(labels: NDArray[np.uint8]) -> Figure:
    """A bar for every digit: how many there are."""
    figure = _figure(2.2)
    axes = figure.subplots()
    numbers = np.bincount(labels, minlength=10)
    bars = axes.bar(range(10), numbers, color=BLUE, width=0.7)
    axes.bar_label(bars, [f"{number:,}" for number in numbers], fontsize=8, padding=2)
    axes.set_xticks(range(10))
    axes.set_xlabel("digit")
    axes.set_yticks([])
    _plain(axes, "left")
    return figure


def network(layers: Sequence[Layer]) -> Figure:
    """A network as blocks: as tall as a layer's picture, as wide as it has channels; dense layers are bars."""
    shown = [one for one in layers if one.kind in ("InputLayer", "Activation", "Dense")]
    figure = _figure(2.9)
    axes = figure.subplots()
    x = 0.0
    for one in shown:
        picture = len(one.shape) == 3
        tall, wide = (one.shape[0], 1.5 + one.shape[2] / 4) if picture else (one.shape[0] / 3, 1.5)
        colour = GREY if one.kind == "InputLayer" else BLUE if picture else AMBER
        axes.add_patch(Rectangle((x, -tall / 2), wide, tall, color=colour, alpha=0.85, linewidth=0))
        said = f"{one.shape[0]}x{one.shape[1]}\n{one.shape[2]} deep" if picture else f"{one.shape[0]}\nnumbers"
        axes.text(x + wide / 2, -tall / 2 - 1, said, ha="center", va="top", fontsize=8)
        x += wide + 3.5
    axes.set_xlim(-1, x - 2)
    axes.set_ylim(-19, 15)
    axes.axis("off")
    return figure


def history(rows: Sequence[Row], title: str = "") -> Figure:
    """Loss and errors over the epochs: dotted where the learning rate fell, a ring on the best epoch."""
    figure = _figure(3.5)
    figure.suptitle(title, fontsize=11)
    epochs = [int(row["epoch"]) + 1 for row in rows]
    best = int(np.argmin([row["val_loss"] for row in rows]))
    for axes, name, said in zip(figure.subplots(1, 2), ("loss", "accuracy"), ("loss", "wrong answers"), strict=True):
        for prefix, colour, whose in (("", GREY, "training"), ("val_", BLUE, "validation")):
            values = [row[prefix + name] if name == "loss" else 1 - row[prefix + name] for row in rows]
            axes.plot(epochs, values, color=colour, marker="o", markersize=3, label=whose)
        axes.plot(epochs[best], values[best], "o", markersize=11, markerfacecolor="none", color=RED, label="best epoch")
        for epoch in _drops(rows):
            axes.axvline(epoch, color=AMBER, linestyle=":", linewidth=1.2)
        if _drops(rows):
            axes.plot([], [], color=AMBER, linestyle=":", label="learning rate halved")
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(_percent) if name == "accuracy" else "{x:g}")
        axes.grid(axis="y", alpha=0.25)
        axes.set_title(said, fontsize=10)
        axes.set_xlabel("epoch")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        _plain(axes)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), fontsize=8, frameon=False)
    return figure


def _drops(rows: Sequence[Row]) -> list[float]:
    """Where the learning rate fell, between two epochs."""
    return [
        after["epoch"] + 0.5 for before, after in pairwise(rows) if after["learning_rate"] < before["learning_rate"]
    ]


def confusion(numbers: NDArray[np.int64]) -> Figure:
    """How often each digit (row) was named what (column): blue is right, red are mistakes."""
    digits = np.asarray(numbers)[:NOT_A_DIGIT]
    figure = _figure(5.2)
    axes = figure.subplots()
    right = np.eye(NOT_A_DIGIT, CLASSES, dtype=bool)
    mistakes = np.where(right, 0, digits) / max(int(digits[~right].max()), 1)
    colours = np.where(right[..., None], BLUES(0.35), LinearSegmentedColormap.from_list("red", [PAPER, RED])(mistakes))
    axes.imshow(colours)
    for (row, column), number in np.ndenumerate(digits):
        if number:
            light = not right[row, column] and mistakes[row, column] > 0.6
            axes.text(column, row, f"{number}", ha="center", va="center", fontsize=9, color=PAPER if light else INK)
    axes.set_xticks(range(CLASSES), [*map(str, range(10)), "none"])
    axes.set_yticks(range(10))
    axes.set_xlabel("what the network named it")
    axes.set_ylabel("what it is")
    _plain(axes, "left", "bottom")
    return figure


def scores(digits: Sequence[DigitScore]) -> Figure:
    """Precision and recall of every digit."""
    figure = _figure(2.8)
    axes = figure.subplots()
    places = [score.digit for score in digits]
    recall, precision = [score.recall for score in digits], [score.precision for score in digits]
    axes.vlines(places, np.minimum(recall, precision), np.maximum(recall, precision), color=GREY, linewidth=1.5)
    axes.plot(places, recall, "o", color=BLUE, label="recall: of this digit, the share named right")
    axes.plot(places, precision, "D", color=AMBER, label="precision: of answers with this digit, the share that is right")
    axes.set_xticks(places)
    axes.set_xlabel("digit")
    axes.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=1, symbol=" %"))
    axes.grid(axis="y", alpha=0.3)
    figure.legend(*axes.get_legend_handles_labels(), fontsize=8, frameon=False, loc="outside upper left", ncols=2)
    _plain(axes)
    return figure


def filters(found: Picture, columns: int = 8) -> Figure:
    """Filters (n, H, W): blue where they look for ink, red where they look for paper."""
    rows = -(-len(found) // columns)
    figure = _figure(0.6 * rows * WIDTH / columns, 0.6 * WIDTH)
    most = float(np.abs(found).max())
    for k, axes in enumerate(np.ravel(figure.subplots(rows, columns, squeeze=False))):
        axes.axis("off")
        if k < len(found):
            axes.imshow(found[k], cmap=DIVERGING, vmin=-most, vmax=most)
    return figure


def feature_maps(tile: Picture, maps: Sequence[Picture], columns: int = 12) -> Figure:
    """A tile and, in a row for each convolution, its most active feature maps."""
    figure = _figure((len(maps) + 1) * (WIDTH / columns + 0.15))
    for row, axes_row in enumerate(figure.subplots(len(maps) + 1, columns)):
        found = [tile] if row == 0 else _most_active(maps[row - 1], columns)
        for k, axes in enumerate(axes_row):
            axes.axis("off")
            if k < len(found):
                axes.imshow(found[k], cmap=INKED if row == 0 else BLUES)
        said = "the digit" if row == 0 else f"convolution {row}"
        axes_row[0].set_title(said, loc="left", fontsize=9, pad=2)
    return figure


def _most_active(found: Picture, most: int) -> list[Picture]:
    """The feature maps that vary most."""
    return [found[k] for k in np.argsort(-found.std(axis=(1, 2)), kind="stable")[:most]]


def reliability(diagrams: Sequence[Sequence[ConfidenceBin]], titles: Sequence[str]) -> Figure:
    """Reliability diagrams: on the line, confidence and accuracy are equal; larger dots hold more answers."""
    figure = _figure(WIDTH / len(diagrams) + 0.3)
    shared = figure.subplots(1, len(diagrams), squeeze=False, sharex=True, sharey=True)
    for axes, bins, title in zip(shared[0], diagrams, titles, strict=True):
        axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1)
        for one in bins:
            axes.plot([one.mean, one.mean], [one.mean, one.right], color=RED, linewidth=1.2)
        sizes = [12 + 260 * np.sqrt(one.count / sum(b.count for b in bins)) for one in bins]
        axes.scatter([b.mean for b in bins], [b.right for b in bins], sizes, color=BLUE, alpha=0.85, zorder=3)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("how sure the network is")
        axes.xaxis.set_major_formatter(SHARES)
        axes.yaxis.set_major_formatter(SHARES)
        axes.set_aspect("equal")
        axes.set_xlim(0.2, 1.04)
        axes.set_ylim(0.2, 1.04)
        _plain(axes)
    shared[0][0].set_ylabel("how often it is right")
    return figure


def _percent(share: float, _place: int) -> str:
    """A share as a label in per cent, with as many decimals as it takes."""
    return f"{100 * share:g} %"


def _figure(height: float, width: float = WIDTH) -> Figure:
    """An empty figure on paper, in inches."""
    return Figure((width, height), dpi=DPI, facecolor=PAPER, layout="constrained")


def _plain(axes: Axes, *also: str) -> None:
    """Remove lines that say nothing."""
    axes.set_facecolor(PAPER)
    for side in ("top", "right", *also):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=9, length=0 if also else 3)
