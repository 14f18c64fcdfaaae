"""Two opinions on a line: the decoder's, piece by piece, and the line reader's, as a whole."""

from dataclasses import dataclass

import numpy as np

from digitreader.ctc import Places, likely_texts, log_probabilities
from digitreader.lattice import Lattice, Step
from digitreader.settings import Settings


@dataclass(frozen=True)
class Verdict:
    """What a line says when both were asked.

    text: its digits. steps: the pieces of each digit, none where the pieces cannot spell the text. beliefs: for every
    digit the share of belief in it and in what else might stand there, 0 to 1 and at most 1 in all.
    """

    text: str
    steps: tuple[Step, ...]
    beliefs: tuple[dict[str, float], ...]


def judge(lattice: Lattice, places: Places, settings: Settings) -> Verdict:
    """Return the text that both opinions together find likeliest.

    Each weighs what the other proposes: a text's weight is the line reader's log-probability of it and, times a
    factor, how far the decoder's likeliest path for it lies below its best path of all.
    """
    best, steps = lattice.likeliest()
    own = "".join(_value(step) for step in steps)
    texts = likely_texts(places)
    texts = list(dict.fromkeys([*texts[: settings.proposals], own]))
    spelt = {text: lattice.spelling(text) for text in texts}
    below = np.array([max(spelt[text][0] - best, -settings.decoder_most) for text in texts])
    weights = log_probabilities(places, texts) + settings.decoder_weight * below
    shares = np.exp(weights - weights.max())
    shares = shares / shares.sum()
    chosen = texts[int(shares.argmax())]
    score, path = spelt[chosen]
    trusted = score - best > -settings.decoder_most
    return Verdict(
        chosen, tuple(path) if trusted else (), _beliefs(chosen, dict(zip(texts, shares.tolist(), strict=True)))
    )


def _value(step: Step) -> str:
    """Return the digit that the network takes a candidate for."""
    return str(int(step.probabilities[:10].argmax()))


def _beliefs(chosen: str, shares: dict[str, float]) -> tuple[dict[str, float], ...]:
    """Return for each digit of a text what the shares of all texts say of its place."""
    beliefs: tuple[dict[str, float], ...] = tuple({} for _ in chosen)
    for text, share in shares.items():
        for belief, sign in zip(beliefs, aligned(chosen, text), strict=True):
            belief[sign] = belief.get(sign, 0.0) + share
    return beliefs


def aligned(text: str, other: str) -> list[str]:
    """Return what stands in another text at each digit of a text: a digit, or "" where there is none or one too many.

    Source: Wagner & Fischer 1974, doi:10.1145/321796.321811.
    """
    costs = np.zeros((len(text) + 1, len(other) + 1), int)
    costs[0], costs[:, 0] = np.arange(len(other) + 1), np.arange(len(text) + 1)
    for i, a in enumerate(text, 1):
        for j, b in enumerate(other, 1):
            costs[i, j] = min(costs[i - 1, j - 1] + (a != b), costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    signs = [""] * len(text)
    i, j = len(text), len(other)
    while i and j:
        if costs[i, j] == costs[i - 1, j - 1] + (text[i - 1] != other[j - 1]):
            i, j = i - 1, j - 1
            signs[i] = other[j]
        elif costs[i, j] == costs[i, j - 1] + 1:
            j -= 1  # one too many
            signs[min(i, len(text) - 1)] = ""
        else:
            i -= 1
    return signs
