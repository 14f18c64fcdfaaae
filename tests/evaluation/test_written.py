"""How lines with signs are compared and counted."""

import csv

import pytest

from digitreader.evaluation.evaluate import read_labels
from digitreader.evaluation.score_tables import as_json, as_written_table
from digitreader.evaluation.scores import Case, written_scores
from digitreader.evaluation.written import WrittenCase, summarise_written, written_lines


def case(expected: str, read: str, *marked: str) -> WrittenCase:
    """A picture whose numbers are worth their text, some of them marked."""
    numbers = tuple((number, number in marked) for number in read.split())
    return WrittenCase(written_lines(expected), written_lines(read), numbers)


@pytest.mark.parametrize(
    ("expected", "read", "strict", "loose"),
    [
        ("7.5", "7.5", True, True),
        ("7.5", "7,5", False, True),
        ("7.5", "75", False, False),
        ("1.000.-", "1.000", False, True),
        ("-3", "3", False, False),
        ("20 + 3 =", "20+3=", True, True),
        ("30 20 42", "302042", False, False),
    ],
)
def test_strict_wants_every_sign_and_loose_forgives_commas_and_flourishes(
    expected: str, read: str, strict: bool, loose: bool
) -> None:
    found = case(expected, read)
    assert (found.strict, found.loose) == (strict, loose)


def test_numbers_are_right_by_their_worth_and_silent_if_wrong_and_unmarked() -> None:
    cases = [case("30 20|42", "30 20 42"), case("7 8 9", "7 1 5", "1")]
    assert [(each.right, each.silent) for each in cases] == [(3, 0), (1, 1)]
    score = summarise_written("a", cases)
    assert (score.numbers, score.silent_numbers) == (4 / 6, 1 / 6)


def test_a_number_that_was_invented_is_silent_too() -> None:
    assert case("7", "7 7").silent == 1
    assert case("7", "7 7", "7").silent == 0


def test_signs_are_scored_for_labels_that_tell_them() -> None:
    plain, signed = Case("a", "paper", (), (), 1), Case("b", "paper", (), (), 1, written=case("7.5", "7.5"))
    (row,) = written_scores({"plain": [plain], "signed": [plain, signed]})
    assert (row.group, row.images, row.strict) == ("signed", 1, 1.0)
    assert as_written_table([row]).splitlines()[1].split() == ["signed", "1", *["100.0", "%"] * 3, "0.0", "%"]
    assert '"strict": 1.0' in as_json([row])


def test_labels_with_signs_need_no_text_and_leave_out_what_is_not_sure(tmp_path) -> None:
    with (tmp_path / "labels.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("folder", "file", "written", "sure"), ("a", "1.jpg", "7.5|-3", 1), ("a", "2.jpg", "8", 0)]
        )
    (row,) = read_labels(tmp_path / "labels.csv")
    assert (row["file"], row["text"], row["kind"], row["written"]) == ("a/1.jpg", "75|3", "written", "7.5|-3")
