"""Signs on the page "Read", run without a browser."""

import re

import pytest
from read_page import texts
from readings import MakeReading
from streamlit.testing.v1 import AppTest

from digitreader.ui import menu, reader, words
from digitreader.ui.read.review import TYPED
from digitreader.ui.read.session_files import KEY
from digitreader.ui.read.signs_view import DECIMAL, DIGITS_ONLY

ROOT = menu.ICON.parents[3]


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch, make_reading: MakeReading) -> None:
    """Read the bytes b"1.234|30 20" as two lines, the second with a gap."""
    monkeypatch.setattr(reader, "read_photo", lambda data, *_, **__: make_reading(*data.decode().split("|")))


def start(photo: bytes) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    return app.file_uploader[0].set_value([("a.jpg", photo, "image/jpeg")]).run()


def told(app: AppTest) -> str:
    found = [text.value for kind in (app.markdown, app.info, app.warning, app.success) for text in kind]
    return "\n".join(found).replace("\\", "").replace(words.NO_BREAK, " ")


def test_a_line_is_shown_as_it_was_written_and_its_numbers_with_what_they_are_worth() -> None:
    app = start(b"-13.254,00|30 20|12/3/2020")
    assert texts(app) == ["-13.254,00\n30 20\n12/3/2020"]
    assert "As numbers: -13.254,00 is **-13254.00**, 12/3/2020 is no single number." in told(app)


def test_digits_alone_are_one_click_away_and_back() -> None:
    app = start(b"13.254,00|30 20")
    assert texts(app.toggle(key=DIGITS_ONLY).set_value(True).run()) == ["1325400\n3020"]
    assert texts(app.toggle(key=DIGITS_ONLY).set_value(False).run()) == ["13.254,00\n30 20"]


def test_lines_without_signs_are_offered_neither() -> None:
    app = start(b"0522")
    assert not [toggle for toggle in app.toggle if toggle.key == DIGITS_ONLY]
    assert "As numbers" not in told(app)


def test_an_ambiguous_number_is_told_until_somebody_chooses_the_decimal_mark() -> None:
    app = start(b"1.234|17.670|(5)")
    assert "1.234 (and 1 more number like it) can be 1.234 or 1234: nothing beside it says" in told(app)
    assert "(5) can be understood in two ways and is taken for 5." in told(app)
    app = app.button_group(key=DECIMAL).set_value("point").run()
    assert "nothing beside it says" not in told(app)
    assert app.session_state[KEY].shown[0].page.numbers[0].value == "1.234"


def test_a_doubtful_sign_makes_its_number_one_to_check_and_check_corrects_it() -> None:
    app = start(b"7,?5")
    assert "1 photo read. 1 number to check." in told(app)
    assert "After digit 1: comma (51 % sure), maybe point (48 %)" in told(app)
    assert "**Please check 1 number:** 7:orange-background[,?]5" in told(app)
    other = next(button for button in app.button if re.sub(r"[^0-9.]", "", button.label) == "7.5")
    app = other.click().run()
    assert texts(app) == ["7.5"]
    assert "to check" not in app.success[0].value
    assert "line 1 was read as 7,5" in told(app)


def test_what_is_typed_keeps_its_signs_and_digits_alone_keep_those_that_were_read() -> None:
    app = start(b"7,?5")
    app = app.toggle(key=DIGITS_ONLY).set_value(True).run()
    assert "to check" not in app.success[0].value
    app = app.toggle(key=DIGITS_ONLY).set_value(False).run()
    app.text_input(TYPED).set_value("-7,6 kg")
    accept = next(button for button in app.button if button.label == "Accept")
    app = accept.click().run()
    assert "is not a number" in app.error[0].value
    app.text_input(TYPED).set_value("-7,6")
    app = next(button for button in app.button if button.label == "Accept").click().run()
    assert texts(app) == ["-7,6"]
    session = app.session_state[KEY]
    session.show_as("auto", True)
    session.correct(session.shown[0].key, 1, "77")
    session.show_as("auto", False)
    assert session.shown[0].page.written == "-7,7"
