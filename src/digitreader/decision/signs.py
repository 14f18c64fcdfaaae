"""The signs of a line whose digits are decided: which they are, and how sure that is."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.sign_costs import cost, likenesses
from digitreader.numbers.alphabet import DIGITS, GAP, with_signs
from digitreader.recognition.ctc import Timesteps, forced_alignment, forward_log_probability, symbols_of
from digitreader.recognition.free_signs import MARKS, free_signs
from digitreader.recognition.marks import Mark
from digitreader.settings.decision import SignSettings

Slots = tuple[str, ...]  # the signs before the first digit, after the first, and so on
Shares = dict[str, float]  # what may stand in a slot, with its probability

NEVER = -1e3  # log-probability of what has no room


def sign_posteriors(
    passes: Sequence[Timesteps],
    digits: str,
    marks: Sequence[Mark],
    gaps: NDArray[np.float64],
    settings: SignSettings,
) -> tuple[Shares, ...]:
    """Find for each slot of a line the probabilities of what may stand in it, the likeliest first.

    What the line reader says of signs between the known digits, each slot while the others hold their likeliest, is
    weighed with how well they explain the marks that the picture has there.

    Args:
        passes: the line reader's outputs for the line, float32 (timesteps, 24) each.
        digits: the line's.
        marks: beside them, from left to right.
        gaps: log-odds of a gap in each slot, by its width.
        settings: what is asked, and what counts how much.

    Raises:
        ValueError: the line has fewer timesteps than the digits need.
    """
    if not marks and gaps.max() <= 0 and np.exp(passes[0][:, symbols_of(MARKS)]).sum(axis=1).max() < settings.faint:
        return tuple({"": 1.0} for _ in range(len(digits) + 1))
    slots = _likeliest(passes, digits)
    seen = _seen(passes[0], digits, slots)
    beside = [[mark for mark in marks if mark.place == k][: settings.marks] for k in range(len(slots))]
    asked = [
        (k, signs) for k, slot in enumerate(slots) for signs in _candidates(slot, seen[k], beside[k], gaps[k], settings)
    ]
    texts = [_written(digits, (*slots[:k], signs, *slots[k + 1 :])) for k, signs in asked]
    weights = _log_probability(passes, texts) if texts else np.zeros(0)
    found = []
    for k in range(len(slots)):
        known = {signs: float(weight) for (at, signs), weight in zip(asked, weights, strict=True) if at == k}
        found.append(_weighed(known or {"": 0.0}, beside[k], gaps[k], settings))
    return tuple(found)


def _likeliest(passes: Sequence[Timesteps], digits: str) -> Slots:
    """The likeliest signs by all passes, of those that one of them proposes."""
    proposed = list(dict.fromkeys(free_signs(timesteps, digits) for timesteps in passes))
    return proposed[int(_log_probability(passes, [_written(digits, slots) for slots in proposed]).argmax())]


def _candidates(
    slot: str, seen: NDArray[np.float64], marks: list[Mark], gap: float, settings: SignSettings
) -> Iterator[str]:
    """What is worth weighing in a slot; nothing where it is sure to be empty."""
    if not slot and not marks and gap <= 0 and seen.sum() < settings.seen:
        return iter(())
    order = np.argsort(-seen)[: settings.candidates]
    likely = [MARKS[k] for k in order if seen[k] > settings.seen_each]
    looks = [list(likenesses(mark.shape, settings)) for mark in marks]
    spelt = [
        "".join(signs)
        for count in range(1, len(looks) + 1)
        for some in combinations(looks, count)
        for signs in product(*some)
    ]
    pairs = ["".join(signs) for count in (0, 1, 2) for signs in product(likely, repeat=count)]
    pairs = [signs for signs in pairs if signs != GAP + GAP]
    return iter(dict.fromkeys(["", slot, *pairs, *spelt, *([GAP] if gap > 0 else [])]))


def _weighed(known: dict[str, float], marks: list[Mark], gap: float, settings: SignSettings) -> Shares:
    """The probability of each candidate of a slot, the likeliest first.

    known: the line reader's log-probabilities. gap: the log-odds of a gap by its width.
    """
    total = np.logaddexp.reduce(list(known.values()))
    least = np.log(settings.least_share) if marks or gap > 0 else -np.inf
    at_end = gap == -np.inf
    odds = {
        signs: max(weight - total, least) - cost(signs, marks, at_end, settings) + (gap if signs == GAP else 0.0)
        for signs, weight in known.items()
        if not (at_end and GAP in (signs[:1], signs[-1:]))
    }
    total = np.logaddexp.reduce(list(odds.values()))
    return {signs: float(np.exp(odds[signs] - total)) for signs in sorted(odds, key=lambda signs: -odds[signs])}


def _seen(timesteps: Timesteps, digits: str, slots: Slots) -> NDArray[np.float64]:
    """How many timesteps of each slot see each sign, counting probabilities: (slots, signs)."""
    text = _written(digits, slots)
    stands = [at for at, character in zip(forced_alignment(timesteps, text), text, strict=True) if character in DIGITS]
    shares = np.exp(timesteps[:, symbols_of(MARKS)].astype(float))
    return np.stack([part.sum(axis=0) for part in np.split(shares, stands)])


def _log_probability(passes: Sequence[Timesteps], texts: list[str]) -> NDArray[np.float64]:
    """The line reader's log-probability of texts with signs, averaged over its passes."""
    found = [np.maximum(forward_log_probability(timesteps, texts), NEVER) for timesteps in passes]
    return np.asarray(np.mean(found, axis=0))


def _written(digits: str, slots: Slots) -> str:
    """Digits with the signs of each slot among them."""
    return with_signs(digits, enumerate(slots))
