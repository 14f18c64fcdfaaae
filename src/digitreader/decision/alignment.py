"""Alignment: which digits of one text stand where another text has its own."""

import numpy as np
from numpy.typing import NDArray


def align(text: str, other: str) -> list[str]:
    """Find the digit of another text that stands where each digit of a text does; "" for none or several.

    Source: Wagner & Fischer 1974, doi:10.1145/321796.321811.

    >>> align("407", "47")
    ['4', '', '7']
    """
    if text == other:
        return list(text)
    costs = edit_distances(text, other)
    digits = [""] * len(text)
    crowded = set()  # digits of the text beside which the other text has one more
    i, j = len(text), len(other)
    while i or j:
        if i and j and costs[i, j] == costs[i - 1, j - 1] + (text[i - 1] != other[j - 1]):
            i, j = i - 1, j - 1
            digits[i] = other[j]
        elif j and costs[i, j] == costs[i, j - 1] + 1:
            j -= 1
            crowded.add(min(i, len(text) - 1))
        else:
            i -= 1
    return ["" if k in crowded else digit for k, digit in enumerate(digits)]


def vote_by_digit(text: str, votes: dict[str, float]) -> tuple[dict[str, float], ...]:
    """Add up, for each digit of a text, the votes for each digit that may stand there; "" is none.

    votes: how much speaks for each text.

    >>> vote_by_digit("47", {"47": 0.5, "41": 0.25})
    ({'4': 0.75}, {'7': 0.5, '1': 0.25})
    """
    positions: tuple[dict[str, float], ...] = tuple({} for _ in text)
    for other, share in votes.items():
        for position, digit in zip(positions, align(text, other), strict=True):
            position[digit] = position.get(digit, 0.0) + share
    return positions


def edit_distances(text: str, other: str) -> NDArray[np.int_]:
    """Count the insertions, deletions and replacements that turn the beginnings of one text into those of another.

    The last of the (len(text) + 1, len(other) + 1) counts is that of the whole texts.

    Source: Levenshtein 1966; row by row as in Wagner & Fischer 1974, doi:10.1145/321796.321811.

    >>> int(edit_distances("407", "47")[-1, -1])
    1
    """
    costs = np.zeros((len(text) + 1, len(other) + 1), int)
    costs[0], costs[:, 0] = np.arange(len(other) + 1), np.arange(len(text) + 1)
    for i, a in enumerate(text, 1):
        for j, b in enumerate(other, 1):
            costs[i, j] = min(costs[i - 1, j - 1] + (a != b), costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    return costs
