"""What a session holds of its review: what is expected, and which line is being looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from digitreader.numbers.check_digits import Expectation
from digitreader.ui.read.reviewed_lines import At, ReviewedLine
from digitreader.ui.read.session_files import SessionFiles

KEY = "review"  # in the session state
TYPED = "check-typed"  # the key of the input
LONGEST = 60  # signs of an input; an IBAN in groups of four has 42
ONLY_DIGITS = "“{typed}” is not a number: use digits only."
SAME_AGAIN = "You gave {number} for the line before. If this line says the same, type it again."


@dataclass
class Review:
    """How far the review has come; the answers are kept with their photos, in SessionFiles.

    expectation: what numbers must be. every: whether lines without doubt are gone through, too. at: the line being
    looked at, None for the first that is left. refused: what was typed last and is no number. said: a sentence about
    the last answer. warned: whether that sentence asks for another look. overruled: the answers that a person gave
    although they break what was expected then. typed, typed_for: the last answer if it was typed, and which line's it
    is.
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
        """Take what numbers must be; if that is new, the lines that break it come first."""
        if expectation != self.expectation:
            self.expectation, self.at = expectation, None

    def queue(self, lines: Iterable[ReviewedLine]) -> list[ReviewedLine]:
        """Return the lines to go through, least sure first: a line that breaks a rule is not what was written."""
        return sorted((line for line in lines if self._wanted(line)), key=self._belief)

    def _wanted(self, line: ReviewedLine) -> bool:
        """Return whether a line is gone through; one that was looked at stays, to come back to."""
        return self.every or line.checked or bool(line.doubts) or bool(self.expectation.breach(line.read))

    def _belief(self, line: ReviewedLine) -> tuple[bool, float]:
        """Return how far a line is believed."""
        return not self.expectation.breach(line.read), line.line.confidence

    def is_left(self, line: ReviewedLine) -> bool:
        """Return whether a line waits: nobody looked, or its text breaks a rule that was not known then."""
        if not line.checked:
            return True
        return bool(self.expectation.breach(line.text)) and (line.at, line.text, self.expectation) not in self.overruled

    def place(self, queue: Sequence[ReviewedLine]) -> int | None:
        """Return which line of the queue is looked at; None if none is left and none was asked for."""
        left = (place for place, line in enumerate(queue) if self.is_left(line))
        return next((place for place, line in enumerate(queue) if line.at == self.at), next(left, None))

    def following(self, queue: Sequence[ReviewedLine], place: int) -> ReviewedLine | None:
        """Return the next line after a place that is left, from the start again after the end; None if none is."""
        return next((line for line in [*queue[place + 1 :], *queue[:place]] if self.is_left(line)), None)

    def go(self, line: ReviewedLine | None) -> None:
        """Look at a line, or at the first that is left."""
        self.at = line.at if line else None
        self.refused, self.said, self.warned = "", "", False
        self.typed, self.typed_for = "", None
        st.session_state[TYPED] = ""

    def number(self, typed: str) -> str | None:
        """Return the number that was typed; None if it is none, or longer than the field lets browsers send."""
        return self.expectation.number(typed) if len(typed) <= LONGEST else None

    def submit(self, session: SessionFiles, line: ReviewedLine, following: ReviewedLine | None) -> None:
        """Take what was typed as what a line says, what stands there if nothing was; what is no number stays typed.

        The same number for two lines running is asked for twice: where the browser is slow, a second Enter may bring
        what was typed for the line before.
        """
        typed = st.session_state.get(TYPED, "").strip()
        text = self.number(typed) if typed else session.says(line.key, line.number, line.read)
        if text is None:
            self.refused, self.said = typed[:LONGEST], ""
            self.at = line.at
        elif typed and text == self.typed and line.at != self.typed_for:
            self.go(line)
            self.said, self.warned = SAME_AGAIN.format(number=text), True
        else:
            self.answer(session, line, following, text)
            self.typed, self.typed_for = (text, line.at) if typed else ("", None)

    def answer(self, session: SessionFiles, line: ReviewedLine, following: ReviewedLine | None, text: str) -> None:
        """Keep what a line says, and look at what is left after it."""
        session.correct(line.key, line.number, text)
        self.go(following)
        breach = self.expectation.breach(text)
        if breach:
            self.overruled.add((line.at, text, self.expectation))
        self.said, self.warned = f"{text or 'Not a number'} is saved. {breach}".strip(), bool(breach)


def current_review() -> Review:
    """Return this session's review."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Review()
    found: Review = st.session_state[KEY]
    return found
