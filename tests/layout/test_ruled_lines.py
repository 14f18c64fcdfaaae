import cv2
import numpy as np
import pytest
from handwriting import ink_of

from digitreader.layout.ruled_lines import remove_ruled_lines
from digitreader.settings.ink import RuledLineSettings

SHEET = ink_of(["31415926", "27182818"]) > 0.4
SETTINGS = RuledLineSettings()
THROUGH = 80  # pixels from the top; a ruled line here crosses the upper part of the first line's digits


def with_lines(mask: np.ndarray, rises: list[tuple[int, float]], thickness: int = 2) -> np.ndarray:
    """The mask with lines from edge to edge: (y at the left, how far it is higher at the right, as a share)."""
    drawn = mask.astype(np.uint8)
    for y, slope in rises:
        cv2.line(drawn, (0, y), (mask.shape[1] - 1, round(y - slope * mask.shape[1])), 1, thickness)
    return drawn.astype(bool)


def test_a_sheet_without_ruled_lines_stays_as_it_is() -> None:
    np.testing.assert_array_equal(remove_ruled_lines(SHEET, SETTINGS), SHEET)


def test_a_page_without_long_lines_is_not_searched_at_every_angle(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("there is nothing to search for")

    monkeypatch.setattr(cv2, "HoughLinesP", fail)
    page = ink_of(["3 1 4 1 5", "2 7 1 8 2"]) > 0.4
    np.testing.assert_array_equal(remove_ruled_lines(page, SETTINGS), page)


@pytest.mark.parametrize("text", ["8888888", "0523", "4444444"])
def test_nor_is_a_tight_crop_whose_digits_count_enough_but_leave_gaps(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    asked = []
    search = cv2.HoughLinesP
    monkeypatch.setattr(cv2, "HoughLinesP", lambda *given, **more: asked.append(given) or search(*given, **more))
    page = ink_of([text]) > 0.4
    rows, columns = np.flatnonzero(page.any(axis=1)), np.flatnonzero(page.any(axis=0))
    crop = np.ascontiguousarray(page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    np.testing.assert_array_equal(remove_ruled_lines(crop, SETTINGS), crop)
    assert asked == []


def test_a_ruled_line_with_gaps_vanishes() -> None:
    ruled = with_lines(np.zeros_like(SHEET), [(45, 0.03)])
    ruled[:, 200:206], ruled[:, 400:406] = False, False
    assert remove_ruled_lines(ruled, SETTINGS).sum() < 0.05 * ruled.sum()


@pytest.mark.parametrize("slope", [0.0, 0.05, -0.08])
def test_a_ruled_line_beside_the_writing_vanishes(slope: float) -> None:
    ruled = with_lines(SHEET, [(45, 0.0), (200 + round(slope * 200), 0.0), (320, slope)])
    cleaned = remove_ruled_lines(ruled, SETTINGS)
    blank = cv2.dilate(SHEET.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert (ruled & blank).sum() > 1_000
    assert (cleaned & blank).sum() < 0.05 * (ruled & blank).sum()


def test_a_ruled_line_through_the_writing_leaves_the_strokes_whole() -> None:
    ruled = with_lines(SHEET, [(THROUGH, 0.0), (THROUGH + 40, 0.02)])
    cleaned = remove_ruled_lines(ruled, SETTINGS)
    assert (cleaned & SHEET).sum() > 0.95 * SHEET.sum()
    assert (cleaned & ~SHEET).sum() < 0.25 * (ruled & ~SHEET).sum()


def test_upright_lines_vanish_like_lying_ones() -> None:
    sheet = np.ascontiguousarray(SHEET.T)
    ruled = np.ascontiguousarray(with_lines(SHEET, [(45, 0.0), (320, 0.03)]).T)
    cleaned = remove_ruled_lines(ruled, SETTINGS)
    assert (cleaned & ~sheet).sum() < 0.1 * (ruled & ~sheet).sum()


def test_a_thick_bar_is_no_ruled_line() -> None:
    barred = with_lines(np.zeros_like(SHEET), [(190, 0.0)], thickness=40)
    assert remove_ruled_lines(barred, SETTINGS).sum() > 0.9 * barred.sum()


def test_a_short_dash_is_no_ruled_line() -> None:
    dashed = SHEET.copy()
    dashed[200:203, 100:280] = True
    np.testing.assert_array_equal(remove_ruled_lines(dashed, SETTINGS), dashed)


def test_a_steep_line_is_no_ruled_line() -> None:
    crossed = with_lines(np.zeros_like(SHEET), [(350, 0.4)])
    assert remove_ruled_lines(crossed, SETTINGS).sum() > 0.9 * crossed.sum()


@pytest.mark.parametrize("shape", [(8, 8), (8, 900), (900, 8), (1, 1)])
def test_small_masks_are_no_trouble(shape: tuple[int, int]) -> None:
    assert remove_ruled_lines(np.ones(shape, bool), SETTINGS).shape == shape


def test_the_mask_is_not_written_to() -> None:
    ruled = with_lines(SHEET, [(45, 0.0)])
    before = ruled.copy()
    remove_ruled_lines(ruled, SETTINGS)
    np.testing.assert_array_equal(ruled, before)
