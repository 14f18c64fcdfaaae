"""Pen strokes made for tests: two writers whose digits are squares with a tail that grows with the digit."""

from pathlib import Path

import numpy as np

from digitreader.training.data.ink import InkBank, Writer, make_glyph

TAIL = np.array([[0.5, 0.5], [0.5, 1.0]])
SQUARE = np.array([[0.0, 0.0], [0.6, 0.0], [0.6, 0.5], [0.0, 0.5], [0.0, 0.02]])


def digit_strokes(digit: int) -> list[np.ndarray]:
    """A square with a tail, 1 high."""
    return [SQUARE, TAIL - [0.05 * digit, 0.0]]


def ink_bank() -> InkBank:
    """Two writers with all digits, the first of them with a text of two, and one plus sign."""
    digits = tuple((make_glyph(str(digit), digit_strokes(digit)),) for digit in range(10))
    pair = make_glyph("47", [SQUARE, TAIL, SQUARE + np.array([0.9, 0.0])])
    plus = make_glyph("+", [np.array([[0.0, 0.5], [1.0, 0.5]]), np.array([[0.5, 0.0], [0.5, 1.0]])])
    others = {sign: (make_glyph(sign, [np.array([[0.3, 0.0], [0.0, 1.0]])]),) for sign in "/()%"}
    return InkBank((Writer("a", digits, (pair,)), Writer("b", digits, ())), {"+": (plus,), **others})


def write_ink_files(folder: Path, writers: list[str]) -> None:
    """Write ink_digits.npz, ink_strings.npz and ink_marks.npz: ten digits, one text and one plus of each writer."""
    digits = [(writer, str(digit), digit_strokes(digit)) for writer in writers for digit in range(10)]
    texts = [(writer, "47", [SQUARE, SQUARE + np.array([0.9, 0.0])]) for writer in writers]
    marks = [(writer, sign, [np.array([[0.0, 0.5], [1.0, 0.5]])]) for writer in writers for sign in "+/()%"]
    _write(folder / "ink_digits.npz", "digit_starts", digits, lambda text: {"labels": np.array(text, np.uint8)})
    _write(folder / "ink_strings.npz", "string_starts", texts, lambda text: {"texts": np.array(text)})
    _write(folder / "ink_marks.npz", "mark_starts", marks, lambda text: {"marks": np.array(text)})


def _write(path: Path, starts: str, items: list, named) -> None:  # type: ignore[no-untyped-def, type-arg]
    strokes = [stroke for _, _, found in items for stroke in found]
    arrays = {
        "points": np.rint(1000 * np.concatenate(strokes)).astype(np.int16),
        "stroke_starts": np.cumsum([0, *map(len, strokes)]).astype(np.int32),
        starts: np.cumsum([0, *(len(found) for _, _, found in items)]).astype(np.int32),
        "writer": np.array([writer for writer, _, _ in items]),
    }
    np.savez(path, **arrays, **named([text for _, text, _ in items]))
