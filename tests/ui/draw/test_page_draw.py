"""The page "Draw", run without a browser: a stand-in for the field sends what a hand would have drawn."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from drawn import drawing_of, picture_of
from streamlit.testing.v1 import AppTest

from digitreader.errors import ModelError
from digitreader.ui.draw import answer_view, corrections_view, drawing_session, field_view
from digitreader.ui.draw.bars import NO_DIGIT

ROOT = Path(__file__).parents[3]
CROSS = picture_of([[(60, 60), (160, 160)], [(160, 60), (60, 160)]])


class Field:
    """Stands in for the canvas: gives what was put on it, and remembers how it was asked for."""

    def __init__(self) -> None:
        self.strokes: list[str] = []
        self.picture: bytes | None = None
        self.asked: dict[str, Any] = {}

    def __call__(self, **options: Any) -> SimpleNamespace:
        st.session_state[options["key"]] = {}  # as the canvas does
        self.asked = options
        return SimpleNamespace(json_data={"objects": self.strokes}, image_bytes=self.picture)

    def put(self, picture: bytes, strokes: int = 1) -> None:
        self.strokes, self.picture = [f"stroke {number}" for number in range(strokes)], picture


@pytest.fixture
def field(monkeypatch: pytest.MonkeyPatch) -> Field:
    stand_in = Field()
    monkeypatch.setattr(field_view, "canvas", stand_in)
    return stand_in


@pytest.fixture
def app(field: Field) -> AppTest:
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    opened = started.switch_page("pages/draw.py").run()
    assert not opened.exception
    return opened


def drawn(app: AppTest, field: Field, picture: bytes, strokes: int = 1) -> AppTest:
    field.put(picture, strokes)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> list[str]:
    return [code.value for code in app.code]


def correct(app: AppTest, number: int, label: str) -> AppTest:
    """Open what a visitor says of the digits, and choose."""
    app.session_state["corrections"] = True
    app.run()
    app.button_group[number].set_value(label).run()
    assert not app.exception
    return app


def test_the_page_says_that_undo_goes_back_less_far_once_strokes_made_room(app: AppTest, field: Field) -> None:
    drawn(app, field, CROSS)
    assert field_view.SHORTENED not in [caption.value for caption in app.caption]
    app.session_state[drawing_session.KEY].free_oldest()
    app.run()
    assert field_view.SHORTENED in [caption.value for caption in app.caption]


def test_the_page_says_when_no_more_corrections_are_kept(
    app: AppTest, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(app, field, CROSS)
    correct(app, 0, "4")
    assert corrections_view.FULL not in [warning.value for warning in app.warning]
    monkeypatch.setattr(drawing_session, "MOST_CORRECTIONS", 1)
    app.run()
    assert corrections_view.FULL in [warning.value for warning in app.warning]


def test_an_empty_field_invites_to_draw(app: AppTest) -> None:
    assert answer_view.INVITATION in [info.value for info in app.info]
    assert text(app) == []
    assert app.button("undo").disabled
    assert app.button("clear").disabled


def test_the_field_is_white_paper_and_fits_a_phone(app: AppTest, field: Field) -> None:
    assert field.asked["width"] <= 340
    assert field.asked["background_color"] == "#ffffff"
    assert field.asked["stroke_color"] < "#4"  # dark in both themes


def test_a_drawn_digit_is_named_with_how_sure_it_is_and_a_bar_for_each_answer(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("7"))
    assert text(app) == ["7"]
    assert app.success[0].value.startswith("This is a **7**, 9")
    assert html(app).count("<tr") == 11


def test_several_digits_are_one_line_and_each_has_its_bars(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("712"))
    assert text(app) == ["712"]
    assert "3 digits" in app.success[0].value
    assert html(app).count("<details") == 3


def test_what_is_no_digit_is_said_to_be_none(app: AppTest, field: Field) -> None:
    drawn(app, field, CROSS, 2)
    assert text(app) == []
    assert [warning.value for warning in app.warning] == [answer_view.NO_DIGITS]
    assert NO_DIGIT in html(app)


def test_a_doubtful_digit_is_told_in_words(app: AppTest, field: Field) -> None:
    drawn(app, field, picture_of([[(50, 40), (90, 110), (130, 40)], [(90, 110), (90, 180)]]), 2)  # the letter Y
    assert "**Not sure.**" in app.warning[0].value
    assert "Digit 1: " in app.warning[0].value
    assert not app.success
    correct(app, 0, NO_DIGIT)
    assert not app.warning  # a person has checked it
    assert text(app) == []


def test_undo_and_clear_change_the_answer_and_have_the_field_redrawn(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("7"), 1)
    drawn(app, field, drawing_of("71"), 2)
    app.button("undo").click().run()
    assert text(app) == ["7"]
    assert field.asked["initial_drawing"]["objects"] == ["stroke 0"]
    app.button("clear").click().run()
    assert text(app) == []
    assert field.asked["initial_drawing"]["objects"] == []
    app.button("undo").click().run()
    assert text(app) == ["7"]


def test_what_the_visitor_says_is_shown_kept_and_offered(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("71"), 2)
    correct(app, 1, "4")
    assert text(app) == ["74"]
    assert "the reader read 1" in app.success[0].value
    assert [button.label for button in app.download_button] == ["Download 1 correction"]
    app.button("forget").click().run()
    assert text(app) == ["71"]
    assert not app.download_button


def test_a_digit_may_be_said_to_be_none_and_none_to_be_a_digit(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("71"), 2)
    correct(app, 0, NO_DIGIT)
    assert text(app) == ["1"]
    drawn(app, field, CROSS, 3)
    correct(app, 0, "8")
    assert text(app) == ["8"]
    assert "the reader read no digit" in app.success[0].value
    assert [button.label for button in app.download_button] == ["Download 2 corrections"]


def test_drawing_and_corrections_outlive_a_change_of_page(app: AppTest, field: Field) -> None:
    drawn(app, field, drawing_of("71"), 2)
    correct(app, 1, "4")
    field.picture = None  # a field that was just opened has sent nothing yet
    app.switch_page("pages/model.py").run()
    del app.session_state[field_view.FIELD]  # as Streamlit forgets what is not on the page
    app.switch_page("pages/draw.py").run()
    assert text(app) == ["74"]
    assert field.asked["initial_drawing"]["objects"] == ["stroke 0", "stroke 1"]
    assert [button.label for button in app.download_button] == ["Download 1 correction"]


def test_a_drawing_that_cannot_be_read_is_told_in_words(app: AppTest, field: Field) -> None:
    drawn(app, field, b"no picture")
    assert "not a photo" in app.error[0].value
    drawn(app, field, drawing_of("7"), 2)
    assert text(app) == ["7"]


def test_without_its_networks_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch, field: Field) -> None:
    def missing() -> None:
        raise ModelError("Restore it.")

    monkeypatch.setattr("digitreader.ui.reader.shared_networks", missing)
    app = AppTest.from_file(str(ROOT / "pages" / "draw.py"), default_timeout=60)
    app.session_state["menu_shown"] = True
    app.run()
    assert [error.value for error in app.error] == ["The reader cannot start. Restore it."]
    assert not field.asked


@pytest.mark.parametrize("visit", [1, 2])
def test_the_real_field_opens_for_every_visitor(visit: int) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app.switch_page("pages/draw.py").run()
    assert not app.exception
    assert answer_view.INVITATION in [info.value for info in app.info]


def test_no_answer_waits_for_a_search_for_garbage_nor_a_start_for_watching_files() -> None:
    assert st.get_option("runner.postScriptGC") is False
    assert st.get_option("server.fileWatcherType") == "none"
