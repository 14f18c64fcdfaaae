"""The sentences of the page "Model"."""

import pytest

from digitreader.ui.model import model_words
from digitreader.ui.words import NO_BREAK

REAL = {
    "all": {"images": 3, "right": 0.5, "silent": 0.5},
    "mine": {"images": 1, "right": 1.0, "silent": 0.0},
    "photos": {"images": 1200, "right": 0.942, "silent": 0.0},
}


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_things_are_listed_as_people_list_them(parts: list[str], said: str) -> None:
    assert model_words.listed(parts) == said


def test_known_collections_come_first_and_the_sum_is_left_out() -> None:
    assert list(model_words.in_order(REAL)) == ["photos", "mine"]
    said = plain(model_words.reading(model_words.in_order(REAL)))
    assert said == "Read without a mistake: 94.2 % of 1,200 photos and 100.0 % of 1 mine."


def test_kinds_of_pictures_have_peoples_names_and_new_ones_keep_their_own() -> None:
    assert model_words.kind("scatter") == "scattered digits"
    assert model_words.kind("my-kind") == "my kind"


def test_what_the_threshold_lets_through_is_told_for_each_collection() -> None:
    points = [{"threshold": 0.5, "marked": 0.1, "silent": 0.2}, {"threshold": 0.9, "marked": 0.3, "silent": 0.04}]
    said = plain(model_words.doubts({"cheques": points}, used=0.9))
    assert said == "Of the cheque amounts 30.0 % are marked and 4.0 % slip through."
