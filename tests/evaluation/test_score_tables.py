"""How scores are shown."""

import json

from digitreader.evaluation.score_tables import as_errors, as_json, as_table
from digitreader.evaluation.scores import Case, scores, summarise

RIGHT = Case("a.jpg", "paper", ("12", "34"), ("12", "34"), ms=10)
HALF = Case("b.jpg", "paper", ("12", "34"), ("12", "94"), ms=20)
BLANK = Case("d.jpg", "blank", (), (), ms=40)
BROKEN = Case("e.jpg", "paper", ("12",), (), ms=0, error="Damaged.")


def test_the_table_lines_up():
    lines = as_table(scores({"one": [RIGHT, HALF, BLANK]})).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert " ".join(lines[2].split()) == "paper 2 50.0 % 10.0 % 75.0 % 0.0 % 50.0 % - - 15 20"
    assert " ".join(lines[1].split()) == "blank 1 100.0 % - - 0.0 % 0.0 % - - 40 40"


def test_the_marked_and_the_silent_have_their_columns():
    marked = Case("a", "paper", ("12",), ("12",), 1, rejected=True)
    header, row = as_table([summarise("paper", [RIGHT, HALF, marked, BROKEN])]).splitlines()
    assert header.split()[-10:-8] == ["marked", "silent"]
    assert row.count("25.0 %") == 2


def test_json_has_a_row_a_line_with_shares():
    rows = [json.loads(line) for line in as_json(scores({"one": [RIGHT, HALF]})).splitlines()]
    assert [row["group"] for row in rows] == ["paper", "all"]
    assert rows[0]["right"] == 0.5


def test_errors_name_the_file_what_was_expected_and_what_was_read():
    assert as_errors([RIGHT, HALF, BROKEN]) == "b.jpg\t12|34\t12|94\ne.jpg\t12\tDamaged.\n"
