"""The result tree, and its JSON."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from results import digit

from digitreader import SAMPLES, read
from digitreader.errors import DataError
from digitreader.geometry import Box
from digitreader.output.from_reading import page_result, to_json
from digitreader.output.line import LineResult
from digitreader.output.marks import SignResult
from digitreader.output.result import SCHEMA, VERSION, PageResult

SCHEMA_TEXT = json.loads(SCHEMA.read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "output.md"


def test_json_holds_lines_digits_advice_and_no_error(make_reading):
    line = json.loads(to_json("a.jpg", make_reading("05?", advice=("Hold still.",))))
    assert list(line) == ["schema", "file", "lines", "crossed_out", "decimal", "advice", "error"]
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
        "schema": 2,
        "file": "a.jpg",
        "lines": [],
        "crossed_out": [],
        "decimal": None,
        "advice": [],
        "error": "Too dark.",
    }


def test_boxes_are_in_pixels_of_the_photo_that_was_sent(make_reading):
    page = page_result("a.jpg", make_reading("7", scale=0.5))
    assert page.lines[0].digits[0].box == (60, 120, 60, 120)


def test_what_is_crossed_out_is_told_with_its_place_and_read_back(make_reading):
    reading = replace(make_reading("7", scale=0.5), crossed_out=(Box(10, 20, 30, 40),))
    page = page_result("a.jpg", reading)
    assert page.to_dict()["crossed_out"] == [[20, 40, 60, 80]]
    assert PageResult.from_dict(page.to_dict()) == page


@pytest.mark.parametrize("lines", [(), ("0522",), ("05?", "7?1", "9"), ("-13.254,?00 30 ?20", "1.234", "20 + 3 = 23")])
def test_a_result_comes_back_from_json_as_it_was(make_reading, lines):
    document = page_result("a.jpg", make_reading(*lines, advice=("Hold still.",))).to_dict()
    assert PageResult.from_dict(json.loads(json.dumps(document))).to_dict() == document


def test_only_files_round_what_the_tree_holds_in_full(make_reading):
    page = page_result("a.jpg", make_reading("05?"))
    assert page.lines[0].confidence == 0.998 * 0.51
    assert page.to_dict()["lines"][0]["confidence"] == 0.509


def test_digits_are_placed_by_line_and_within_it(make_reading):
    page = page_result("a.jpg", make_reading("05", "7?"))
    assert [(line, place, digit.value) for line, place, digit in page.placed] == [(1, 1, "0"), (1, 2, "5"), (2, 1, "7")]
    assert (page.text, page.doubts) == ("05\n7", 1)


def test_an_error_comes_back_from_json_too():
    page = PageResult("a.jpg", error="Too dark.")
    assert PageResult.from_dict(page.to_dict()) == page


def test_a_document_without_a_version_is_of_the_first_and_one_of_a_newer_is_refused(make_reading):
    document = page_result("a.jpg", make_reading("7")).to_dict()
    assert document["schema"] == VERSION
    old = {key: value for key, value in document.items() if key not in ("schema", "decimal")}
    old["lines"] = [{key: line[key] for key in ("text", "confidence", "digits")} for line in document["lines"]]
    assert PageResult.from_dict(old) == PageResult.from_dict(document)
    with pytest.raises(DataError, match="newer"):
        PageResult.from_dict({**document, "schema": VERSION + 1})


@pytest.mark.parametrize("document", [{}, {"file": "a.jpg", "lines": [{"text": "1"}], "advice": [], "error": None}])
def test_what_is_not_a_result_is_refused(document):
    with pytest.raises(DataError, match="not a result"):
        PageResult.from_dict(document)


def test_what_is_read_is_as_the_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA_TEXT)
    validator = jsonschema.Draft202012Validator(SCHEMA_TEXT)
    for name in ("postcodes.jpg", "pencil-in-shadow.jpg"):
        document = json.loads(to_json(name, read(SAMPLES / name)))
        assert document["lines"]
        validator.validate(document)
        document["lines"][0]["digits"][0]["value"] = "x"
        assert not validator.is_valid(document)
    validator.validate(json.loads(to_json("a.jpg", None, "Too dark.")))


def test_the_schema_names_its_version():
    assert SCHEMA_TEXT["$id"] == f"urn:digitreader:result:{VERSION}"


@pytest.mark.parametrize("name", ["Page", "Line", "Number", "Digit", "Sign"])
def test_every_field_is_documented(name):
    fields = set(SCHEMA_TEXT["$defs"][name]["properties"])
    assert fields <= set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))


def test_signs_come_back_from_json_and_stand_among_the_digits():
    minus = SignResult("-", 0, 0.9, False, (("", 0.1),), Box(0, 5, 9, 3))
    doubted = SignResult("", 1, 0.6, True, ((".", 0.4),), Box(20, 9, 3, 3))
    line = LineResult("75", 0.98, (digit("7"), digit("5")), (minus, doubted))
    document = json.loads(json.dumps(line.to_dict()))
    assert (document["text"], document["written"], line.doubts) == ("75", "-75", 1)
    assert LineResult.from_dict(document) == line


def test_a_line_of_an_earlier_version_had_no_signs():
    document = LineResult("7", 0.98, (digit("7"),)).to_dict()
    del document["signs"], document["written"]
    assert LineResult.from_dict(document).written == "7"
