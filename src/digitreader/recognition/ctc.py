"""What a line reader's output says: likely texts, how likely a text is, and where its digits stand.

Source: Graves, Fernandez, Gomez & Schmidhuber 2006, doi:10.1145/1143844.1143891.
"""

import numpy as np
from numpy.typing import NDArray

from digitreader.numbers.alphabet import WRITTEN
from digitreader.settings.decision import CtcSettings

Timesteps = NDArray[np.float32]  # (timesteps, symbols) log-probabilities: the blank, then WRITTEN or its digits alone
Ends = tuple[float, float]  # probabilities that a text ends in a blank, and in its last digit

NEVER = float("-inf")
SYMBOLS = {character: number for number, character in enumerate(WRITTEN, 1)}  # 0 is the blank


def prefix_beam_search(timesteps: Timesteps, settings: CtcSettings | None = None) -> list[str]:
    """Find the likeliest texts, the likeliest first.

    Probabilities are kept relative to that of the likeliest text: sums then need no logarithms.

    Source: Hannun, Maas, Jurafsky & Ng 2014, arXiv:1408.2873.
    """
    settings = settings or CtcSettings()
    texts: dict[str, Ends] = {"": (1.0, 0.0)}
    for row in np.exp(merge_blanks(timesteps, settings.sure_blank).astype(float)).tolist():
        grown: dict[str, Ends] = {}
        likely = [k for k in range(1, len(row)) if row[k] > settings.min_digit]
        for text, ends in texts.items():
            _extend(grown, text, ends, row, likely)
        weights = {text: blank + digit for text, (blank, digit) in grown.items()}
        most = max(weights.values())
        kept = [text for text in grown if weights[text] > settings.min_text * most]
        best = sorted(kept, key=lambda text: -weights[text])
        texts = {text: (grown[text][0] / most, grown[text][1] / most) for text in best[: settings.beam]}
    return list(texts)


def merge_blanks(timesteps: Timesteps, sure_blank: float = CtcSettings.sure_blank) -> Timesteps:
    """Make each run of sure blanks one timestep: what the line says stays the same, and takes less time to find.

    sure_blank: log-probability of a blank, at least.
    """
    sure = timesteps[:, 0] > sure_blank
    kept = ~(sure & np.concatenate([[False], sure[:-1]]))
    return np.asarray(timesteps[kept], np.float32)


def _extend(grown: dict[str, Ends], text: str, ends: Ends, row: list[float], likely: list[int]) -> None:
    """Add to `grown` what a text may be one timestep later: itself, or itself and one more digit."""
    blank, digit = ends
    whole = blank + digit
    last = int(text[-1]) + 1 if text else 0
    _add(grown, text, whole * row[0], digit * row[last] if last else 0.0)
    for k in likely:
        _add(grown, text + str(k - 1), 0.0, (blank if k == last else whole) * row[k])


def _add(grown: dict[str, Ends], text: str, blank: float, digit: float) -> None:
    """Add probabilities to a text's ends."""
    before = grown.get(text, (0.0, 0.0))
    grown[text] = before[0] + blank, before[1] + digit


def forward_log_probability(
    timesteps: Timesteps, texts: list[str], settings: CtcSettings | None = None
) -> NDArray[np.float64]:
    """Give for each text the log-probability that the line says it, summed over all alignments; float64 (texts,).

    A text that needs more timesteps than there are has minus infinity.
    """
    settings = settings or CtcSettings()
    longest = 2 * max(map(len, texts)) + 1
    states, skips = np.zeros((len(texts), longest), np.intp), np.zeros((len(texts), longest), bool)
    for row, text in enumerate(texts):
        states[row, : 2 * len(text) + 1] = _states(text)
        skips[row, : 2 * len(text) + 1] = _skips(_states(text))
    reached = np.full((len(texts), longest + 2), -np.inf)  # two states in front that nothing reaches
    reached[:, 2] = 0.0  # the first blank, or by one step the first digit
    never = np.where(skips, 0.0, -np.inf)
    for row in merge_blanks(timesteps, settings.sure_blank).astype(float):
        stayed = np.logaddexp(reached[:, 2:], reached[:, 1:-1])
        reached[:, 2:] = np.logaddexp(stayed, reached[:, :-2] + never) + row[states]
    last = 2 + 2 * np.array([len(text) for text in texts])
    rows = np.arange(len(texts))
    return np.asarray(np.logaddexp(reached[rows, last], reached[rows, last - 1]))


def forced_alignment(timesteps: Timesteps, text: str) -> list[int]:
    """Find the timestep at which each character of a text most likely stands, from left to right.

    Raises:
        ValueError: the line has fewer timesteps than the text needs.
    """
    states = _states(text)
    best, steps = _viterbi(timesteps, states, _skips(states))
    state = len(states) - 1 if len(states) == 1 or best[-1] >= best[-2] else len(states) - 2
    if not np.isfinite(best[state]):
        raise ValueError(f"{len(timesteps)} timesteps are too few for the {len(text)} digits of {text}")
    strongest: dict[int, tuple[float, int]] = {}
    for at in range(len(timesteps) - 1, -1, -1):
        if state % 2:
            strongest[state] = max(strongest.get(state, (NEVER, 0)), (float(timesteps[at, states[state]]), at))
        state -= int(steps[at, state])
    return [strongest[k][1] for k in sorted(strongest)]


def _viterbi(
    timesteps: Timesteps, states: NDArray[np.intp], skips: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Give the log-probability of the best path to each last state, and how many states each step moved on."""
    best = np.full(len(states), -np.inf)
    best[:2] = 0.0
    steps = np.zeros((len(timesteps), len(states)), np.int8)
    for at, row in enumerate(timesteps.astype(float)):
        if at:
            one = np.concatenate([[-np.inf], best[:-1]])
            two = np.where(skips, np.concatenate([[-np.inf, -np.inf], best[:-2]])[: len(states)], -np.inf)
            ways = np.stack([best, one, two])
            steps[at] = ways.argmax(axis=0)
            best = ways.max(axis=0)
        best = best + row[states]
    return best, steps


def _states(text: str) -> NDArray[np.intp]:
    """The symbols of a text with a blank before, between and after its digits."""
    states = np.zeros(2 * len(text) + 1, np.intp)
    states[1::2] = symbols_of(text)
    return states


def symbols_of(text: str) -> NDArray[np.intp]:
    """The symbol of each character of a text."""
    return np.array([SYMBOLS[character] for character in text], np.intp)


def _skips(states: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which states may skip the blank before them: digits that differ from the last one."""
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    return skips
