from itertools import pairwise

import cv2
import numpy as np
import pytest
from handwriting import digits, glyph

from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis import handwriting
from digitreader.training.synthesis.glyph_bank import GlyphBank, make_glyph_bank
from digitreader.training.synthesis.handwriting import write_line, write_words
from digitreader.training.synthesis.line_canvas import LineCanvas
from digitreader.training.synthesis.symbols import TALL
from digitreader.training.synthesis.writer_style import draw_style

TILES = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(200)])
LABELS = digits()[1][:200].astype(np.uint8)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def bank() -> GlyphBank:
    """Real digits, and a cross that is none."""
    cross = np.zeros((1, 28, 28), np.uint8)
    cross[0, 4:24, 12:16] = cross[0, 12:16, 4:24] = 255
    return make_glyph_bank(Dataset(np.concatenate([TILES, cross]), np.append(LABELS, 10).astype(np.uint8)))


@pytest.mark.parametrize("seed", range(30))
def test_a_line_says_the_digits_written_in_it_from_left_to_right(
    seed: int, bank: GlyphBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[LineCanvas] = []

    class Remembered(LineCanvas):
        def __init__(self, width: int, start: float) -> None:
            super().__init__(width, start)
            lines.append(self)

    monkeypatch.setattr(handwriting, "LineCanvas", Remembered)
    written = write_line(384, [bank], chance(seed))
    ink = written.ink
    (line,) = lines
    assert written.text == "".join(str(digit) for digit, _, _ in line.marks)
    assert ink.shape == (TALL, 384)
    assert ink.dtype == np.uint8
    for _, left, right in line.marks:
        assert 0 <= left < right <= 384
        assert (ink[:, left:right] > 90).any()
    middles = [left + right for _, left, right in line.marks]
    assert all(a < b for a, b in pairwise(middles))


def test_many_lines_are_full_of_digits_and_all_ten_come(bank: GlyphBank) -> None:
    texts = [write_line(384, [bank], chance(seed)).text for seed in range(60)]
    assert set("".join(texts)) == set("0123456789")
    assert np.median([len(text) for text in texts]) >= 5


def test_the_same_chance_writes_the_same_and_another_differs(bank: GlyphBank) -> None:
    first, again, other = (write_line(384, [bank], chance(seed)) for seed in (4, 4, 5))
    assert first.text == again.text
    np.testing.assert_array_equal(first.ink, again.ink)
    np.testing.assert_array_equal(first.owners, again.owners)
    assert (first.ink != other.ink).any()


def test_writing_leaves_the_library_as_it_is(bank: GlyphBank) -> None:
    before = bank.images.copy()
    for seed in range(10):
        write_line(256, [bank], chance(seed))
    np.testing.assert_array_equal(bank.images, before)


@pytest.mark.parametrize("seed", range(20))
def test_the_owners_of_a_line_are_its_digits_from_left_to_right(seed: int, bank: GlyphBank) -> None:
    written = write_line(384, [bank], chance(seed))
    assert written.owners.shape == written.ink.shape
    found = [np.flatnonzero((written.owners == k + 1).any(axis=0)) for k in range(len(written.text))]
    assert int(written.owners.max()) == len(written.text)
    assert all(columns.size for columns in found)
    assert all(a.mean() < b.mean() for a, b in pairwise(found))
    assert (written.ink[written.owners > 0] > 0).sum() >= 0.95 * np.count_nonzero(written.owners)


@pytest.mark.parametrize("seed", range(20))
def test_a_line_of_words_holds_writing_and_no_digit(seed: int, bank: GlyphBank) -> None:
    written = write_words(384, [bank], chance(seed))
    assert written.text == ""
    assert not written.owners.any()
    assert written.ink.shape == (TALL, 384)


def test_most_lines_of_words_are_not_empty(bank: GlyphBank) -> None:
    assert np.mean([write_words(384, [bank], chance(seed)).ink.any() for seed in range(40)]) > 0.8


def test_tied_zeros_hang_together(bank: GlyphBank, monkeypatch: pytest.MonkeyPatch) -> None:
    def pieces(tied: float) -> int:
        def style(count: int, rng: np.random.Generator) -> object:
            usual = dict(vars(draw_style(count, np.random.default_rng(3))))
            plain = {
                "bars": False,
                "cells": False,
                "comb": False,
                "dots": 0.0,
                "symbols": 0.0,
                "gap": 12.0,
                "drawn": 0.0,
            }
            return type(draw_style(count, rng))(**(usual | plain | {"tied": tied}))

        with monkeypatch.context() as patch:
            patch.setattr(handwriting, "draw_style", style)
            patch.setattr(handwriting, "random_digits", lambda count, rng: [0] * 6)
            patch.setattr(handwriting, "flourish", lambda *arguments: None)
            ink = write_line(384, [bank], chance(1)).ink
        return int(cv2.connectedComponents((ink > 60).astype(np.uint8))[0]) - 1

    assert pieces(0.0) >= 6
    assert pieces(1.0) <= 3


def test_a_comb_has_one_bar_more_than_digits(bank: GlyphBank, monkeypatch: pytest.MonkeyPatch) -> None:
    def style(count: int, rng: np.random.Generator) -> object:
        usual = dict(vars(draw_style(count, np.random.default_rng(3))))
        plain = {"bars": False, "cells": False, "comb": True, "dots": 0.0, "symbols": 0.0, "gap": 12.0, "height": 30.0}
        return type(draw_style(count, rng))(**(usual | plain))

    monkeypatch.setattr(handwriting, "draw_style", style)
    monkeypatch.setattr(handwriting, "_bent", lambda ink, owners, rng: (ink, owners))
    monkeypatch.setattr(handwriting, "random_digits", lambda count, rng: [4] * 5)
    monkeypatch.setattr(handwriting, "flourish", lambda *arguments: None)
    written = write_line(384, [bank], chance(2))
    walls = (written.ink[8 : TALL - 8] > 60).all(axis=0).astype(np.uint8)
    assert np.count_nonzero(np.diff(np.concatenate([[0], walls])) == 1) == len(written.text) + 1
