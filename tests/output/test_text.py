"""Readings as plain text."""

from digitreader.output.text import all_texts, heading, to_text


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
