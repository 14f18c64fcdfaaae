"""How large results are, run without a browser."""

from streamlit.testing.v1 import AppTest

from digitreader.ui.text_size import CHOSEN, NORMAL, SIZES


def page() -> None:
    import streamlit as st

    from digitreader.ui.text_size import choose_size, show_text

    if st.toggle("Ask", True, key="ask"):
        choose_size()
    show_text("0171", key="text")


def test_a_result_is_of_normal_size_until_another_is_chosen() -> None:
    app = AppTest.from_function(page).run()
    assert [code.value for code in app.code] == ["0171"]
    app.button_group[0].set_value("Very large").run()
    assert not app.exception
    assert not app.code
    assert app.session_state[CHOSEN] == "Very large"


def test_the_size_stays_when_the_page_that_asks_for_it_is_left() -> None:
    app = AppTest.from_function(page).run()
    app.button_group[0].set_value("Large").run()
    app.toggle("ask").set_value(False).run()
    app.toggle("ask").set_value(True).run()
    assert app.button_group[0].value == "Large"
    app.button_group[0].set_value(NORMAL).run()
    assert [code.value for code in app.code] == ["0171"]


def test_sizes_grow() -> None:
    assert list(SIZES) == [NORMAL, *sorted(set(SIZES) - {NORMAL}, key=lambda name: SIZES[name])]
    assert min(SIZES.values()) == SIZES[NORMAL]
