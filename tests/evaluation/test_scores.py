"""How cases are counted."""

import pytest

from digitreader.evaluation.scores import Case, ReadLine, scores, summarise

RIGHT = Case("a.jpg", "paper", ("12", "34"), ("12", "34"), ms=10)
HALF = Case("b.jpg", "paper", ("12", "34"), ("12", "94"), ms=20)
INVENTED = Case("c.jpg", "blank", (), ("7",), ms=30)
BLANK = Case("d.jpg", "blank", (), (), ms=40)
BROKEN = Case("e.jpg", "paper", ("12",), (), ms=0, error="Damaged.")


def test_a_lost_line_break_is_one_error():
    assert Case("a", "paper", ("12", "34"), ("1234",), 1).edits == 1


def test_a_group_counts_images_lines_and_characters():
    score = summarise("paper", [RIGHT, HALF, BROKEN])
    assert score.images == 3
    assert score.right == pytest.approx(1 / 3)
    assert score.lines_right == pytest.approx(3 / 5)
    assert score.character_errors == pytest.approx(3 / 12)  # one digit wrong, two missing; "12\n34" has five signs


def test_times_are_the_median_and_the_95th_percentile():
    score = summarise("paper", [Case("a", "paper", (), (), ms) for ms in range(101)])
    assert (score.median_ms, score.p95_ms) == (50, 95)


def test_blank_photos_have_no_character_error_rate_and_are_right_when_nothing_is_read():
    score = summarise("blank", [BLANK, INVENTED])
    assert (score.right, score.character_errors) == (0.5, None)


def test_an_unreadable_photo_is_never_right():
    assert not Case("a", "blank", (), (), 1, error="Damaged.").right


def test_rows_are_the_kinds_then_the_files_if_several_then_all():
    assert [row.group for row in scores({"one": [RIGHT, BLANK]})] == ["blank", "paper", "all"]
    rows = scores({"one": [RIGHT, BLANK], "two": [HALF]})
    assert [row.group for row in rows] == ["blank", "paper", "one", "two", "all"]
    assert [row.images for row in rows] == [1, 2, 2, 1, 3]


def test_wrong_without_a_mark_is_silent():
    wrong = Case("a", "paper", ("12",), ("13",), 1)
    assert wrong.undetected_error
    assert not Case("a", "paper", ("12",), ("13",), 1, rejected=True).undetected_error
    assert not RIGHT.undetected_error
    assert not BROKEN.undetected_error  # the visitor is told
    assert INVENTED.undetected_error
    assert not Case("a", "paper", ("12",), (), 1).undetected_error  # nothing was read, and advice is given


def test_a_group_counts_the_marked_and_the_silent():
    marked = Case("a", "paper", ("12",), ("12",), 1, rejected=True)
    score = summarise("paper", [RIGHT, HALF, marked, BROKEN])
    assert (score.marked, score.silent) == (0.25, 0.25)


def test_a_wrong_line_without_a_mark_is_silent_whatever_else_is_marked():
    read = (ReadLine("12", 0.4, marked=True), ReadLine("94", 0.99, marked=False), ReadLine("56", 0.99, marked=False))
    case = Case("b.jpg", "paper", ("12", "34", "56"), ("12", "94", "56"), ms=20, rejected=True, lines=read)
    score = summarise("paper", [case])
    assert (score.silent, score.lines_silent, score.lines_marked) == pytest.approx((0, 1 / 3, 1 / 3))
