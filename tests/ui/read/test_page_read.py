"""The page "Read", run without a browser."""

from pathlib import Path

import pytest
import streamlit as st
from read_page import POSTCODES, digit, labels, names, reading, settled, start, texts, upload
from storing import sha256
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from digitreader.errors import ModelError, UnknownFormat
from digitreader.reading import Reading
from digitreader.ui import menu, reader, words
from digitreader.ui.read import session_files
from digitreader.ui.samples import FOLDER, SAMPLES


class Reader:
    """Stands in for read_photo: reads the bytes b"0123" as 0123, and counts."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def __call__(self, data: bytes, classifier: object, *, line_recognizer: object = None) -> Reading:
        self.seen.append(data)
        if data == b"refused":
            raise UnknownFormat("This is not a photo. Save it as JPG.")
        if data == b"breaks":
            raise RuntimeError("an inner detail nobody needs to see")
        if data == b"blank":
            return reading(advice=("Nothing was found. Come closer.",))
        if data == b"blurred":
            return reading((digit("4"), digit("2")), advice=("The writing is blurred. Hold still.",))
        if data == b"doubtful":
            return reading((digit("0"), digit("5")), (digit("3"), digit("7", 0.62), digit("2")))
        return reading(tuple(digit(value) for value in data.decode()))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Reader:
    stand_in = Reader()
    monkeypatch.setattr(reader, "read_photo", stand_in)
    return stand_in


def test_a_photo_of_postcodes_keeps_its_leading_zeros() -> None:
    app = upload(start(), ("postcodes.jpg", (FOLDER / "postcodes.jpg").read_bytes()))
    assert texts(app) == [POSTCODES]
    assert "Download text" in labels(app)


def test_every_sample_is_one_click_away(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_photo", lambda data, classifier, line_recognizer: read(b"42", classifier))
    app = start()
    for sample in SAMPLES:
        settled(app.button(f"sample-{sample.file}").click().run())
        assert names(app)[0] == sample.file.replace("-", r"\-").replace(".", r"\.")  # the newest stands first
    assert len(read.seen) == len(SAMPLES)


def test_several_files_are_read_in_the_order_given(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"007"), ("b.png", b"42"))
    assert texts(app) == ["007", "42"]
    assert labels(app) == ["Download all 2 texts", "Download text", "Download text"]


@pytest.mark.parametrize("bad", [b"refused", b"breaks"])
def test_a_bad_file_never_stops_the_others(read: Reader, bad: bytes) -> None:
    app = upload(start(), ("a.jpg", b"1"), ("bad.jpg", bad), ("c.jpg", b"3"))
    assert texts(app) == ["1", "3"]
    assert names(app) == [r"a\.jpg", r"bad\.jpg", r"c\.jpg"]
    assert "2 photos read, 1 file not" in app.success[0].value


def test_a_refused_file_shows_its_reason(read: Reader) -> None:
    app = upload(start(), ("bad.jpg", b"refused"))
    assert [error.value for error in app.error] == ["This is not a photo. Save it as JPG."]
    assert labels(app) == []


def test_a_fault_of_ours_is_told_without_its_inner_details(read: Reader) -> None:
    app = upload(start(), ("bad.jpg", b"breaks"))
    assert [error.value for error in app.error] == [reader.OUR_FAULT]


def test_a_photo_without_digits_says_what_may_help(read: Reader) -> None:
    app = upload(start(), ("blank.jpg", b"blank"))
    assert [info.value for info in app.info] == ["Nothing was found. Come closer."]
    assert texts(app) == []
    assert labels(app) == []


def test_advice_stands_beside_the_digits_that_were_read_all_the_same(read: Reader) -> None:
    app = upload(start(), ("soft.jpg", b"blurred"))
    assert texts(app) == ["42"]
    assert [info.value for info in app.info] == ["The writing is blurred. Hold still."]


def test_doubtful_digits_are_told_in_words(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"doubtful"))
    told = app.warning[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert "Please check 1 number:" in told
    assert "Digit 2 of line 2: 7 (62 % sure), maybe 1 (25 %)" in told
    assert "3:orange-background[7?]2" in told
    assert "7** ?" in app.table[0].value["Digit"][3]


def test_a_sure_reading_asks_for_no_check(read: Reader) -> None:
    assert len(upload(start(), ("a.jpg", b"12")).warning) == 0


def test_the_table_has_a_row_for_each_digit(read: Reader) -> None:
    table = upload(start(), ("a.jpg", b"doubtful")).table[0].value
    assert list(table["Box"]) == ["1", "2", "3", "4", "5"]
    assert list(table["Line"]) == ["1", "1", "2", "2", "2"]
    assert list(table["Place"]) == ["1", "2", "1", "2", "3"]
    assert [cell.strip("*")[0] for cell in table["Digit"]] == ["0", "5", "3", "7", "2"]


def test_every_picture_has_a_text_for_those_who_cannot_see_it(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"12"), ("b.jpg", b"blank"))
    app.session_state[f"tiles-{sha256(b'12')}"] = True
    app.run()
    pictures = [picture for image in app.image for picture in image.proto.imgs]
    assert len(pictures) == len(SAMPLES) + 2 + 2  # samples, photos, tiles
    assert all(picture.alt for picture in pictures)


def test_tiles_are_sent_only_where_somebody_opens_them(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"12"), ("b.jpg", b"345"))
    assert len(app.image) == len(SAMPLES) + 2
    app.session_state[f"tiles-{sha256(b'345')}"] = True
    app.run()
    assert [picture.alt for picture in app.image[-1].proto.imgs] == [f"Tile {n}, read as {n + 2}" for n in (1, 2, 3)]


def test_a_file_is_read_once_however_often_it_comes(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"12"))
    app.run()
    upload(app, ("copy.jpg", b"12"))
    app.button("sample-parcel.jpg").click().run()
    assert read.seen.count(b"12") == 1
    assert any("also uploaded as copy" in caption.value for caption in app.caption)


def test_files_of_the_same_name_are_both_kept(read: Reader) -> None:
    assert texts(upload(start(), ("a.jpg", b"1"), ("a.jpg", b"2"))) == ["1", "2"]


def test_a_download_changes_nothing(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"1"), ("b.jpg", b"2"))
    app.download_button("download-all").click().run()
    assert texts(app) == ["1", "2"]
    assert read.seen == [b"1", b"2"]


def test_results_are_there_after_a_visit_to_another_page(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    app = upload(start(), ("a.jpg", b"1"), ("b.jpg", b"2"))
    monkeypatch.setattr(menu, "menu", lambda: st.Page(lambda: st.title("Elsewhere"), title="Elsewhere", default=True))
    monkeypatch.setattr(st.Page, "run", lambda page: st.title("Elsewhere"), raising=False)
    app.run()
    assert app.title[0].value == "Elsewhere"
    monkeypatch.undo()
    monkeypatch.setattr(reader, "read_photo", read)
    app.run()
    assert texts(app) == ["1", "2"]
    upload(app, ("c.jpg", b"3"))
    assert texts(app) == ["3", "1", "2"]
    assert read.seen == [b"1", b"2", b"3"]


def test_the_uploader_is_empty_again_and_the_server_holds_no_upload(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[str] = []
    monkeypatch.setattr(
        MemoryUploadedFileManager, "remove_file", lambda manager, session_id, file_id: released.append(file_id)
    )
    app = upload(start(), ("a.jpg", b"1"), ("b.jpg", b"2"))
    assert app.file_uploader[0].value == []
    assert len(set(released)) == 2


def test_a_result_that_is_removed_is_forgotten(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"1"), ("b.jpg", b"2"))
    app.button(f"remove-{sha256(b'1')}").click().run()
    assert texts(app) == ["2"]


def test_start_over_clears_results_and_uploader(read: Reader) -> None:
    app = upload(start(), ("a.jpg", b"1"))
    before = app.file_uploader[0].key
    app.button("start-over").click().run()
    assert not app.exception
    assert texts(app) == []
    assert app.file_uploader[0].key != before
    assert app.file_uploader[0].value == []
    upload(app, ("a.jpg", b"1"))
    assert texts(app) == ["1"]
    assert read.seen == [b"1", b"1"]


def test_the_oldest_results_go_with_a_word_when_there_are_too_many(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_files, "LIMIT", 2)
    app = upload(start(), ("a.jpg", b"1"), ("b.jpg", b"2"), ("c.jpg", b"3"))
    assert "Removed to make room: 1 old result." in app.info[-1].value
    app.run()
    assert texts(app) == ["2", "3"]
    assert read.seen == [b"1", b"2", b"3"]


def test_a_file_name_is_shown_as_it_is(read: Reader) -> None:
    name = "![x](http://example.org) :red[*7*].jpg"
    app = upload(start(), (name, b"1"))
    assert names(app) == [words.plain(name)]


def test_a_broken_model_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModelError("The model is missing.")

    monkeypatch.setattr(reader.networks, "default_networks", broken)
    reader.shared_networks.clear()
    app = start()
    assert app.error[0].value == "The reader cannot start. The model is missing."
    assert len(app.file_uploader) == 0


def test_the_networks_are_those_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITREADER_MODEL", str(tmp_path))
    reader.shared_networks.clear()
    assert f"--out {tmp_path}" in start().error[0].value


def test_the_page_says_what_happens_to_uploads() -> None:
    assert any("deleted when you leave" in text.value for text in start().markdown)
