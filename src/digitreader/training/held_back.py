"""What a reader makes of lines that were held back: the whole reading, as a visitor gets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from digitreader.decision.alignment import align, edit_distances
from digitreader.decision.calibration import Evidence
from digitreader.decision.line_recognizer import LineRecognizer, recognize_with_retry
from digitreader.errors import ReadError
from digitreader.intake.photo import open_photo
from digitreader.layout.ink import find_ink
from digitreader.layout.lines import find_lines
from digitreader.numbers.alphabet import digits_of
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.strip import make_strip
from digitreader.settings import Settings
from digitreader.training.calibrate import Judged
from digitreader.training.data.line_labels import LabelledPicture


@dataclass(frozen=True)
class HeldScore:
    """lines: how many there are. right: of them read without an error. wrong_digits: to type, delete or replace.

    marked: lines with a doubt in them. silent: wrong lines without one.
    """

    lines: int
    right: int
    wrong_digits: int
    marked: int
    silent: int

    def better_than(self, other: "HeldScore") -> bool:
        """Whether more lines are right, or as many with fewer wrong digits."""
        return (self.right, -self.wrong_digits) > (other.right, -other.wrong_digits)

    def __str__(self) -> str:
        """The score in words."""
        return (
            f"{self.right} of {self.lines} lines right ({self.right / max(self.lines, 1):.1%}), {self.wrong_digits} "
            f"digits wrong; {self.marked} lines with a doubt, {self.silent} wrong ones without"
        )


def score(
    pictures: Sequence[LabelledPicture], classifier: Classify, recognizer: LineRecognizer, settings: Settings
) -> HeldScore:
    """Read pictures and compare the digits of all their lines with their labels."""
    right = wrong_digits = marked = silent = 0
    for picture in pictures:
        text, doubts = _read(picture, classifier, recognizer, settings)
        wrong = int(edit_distances(digits_of(picture.text), text)[-1, -1])
        right += not wrong
        wrong_digits += wrong
        marked += doubts
        silent += bool(wrong) and not doubts
    return HeldScore(len(pictures), right, wrong_digits, marked, silent)


def _read(
    picture: LabelledPicture, classifier: Classify, recognizer: LineRecognizer, settings: Settings
) -> tuple[str, bool]:
    """All digits that were read, and whether any is doubtful; nothing where the picture cannot be read."""
    try:
        reading = read_photo(picture.data, classifier, settings, recognizer)
    except ReadError:
        return "", False
    return "".join(line.text for line in reading.lines), reading.doubts > 0


def judge(
    pictures: Sequence[LabelledPicture], classifier: Classify, settings: Settings
) -> Callable[[ReadStrip], Judged]:
    """Make a function that gathers the evidence for the digits of pictures, to calibrate a line reader with."""

    def judged(read_strip: ReadStrip) -> Judged:
        evidence: list[Evidence] = []
        right: list[bool] = []
        for picture in pictures:
            try:
                ink = find_ink(open_photo(picture.data, settings.photo), settings.ink)
                lattices = build_lattices(find_lines(ink, settings.layout), ink, classifier, settings.recognition)
            except ReadError:
                continue
            for lattice in lattices[:1] if len(lattices) == 1 else []:  # of several, nobody knows which the label is of
                strip = make_strip(lattice.line, ink, settings.recognition.strip)
                verdict = recognize_with_retry(lattice, strip, read_strip, settings.decision.fusion)
                label = digits_of(picture.text)
                evidence.extend(verdict.evidence)
                right.extend(a == b for a, b in zip(verdict.text, align(verdict.text, label), strict=True))
        return Judged(tuple(evidence), np.array(right, bool))

    return judged
