"""Lines as read and as corrected."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from handwriting import glyph
from PIL import Image
from readings import MakeReading

from digitreader.output.corrections_archive import corrections_zip
from digitreader.recognition.tile import normalise
from digitreader.training.data.corrections import read_corrections
from digitreader.ui.read import downloads
from digitreader.ui.read.reviewed_lines import as_corrected, labelled, left_out, lines_of, records
from digitreader.ui.read.session_files import Entry, SessionFiles
from digitreader.ui.reader import CROP_HEIGHT, CROP_WIDTH, Result, SeenDigit, enlarged, light, pixels_of

TILES = [normalise(glyph(number, 60)) for number in range(10)]


def entry(*lines: str, name: str = "a.jpg", corrections: dict[int, str] | None = None) -> Entry:
    """A photo that was read; a question mark makes the digit before it doubtful."""
    digits: list[SeenDigit] = []
    for number, line in enumerate(lines, 1):
        for value, after in zip(line, line[1:] + " ", strict=True):
            if value != "?":
                place = 1 + sum(digit.line == number for digit in digits)
                digits.append(
                    SeenDigit(
                        len(digits) + 1, number, place, value, 0.5 if after == "?" else 0.99, (("1", 0.3),),
                        after == "?", enlarged(TILES[int(value)]), (10 * place, 5, 8, 12),
                    )
                )  # fmt: skip
    text = "".join(f"{line.replace('?', '')}\n" for line in lines)
    result = Result(text, tuple(digits), picture=b"jpeg", crops=(b"crop",) * len(lines), model="4f4213f71496")
    return Entry("key", (name,), 1, result=result, corrections=corrections or {})


def test_what_was_read_stays_beside_what_a_person_says() -> None:
    first, second = lines_of(entry("05", "7?2", corrections={2: "12"}))
    assert (first.text, first.checked, first.changed) == ("05", False, False)
    assert (second.read, second.text, second.checked, second.changed) == ("72", "12", True, True)
    assert [digit.place for digit in second.doubts] == [1]
    assert second.confidence == pytest.approx(0.5 * 0.99)


def test_the_result_as_corrected_has_the_new_text_and_no_doubt_where_somebody_looked() -> None:
    corrected = as_corrected(entry("05?", "7?2", "3?", corrections={2: "12", 1: "05"}))
    assert corrected.text == "05\n12\n3\n"
    assert [digit.value for digit in corrected.digits] == list("05123")
    assert [digit.line for digit in corrected.doubts] == [3]


def test_digits_of_a_line_of_another_length_stay_as_read() -> None:
    corrected = as_corrected(entry("7?2", corrections={1: "123"}))
    assert corrected.text == "123\n"
    assert [digit.value for digit in corrected.digits] == ["7", "2"]


def test_a_line_that_is_no_number_leaves_the_text_and_stays_in_the_rows() -> None:
    found = entry("05", "72", corrections={1: ""})
    assert as_corrected(found).text == "72\n"
    assert [(row.line, row.read, row.corrected, row.checked) for row in records([found])] == [
        (1, "05", "", True),
        (2, "72", "72", False),
    ]


def test_a_line_that_a_person_added_comes_after_those_that_were_read() -> None:
    found = entry("05", corrections={3: "12", 2: "7"})
    assert [(line.number, line.of, line.read, line.text) for line in lines_of(found)] == [
        (1, 3, "05", "05"), (2, 3, "", "7"), (3, 3, "", "12"),
    ]  # fmt: skip
    assert [line.added for line in lines_of(found)] == [False, True, True]
    assert as_corrected(found).text == "05\n7\n12\n"
    assert [(row.read, row.corrected, row.checked, row.boxes) for row in records([found])[1:]] == [
        ("", "7", True, ()), ("", "12", True, ()),
    ]  # fmt: skip
    assert records([found])[1].confidence == 0.0
    assert labelled(lines_of(found)) == []


def test_an_added_line_that_is_no_number_after_all_is_gone() -> None:
    assert [line.text for line in lines_of(entry("05", corrections={2: "", 3: "8"}))] == ["05", "8"]


def test_an_untouched_photo_is_as_it_was_read() -> None:
    untouched = entry("05", "7?2")
    assert as_corrected(untouched) is untouched.result


def test_a_photo_that_waits_or_was_refused_has_no_lines() -> None:
    assert lines_of(Entry("key", ("a.jpg",), 1, b"data")) == []
    assert lines_of(Entry("key", ("a.jpg",), 1, result=Result(error="no"))) == []
    assert as_corrected(Entry("key", ("a.jpg",), 1, result=Result(error="no"))).error == "no"


def test_rows_name_boxes_and_model() -> None:
    row = records([entry("05")])[0]
    assert row.boxes == ((10, 5, 8, 12), (20, 5, 8, 12))
    assert row.model == "4f4213f71496"


def test_only_checked_lines_of_the_same_length_give_labelled_tiles() -> None:
    lines = lines_of(entry("05", "72", "38", "11", corrections={1: "06", 2: "721", 3: "38", 4: ""}))
    assert [label for _, label in labelled(lines)] == ["0", "6", "3", "8"]
    assert left_out(lines) == 2


def test_an_x_is_not_a_digit_in_the_archive() -> None:
    assert [label for _, label in labelled(lines_of(entry("08", corrections={1: "0X"})))] == ["0", ""]


def test_a_tile_comes_back_from_its_picture_as_the_network_saw_it() -> None:
    assert np.abs(pixels_of(enlarged(TILES[3])) - TILES[3]).max() < 0.5 / 255 + 1e-6


def test_training_takes_what_the_download_gives(tmp_path: Path) -> None:
    path = tmp_path / "corrections.zip"
    path.write_bytes(downloads.as_corrections([entry("05", "72", corrections={1: "06", 2: "72"})]))
    found = read_corrections(path)
    assert found.labels.tolist() == [0, 6, 7, 2]
    for seen, digit in zip(found.images, (0, 5, 7, 2), strict=True):
        assert np.corrcoef(seen.ravel(), TILES[digit].ravel())[0, 1] > 0.95


def test_a_tile_without_ink_is_left_out_for_training_would_refuse_it() -> None:
    blank = SeenDigit(1, 1, 1, "4", 0.9, (), False, enlarged(np.zeros((28, 28), np.float32)))
    found = Entry("key", ("a.jpg",), 1, result=Result("4\n", (blank,)), corrections={1: "4"})
    assert labelled(lines_of(found)) == []


def test_everything_holds_every_format_and_the_pictures() -> None:
    photos = [entry("05", corrections={1: "06"}), entry("7", name="A.png")]
    with zipfile.ZipFile(io.BytesIO(downloads.as_everything(photos))) as archive:
        names = archive.namelist()
        assert archive.read("digits.txt").decode() == "== a.jpg ==\n06\n== A.png ==\n7\n"
        assert archive.read("texts/a.txt").decode() == "06\n"
        assert archive.read("texts/A (2).txt").decode() == "7\n"
        assert [row["corrected"] for row in json.loads(archive.read("digits.json"))] == ["06", "7"]
        assert archive.read("corrections.zip") == corrections_zip([TILES[0], TILES[5]], ["0", "6"])
    assert {"digits.csv", "digits.xlsx", "pictures/a.jpg", "pictures/A (2).jpg"} <= set(names)


def test_without_a_checked_line_everything_holds_no_corrections() -> None:
    with zipfile.ZipFile(io.BytesIO(downloads.as_everything([entry("05")]))) as archive:
        assert "corrections.zip" not in archive.namelist()


def test_the_desk_keeps_the_last_word_about_a_line() -> None:
    session = SessionFiles({"key": entry("05", "72")})
    session.correct("key", 2, "12")
    session.correct("key", 2, "13")
    assert as_corrected(session.entries["key"]).text == "05\n13\n"
    assert (session.says("key", 2, "72"), session.says("key", 1, "05")) == ("13", "05")


def test_an_answer_for_a_photo_that_has_left_the_desk_harms_nothing() -> None:
    session = SessionFiles()
    session.correct("gone", 1, "12")
    assert session.entries == {}
    assert session.says("gone", 1, "05") == "05"


def test_a_light_result_has_a_crop_for_each_line_and_boxes_of_the_original(make_reading: MakeReading) -> None:
    result = light(make_reading("0522", "18?", scale=0.5), "4f4213f71496")
    assert len(result.crops) == 2
    with Image.open(io.BytesIO(result.crops[0])) as crop:
        assert crop.height == CROP_HEIGHT
    assert result.digits[0].box == (60, 120, 60, 120)
    assert result.model == "4f4213f71496"


def test_a_very_long_line_has_a_crop_that_is_no_wider_than_the_screen(make_reading: MakeReading) -> None:
    with Image.open(io.BytesIO(light(make_reading("1" * 40)).crops[0])) as crop:
        assert crop.width == CROP_WIDTH
