import numpy as np
import pytest
from handwriting import ink_of
from sheets import bar, ink_from, sheet_with

from digitreader.geometry import Box
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine, find_lines
from digitreader.settings.layout import LayoutSettings, ScrapSettings

SHAPE = (400, 600)


def boxes(ink: Ink) -> list[list[Box]]:
    return [[component.box for component in line.components] for line in find_lines(ink)]


def row(y: int, *xs: int, height: int = 50, width: int = 14) -> list[Box]:
    return [(x, y, width, height) for x in xs]


def test_components_come_from_left_to_right() -> None:
    bars = row(100, 300, 60, 180, 420)
    assert boxes(sheet_with(*bars)) == [sorted(bars)]


def test_lines_come_from_top_to_bottom() -> None:
    upper, middle, lower = row(40, 60, 120, 180), row(160, 90, 150), row(280, 30, 90, 150)
    assert boxes(sheet_with(*lower, *upper, *middle)) == [upper, middle, lower]


def test_a_line_that_rises_to_the_right_stays_one_line() -> None:
    rising = [(60 + 60 * k, 200 - 12 * k, 14, 50) for k in range(8)]
    assert boxes(sheet_with(*rising)) == [rising]


def test_two_rising_lines_are_not_mixed_up() -> None:
    upper = [(60 + 60 * k, 130 - 8 * k, 14, 50) for k in range(8)]
    lower = [(60 + 60 * k, 230 - 8 * k, 14, 50) for k in range(8)]
    assert boxes(sheet_with(*upper, *lower)) == [upper, lower]


def test_a_wide_gap_does_not_end_a_line() -> None:
    bars = row(100, 30, 80, 400, 450)
    assert boxes(sheet_with(*bars)) == [bars]


def test_real_handwriting_in_two_lines_gives_a_component_a_digit() -> None:
    lines = find_lines(ink_from(ink_of(["2038", "603"])))
    assert [len(line.components) for line in lines] == [4, 3]


def test_a_roof_drawn_for_itself_belongs_to_its_digit() -> None:
    roof, body = (60, 100, 30, 12), (60, 118, 26, 40)
    ((first, *others),) = boxes(sheet_with(roof, body, *row(108, 110, 150)))
    assert first == (60, 100, 30, 58)
    assert len(others) == 2


def test_specks_are_left_out() -> None:
    bars = row(100, 60, 120, 180)
    assert boxes(sheet_with(*bars, (260, 130, 6, 6), (330, 60, 5, 7))) == [bars]


def test_single_pixels_are_left_out() -> None:
    ink = sheet_with(*row(100, 60, 120))
    darkness = ink.darkness.copy()
    darkness[np.random.default_rng(0).random(SHAPE) < 0.001] = 0.9
    darkness[90:160, 50:150] = ink.darkness[90:160, 50:150]
    assert boxes(ink_from(darkness)) == [row(100, 60, 120)]


def test_a_frame_around_the_writing_is_left_out() -> None:
    bars = row(100, 60, 120, 180)
    darkness = sheet_with(*bars).darkness.copy()
    darkness[60:200, 30:240] = np.maximum(darkness[60:200, 30:240], 0.8 * hollow(140, 210))
    assert boxes(ink_from(darkness)) == [bars]


def hollow(height: int, width: int, thickness: int = 3) -> np.ndarray:
    frame = np.ones((height, width), np.float32)
    frame[thickness:-thickness, thickness:-thickness] = 0
    return frame


def test_a_desk_beside_the_sheet_is_left_out() -> None:
    bars = row(100, 260, 320, 380)
    assert boxes(sheet_with(*bars, (0, 0, 150, 400))) == [bars]


def test_the_hole_of_a_zero_is_no_frame_around_a_speck() -> None:
    darkness = np.zeros(SHAPE, np.float32)
    darkness[100:160, 60:110] = 0.8 * hollow(60, 50, 8)
    darkness[126:134, 81:89] = 0.8
    assert boxes(ink_from(darkness))[0][0] == (60, 100, 50, 60)


def test_pieces_above_each_other_are_one_digit() -> None:
    roof, body = (60, 96, 30, 20), (60, 120, 26, 34)
    assert boxes(sheet_with(roof, body, *row(104, 130, 190))) == [[(60, 96, 30, 58), *row(104, 130, 190)]]


def test_blank_paper_has_no_lines() -> None:
    assert find_lines(sheet_with()) == ()


def test_full_ink_has_no_lines() -> None:
    assert find_lines(sheet_with((0, 0, 600, 400))) == ()


def test_the_ink_is_not_written_to() -> None:
    ink = ink_from(ink_of(["2038", "603"]))
    mask, darkness = ink.mask.copy(), ink.darkness.copy()
    find_lines(ink)
    np.testing.assert_array_equal(ink.mask, mask)
    np.testing.assert_array_equal(ink.darkness, darkness)


def test_a_lines_height_is_that_of_its_digits_not_of_its_points() -> None:
    line = TextLine((bar(0, 0, 10, 50), bar(20, 45, 5, 5), bar(30, 44, 5, 6), bar(40, 0, 10, 54)))
    assert line.height == 52


LONG = row(150, 60, 120, 180, 240, 300, 360)


@pytest.mark.parametrize("scrap", [(90, 132, 30, 12), (200, 212, 24, 12), (270, 130, 16, 11)])
def test_scraps_of_boxes_beside_a_longer_line_are_no_line(scrap: Box) -> None:
    assert boxes(sheet_with(*LONG, scrap)) == [LONG]
    left_in = find_lines(sheet_with(*LONG, scrap), LayoutSettings(scraps=ScrapSettings(height=0.0)))
    assert scrap in [component.box for line in left_in for component in line.components]


def test_small_writing_far_from_a_longer_line_is_a_line() -> None:
    small = row(320, 60, 90, height=24, width=8)
    assert boxes(sheet_with(*LONG, *small)) == [LONG, small]


def test_a_line_that_the_edge_cuts_off_is_no_line() -> None:
    cut = row(367, 90, 150, height=33)
    line = row(310, 60, 120, 180, 240, 300, 360)
    assert boxes(sheet_with(*line, *cut)) == [line]
    whole = row(365, 90, 150, height=33)
    assert boxes(sheet_with(*line, *whole)) == [line, whole]


def test_a_line_goes_on_after_a_wide_gap_behind_a_point() -> None:
    before, point, after = row(100, 30, 80), (98, 136, 14, 14), row(100, 400, 450)
    assert boxes(sheet_with(*before, point, *after)) == [[*before, point, *after]]


def test_a_line_goes_on_after_a_wide_gap_with_a_piece_of_a_broken_digit() -> None:
    before, piece, after = row(100, 30, 80), (398, 100, 14, 18), row(100, 418, 470)
    assert boxes(sheet_with(*before, piece, *after)) == [[*before, piece, *after]]


def test_a_component_amidst_those_of_another_line_is_no_line() -> None:
    rising = [(120 + 60 * k, 205 - 20 * k, 14, 50) for k in range(7)]
    between = (318, 193, 14, 36)  # as large as writing, under one digit and above the foot of another
    assert boxes(sheet_with(*rising, between)) == [rising]
    beneath = (318, 290, 14, 36)
    assert boxes(sheet_with(*rising, beneath)) == [rising, [beneath]]
