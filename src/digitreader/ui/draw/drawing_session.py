"""What a session keeps for the page "Draw": the drawing, the steps to undo, and the corrections."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from digitreader.numbers.alphabet import among
from digitreader.output.tiles_archive import tiles_zip
from digitreader.ui import budget
from digitreader.ui.draw.drawing import Correction, Drawing
from digitreader.ui.draw.drawing_result import DrawingResult, DrawnDigit

KEY = "drawing"  # in the session state
STEPS = 50  # drawings that undo can go back to; a few kilobytes each
LONGEST = 1_000_000  # letters of a drawing's description; a field full of writing has a tenth
MOST_CORRECTIONS = 2_000  # tiles of 3 kB
TOO_LARGE = "This drawing is too large. Undo the last stroke, or clear the field."


@dataclass(eq=False)
class DrawingSession:
    """What a visitor has drawn.

    past: the drawings up to the one that is shown, never empty. start: what the field shows; it redraws itself when
    this changes. sent: the last picture from the field. corrections: by the key of the digit. shortened: whether steps
    back went to make room. seen: when the page was last shown.
    """

    past: list[Drawing] = field(default_factory=lambda: [Drawing()])
    start: dict[str, Any] = field(default_factory=lambda: {"objects": [], "turn": 0})
    sent: bytes = b""
    corrections: dict[str, Correction] = field(default_factory=dict)
    shortened: bool = False
    seen: float = field(default_factory=time.monotonic)

    @property
    def held(self) -> int:
        """The bytes of memory that it takes."""
        corrections = sum(correction.tile.nbytes for correction in list(self.corrections.values()))
        return sum(drawing.memory for drawing in self.past) + corrections + len(self.sent)

    def free_oldest(self) -> bool:
        """Shorten the way back by its oldest drawing; return whether there was one beside the one that is shown."""
        if len(self.past) < 2:
            return False
        self.past, self.shortened = self.past[1:], True
        return True

    @property
    def full(self) -> bool:
        """Whether no other digit can be corrected."""
        return len(self.corrections) >= MOST_CORRECTIONS

    @property
    def drawing(self) -> Drawing:
        """The drawing that is shown."""
        return self.past[-1]

    @property
    def result(self) -> DrawingResult:
        """What was read in that drawing."""
        return self.drawing.result

    @property
    def text(self) -> str:
        """The lines as read, with the visitor's corrections."""
        lines = groupby(self.result.correctable, key=lambda digit: digit.line)
        return "\n".join(filter(None, (self._written(number, tuple(digits)) for number, digits in lines)))

    def _written(self, line: int, digits: tuple[DrawnDigit, ...]) -> str:
        """A line with its signs; nothing where none of its digits is one."""
        labels = [self.label(digit) for digit in digits]
        signs = self.result.signs[line - 1] if self.result.signs else ()
        return "".join(among(labels, ((sign.place, sign.value) for sign in signs))) if any(labels) else ""

    @property
    def corrected(self) -> tuple[DrawnDigit, ...]:
        """The digits that the visitor has changed."""
        return tuple(digit for digit in self.result.correctable if self.label(digit) != digit.read.value)

    def take(self, strokes: list[Any], picture: bytes, read_drawn: Callable[[bytes], DrawingResult]) -> None:
        """Read a picture from the field, once. The same number of strokes are the same strokes, redrawn or moved."""
        if picture == self.sent:
            return
        self.sent = picture
        described = json.dumps(strokes)
        if len(described) > LONGEST:
            drawing = Drawing(self.drawing.strokes, len(strokes), DrawingResult(error=TOO_LARGE))
        else:
            drawing = Drawing(described, len(strokes), read_drawn(picture))
        if drawing.count == self.drawing.count:
            self.past.pop()
        self.past = [*self.past, drawing][-STEPS:]
        while self.held > budget.MOST_DRAWING and self.free_oldest():
            pass
        budget.free_memory()

    def undo(self) -> None:
        """Go back to the drawing before, if there is one."""
        if len(self.past) > 1:
            self.past.pop()
        self.redraw()

    def clear(self) -> None:
        """Empty the field; undo brings the drawing back."""
        if self.drawing.count:
            self.past.append(Drawing())
        self.redraw()

    def redraw(self) -> None:
        """Have the field show the drawing. It redraws only what is new to it, so count the turns."""
        self.start = {"objects": json.loads(self.drawing.strokes), "turn": self.start["turn"] + 1}

    def label(self, digit: DrawnDigit) -> str:
        """What a digit is: the visitor's label, or what was read."""
        said = self.corrections.get(digit.key)
        return said.label if said else digit.read.value

    def correct(self, digit: DrawnDigit, label: str | None) -> None:
        """Keep the visitor's label for a digit; None takes it back."""
        self.corrections.pop(digit.key, None)
        if label is not None and not self.full:
            self.corrections[digit.key] = Correction(digit.tile, label)

    def archive(self) -> bytes:
        """All corrections as a ZIP archive."""
        kept = list(self.corrections.values())
        return tiles_zip([each.tile for each in kept], [each.label for each in kept])


def current_session() -> DrawingSession:
    """What this visitor has drawn."""
    return budget.of_session(KEY, DrawingSession)
