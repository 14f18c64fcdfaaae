"""A second look: a short text in doubt is read from other inks, too, and what most is believed of is the answer."""

from dataclasses import replace

import numpy as np

from digitreader.digit import Digit, DigitLine
from digitreader.opinion import aligned
from digitreader.settings import Settings

Lines = tuple[DigitLine, ...]


def worth_another_look(lines: Lines, settings: Settings) -> bool:
    """Return whether what was read is short and doubtful; where nothing was read there is nothing to doubt."""
    return 0 < len(lines) <= settings.look_again_lines and confidence(lines) < settings.look_again


def confidence(lines: Lines) -> float:
    """Return the confidence that all lines are right, 0 to 1; none in no lines."""
    return float(np.prod([line.confidence for line in lines])) if lines else 0.0


def most_believed(looks: list[Lines], settings: Settings) -> tuple[int, Lines]:
    """Return which of several readings of one photo to believe, and its lines.

    Each look votes for its text by its confidence, and the likeliest look of the winning text is taken. Its digits
    are believed as far as the looks agree about them.
    """
    votes: dict[str, float] = {}
    for lines in looks:
        votes[_text(lines)] = votes.get(_text(lines), 0.0) + confidence(lines)
    text = max(votes, key=lambda said: votes[said])
    chosen = max((k for k, lines in enumerate(looks) if _text(lines) == text), key=lambda k: confidence(looks[k]))
    agreement = _agreement(_digits(text), {_digits(said): share for said, share in votes.items()})
    shares = iter(agreement)
    lines = tuple(
        DigitLine(tuple(_believed(digit, next(shares), settings) for digit in line.digits)) for line in looks[chosen]
    )
    return chosen, lines


def _text(lines: Lines) -> str:
    """Return the lines as text, one below the other."""
    return "\n".join(line.text for line in lines)


def _digits(text: str) -> str:
    """Return a text without its breaks between lines."""
    return text.replace("\n", "")


def _agreement(text: str, votes: dict[str, float]) -> list[float]:
    """Return for each digit of a text the share of the votes that have it there: 0 to 1."""
    total = max(sum(votes.values()), 1e-9)
    agreed = np.zeros(len(text))
    for said, share in votes.items():
        agreed += share / total * np.array([a == b for a, b in zip(text, aligned(text, said), strict=True)])
    return [float(share) for share in agreed]


def _believed(digit: Digit, share: float, settings: Settings) -> Digit:
    """Return a digit as doubtful as the other looks make it."""
    believed = digit.confidence * share
    return replace(digit, confidence=believed, doubtful=digit.doubtful or believed < settings.doubt_below)
