"""The figures of a test set: accuracy with its interval, and the confusion matrix."""

import numpy as np
from numpy.typing import NDArray

from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT
from digitreader.training.data.dataset import Dataset


def accuracy(served: NDArray[np.float32], test: Dataset) -> dict[str, object]:
    """The card's figures on the test set.

    MNIST asks which of ten digits a tile shows; that is the accuracy. The stricter figure counts "not one digit" as an
    error, as it is when a photo is read.
    """
    answers = served.argmax(axis=1)
    hits = int((served[:, :NOT_A_DIGIT].argmax(axis=1) == test.labels).sum())
    return {
        "mnist_test_accuracy": round(hits / len(test), 4),
        "mnist_test_accuracy_interval": [round(x, 4) for x in wilson(hits, len(test))],
        "mnist_test_accuracy_eleven_classes": share_right(served, test),
        "mnist_test_called_not_a_digit": int((answers == NOT_A_DIGIT).sum()),
    }


def share_right(served: NDArray[np.float32], test: Dataset) -> float:
    """The share of right answers among all eleven classes."""
    return round(float((served.argmax(axis=1) == test.labels).mean()), 4)


def confusion(probabilities: NDArray[np.float32], test: Dataset) -> NDArray[np.int64]:
    """How often each class (rows) was taken for each class (columns): int64 (11, 11)."""
    counts = np.zeros((CLASSES, CLASSES), np.int64)
    np.add.at(counts, (test.labels, probabilities.argmax(axis=1)), 1)
    return counts


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return float(centre - half), float(centre + half)
