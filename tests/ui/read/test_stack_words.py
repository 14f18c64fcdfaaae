"""The words about a stack."""

import pytest
from results import digit, line

from digitreader.output.pictured import PicturedPage
from digitreader.output.result import PageResult
from digitreader.ui.read import stack_words
from digitreader.ui.read.session_files import Entry
from digitreader.ui.read.worker import WorkerProgress


def entry(name: str, *values: str, error: str = "") -> Entry:
    lines = (line(*(digit(value[0], 0.5 if value.endswith("?") else 0.9) for value in values)),) if values else ()
    return Entry(name, (name,), 1, result=PicturedPage(PageResult(name, lines, error=error or None)))


SURE, DOUBTFUL = entry("a.jpg", "1", "2"), entry("b_*.jpg", "1", "2?", "3?")
BLANK, REFUSED = entry("c.jpg"), entry("d.jpg", error="This is a GIF.")
STACK = (SURE, DOUBTFUL, BLANK, REFUSED)


def test_the_overview_has_a_row_for_each_file() -> None:
    rows = stack_words.rows(STACK)
    assert rows["File"] == [r"a\.jpg", r"b\_\*\.jpg", r"c\.jpg", r"d\.jpg"]
    assert rows["Lines"] == ["1", "1", "0", "not read"]
    assert rows["To check"] == ["nothing", "1 number", "nothing found", "see the reason"]


def test_the_filters_part_doubtful_refused_and_sure() -> None:
    assert [stack_words.title(which, STACK) for which in stack_words.FILTERS] == [
        "All (4)",
        "To check (2)",
        "Not read (1)",
    ]
    assert [e for e in STACK if stack_words.passes(e, stack_words.TO_CHECK)] == [DOUBTFUL, BLANK]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "a few seconds left"), (12, "about 10 seconds left"), (54, "about 55 seconds left"),
        (58, "about 1 minute left"), (200, "about 3 minutes left"),
    ],
)  # fmt: skip
def test_the_time_left_is_no_more_exact_than_anybody_can_tell(seconds: float, words: str) -> None:
    assert stack_words.time_left(seconds) == words


def test_progress_counts_from_one_and_shows_names_as_they_are() -> None:
    assert stack_words.progress(WorkerProgress("a_1.jpg", 0, 3, None)) == r"Reading a\_1\.jpg (1 of 3)"
    assert stack_words.progress(WorkerProgress("b", 2, 1, 12, held_up=True)).startswith("b is waiting")
    assert stack_words.progress(WorkerProgress("b", 2, 1, 12)) == "Reading b (3 of 3), about 10 seconds left"
    assert "many people" in stack_words.progress(WorkerProgress("b", 2, 1, 12, queued=stack_words.CROWD))


def test_a_long_name_shows_its_beginning_and_its_end() -> None:
    assert stack_words.short("a" * 50 + "b" * 50) == "a" * 17 + "…" + "b" * 18
    assert stack_words.short("x.jpg") == r"x\.jpg"


def test_a_stopped_stack_says_what_is_kept() -> None:
    assert stack_words.stopped(1, 1) == "Stopped. 1 photo is done and kept, 1 waits."
    assert stack_words.stopped(12, 30) == "Stopped. 12 photos are done and kept, 30 wait."


def test_what_made_room_is_told_with_what_is_kept() -> None:
    assert stack_words.let_go(0, 0) == []
    dropped, lightened = stack_words.let_go(1, 12)
    assert "Removed to make room: 1 old result." in dropped
    assert "upload again what is missing" in dropped
    assert lightened == "Removed to make room: 12 old pictures. All texts and your corrections are kept."
