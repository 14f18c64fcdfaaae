"""What is downloaded and printed: text, JSON, CSV."""

import csv
import io
import json

from digitreader.output.report import CSV_HEADER, all_texts, csv_rows, csv_text, heading, to_json, to_text


def test_text_has_the_lines_one_below_the_other_with_leading_zeros(make_reading):
    assert to_text(make_reading("0522", "007")) == "0522\n007\n"


def test_text_of_a_photo_without_digits_is_empty(make_reading):
    assert to_text(make_reading()) == ""


def test_several_texts_stand_each_under_its_file_name_in_order():
    assert all_texts([("b.jpg", "12\n"), ("a.jpg", ""), ("c.jpg", "0\n")]) == (
        "== b.jpg ==\n12\n== a.jpg ==\n== c.jpg ==\n0\n"
    )


def test_a_file_name_cannot_pretend_to_be_lines_of_digits():
    assert heading("a\n123\n.jpg") == "== a?123?.jpg ==\n"


def test_json_holds_lines_digits_advice_and_no_error(make_reading):
    line = json.loads(to_json("a.jpg", make_reading("05?", advice=("Hold still.",))))
    assert list(line) == ["file", "lines", "advice", "error"]
    assert (line["file"], line["advice"], line["error"]) == ("a.jpg", ["Hold still."], None)
    assert line["lines"][0]["text"] == "05"
    assert line["lines"][0]["confidence"] == round(0.998 * 0.51, 4)
    assert line["lines"][0]["digits"][1] == {
        "value": "5",
        "confidence": 0.51,
        "doubtful": True,
        "alternatives": [["6", 0.48], ["8", 0.0]],
        "box": [90, 60, 30, 60],
    }


def test_json_is_one_line_even_for_a_file_name_with_a_line_break(make_reading):
    assert "\n" not in to_json("a\nb.jpg", make_reading("1", "2"))


def test_json_of_a_photo_that_cannot_be_read_says_why():
    assert json.loads(to_json("a.jpg", None, "Too dark.")) == {
        "file": "a.jpg",
        "lines": [],
        "advice": [],
        "error": "Too dark.",
    }


def test_boxes_are_in_pixels_of_the_photo_that_was_sent(make_reading):
    reading = make_reading("7", scale=0.5)
    assert json.loads(to_json("a.jpg", reading))["lines"][0]["digits"][0]["box"] == [60, 120, 60, 120]
    assert csv_rows("a.jpg", reading)[0][-4:] == (60, 120, 60, 120)


def test_csv_has_a_row_for_each_digit_that_reads_back(make_reading):
    text = csv_text([CSV_HEADER, *csv_rows('a "b", c.jpg', make_reading("12", "3?"))])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["line"], row["position"], row["digit"]) for row in rows] == [
        ("1", "1", "1"),
        ("1", "2", "2"),
        ("2", "1", "3"),
    ]
    assert {row["file"] for row in rows} == {'a "b", c.jpg'}
    assert [row["doubtful"] for row in rows] == ["false", "false", "true"]
    assert (rows[2]["next_best"], rows[2]["next_best_confidence"]) == ("6", "0.48")
