"""The answer on the page "Draw": what was read, how sure that is, and the bars."""

from dataclasses import replace

import streamlit as st

from digitreader.ui import words
from digitreader.ui.draw.bars import NO_DIGIT, bars, folded_bars
from digitreader.ui.draw.drawing_result import DrawnDigit
from digitreader.ui.draw.drawing_session import DrawingSession
from digitreader.ui.speech import drawn_lines, offer_speech
from digitreader.ui.text_size import show_text

WIDTH = 640  # pixels; beside the field on a desktop, below it on a phone
INVITATION = (
    "**Your turn.** Draw a digit in the white field, with a mouse, a finger or a pen. "
    "The answer appears here as soon as you lift it. Several digits are read as a line."
)
NO_DIGITS = (
    "**No digit yet.** Go on drawing; scribbles, letters and dots are not read. "
    "Digits at least half as tall as the field are read best."
)
MAYBE_NOTHING = "; by itself it looks like no digit at all"


def show_answer(session: DrawingSession) -> None:
    """Show the answer to what was drawn, or what to do first."""
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
    doubts += [
        words.doubt(sign, sign.place, line if several else None)
        for line, signs in enumerate(session.result.signs, 1)
        for sign in signs
        if sign.doubtful
    ]
    if session.text:  # empty where the visitor says that none is a digit
        show_text(session.text, key="drawn-text")
    if doubts:
        st.warning("\n".join(["**Not sure.**", "", *(f"- {doubt}" for doubt in doubts)]), icon=":material/help:")
    else:
        st.success(_sure(session), icon=":material/check:")
    offer_speech(drawn_lines(session), "your drawing", key="drawn-speech")
    st.html(bars(digits[0]) if len(digits) == 1 else folded_bars(digits))


def _checked(session: DrawingSession) -> tuple[DrawnDigit, ...]:
    """The digits; what the visitor has said is no longer in doubt."""
    return tuple(
        replace(digit, read=replace(digit.read, doubtful=False)) if digit.key in session.corrections else digit
        for digit in session.result.correctable
    )


def _doubt(digit: DrawnDigit, several: bool) -> str:
    """One sentence about a digit to check; several: whether there are several lines."""
    said = words.doubt(digit.read, digit.place, digit.line if several else None)
    return said + (MAYBE_NOTHING if digit.maybe_nothing else "")


def _sure(session: DrawingSession) -> str:
    """One sentence about digits that need no check."""
    changed = session.corrected
    if changed:
        read = ", ".join(digit.read.value or NO_DIGIT for digit in changed)
        return f"With {words.count(len(changed), 'correction')} of yours; the reader read {read}."
    least = words.percent(min(digit.read.confidence for digit in session.result.digits))
    if len(session.result.digits) == 1:
        return f"This is a **{words.plain(session.text)}**, {least} sure."
    return f"{len(session.result.digits)} digits; the least certain is {least} sure."
