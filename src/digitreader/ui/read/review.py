"""A session's review: which lines to check, in which order, and what becomes of the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from digitreader.numbers.check_digits import Expectation
from digitreader.ui import words
from digitreader.ui.read.reviewed_lines import At, ReviewedLine
from digitreader.ui.read.session_files import SessionFiles

KEY = "review"  # in the session state
TYPED = "check-typed"  # the key of the input
LONGEST = 60  # signs of an input; an IBAN in groups of four has 42
ONLY_DIGITS = "“{typed}” is not a number: use digits, and signs such as . , - /."
SAME_AGAIN = "You gave {number} for the line before. If this line says the same, type it again."


@dataclass
class Review:
    """How far the review has come. SessionFiles keeps the answers, with their photos.

    expectation: what numbers must be. every: whether to go through lines without doubt, too. at: the line shown; None
    for the first that is left. refused: what was typed last, if it is not a number. said: a sentence about the last
    answer. warned: whether that sentence asks for another look. overruled: answers that a person gave although they
    break the expectation. typed, typed_for: the last answer, if it was typed, and its line.
    """

    expectation: Expectation = field(default_factory=Expectation)
    every: bool = False
    at: At | None = None
    refused: str = ""
    said: str = ""
    warned: bool = False
    overruled: set[tuple[At, str, Expectation]] = field(default_factory=set)
    typed: str = ""
    typed_for: At | None = None

    def expect(self, expectation: Expectation) -> None:
        """Set what numbers must be; if that is new, start again with the lines that break it."""
        if expectation != self.expectation:
            self.expectation, self.at = expectation, None

    def queue(self, lines: Iterable[ReviewedLine]) -> list[ReviewedLine]:
        """Sort the lines to go through: first those that break the expectation, then by confidence, lowest first."""
        wanted = [line for line in lines if self._wanted(line)]
        return sorted(wanted, key=lambda line: (not self.expectation.breach(line.read), line.confidence))

    def _wanted(self, line: ReviewedLine) -> bool:
        """Whether to go through a line; a checked one stays, so that one can come back to it."""
        return self.every or line.checked or bool(line.line.doubts) or bool(self.expectation.breach(line.read))

    def is_left(self, line: ReviewedLine) -> bool:
        """Whether a line is left: nobody checked it, or its text breaks an expectation that was set later."""
        if not line.checked:
            return True
        overruled = (line.at, line.written, self.expectation) in self.overruled
        return bool(self.expectation.breach(line.written)) and not overruled

    def place(self, queue: Sequence[ReviewedLine]) -> int | None:
        """The place of the line to show in the queue; None if none is left and none was asked for."""
        left = (place for place, line in enumerate(queue) if self.is_left(line))
        return next((place for place, line in enumerate(queue) if line.at == self.at), next(left, None))

    def following(self, queue: Sequence[ReviewedLine], place: int) -> ReviewedLine | None:
        """The next line after a place that is left, from the start again after the end; None if there is none."""
        return next((line for line in [*queue[place + 1 :], *queue[:place]] if self.is_left(line)), None)

    def go(self, line: ReviewedLine | None) -> None:
        """Show a line, or the first that is left."""
        self.at = line.at if line else None
        self.refused, self.said, self.warned = "", "", False
        self.typed, self.typed_for = "", None
        st.session_state[TYPED] = ""

    def number(self, typed: str) -> str | None:
        """The number that was typed; None if it is not a number, or longer than the field lets browsers send."""
        return self.expectation.number(typed) if len(typed) <= LONGEST else None

    def submit(self, session: SessionFiles, line: ReviewedLine, following: ReviewedLine | None) -> None:
        """Take what was typed as the line's text, or keep the text if nothing was; what is not a number stays typed.

        The same number for two lines in a row has to be typed twice: in a slow browser a second Enter may bring what
        was typed for the line before.
        """
        typed = st.session_state.get(TYPED, "").strip()
        text = self.number(typed) if typed else session.says(line.key, line.number, line.read)
        if text is None:
            self.refused, self.said = typed[:LONGEST], ""
            self.at = line.at
        elif typed and text == self.typed and line.at != self.typed_for:
            self.go(line)
            self.said, self.warned = SAME_AGAIN.format(number=words.plain(text)), True
        else:
            self.answer(session, line, following, text)
            self.typed, self.typed_for = (text, line.at) if typed else ("", None)

    def answer(self, session: SessionFiles, line: ReviewedLine, following: ReviewedLine | None, text: str) -> None:
        """Keep what a line says, and go to the next one that is left."""
        session.correct(line.key, line.number, text)
        self.go(following)
        breach = self.expectation.breach(text)
        if breach:
            self.overruled.add((line.at, text, self.expectation))
        self.said, self.warned = f"{words.plain(text) or 'Not a number'} is saved. {breach}".strip(), bool(breach)


def current_review() -> Review:
    """The review of this session."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Review()
    found: Review = st.session_state[KEY]
    return found
