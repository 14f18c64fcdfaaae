"""A second look: a short text in doubt is read from other inks, too, and what most is believed of is the answer."""

from dataclasses import replace

import numpy as np

from digitreader.decision.fusion import align, mark_least_certain
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.settings import Settings

Lines = tuple[DigitLine, ...]


def needs_retry(lines: Lines, settings: Settings) -> bool:
    """Return whether what was read is short and doubtful; where nothing was read there is nothing to doubt."""
    short = 0 < len(lines) <= settings.vote.max_lines and len(_digits(_text(lines))) <= settings.vote.max_digits
    return short and confidence(lines) < settings.vote.below


def confidence(lines: Lines) -> float:
    """Return the confidence that all lines are right, 0 to 1; none in no lines."""
    return float(np.prod([line.confidence for line in lines])) if lines else 0.0


def vote(looks: list[Lines], settings: Settings) -> tuple[int, Lines]:
    """Return which of several readings of one photo to believe, and its lines.

    Each look votes for its text by its confidence, and the likeliest look of the winning text is taken. Its digits
    are believed as far as the looks agree about them.
    """
    votes: dict[str, float] = {}
    for lines in looks:
        votes[_text(lines)] = votes.get(_text(lines), 0.0) + confidence(lines)
    text = max(votes, key=lambda said: votes[said])
    chosen = max((k for k, lines in enumerate(looks) if _text(lines) == text), key=lambda k: confidence(looks[k]))
    places = iter(_shares(_digits(text), {_digits(said): share for said, share in votes.items()}))
    lines = tuple(
        DigitLine(mark_least_certain([_believed(digit, next(places), settings) for digit in line.digits], settings))
        for line in looks[chosen]
    )
    return chosen, lines


def _text(lines: Lines) -> str:
    """Return the lines as text, one below the other."""
    return "\n".join(line.text for line in lines)


def _digits(text: str) -> str:
    """Return a text without its breaks between lines."""
    return text.replace("\n", "")


def _shares(text: str, votes: dict[str, float]) -> list[dict[str, float]]:
    """Return for each digit of a text what stands there by how many of the votes: 1 in all; "" is nothing."""
    total = max(sum(votes.values()), 1e-9)
    places: list[dict[str, float]] = [{} for _ in text]
    for said, share in votes.items():
        for place, sign in zip(places, align(text, said), strict=True):
            place[sign] = place.get(sign, 0.0) + share / total
    return places


def _believed(digit: Digit, place: dict[str, float], settings: Settings) -> Digit:
    """Return a digit as doubtful as the other looks make it, what they saw instead among its alternatives."""
    agreed = place.get(digit.value, 0.0)
    rivals = {sign: agreed * share for sign, share in digit.alternatives}
    for sign, share in place.items():
        if sign not in ("", digit.value):
            rivals[sign] = rivals.get(sign, 0.0) + share
    order = sorted(rivals, key=lambda sign: -rivals[sign])[:3]
    believed = digit.confidence * agreed
    return replace(
        digit,
        confidence=believed,
        alternatives=tuple((sign, rivals[sign]) for sign in order),
        doubtful=digit.doubtful or believed < settings.doubt.digit_below,
    )
