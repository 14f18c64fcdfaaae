from pathlib import Path

import numpy as np
import pytest
from pen_strokes import SQUARE, write_ink_files

from digitreader.errors import DataError
from digitreader.training.data.ink import SPACING, is_held_back, make_glyph, read_ink

WRITERS = [f"writer-{k}" for k in range(30)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_ink_files(tmp_path, WRITERS)
    return tmp_path


def test_whole_writers_are_held_back_and_always_the_same(folder: Path) -> None:
    train, held = read_ink(folder)
    names = [[writer.name for writer in bank.writers] for bank in (train, held)]
    assert sorted(names[0] + names[1]) == sorted(WRITERS)
    assert names[1] == [name for name in sorted(WRITERS) if is_held_back(name)]
    assert min(map(len, names)) > 0


def test_of_real_writers_the_same_are_held_back_as_in_past_runs() -> None:
    names = [f"p-{half}-{number}" for half in ("train", "test") for number in range(1, 31)]
    assert [name for name in names[:44] if is_held_back(name)] == [
        "p-train-12",
        "p-train-13",
        "p-train-19",
        "p-train-25",
        "p-train-27",
        "p-test-1",
        "p-test-11",
        "p-test-12",
    ]


def test_digits_texts_and_signs_come_with_their_strokes(folder: Path) -> None:
    train, _ = read_ink(folder)
    writer = train.writers[0]
    (seven,) = writer.digits[7]
    assert (seven.text, len(seven.starts)) == ("7", 3)
    np.testing.assert_allclose(seven.points.max(axis=0), (0.6, 1.0), atol=0.01)
    assert [glyph.text for glyph in writer.strings] == ["47"]
    assert set(train.signs) == set("+/()%")


def test_the_collections_are_named_for_their_credit(folder: Path) -> None:
    arrays = dict(np.load(folder / "ink_digits.npz"))
    source = np.array(["unipen-apa", "pendigits"] * (len(arrays["labels"]) // 2))
    np.savez(folder / "ink_digits.npz", **arrays, source=source)
    assert read_ink(folder)[0].sources == ("pendigits", "unipen")


def test_points_are_evenly_spaced_and_begin_at_the_top_left() -> None:
    glyph = make_glyph("0", [SQUARE + 5])
    np.testing.assert_allclose(glyph.points.min(axis=0), 0, atol=1e-6)
    steps = np.hypot(*np.diff(glyph.points, axis=0).T)
    assert np.quantile(steps, 0.9) < 1.1 * SPACING
    assert glyph.starts == (0, len(glyph.points))


def test_a_dot_is_a_stroke_of_two_points() -> None:
    assert make_glyph(".", [np.array([[0.2, 0.2]])]).points.tolist() == [[0, 0], [0, 0]]


def test_strokes_that_do_not_fit_their_points_are_named(folder: Path) -> None:
    arrays = dict(np.load(folder / "ink_digits.npz"))
    np.savez(folder / "ink_digits.npz", **{**arrays, "points": arrays["points"][:-1]})
    with pytest.raises(DataError, match=r"ink_digits\.npz: its strokes do not fit"):
        read_ink(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"ink_digits\.npz"):
        read_ink(tmp_path)
