"""What is counted on corrupted digits."""

import numpy as np
import pytest

from digitreader.evaluation.robustness import as_dicts, as_table, examples, means, robustness
from digitreader.training.data.dataset import Dataset

ONES = Dataset(np.full((4, 28, 28), 40, np.uint8), np.array([1, 1, 1, 2], np.uint8))


def by_ink(pixels: np.ndarray) -> np.ndarray:
    """A network that calls faint tiles 1, and strong ones "not one digit", then 1."""
    strong = pixels.mean(axis=(1, 2)) > 0.5
    answers = np.zeros((len(pixels), 11), np.float32)
    answers[:, 1], answers[:, 10] = 0.5, np.where(strong, 0.9, 0.1)
    return answers


def darker(tiles: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.full_like(tiles, 250)


def same(tiles: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return tiles


def test_errors_are_counted_among_ten_answers_and_among_eleven() -> None:
    none, dark = robustness(by_ink, ONES, {"darker": darker})
    assert (none.corruption, none.error_of_ten, none.error) == ("none", 0.25, 0.25)
    assert (dark.corruption, dark.error_of_ten, dark.error) == ("darker", 0.25, 1.0)


def test_the_means_leave_out_the_digits_as_they_are_and_tell_mnist_cs_apart() -> None:
    rows = robustness(by_ink, ONES, {"fog": same, "faded ink": darker})
    published, everything = means(rows)
    assert (published.corruption, published.error) == ("mean of MNIST-C's 1", 0.25)
    assert (everything.corruption, everything.error) == ("mean of all 2", pytest.approx(0.625))
    assert [row["corruption"] for row in as_dicts(rows)][-2:] == ["mean of MNIST-C's 1", "mean of all 2"]


def test_the_table_has_a_row_for_each_and_shares_in_per_cent() -> None:
    table = as_table(robustness(by_ink, ONES, {"fog": darker}))
    assert [line.split()[0] for line in table.splitlines()[1:]] == ["none", "fog", "mean", "mean"]
    assert table.splitlines()[2].split()[1:] == ["75.00%", "25.00%", "100.00%"]


def test_the_examples_stand_side_by_side_the_digit_as_it_is_first() -> None:
    strip = examples({"same": same, "darker": darker})
    assert strip.shape == (28, 84)
    np.testing.assert_array_equal(strip[:, :28], strip[:, 28:56])
    assert (strip[:, 56:] == 250).all()
    assert 0.05 < (strip[:, :28] > 128).mean() < 0.4  # a digit, drawn with a pen
