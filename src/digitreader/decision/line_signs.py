"""The signs of a line with their places, boxes and doubts."""

from collections.abc import Iterator, Sequence

from digitreader.decision.fusion import FusedLine
from digitreader.decision.gaps import gap_log_odds
from digitreader.decision.sign_costs import likenesses
from digitreader.decision.signs import Shares, sign_posteriors
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Step
from digitreader.recognition.ctc import merge_blanks
from digitreader.recognition.line_reader import WRITTEN_SYMBOLS, ReadStrip
from digitreader.recognition.marks import Mark, find_marks
from digitreader.recognition.sign import Sign
from digitreader.recognition.strip import Strip, make_strip
from digitreader.settings.decision import SignSettings
from digitreader.settings.recognition import RecognitionSettings


def read_signs(
    fused: FusedLine,
    steps: Sequence[Step],
    line: TextLine,
    strip: Strip,
    ink: Ink,
    read_strip: ReadStrip,
    settings: SignSettings,
    pictures: RecognitionSettings,
) -> tuple[Sign, ...]:
    """Read the signs of a line, from left to right; none if the line reader knows no signs.

    Where marks stand beyond the strip, it is read again from one that shows them.

    Args:
        fused: what was made of the line.
        steps: its digits.
        line: where they stand.
        strip: what the line reader saw of it.
        ink: what the line was found in.
        read_strip: the line reader.
        settings: how signs are weighed.
        pictures: what marks look like, and how strips are made.
    """
    if fused.passes[0].shape[1] != WRITTEN_SYMBOLS:
        return ()
    digits = [step.candidate.component for step in steps]
    marks = find_marks(digits, ink, pictures.marks, line.printed)
    passes = fused.passes
    if any(mark.box.x < strip.left or mark.box.right > strip.right for mark in marks):
        passes = (read_strip(make_strip(line, ink, pictures.strip, [mark.box for mark in marks]).pixels),)
    room = 2 * len(fused.text)  # timesteps, enough even where all digits are equal
    passes = tuple(timesteps for timesteps in passes if len(timesteps) >= room)
    merged = tuple(map(merge_blanks, passes))
    passes = merged if min(map(len, merged), default=0) >= room else passes
    if not passes:
        return ()
    boxes = [digit.box for digit in digits]
    others = [c.box for c in line.components if not any(c.box.overlap(box) for box in boxes)]
    gaps = gap_log_odds(boxes, [*others, *(mark.box for mark in marks)], settings.gaps)
    slots = sign_posteriors(passes, fused.text, marks, gaps, settings)
    return tuple(sign for place, shares in enumerate(slots) for sign in _signs(place, shares, marks, digits, settings))


def _signs(
    place: int, shares: Shares, marks: Sequence[Mark], digits: Sequence[Component], settings: SignSettings
) -> Iterator[Sign]:
    """The signs in one place; a doubtful none where there may be one."""
    likeliest = next(iter(shares))
    between = _between(place, digits)
    if not likeliest:
        if shares[likeliest] < settings.missing_below:
            others = _alternatives(likeliest, 0, shares, settings)
            yield Sign("", place, between, shares[likeliest], True, others)
        return
    beside = iter([mark for mark in marks if mark.place == place])
    for at, character in enumerate(likeliest):
        box = next((mark.box for mark in beside if character in likenesses(mark.shape, settings)), between)
        confidence = sum(share for signs, share in shares.items() if _has(signs, character, at, len(likeliest)))
        others = _alternatives(likeliest, at, shares, settings)
        yield Sign(character, place, box, confidence, confidence < settings.doubtful_below, others)


def _has(signs: str, character: str, at: int, count: int) -> bool:
    """Whether signs have a character at a place, counted from the left or from the right of `count` signs."""
    return signs[at : at + 1] == character or signs[::-1][count - 1 - at : count - at] == character


def _alternatives(likeliest: str, at: int, shares: Shares, settings: SignSettings) -> tuple[tuple[str, float], ...]:
    """What else may stand where one of the likeliest signs does, likeliest first: of several, the others stay."""
    before, after = likeliest[:at], likeliest[at + 1 :]
    found = [
        (signs[at : len(signs) - len(after)], share)
        for signs, share in shares.items()
        if signs != likeliest
        and len(signs) >= len(before + after)
        and signs.startswith(before)
        and signs.endswith(after)
    ]
    return tuple(found[: settings.alternatives])


def _between(place: int, digits: Sequence[Component]) -> Box:
    """The box between the digits around a place, or half a digit's height beside the first or the last."""
    rows = Box.union(digit.box for digit in digits[max(0, place - 1) : place + 1])
    reach = rows.height // 2
    left = digits[place - 1].box.right if place else rows.x - reach
    right = digits[place].box.x if place < len(digits) else rows.right + reach
    return Box(max(0, min(left, right - 1)), rows.y, max(1, right - left), rows.height)
