"""The panel "Check" on the page "Read", run without a browser."""

from pathlib import Path

import pytest
from readings import MakeReading
from streamlit.testing.v1 import AppTest

from digitreader.errors import UnknownFormat
from digitreader.ui import menu, reader
from digitreader.ui.read.review import TYPED
from digitreader.ui.read.review_options import TITLE
from digitreader.ui.read.session_files import KEY

ROOT = Path(__file__).parents[3]
NEXT_BEST = "6"  # what a made reading may take a doubtful digit for


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch, make_reading: MakeReading) -> None:
    """Read the bytes b"05 18?" as two lines, the 8 in doubt."""

    def stand_in(data: bytes, classifier: object, *, line_recognizer: object = None) -> object:
        if data == b"refused":
            raise UnknownFormat("This is not a photo.")
        return make_reading(*data.decode().split())

    monkeypatch.setattr(reader, "read_photo", stand_in)


def start(*files: tuple[str, bytes]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app.file_uploader[0].set_value([(name, data, "image/jpeg") for name, data in files]).run()
    return sound(app)


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def enter(app: AppTest, typed: str = "") -> AppTest:
    """Type something and press Enter."""
    app.text_input(TYPED).set_value(typed)
    return click(app, "Accept")


def click(app: AppTest, label: str) -> AppTest:
    found = next(button for button in app.button if button.label.replace("*", "") == label)
    return sound(found.click().run())


def texts(app: AppTest) -> list[str]:
    return [code.value for code in app.code]


def said(app: AppTest, words: str) -> bool:
    return any(words in text.value for text in app.markdown)


def looked_at(app: AppTest) -> str:
    return next(text.value for text in app.markdown if "read as **" in text.value or "you say **" in text.value)


def test_doubts_come_least_sure_first_through_all_photos_and_are_counted() -> None:
    app = start(("a.jpg", b"12 18?"), ("b.jpg", b"2?3? 44"))
    assert said(app, "**2 lines left to check**, 0 of 2 done")
    assert looked_at(app) == r"b\.jpg, line 1: read as **23**"
    assert looked_at(enter(app)) == r"a\.jpg, line 2: read as **18**"
    assert said(app, "**1 line left to check**, 1 of 2 done")


def test_enter_accepts_what_was_read() -> None:
    app = enter(start(("a.jpg", b"05 18?")))
    assert texts(app) == ["05\n18"]
    assert said(app, "**Nothing left to check**, 1 of 1 done")
    assert len(app.warning) == 0  # nothing to check is left
    assert "to check" not in app.success[0].value


def test_typing_replaces_and_both_texts_are_shown() -> None:
    app = enter(start(("a.jpg", b"05 18?")), "13")
    assert texts(app) == ["05\n13"]
    assert said(app, "Corrected by you: line 2 was read as 18.")
    assert app.table[0].value["Digit"].iloc[-1].replace("\N{NO-BREAK SPACE}", " ") == "**3** (read 8)"


def test_letters_get_a_sentence_and_what_was_typed_stays() -> None:
    app = enter(start(("a.jpg", b"18?")), "1B")
    assert app.error[0].value.startswith("“1B” is not a number")
    assert app.text_input(TYPED).value == "1B"
    assert texts(app) == ["18"]
    assert texts(enter(app, "13")) == ["13"]
    assert len(app.error) == 0


def test_one_click_takes_the_likeliest_other_text() -> None:
    app = click(start(("a.jpg", b"18?")), f"1{NEXT_BEST}")
    assert texts(app) == [f"1{NEXT_BEST}"]


def test_a_line_may_be_no_number() -> None:
    app = click(start(("a.jpg", b"05 18?")), "Not a number")
    assert texts(app) == ["05"]
    assert said(app, "line 2 was read as 18. Where your text has another length, the table shows what was read.")
    assert said(app, "2 digits in 1 line")


def test_next_and_previous_lead_to_any_line_and_an_answer_can_be_changed() -> None:
    app = start(("a.jpg", b"1? 2? 3?"))
    click(app, "Next")
    assert looked_at(app) == r"a\.jpg, line 2: read as **2**"
    enter(app, "7")
    assert looked_at(app) == r"a\.jpg, line 3: read as **3**"
    click(app, "Previous")
    assert looked_at(app) == r"a\.jpg, line 2: you say **7**, read as 2"
    click(app, "2")
    assert texts(app) == ["1\n2\n3"]
    assert said(app, "**2 lines left to check**")


def test_what_was_checked_can_be_gone_through_again() -> None:
    app = enter(start(("a.jpg", b"18?")), "13")
    click(app, "Go through them again")
    assert looked_at(app) == r"a\.jpg: you say **13**, read as 18"


def test_a_sure_reading_has_no_panel_but_its_options() -> None:
    app = start(("a.jpg", b"05"))
    assert [header.value for header in app.header] == ["Results"]
    assert TITLE in [expander.label for expander in app.expander]


def test_a_line_of_another_length_is_a_doubt_once_a_length_is_expected() -> None:
    app = start(("a.jpg", b"05 123"))
    sound(app.number_input("expected-length").set_value(2).run())
    assert looked_at(app) == r"a\.jpg, line 2: read as **123**"
    assert said(app, "It has 3 digits, not 2.")


def test_a_wrong_check_digit_offers_first_what_would_fit() -> None:
    app = start(("a.jpg", b"4539578763821486"))  # one 6 was read as an 8
    assert len(app.header) == 1
    sound(app.selectbox("expected-check").set_value("luhn").run())
    assert said(app, "Its check digit does not fit")
    click(app, "4539578763621486")
    assert texts(app) == ["4539578763621486"]


def test_an_iban_is_checked_with_the_letters_of_its_country() -> None:
    app = start(("a.jpg", b"89370400440532013000"))
    sound(app.selectbox("expected-check").set_value("mod97").run())
    assert said(app, "Its check digit does not fit")
    sound(app.text_input("expected-country").set_value("de").run())
    assert [header.value for header in app.header] == ["Results"]


def test_every_line_is_gone_through_where_that_is_asked_for() -> None:
    app = start(("a.jpg", b"05 72"))
    sound(app.toggle("check-every").set_value(True).run())
    assert said(app, "**2 lines left to check**")
    assert texts(enter(app, "06")) == ["06\n72"]


def test_a_kept_answer_that_breaks_a_rule_is_told_and_not_asked_again() -> None:
    app = start(("a.jpg", b"05 18?"))
    sound(app.number_input("expected-length").set_value(2).run())
    enter(app, "183")
    assert app.warning[0].value == "183 is saved. It has 3 digits, not 2."
    assert said(app, "**Nothing left to check**")


def test_a_refused_file_between_others_changes_nothing() -> None:
    app = start(("a.jpg", b"1?"), ("bad.jpg", b"refused"), ("c.jpg", b"2?"))
    assert said(app, "**2 lines left to check**")


def test_corrections_options_and_place_live_through_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    app = start(("a.jpg", b"1? 2? 3?"))
    sound(app.number_input("expected-length").set_value(1).run())
    enter(app, "7")
    click(app, "Next")
    sound(app.switch_page("pages/model.py").run())
    assert len(app.text_input) == 0
    sound(app.switch_page(menu.READ).run())
    assert texts(app) == ["7\n2\n3"]
    assert app.number_input("expected-length").value == 1
    assert looked_at(app) == r"a\.jpg, line 3: read as **3**"


def test_a_photo_uploaded_again_keeps_its_corrections() -> None:
    app = enter(start(("a.jpg", b"18?")), "13")
    there = [(file.name, file.getvalue(), file.type) for file in app.file_uploader[0].value]
    sound(app.file_uploader[0].set_value([*there, ("copy.jpg", b"18?", "image/jpeg")]).run())
    assert texts(app) == ["13"]


def test_a_line_stays_while_less_sure_ones_come_in() -> None:
    app = start(("a.jpg", b"1?"))
    files = [("a.jpg", b"1?", "image/jpeg"), ("b.jpg", b"2?3?", "image/jpeg")]
    sound(app.file_uploader[0].set_value(files).run())
    assert looked_at(app) == r"a\.jpg: read as **1**"
    assert looked_at(enter(app)) == r"b\.jpg: read as **23**"


def test_a_new_rule_brings_first_what_breaks_it() -> None:
    app = start(("a.jpg", b"1? 2? 34?"))
    click(app, "Next")
    sound(app.number_input("expected-length").set_value(1).run())
    assert looked_at(app) == r"a\.jpg, line 3: read as **34**"


def test_starting_over_forgets_corrections() -> None:
    app = enter(start(("a.jpg", b"18?")), "13")
    click(app, "Start over")
    assert app.session_state[KEY].entries == {}
    assert texts(sound(app.file_uploader[0].set_value([("a.jpg", b"18?", "image/jpeg")]).run())) == ["18"]


def test_formats_are_offered_where_somebody_opens_them() -> None:
    app = start(("a.jpg", b"05 18?"))
    assert [button.label for button in app.download_button] == ["Download text"]
    app.session_state["formats"] = True
    sound(app.run())
    offered = {button.label: button.disabled for button in app.download_button}
    assert offered == {
        "Numbers (CSV)": False,
        "CSV": False,
        "JSON": False,
        "Excel (XLSX)": False,
        "Text files (ZIP)": False,
        "Everything (ZIP)": False,
        "Corrections to learn from (ZIP)": True,
        "Download text": False,
    }
    enter(app)
    assert not next(button for button in app.download_button if "Corrections" in button.label).disabled


def test_the_lines_to_learn_from_are_counted() -> None:
    app = start(("a.jpg", b"05 18?"))
    app.session_state["formats"] = True
    enter(app, "188")
    assert said(app, "The pictures of 1 checked line")


def test_what_a_file_is_called_is_never_markup() -> None:
    assert looked_at(start(("*a*.jpg", b"1?"))) == r"\*a\*\.jpg: read as **1**"


def add(app: AppTest, typed: str) -> AppTest:
    """Type a line that was not found."""
    next(field for field in app.text_input if field.label.startswith("A number in this photo")).set_value(typed)
    return click(app, "Add")


def test_a_line_that_was_not_found_can_be_added_and_corrected() -> None:
    app = add(start(("a.jpg", b"05 18")), "7312")
    assert texts(app) == ["05\n18\n7312"]
    assert said(app, "Corrected by you: line 3 was added.")
    app = add(app, "44")
    assert texts(app) == ["05\n18\n7312\n44"]
    app = click(app, "Go through them again")
    assert "7312" in looked_at(app)
    assert texts(click(app, "Not a number")) == ["05\n18\n44"]


def test_an_added_line_of_letters_gets_a_sentence_and_stays_typed() -> None:
    app = add(start(("a.jpg", b"05")), "seven")
    assert texts(app) == ["05"]
    assert any("“seven” is not a number" in error.value for error in app.error)
    assert next(field.value for field in app.text_input if field.label.startswith("A number")) == "seven"
    assert not add(app, "7").error


def test_a_photo_in_which_nothing_was_found_can_be_typed_in_and_taken_home() -> None:
    app = add(start(("empty.jpg", b" ")), "0123")
    assert texts(app) == ["0123"]
    assert "Download text" in [button.label for button in app.get("download_button")]
    assert len(app.table) == 0
