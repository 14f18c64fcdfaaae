"""How the page "Draw" looks: the field, the answer beside it, and what the visitor says about it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from digitreader.ui import words
from digitreader.ui.draw.bars import NO_DIGIT, bars, folded_bars
from digitreader.ui.draw.drawing_result import DrawingResult, DrawnDigit
from digitreader.ui.draw.drawing_session import NOTHING, DrawingSession
from digitreader.ui.speech import drawn_lines, offer_speech
from digitreader.ui.text_size import show_text

FIELD = "field"  # the canvas's key
THIS_WAS = "this-was-"  # keys of corrections begin so
WIDTH, HEIGHT = 340, 240  # pixels; the field never shrinks, and a phone of 390 has no more room
PEN, INK, PAPER = 10, "#1c2430", "#ffffff"  # dark on white in both themes: it is a sheet of paper
ANSWER = 640  # pixels; beside the field on a desktop, below it on a phone
TILE = 56  # pixels
LABELS = [*"0123456789", NO_DIGIT]
INVITATION = (
    "**Your turn.** Draw a digit in the white field, with a mouse, a finger or a pen. "
    "The answer stands here as soon as you lift it. Several digits are read as a line."
)
NO_DIGITS = (
    "**No digit in this**, or none yet: go on drawing. Scribbles, letters and dots are not read. "
    "Digits that fill half of the field's height are read best."
)
MAYBE_NOTHING = "; by itself it looks like no digit at all"


def canvas(**options: Any) -> Any:
    """Show the canvas and return what is on it; its package can only be imported where Streamlit runs."""
    from streamlit_drawable_canvas import st_canvas

    return st_canvas(**options)


def show_field(session: DrawingSession, read_drawn: Callable[[bytes], DrawingResult]) -> None:
    """Show the field with its two buttons, and take what was drawn in it."""
    if FIELD not in st.session_state:  # the page was just opened: the field has to show what was drawn before
        session.redraw()
    st.markdown("**Write here:**")  # short: the canvas lays its own tools over the right half of this line
    result = canvas(
        stroke_width=PEN, stroke_color=INK, background_color=PAPER, width=WIDTH, height=HEIGHT,
        initial_drawing=session.start, return_image_data=True, key=FIELD,
    )  # fmt: skip
    picture = result.image_bytes
    if picture is not None and result.json_data is not None:
        session.take(result.json_data["objects"], picture, read_drawn)
    with st.container(horizontal=True):
        st.button("Undo", key="undo", on_click=session.undo, disabled=len(session.past) == 1, icon=":material/undo:")
        st.button(
            "Clear", key="clear", on_click=session.clear, disabled=not session.drawing.count, icon=":material/delete:"
        )


def show_answer(session: DrawingSession) -> None:
    """Show what was read, how sure that is, and the bars."""
    result = session.result
    if result.error:
        st.error(result.error, icon=":material/error:")
    elif result.digits or session.text:
        _show_digits(session)
    elif result.whole:
        st.warning(NO_DIGITS, icon=":material/help:")
        st.html(bars(result.whole))
    else:
        st.info(INVITATION, icon=":material/gesture:")


def _show_digits(session: DrawingSession) -> None:
    """Show the text, what to check in it, and the bars of each digit."""
    digits = _checked(session)
    several = "\n" in session.text
    doubts = [_doubt(digit, several) for digit in digits if digit.read.doubtful]
    if session.text:  # all may be said to be no digits
        show_text(session.text, key="drawn-text")
    if doubts:
        st.warning("\n".join(["**Not sure.**", "", *(f"- {doubt}" for doubt in doubts)]), icon=":material/help:")
    else:
        st.success(_sure(session), icon=":material/check:")
    offer_speech(drawn_lines(session), "your drawing", key="drawn-speech")
    st.html(bars(digits[0]) if len(digits) == 1 else folded_bars(digits))


def _checked(session: DrawingSession) -> tuple[DrawnDigit, ...]:
    """Return the digits; those that the visitor has said something about are in doubt no more."""
    return tuple(
        replace(digit, read=replace(digit.read, doubtful=False)) if digit.key in session.corrections else digit
        for digit in session.result.correctable
    )


def _doubt(digit: DrawnDigit, several: bool) -> str:
    """Return a sentence about a digit to check; several: whether there are several lines."""
    doubt = words.doubt(digit.read, digit.place, digit.line if several else None)
    return doubt + (MAYBE_NOTHING if digit.maybe_nothing else "")


def _sure(session: DrawingSession) -> str:
    """Return a sentence about digits that need no check."""
    changed = session.corrected
    if changed:
        read = ", ".join(digit.read.value or NO_DIGIT for digit in changed)
        return f"With {words.count(len(changed), 'correction')} of yours; read was {read}."
    least = words.percent(min(digit.read.confidence for digit in session.result.digits))
    if len(session.result.digits) == 1:
        return f"This is a **{session.text}**, {least} sure."
    return f"{len(session.result.digits)} digits; the least sure one {least}."


def show_corrections(session: DrawingSession) -> None:
    """Ask what the digits were, and offer the answers as an archive."""
    if session.result.correctable:
        key = "corrections"
        asked = st.expander("Wrong? Say what it was", icon=":material/edit:", key=key, on_change="rerun")
        if asked.open:  # a hundred buttons are sent only where somebody looks
            with asked:
                for digit in session.result.correctable:
                    _ask(session, digit)
    if kept := len(session.corrections):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                f"Download {words.count(kept, 'correction')}", session.archive, "corrections.zip", "application/zip",
                key="download-corrections", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
            st.button("Forget them", key="forget", on_click=_forget, args=(session,), icon=":material/delete:")
        st.caption("The archive holds the tiles and what you said of them. `digitreader train --extra` learns from it.")


def _ask(session: DrawingSession, digit: DrawnDigit) -> None:
    """Show a digit's tile beside all that it may have been."""
    number, value = digit.number, digit.read.value
    key = f"{THIS_WAS}{digit.key}-{number}"
    said = session.corrections.get(digit.key)
    read = f"Digit {number}, read as {value}." if value else "Your drawing, taken for no digit."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(digit.picture, alt=f"Tile {number}, read as {value or NO_DIGIT}", width=TILE)
        st.pills(
            f"{read} This was a …", LABELS, default=(said.label or NO_DIGIT) if said else None, key=key,
            on_change=_note, args=(session, digit, key), width="stretch", wrap=True,
        )  # fmt: skip


def _note(session: DrawingSession, digit: DrawnDigit, key: str) -> None:
    """Note the visitor's choice; choosing the same again takes it back."""
    chosen = st.session_state[key]
    session.correct(digit, NOTHING if chosen == NO_DIGIT else chosen)


def _forget(session: DrawingSession) -> None:
    """Forget all corrections."""
    session.corrections.clear()
    for key in st.session_state:
        if str(key).startswith(THIS_WAS):
            st.session_state[key] = None
