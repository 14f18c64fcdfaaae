"""The vote: a short text in doubt is read again from other inks, and the readings vote on it.

Votes are weighed by confidence, as in ROVER: Fiscus 1997, doi:10.1109/ASRU.1997.659110.
"""

from dataclasses import replace

import numpy as np

from digitreader.decision.alignment import vote_by_digit
from digitreader.decision.digits import likeliest, mark_least_certain
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.settings.decision import DoubtSettings, VoteSettings

Lines = tuple[DigitLine, ...]


def needs_retry(lines: Lines, settings: VoteSettings) -> bool:
    """Whether what was read is short and doubtful; where nothing was read there is nothing to doubt."""
    short = 0 < len(lines) <= settings.max_lines and len(_digits(_text(lines))) <= settings.max_digits
    return short and confidence(lines) < settings.below


def confidence(lines: Lines) -> float:
    """The confidence that all lines are right, 0 to 1; 0 without lines."""
    return float(np.prod([line.confidence for line in lines])) if lines else 0.0


def vote(readings: list[Lines], settings: DoubtSettings) -> tuple[int, Lines]:
    """Choose among several readings of one photo: which one, and its lines.

    Each reading votes for its text with its confidence, and the surest reading of the winning text is taken. The
    confidence in its digits falls with the votes for other texts that have another digit there.
    """
    votes: dict[str, float] = {}
    for lines in readings:
        votes[_text(lines)] = votes.get(_text(lines), 0.0) + confidence(lines)
    text = max(votes, key=lambda read: votes[read])
    chosen = max((k for k, lines in enumerate(readings) if _text(lines) == text), key=lambda k: confidence(readings[k]))
    digit_votes = iter(vote_by_digit(_digits(text), _shares(votes)))
    lines = tuple(
        replace(
            line,
            digits=mark_least_certain(
                [_weighed(digit, next(digit_votes), settings) for digit in line.digits], settings
            ),
        )
        for line in readings[chosen]
    )
    return chosen, lines


def _text(lines: Lines) -> str:
    """The lines as text, one below the other."""
    return "\n".join(line.text for line in lines)


def _digits(text: str) -> str:
    """A text without its line breaks."""
    return text.replace("\n", "")


def _shares(votes: dict[str, float]) -> dict[str, float]:
    """Each text's share of the votes, without its line breaks."""
    merged = {_digits(text): share for text, share in votes.items()}
    total = max(sum(merged.values()), 1e-9)
    return {text: share / total for text, share in merged.items()}


def _weighed(digit: Digit, votes: dict[str, float], settings: DoubtSettings) -> Digit:
    """Lower a digit's confidence by the votes against it, and put what they are for among its alternatives."""
    agreed = votes.get(digit.value, 0.0)
    rivals = {value: agreed * share for value, share in digit.alternatives}
    for value, share in votes.items():
        if value not in ("", digit.value):
            rivals[value] = rivals.get(value, 0.0) + share
    lowered = digit.confidence * agreed
    return replace(
        digit,
        confidence=lowered,
        alternatives=tuple(likeliest(rivals, settings)),
        doubtful=digit.doubtful or lowered < settings.digit_below,
    )
