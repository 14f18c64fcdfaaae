"""All that a line may be: the candidates for its digits, and the likeliest path through them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.lines import TextLine
from digitreader.recognition.candidates import Candidate, Piece, Step, is_bar
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.settings.recognition import LatticeSettings


@dataclass(frozen=True, eq=False)
class Lattice:
    """A line's pieces and all that may be a digit of it.

    candidates: in order of their starts. probabilities: float32 (n, 11), the classifier's, a row for each candidate.
    """

    line: TextLine
    pieces: tuple[Piece, ...]
    candidates: tuple[Candidate, ...]
    probabilities: NDArray[np.float32]
    settings: LatticeSettings
    _priors: list[tuple[float, float]] = field(init=False)  # of each candidate: log-weights as a digit and as none

    def __post_init__(self) -> None:
        """Weigh the candidates."""
        rows = zip(self.candidates, self.probabilities, strict=True)
        object.__setattr__(self, "_priors", [self._log_priors(candidate, row) for candidate, row in rows])

    def viterbi(self) -> tuple[float, list[Step]]:
        """Find the likeliest path: its log-weight, and its digits from left to right.

        A candidate of k pieces weighs k times, so that paths of few and of many digits compare.
        """
        best = [0.0] + [-np.inf] * len(self.pieces)
        backpointers: list[tuple[int, bool] | None] = [None] * (len(self.pieces) + 1)
        for k, length, start, end in self._spans():
            digit, nothing = self._priors[k]
            digit += float(np.log(max(self.probabilities[k, :NOT_A_DIGIT].max(), self.settings.min_probability)))
            score = best[start] + length * max(digit, nothing)
            if score > best[end]:
                best[end], backpointers[end] = score, (k, digit >= nothing)
        steps, at = [], len(self.pieces)
        while at > 0 and (came := backpointers[at]) is not None:
            if came[1]:
                steps.append(self._step(came[0]))
            at = self.candidates[came[0]].start
        return best[-1], steps[::-1]

    def constrained_viterbi(self, text: str) -> tuple[float, list[Step]]:
        """Find the likeliest path that spells a text: its log-weight, minus infinity without one, and its digits."""
        best = np.full((len(self.pieces) + 1, len(text) + 1), -np.inf)
        best[0, 0] = 0.0
        backpointers = np.zeros((*best.shape, 2), np.int32)
        values = np.array([int(digit) for digit in text], int)
        for k, length, start, end in self._spans():
            digit, nothing = self._priors[k]
            logs = np.log(np.maximum(self.probabilities[k, values], self.settings.min_probability))
            _relax(best[end], backpointers[end], best[start, :-1] + length * (digit + logs), k, 1)
            _relax(best[end], backpointers[end], best[start] + length * nothing, k, 0)
        if not np.isfinite(best[-1, -1]):
            return -np.inf, []
        return float(best[-1, -1]), self._trace(backpointers)

    def _trace(self, backpointers: NDArray[np.int32]) -> list[Step]:
        """Follow a path that spells a text back from its end; its digits from left to right."""
        steps, at, spelt = [], len(self.pieces), backpointers.shape[1] - 1
        while at > 0:
            k, digits = backpointers[at, spelt]
            if digits:
                steps.append(self._step(int(k)))
            at, spelt = self.candidates[k].start, spelt - int(digits)
        return steps[::-1]

    def _spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield (index, pieces, start, end) of every candidate."""
        for k, candidate in enumerate(self.candidates):
            yield k, candidate.end - candidate.start, candidate.start, candidate.end

    def _step(self, k: int) -> Step:
        """A candidate as a step of a path."""
        return Step(self.candidates[k], self.probabilities[k])

    def _log_priors(self, candidate: Candidate, row: NDArray[np.float32]) -> tuple[float, float]:
        """The log-weight of a candidate as one digit, whichever it is, and as none.

        Only a whole component or a single piece can be no digit: other runs are left out piece by piece.
        """
        settings, box = self.settings, candidate.component.box
        run = self.pieces[candidate.start : candidate.end]
        complete = run[0].first and run[-1].last
        whole = complete and not any(piece.first for piece in run[1:])
        misfit = box.height < settings.small * self.line.height or box.height > settings.tall * self.line.height
        digit = -np.inf if misfit else 0.0 if complete else float(np.log(settings.partial_prior))
        if not (whole or len(run) == 1):
            return digit, -np.inf
        wide = box.width > settings.pair_width * box.height and not is_bar(candidate.component, settings)
        prior = settings.drop_prior if wide or not whole else settings.empty_prior if len(run) > 1 else 1.0
        nothing = prior * (1.0 if misfit else float(row[NOT_A_DIGIT]))
        return digit, float(np.log(max(nothing, settings.min_probability)))


def _relax(
    best: NDArray[np.float64], backpointers: NDArray[np.int32], scores: NDArray[np.float64], k: int, digits: int
) -> None:
    """Note where candidate k, as one digit or as none, ends better than all before it, for each length of the text.

    best, backpointers: of the piece at which it ends; written to.
    """
    better = np.flatnonzero(scores > best[digits:]) + digits
    best[better] = scores[better - digits]
    backpointers[better] = k, digits
