"""The signs that a line reader sees before, among and after digits that are known."""

import numpy as np
from numpy.typing import NDArray

from digitreader.numbers.alphabet import GAP, SIGNS
from digitreader.recognition.ctc import Timesteps, symbols_of

MARKS = SIGNS + GAP
DIGIT, BLANK, FIRST_MARK = 0, 1, 2  # states of a slot: its digit, the blank, and each of MARKS

Scores = NDArray[np.float64]  # (slots, states)
Sources = NDArray[np.int8]  # (slots, states): the state one timestep earlier; -1 - state if it was the slot before's


def free_signs(timesteps: Timesteps, digits: str) -> tuple[str, ...]:
    """Find the likeliest signs in each slot of a text whose digits are fixed: before the first, after the first, ...

    A Viterbi search. Within a slot any state may follow any other; a slot begins with its digit, which the first slot
    has not, and two equal digits have something between them.

    Args:
        timesteps: log-probabilities, float32 (timesteps, 24).
        digits: the text.

    Returns:
        len(digits) + 1 texts of signs and gaps, most of them empty.

    Raises:
        ValueError: the line has fewer timesteps than the digits need.
    """
    scores, sources = _search(timesteps, digits)
    slot, state = len(digits), int(scores[-1].argmax())
    if not np.isfinite(scores[-1, state]):
        raise ValueError(f"{len(timesteps)} timesteps are too few for the {len(digits)} digits of {digits}")
    found: list[list[str]] = [[] for _ in scores]
    for source in reversed(sources):
        before = int(source[slot, state])
        if state >= FIRST_MARK and before != state:
            found[slot].append(MARKS[state - FIRST_MARK])
        slot, state = (slot, before) if before >= 0 else (slot - 1, -1 - before)
    return tuple("".join(reversed(marks)) for marks in found)


def _search(timesteps: Timesteps, digits: str) -> tuple[Scores, list[Sources]]:
    """Give the log-probability of the best path to each last state, and where each timestep's states came from."""
    own, others = symbols_of(digits), np.concatenate([[0], symbols_of(MARKS)])
    equal = np.array([k > 0 and digits[k - 1] == digit for k, digit in enumerate(digits)], bool)
    slots = np.arange(len(digits) + 1)
    scores = np.full((len(slots), FIRST_MARK + len(MARKS)), -np.inf)
    scores[0, BLANK] = 0.0
    sources = []
    for row in timesteps.astype(float):
        likeliest = scores.argmax(axis=1)
        left = np.where(equal, BLANK + scores[:-1, BLANK:].argmax(axis=1), likeliest[:-1])
        entered, stayed = scores[slots[:-1], left], scores[1:, DIGIT]
        source = np.repeat(likeliest[:, None], scores.shape[1], axis=1)
        source[1:, DIGIT] = np.where(stayed >= entered, DIGIT, -1 - left)
        sources.append(source.astype(np.int8))
        ahead = np.full_like(scores, -np.inf)
        ahead[1:, DIGIT] = np.maximum(stayed, entered) + row[own]
        ahead[:, BLANK:] = scores[slots, likeliest][:, None] + row[others]
        scores = ahead
    return scores, sources
