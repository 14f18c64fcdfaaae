"""Robustness: how many of MNIST's test digits are still classified correctly when corrupted.

As in MNIST-C, the network sees the corrupted tile itself, without another normalisation. Normalisation expects clean
paper, which fog, grey and stripes do not leave, and it would undo shifts and scaling. In the app, such disturbances
are mostly removed earlier, when ink is separated from paper.
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

BATCH = 500  # tiles a call of the network
SEED = 0
EXAMPLE = 120.0  # pixels; height of the drawn digit before it becomes a tile


@dataclass(frozen=True)
class Robustness:
    """Error rates on corrupted digits, 0 to 1.

    error_of_ten: among the ten digits. error: among all eleven classes, where "not one digit" is an error.
    """

    corruption: str
    error_of_ten: float
    error: float


def robustness(
    classifier: Classify, test: Dataset, corruptions: Mapping[str, Corrupt] = CORRUPTIONS
) -> list[Robustness]:
    """Measure the clean digits, then each corruption; one row each."""
    rows = [named("none", test.images, test.labels, classifier)]
    for name, corrupt in corruptions.items():
        corrupted = corrupt(test.images, np.random.default_rng(SEED))
        rows.append(named(name, corrupted, test.labels, classifier))
    return rows


def named(name: str, tiles: NDArray[np.uint8], labels: NDArray[np.uint8], classifier: Classify) -> Robustness:
    """Measure the error rates on tiles that were corrupted in the named way."""
    pixels = tiles.astype(np.float32) / np.float32(255)
    answers = np.concatenate([classifier(pixels[i : i + BATCH]) for i in range(0, len(pixels), BATCH)])
    of_ten, of_all = answers[:, :NOT_A_DIGIT].argmax(axis=1), answers.argmax(axis=1)
    return Robustness(name, _share(of_ten != labels), _share(of_all != labels))


def means(rows: list[Robustness]) -> list[Robustness]:
    """The mean over MNIST-C's corruptions, and the mean over all; the first row, clean digits, is left out."""
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
    """Show a drawn 5, clean and under each corruption, side by side: uint8 (28, 28 n)."""
    pen = draw_shape("5", 0, EXAMPLE, 1.0, 0.14 * EXAMPLE, np.random.default_rng(SEED))
    tile = np.rint(normalise(pen.astype(np.float32)) * 255).astype(np.uint8)[None]
    return np.hstack([tile[0], *(corrupt(tile, np.random.default_rng(SEED))[0] for corrupt in corruptions.values())])


def _share(values: NDArray[np.bool_] | list[float]) -> float:
    """The mean, rounded to hundredths of a per cent."""
    return round(float(np.mean(values)), 4)


def as_table(rows: list[Robustness]) -> str:
    """Format the rows and their means as a table, in per cent."""
    lines = [f"{'':22}{'right of ten':>14}{'wrong of ten':>14}{'wrong of eleven':>17}"]
    lines += [
        f"{row.corruption:22}{1 - row.error_of_ten:14.2%}{row.error_of_ten:14.2%}{row.error:17.2%}"
        for row in [*rows, *means(rows)]
    ]
    return "\n".join(lines) + "\n"


def as_dicts(rows: list[Robustness]) -> list[dict[str, object]]:
    """The rows and their means as dicts, 0 to 1."""
    return [asdict(row) for row in [*rows, *means(rows)]]
