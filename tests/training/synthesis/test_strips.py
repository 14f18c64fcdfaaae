import numpy as np
import pytest
from fonts import font_bank
from handwriting import digits, glyph
from pen_strokes import ink_bank

from digitreader.recognition.strip import STRIDE
from digitreader.recognition.tile import normalise
from digitreader.training.data.dataset import Dataset
from digitreader.training.synthesis import strips
from digitreader.training.synthesis.glyph_bank import GlyphBank, make_glyph_bank
from digitreader.training.synthesis.strip_batches import LONGEST, as_labels, as_pixels
from digitreader.training.synthesis.strips import (
    PIXELS,
    PRINTED,
    STRIPS_A_BATCH,
    STROKES,
    WIDTHS,
    Strips,
    draw_labelled,
    draw_strip,
    places,
)
from digitreader.training.synthesis.symbols import TALL


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def bank() -> GlyphBank:
    tiles = np.stack([np.rint(normalise(glyph(number, 40)) * 255).astype(np.uint8) for number in range(100)])
    return make_glyph_bank(Dataset(tiles, digits()[1][:100].astype(np.uint8)))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_strip_is_32_rows_high_and_its_text_fits(width: int, bank: GlyphBank) -> None:
    for seed in range(12):
        picture, text = draw_strip(width, [bank], chance(seed))
        assert picture.shape == (TALL // 2, width)
        assert picture.dtype == np.uint8
        assert places(text) <= width // STRIDE
        assert set(text) <= set("0123456789")
        assert len(text) <= LONGEST


@pytest.mark.parametrize(("text", "count"), [("", 0), ("7", 1), ("123", 3), ("77", 3), ("1002", 5), ("0000", 7)])
def test_equal_digits_beside_each_other_need_a_place_between(text: str, count: int) -> None:
    assert places(text) == count


def test_some_strips_say_nothing(bank: GlyphBank) -> None:
    texts = [draw_strip(96, [bank], chance(seed))[1] for seed in range(120)]
    assert 1 <= texts.count("") < 40


def test_a_strip_of_no_digit_says_nothing(bank: GlyphBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "EMPTY", 1.1)
    drawn = [draw_strip(96, [bank], chance(seed)) for seed in range(30)]
    assert {text for _, text in drawn} == {""}
    assert len({picture.tobytes() for picture, _ in drawn}) == 30


def test_the_same_chance_draws_the_same_strip(bank: GlyphBank) -> None:
    (first, said), (again, repeated) = (draw_strip(128, [bank], chance(8)) for _ in range(2))
    assert said == repeated
    np.testing.assert_array_equal(first, again)


def test_a_batch_holds_strips_of_one_width_with_their_labels(bank: GlyphBank) -> None:
    batches = Strips([bank], 3, seed=1)
    assert len(batches) == 3
    for index in range(3):
        pixels, labels = batches[index]
        count, rows, width, channels = pixels.shape
        assert (rows, channels) == (32, 1)
        assert width in WIDTHS
        assert count == PIXELS // width
        assert pixels.dtype == np.float32
        assert 0 <= pixels.min() <= pixels.max() <= 1
        assert labels.shape == (count, 1 + LONGEST)
        assert labels.dtype == np.int32
        assert labels.max() <= 10
        assert all((np.diff((row[1:] > 0).astype(int)) <= 0).all() for row in labels)  # nothing after the end


def test_about_so_many_strips_come_in_a_batch() -> None:
    assert min(PIXELS // width for width in WIDTHS) < STRIPS_A_BATCH < max(PIXELS // width for width in WIDTHS)


def test_every_batch_and_every_epoch_has_strips_of_its_own(bank: GlyphBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "PIXELS", 640)
    first, again = Strips([bank], 2, seed=1), Strips([bank], 2, seed=1)
    np.testing.assert_array_equal(first[0][0], again[0][0])
    assert not np.array_equal(first[0][1], first[1][1])
    again.on_epoch_end()
    assert not np.array_equal(first[0][1], again[0][1])
    assert not np.array_equal(first[0][1], Strips([bank], 2, seed=2)[0][1])


def test_labels_are_whether_signs_are_among_them_and_the_symbols_plus_one() -> None:
    labels = as_labels(["", "0", "9.7", "90 7"], [False, False, True, True])
    expected = [[0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 10, 11, 8, 0], [1, 10, 1, 23, 8]]
    assert labels[:, :5].tolist() == expected


def test_strips_of_both_kinds_are_mixed_where_there_is_ink(bank: GlyphBank) -> None:
    ink = ink_bank()
    signed = [draw_labelled(64, [bank], ink, chance(seed))[2] for seed in range(80)]
    assert abs(np.mean(signed) - STROKES) < 0.2
    assert not any(draw_labelled(64, [bank], None, chance(seed))[2] for seed in range(20))


def test_some_strips_are_printed_where_there_are_fonts(bank: GlyphBank, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[int] = []
    monkeypatch.setattr(strips, "draw_printed_strip", lambda *given: printed.append(1) or (None, ""))
    monkeypatch.setattr(strips, "draw_strip", lambda *_: (None, ""))
    for seed in range(600):
        draw_labelled(64, [bank], None, chance(seed), font_bank())
    assert 0.5 * PRINTED < len(printed) / 600 < 1.5 * PRINTED


def test_pixels_go_from_0_to_1() -> None:
    pixels = as_pixels([np.full((32, 8), level, np.uint8) for level in (0, 255)])
    assert pixels.shape == (2, 32, 8, 1)
    assert (pixels[0].max(), pixels[1].min()) == (0, 1)
