"""Stacks and ways in on the page "Read", run without a browser."""

import io
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from packed import as_png, picture, zipped
from PIL import Image
from read_page import PATIENCE, digit, labels, names, reading, settled, start, texts, upload
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from digitreader.errors import DamagedPhoto
from digitreader.reading import Reading
from digitreader.ui import budget, reader
from digitreader.ui.read import edit_queue, progress_view, stack_view
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.read.worker import READING_SLOTS


class Reader:
    """Stands in for read_photo: reads the nth photo it sees as n, doubts every third and refuses what says so.

    Where it is held it reads only as many as it is allowed.
    """

    def __init__(self, held: bool = False) -> None:
        self.seen: list[bytes] = []
        self.allowed = threading.Semaphore(0)
        self.held = held

    def __call__(self, data: bytes, classifier: object, *, line_recognizer: object = None) -> Reading:
        if self.held:
            assert self.allowed.acquire(timeout=PATIENCE)
        self.seen.append(data)
        if data == b"refused":
            raise DamagedPhoto("This photo is damaged.")
        number = len(self.seen)
        return reading(tuple(digit(value, 0.62 if number % 3 == 0 else 0.998) for value in str(number)))

    def free(self) -> None:
        self.held = False
        for _ in range(200):
            self.allowed.release()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Reader:
    stand_in = Reader()
    monkeypatch.setattr(reader, "read_photo", stand_in)
    return stand_in


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    stand_in = Reader(held=True)
    monkeypatch.setattr(reader, "read_photo", stand_in)
    monkeypatch.setattr(progress_view, "GRACE", 0.1)
    yield stand_in
    stand_in.free()


def many(count: int) -> list[tuple[str, bytes]]:
    return [(f"{number}.jpg", b"%d" % number) for number in range(1, count + 1)]


def button(app: AppTest, label: str) -> Button:
    return next(found for found in app.button if found.label == label)


def show(app: AppTest, which: str) -> AppTest:
    app.segmented_control(stack_view.FILTER).set_value(which).run()
    assert not app.exception
    return app


def test_an_archive_with_a_broken_member_in_the_middle_gives_the_others(read: Reader) -> None:
    app = start()
    archive = bytearray(zipped({f"{number}.png": picture(number) for number in range(3)}, 0))
    archive[archive.find(picture(1)) + 200] ^= 0xFF
    app = upload(app, ("class.zip", bytes(archive)))
    assert texts(app) == ["1", "2"]
    assert names(app) == [r"class\.zip/0\.png", r"class\.zip/1\.png", r"class\.zip/2\.png"]
    assert "damaged inside its ZIP" in app.error[0].value


def test_the_overview_shows_one_row_a_file_and_filters(read: Reader) -> None:
    app = upload(start(), *many(4), ("bad.jpg", b"refused"))
    table = app.table[0].value
    assert list(table["File"]) == [r"1\.jpg", r"2\.jpg", r"3\.jpg", r"4\.jpg", r"bad\.jpg"]
    assert list(table["To check"]) == ["nothing", "nothing", "1 number", "nothing", "see the reason"]
    assert names(show(app, "to check")) == [r"3\.jpg"]
    assert names(show(app, "not read")) == [r"bad\.jpg"]
    assert len(names(show(app, "all"))) == 5


def test_a_single_photo_needs_no_overview(read: Reader) -> None:
    app = upload(start(), *many(1))
    assert stack_view.FILTER not in [control.key for control in app.segmented_control]
    assert len(app.table) == 1


def test_a_hundred_results_are_shown_ten_at_a_time(read: Reader) -> None:
    app = upload(start(), *many(25))
    assert len(names(app)) == 10
    app.pagination[0].select(3).run()
    assert names(app) == [rf"{number}\.jpg" for number in range(21, 26)]
    assert len(names(show(app, "to check"))) == 8
    assert "Download all 25 texts" in labels(app)


def test_another_upload_is_seen_at_once_whatever_page_was_open(read: Reader) -> None:
    app = upload(start(), *many(25))
    app.pagination[0].select(3).run()
    app = upload(app, ("new.jpg", b"new"))
    assert names(app)[0] == r"new\.jpg"


