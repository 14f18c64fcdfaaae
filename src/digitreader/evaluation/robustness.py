"""Robustness: how many of MNIST's test digits are still named right when each is corrupted.

The corrupted tile is what the network is shown, as MNIST-C asks it, and is not normalised once more: normalisation
expects paper without any ink, which fog, grey and stripes leave nowhere, and it would undo what moves or shrinks a
digit. In the app such things are taken away earlier, when ink is told from paper.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from digitreader.evaluation.corruptions import CORRUPTIONS, OURS, Corrupt
from digitreader.recognition.classifier import NOT_A_DIGIT, Classify
from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis.pen import draw_shape

BATCH = 500  # tiles at once through the network
SEED = 0
EXAMPLE = 120.0  # pixels; a drawn digit's height, before it becomes a tile


@dataclass(frozen=True)
class Robustness:
    """How often corrupted digits are named wrong: shares from 0 to 1.

    error_of_ten: asked which of ten digits it is. error: the same, "not one digit" counting as an error.
    """

    corruption: str
    error_of_ten: float
    error: float


def robustness(
    classifier: Classify, test: Dataset, corruptions: Mapping[str, Corrupt] = CORRUPTIONS
) -> list[Robustness]:
    """Return a row for the digits as they are, and one for each corruption."""
    rows = [named("none", test.images, test.labels, classifier)]
    for name, corrupt in corruptions.items():
        corrupted = corrupt(test.images, np.random.default_rng(SEED))
        rows.append(named(name, corrupted, test.labels, classifier))
    return rows


def named(name: str, tiles: NDArray[np.uint8], labels: NDArray[np.uint8], classifier: Classify) -> Robustness:
    """Return how often so corrupted tiles are named wrong."""
    pixels = tiles.astype(np.float32) / np.float32(255)
    answers = np.concatenate([classifier(pixels[i : i + BATCH]) for i in range(0, len(pixels), BATCH)])
    of_ten, of_all = answers[:, :NOT_A_DIGIT].argmax(axis=1), answers.argmax(axis=1)
    return Robustness(name, _share(of_ten != labels), _share(of_all != labels))


def means(rows: list[Robustness]) -> list[Robustness]:
    """Return the mean over MNIST-C's corruptions and the mean over all; the digits as they are do not count."""
    corrupted = rows[1:]
    published = [row for row in corrupted if row.corruption not in OURS]
    return [
        Robustness(name, _share([row.error_of_ten for row in among]), _share([row.error for row in among]))
        for name, among in (
            (f"mean of MNIST-C's {len(published)}", published),
            (f"mean of all {len(corrupted)}", corrupted),
        )
        if among
    ]


def examples(corruptions: Mapping[str, Corrupt] = CORRUPTIONS) -> NDArray[np.uint8]:
    """Return a drawn 5, as it is and under each corruption, side by side: uint8 (28, 28 n); of no data set."""
    pen = draw_shape("5", 0, EXAMPLE, 1.0, 0.14 * EXAMPLE, np.random.default_rng(SEED))
    tile = np.rint(normalise(pen.astype(np.float32)) * 255).astype(np.uint8)[None]
    return np.hstack([tile[0], *(corrupt(tile, np.random.default_rng(SEED))[0] for corrupt in corruptions.values())])


def _share(values: NDArray[np.bool_] | list[float]) -> float:
    """Return the mean, rounded to hundredths of a per cent."""
    return round(float(np.mean(values)), 4)


def as_table(rows: list[Robustness]) -> str:
    """Return the rows and their means for people, shares in per cent."""
    lines = [f"{'':22}{'right of ten':>14}{'wrong of ten':>14}{'wrong of eleven':>17}"]
    lines += [
        f"{row.corruption:22}{1 - row.error_of_ten:14.2%}{row.error_of_ten:14.2%}{row.error:17.2%}"
        for row in [*rows, *means(rows)]
    ]
    return "\n".join(lines) + "\n"


def as_dicts(rows: list[Robustness]) -> list[dict[str, object]]:
    """Return the rows and their means for programs, shares from 0 to 1."""
    return [asdict(row) for row in [*rows, *means(rows)]]
