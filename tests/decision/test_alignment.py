import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitreader.decision.alignment import align, edit_distances, vote_by_digit


@pytest.mark.parametrize(
    ("chosen", "other", "signs"),
    [
        ("4028", "4028", ["4", "0", "2", "8"]),
        ("4028", "4078", ["4", "0", "7", "8"]),
        ("4028", "428", ["4", "", "2", "8"]),
        ("4028", "028", ["", "0", "2", "8"]),
        ("4028", "402", ["4", "0", "2", ""]),
        ("4028", "", [""] * 4),
        ("", "4028", []),
        ("", "", []),
        ("402", "4025", ["4", "0", ""]),
        ("12", "912", ["", "2"]),
    ],
)
def test_texts_are_laid_beside_each_other(chosen: str, other: str, signs: list[str]) -> None:
    assert align(chosen, other) == signs


def test_a_digit_too_many_leaves_only_its_neighbour_in_doubt() -> None:
    signs = align("4028", "40528")
    assert len(signs) == 4
    assert signs.count("") == 1
    assert signs[0] == "4"
    assert signs[3] == "8"


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("", "", 0),
        ("123", "", 3),
        ("", "12", 2),
        ("123", "123", 0),
        ("1234", "134", 1),
        ("12", "21", 2),
        ("05", "6", 2),
    ],
)
def test_edits_are_insertions_deletions_and_replacements(left: str, right: str, edits: int) -> None:
    assert edit_distances(left, right)[-1, -1] == edits


@given(st.text("012", max_size=9), st.text("012", max_size=9), st.text("012", max_size=9))
def test_edits_are_a_distance(a: str, b: str, c: str) -> None:
    def distance(left: str, right: str) -> int:
        return int(edit_distances(left, right)[-1, -1])

    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, c) <= distance(a, b) + distance(b, c)


def test_each_text_votes_for_what_it_has_in_each_place() -> None:
    votes = vote_by_digit("407", {"407": 0.5, "401": 0.25, "47": 0.125})
    assert votes == ({"4": 0.875}, {"0": 0.75, "": 0.125}, {"7": 0.625, "1": 0.25})
