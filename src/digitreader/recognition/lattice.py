"""All that a line may be: its pieces, the runs of them that may be digits, and the likeliest way through."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digitreader.layout.components import Component
from digitreader.layout.lines import TextLine
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.tile import Tile
from digitreader.settings import Settings

LEAST = 1e-9  # probability; nothing is less likely than this, so that logarithms are finite


@dataclass(frozen=True, eq=False)
class Piece:
    """The smallest part of a line that is never divided: a stroke, or a part that a stroke was cut into.

    of: the stroke it is a part of. first, last: whether it is the first and the last part of that.
    """

    stroke: Component
    of: Component
    first: bool
    last: bool


@dataclass(frozen=True, eq=False)
class Candidate:
    """A run of neighbouring pieces that may be one digit: pieces start to end - 1 of its line."""

    start: int
    end: int
    stroke: Component
    tile: Tile


@dataclass(frozen=True, eq=False)
class Step:
    """A candidate on a path, with what the network takes it for: float32 (11,) probabilities."""

    candidate: Candidate
    probabilities: NDArray[np.float32]

    @staticmethod
    def unseen(stroke: Component, tile: Tile) -> "Step":
        """Return a step that the network was not asked about."""
        return Step(Candidate(0, 0, stroke, tile), np.zeros(NOT_A_DIGIT + 1, np.float32))

    @property
    def value(self) -> int:
        """The digit that the network takes it for."""
        return int(self.probabilities[:NOT_A_DIGIT].argmax())


@dataclass(frozen=True, eq=False)
class Lattice:
    """A line's pieces and all that may be a digit of it.

    candidates: in order of their starts. probabilities: float32 (n, 11), the network's, a row for each candidate.
    """

    line: TextLine
    pieces: tuple[Piece, ...]
    candidates: tuple[Candidate, ...]
    probabilities: NDArray[np.float32]
    settings: Settings
    _weights: list[tuple[float, float]] = field(init=False)  # of each candidate as a digit and as none; both logarithms

    def __post_init__(self) -> None:
        """Weigh the candidates."""
        rows = zip(self.candidates, self.probabilities, strict=True)
        object.__setattr__(self, "_weights", [self._priors(candidate, row) for candidate, row in rows])

    def viterbi(self) -> tuple[float, list[Step]]:
        """Return the likeliest path's weight, a logarithm, and its digits from left to right.

        A candidate of k pieces weighs k times, so that paths of few and of many digits compare.
        """
        best = [0.0] + [-np.inf] * len(self.pieces)
        backpointers: list[tuple[int, bool] | None] = [None] * (len(self.pieces) + 1)
        for k, length, start, end in self._spans():
            digit, nothing = self._weights[k]
            digit += float(np.log(max(self.probabilities[k, :NOT_A_DIGIT].max(), LEAST)))
            score = best[start] + length * max(digit, nothing)
            if score > best[end]:
                best[end], backpointers[end] = score, (k, digit >= nothing)
        steps, at = [], len(self.pieces)
        while at > 0 and (step := backpointers[at]) is not None:
            if step[1]:
                steps.append(self._step(step[0]))
            at = self.candidates[step[0]].start
        return best[-1], steps[::-1]

    def constrained_viterbi(self, text: str) -> tuple[float, list[Step]]:
        """Return the weight of the likeliest path that spells a text, and its digits; minus infinity without one."""
        best = np.full((len(self.pieces) + 1, len(text) + 1), -np.inf)
        best[0, 0] = 0.0
        backpointers = np.zeros((*best.shape, 2), np.int32)
        values = np.array([int(digit) for digit in text], int)
        for k, length, start, end in self._spans():
            digit, nothing = self._weights[k]
            logs = np.log(np.maximum(self.probabilities[k, values], LEAST))
            self._relax(best, backpointers, end, 1, best[start, :-1] + length * (digit + logs), k)
            self._relax(best, backpointers, end, 0, best[start] + length * nothing, k)
        steps, at, said = [], len(self.pieces), len(text)
        if not np.isfinite(best[at, said]):
            return -np.inf, []
        while at > 0:
            k, spoken = backpointers[at, said]
            if spoken:
                steps.append(self._step(int(k)))
            at, said = self.candidates[k].start, said - int(spoken)
        return float(best[-1, -1]), steps[::-1]

    def _relax(
        self,
        best: NDArray[np.float64],
        backpointers: NDArray[np.int32],
        end: int,
        spoken: int,
        scores: NDArray[np.float64],
        k: int,
    ) -> None:
        """Note where candidate k ends better than any before it, for each number of digits that are said by then."""
        better = np.flatnonzero(scores > best[end, spoken:]) + spoken
        best[end, better] = scores[better - spoken]
        backpointers[end, better] = k, spoken

    def _spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Return (index, pieces, start, end) of every candidate."""
        for k, candidate in enumerate(self.candidates):
            yield k, candidate.end - candidate.start, candidate.start, candidate.end

    def _step(self, k: int) -> Step:
        """Return a candidate as a step of a path."""
        return Step(self.candidates[k], self.probabilities[k])

    def _priors(self, candidate: Candidate, row: NDArray[np.float32]) -> tuple[float, float]:
        """Return the logarithms of what is likely beside the network's word: that it is one digit, that it is none."""
        settings, line = self.settings, self.line
        run = self.pieces[candidate.start : candidate.end]
        whole = run[0].first and run[-1].last and not any(piece.first for piece in run[1:])
        height = candidate.stroke.box.height
        misfit = height < settings.lattice.small * line.height or height > settings.lattice.tall * line.height
        digit = 0.0 if run[0].first and run[-1].last else float(np.log(settings.lattice.partial_prior))
        if not (whole or len(run) == 1):
            return -np.inf if misfit else digit, -np.inf
        wide = candidate.stroke.box.width > settings.lattice.pair_width * height and not is_bar(
            candidate.stroke, settings
        )
        share = (
            settings.lattice.drop_prior if wide or not whole else settings.lattice.empty_prior if len(run) > 1 else 1.0
        )
        nothing = share * (1.0 if misfit else float(row[NOT_A_DIGIT]))
        return -np.inf if misfit else digit, float(np.log(max(nothing, LEAST)))


def is_bar(stroke: Component, settings: Settings) -> bool:
    """Return whether a stroke is flat and nearly solid, as what is left of a rule or a frame is: no touching digits."""
    _, _, width, height = stroke.box
    return width > settings.lattice.bar_length * height and bool(stroke.mask.mean() > settings.lattice.bar_fill)