def test_a_stack_can_be_cancelled_and_gone_on_with(held: Reader) -> None:
    app = upload(start(), *many(5), settle=False)
    assert "(1 of 5)" in app.get("progress")[0].proto.text
    held.allowed.release()
    app.button("cancel").click().run()
    assert not app.exception
    held.allowed.release()  # for the one in hand
    app = settled(app)
    done = len(held.seen)
    assert done in (1, 2)
    assert "are done and kept" in app.info[0].value.replace("is done", "are done")
    assert len(texts(app)) == done
    held.free()
    app.button("go-on").click().run()
    app = settled(app)
    assert len(texts(app)) == 5
    assert held.seen == [b"%d" % number for number in range(1, 6)]


def test_the_rest_of_a_cancelled_stack_can_be_left_out(held: Reader) -> None:
    app = upload(start(), *many(5), settle=False)
    app.button("cancel").click().run()
    held.free()
    app = settled(app)
    app.button("leave-out").click().run()
    assert len(texts(app)) == len(held.seen) <= 1
    assert len(app.info) == 0


def test_clicks_in_the_middle_of_a_stack_neither_lose_nor_repeat(held: Reader) -> None:
    app = upload(start(), *many(4), settle=False)
    held.allowed.release(2)
    for _ in range(3):
        app.run()
    app.button("sample-parcel.jpg").click().run()
    assert not app.exception
    held.free()
    app = settled(app)
    assert len(names(app)) == 5
    assert len(held.seen) == len(set(held.seen)) == 5


def test_who_has_to_wait_for_others_is_told_so_at_once_and_shown_the_text_in_the_end(
    held: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_view, "GRACE", 600.0)
    semaphore = ["one", "two"]
    assert all(READING_SLOTS.acquire(who, 0) for who in semaphore)
    try:
        app = upload(start(), *many(1), settle=False)
        assert "is waiting" in app.get("progress")[0].proto.text
    finally:
        for _ in semaphore:
            READING_SLOTS.release()
        held.free()
    assert texts(settled(app)) == ["1"]


def test_a_photo_is_turned_and_cropped_first_where_that_is_wanted(read: Reader) -> None:
    app = start()
    app.toggle(edit_queue.SWITCH).set_value(True).run()
    app = upload(app, ("a.png", picture(1)), ("b.png", picture(2)))
    assert read.seen == []
    assert "a\\.png" in app.subheader[0].value
    button(app, "Turn right").click().run()
    app.slider[0].set_value((10, 60)).run()
    button(app, "Read this photo").click().run()
    app = settled(app)
    assert not app.exception
    assert len(read.seen) == 1
    assert np.frombuffer(read.seen[0][:3], np.uint8).tolist() == [0xFF, 0xD8, 0xFF]  # a JPEG now
    assert "b\\.png" in app.subheader[0].value
    button(app, "Skip this photo").click().run()
    assert len(read.seen) == 1
    assert app.session_state["session_files"].edit_queue == []


def test_a_photo_is_turned_before_it_is_read_however_fast_the_clicks_come(read: Reader) -> None:
    app = start()
    app.toggle(edit_queue.SWITCH).set_value(True).run()
    app = upload(app, ("tall.png", as_png(np.full((60, 30), 230, np.uint8))))
    button(app, "Read this photo").click()
    button(app, "Turn right").click().run()  # both before the page was drawn anew
    settled(app)
    with Image.open(io.BytesIO(read.seen[0])) as photo:
        assert photo.size == (60, 30)


def test_a_file_that_is_no_photo_is_refused_even_where_photos_are_edited_first(read: Reader) -> None:
    app = start()
    app.toggle(edit_queue.SWITCH).set_value(True).run()
    app = upload(app, ("bad.jpg", b"refused"))
    assert [error.value for error in app.error] == ["This photo is damaged."]


def test_no_camera_is_asked_for_before_the_visitor_does(read: Reader) -> None:
    app = start()
    assert len(app.camera_input) == 0
    app.session_state["camera-open"] = True
    app.run()
    app.camera_input[0].upload("shot.jpg", b"shot", "image/jpeg").run()
    app = settled(app)
    assert names(app) == [r"camera\.jpg"]
    assert read.seen == [b"shot"]


def test_a_session_is_counted_among_all_sessions(read: Reader) -> None:
    app = upload(start(), *many(1))
    session: SessionFiles = app.session_state["session_files"]
    assert session.held > 0
    assert session in budget._holders
