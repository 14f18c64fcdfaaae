"""The ten bars, as a table."""

import re

import numpy as np

from digitreader.geometry import Box
from digitreader.output.marks import DigitResult
from digitreader.ui.draw.bars import bars, folded_bars
from digitreader.ui.draw.drawing_result import DrawnDigit

SHARES = (0.0, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 0.62, 0.0, 0.03, 0.1)


def digit(value: str = "7", number: int = 1, doubtful: bool = False) -> DrawnDigit:
    read = DigitResult(value, 0.62, doubtful, (("1", 0.25),), Box(0, 0, 1, 1))
    return DrawnDigit(number, 1, number, read, np.zeros((28, 28), np.float32), SHARES)


def test_each_answer_has_a_row_with_its_share_in_words_and_as_a_length() -> None:
    table = bars(digit())
    assert re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', table) == [*"0123456789", "no digit"]
    assert [float(width) for width in re.findall(r"opacity:[\d.]+;width:([\d.]+)%", table)][7] == 62
    assert "62\N{NO-BREAK SPACE}%" in table
    assert "&lt;1" in table


def test_the_likeliest_answer_stands_out_by_its_weight_and_not_by_colour_alone() -> None:
    rows = re.findall(r'<tr style="font-weight:(\w+)">', bars(digit()))
    assert [sign for sign, weight in enumerate(rows) if weight == "bold"] == [7]


def test_the_tile_says_what_it_was_read_as() -> None:
    assert 'alt="What the network saw: 28 by 28 pixels, read as 7"' in bars(digit())
    assert "read as no digit" in bars(digit(""))


def test_of_several_digits_the_last_ones_bars_are_open_and_doubts_are_told_in_words() -> None:
    folded = folded_bars((digit("7", 1, doubtful=True), digit("1", 2)))
    assert [bool(found) for found in re.findall(r"<details( open)?", folded)] == [False, True]
    assert re.findall(r"<summary>(.*?)</summary>", folded) == [
        "1: <b>7</b>, 62\N{NO-BREAK SPACE}% sure, to check",
        "2: <b>1</b>, 62\N{NO-BREAK SPACE}% sure",
    ]
