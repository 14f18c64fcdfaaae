"""The panel "Check": one line in doubt at a time, cut out of its photo, and an input for what it says."""

import streamlit as st

from digitreader.numbers.n_best import guesses
from digitreader.ui import words
from digitreader.ui.emphasis import main_button
from digitreader.ui.read.review import LONGEST, ONLY_DIGITS, TYPED, Review, current_review
from digitreader.ui.read.review_options import ask_options
from digitreader.ui.read.reviewed_lines import ReviewedLine
from digitreader.ui.read.session_files import SessionFiles


def show_check(session: SessionFiles, lines: list[ReviewedLine]) -> None:
    """Show the panel for all lines of a session, or only its options where no line is in doubt."""
    review, panel = current_review(), st.container()
    ask_options(review)
    queue = review.queue(lines)
    with panel:
        if queue:
            st.header("Check", anchor=False)
            _show_queue(session, review, queue)


def _show_queue(session: SessionFiles, review: Review, queue: list[ReviewedLine]) -> None:
    """Show how much is left, and one of the lines."""
    left = sum(review.is_left(line) for line in queue)
    _show_said(review)
    todo = f"{words.count(left, 'line')} left to check" if left else "Nothing left to check"
    st.markdown(f"**{todo}**, {len(queue) - left} of {len(queue)} done.")
    place = review.place(queue)
    if place is None:
        st.button("Go through them again", key="check-again", on_click=review.go, args=(queue[0],))
        return
    review.at = queue[place].at  # it stays while less sure lines of other photos come in
    with st.container(border=True):
        _show_line(session, review, queue, place)


def _show_said(review: Review) -> None:
    """Say what became of the last answer; its place is always there, so that what follows keeps the focus."""
    place = st.empty()
    if review.said and review.warned:
        place.warning(review.said, icon=":material/rule:")
    elif review.said:
        place.success(review.said, icon=":material/check:")


def _show_line(session: SessionFiles, review: Review, queue: list[ReviewedLine], place: int) -> None:
    """Show a line, cut out of its photo, ask what it says, and offer the next and the previous one."""
    line = queue[place]
    where = f", line {line.number}" if line.of > 1 else ""
    st.markdown(f"{words.plain(line.name)}{where}: {_state(line)}")
    picture = st.empty()
    if line.crop:
        picture.image(line.crop, alt=f"Line {line.number} of {line.name}, read as {line.read}")
    _show_reasons(review, line)
    _ask(session, review, line, review.following(queue, place))
    with st.container(horizontal=True, vertical_alignment="center"):
        previous, after = queue[place - 1], queue[(place + 1) % len(queue)]
        alone = len(queue) == 1
        st.button("Previous", key="check-previous", on_click=review.go, args=(previous,), disabled=alone,
                  icon=":material/arrow_back:")  # fmt: skip
        st.markdown(f"{place + 1} of {len(queue)}", width="content")
        st.button("Next", key="check-next", on_click=review.go, args=(after,), disabled=alone,
                  icon=":material/arrow_forward:")  # fmt: skip


def _state(line: ReviewedLine) -> str:
    """What was read, and what a person says."""
    if not line.checked:
        return f"read as **{words.plain(line.read)}**"
    if line.added:
        return f"you say **{words.plain(line.written)}**, not found by the reader"
    return f"you say **{words.plain(line.written) or 'not a number'}**, read as {words.plain(line.read)}"


def _show_reasons(review: Review, line: ReviewedLine) -> None:
    """Say why a line is to be checked."""
    reasons = [breach] if (breach := review.expectation.breach(line.written)) else []
    if not line.checked:
        reasons += [words.doubt(mark, place) for place, mark in line.line.doubtful]
    place = st.empty()
    if reasons:
        place.markdown("\n".join(f"- {reason}" for reason in reasons))


def _ask(session: SessionFiles, review: Review, line: ReviewedLine, after: ReviewedLine | None) -> None:
    """Ask what a line says, and offer other readings of it.

    All lines share one input, so that it keeps the focus. The buttons are each line's own: a double click or a second
    Enter before the page has changed answers for the line that was seen, not for the next.
    """
    own = f"{line.key}-{line.number}"
    with st.form("check", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "What does it say? Press Enter to accept, or type a correction", key=TYPED, max_chars=LONGEST,
            placeholder=line.written or "not a number", width=420, autocomplete="off",
        )  # fmt: skip
        st.form_submit_button(
            "Accept", on_click=review.submit, args=(session, line, after), type=main_button(), key=f"accept-{own}"
        )
    if review.refused:
        st.error(
            f"{ONLY_DIGITS.format(typed=words.plain(review.refused))} Type what is written, or choose “Not a number”."
        )
    others = guesses(line.line.marks, review.expectation)
    if line.changed and not line.added:
        others = [line.read, *(text for text in others if text != line.written)]
    with st.container(horizontal=True, vertical_alignment="center"):
        if others:
            st.markdown("Other readings:", width="content")
        for text in others:
            label = words.differing(line.read, text)
            st.button(label, key=f"guess-{text}-{own}", on_click=review.answer, args=(session, line, after, text))
        st.button("Not a number", key=f"nothing-{own}", on_click=review.answer, args=(session, line, after, ""))
