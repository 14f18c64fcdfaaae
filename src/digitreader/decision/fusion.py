"""Rescoring: the texts that decoder and line reader propose, weighed by both."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.alignment import align, vote_by_digit
from digitreader.decision.calibration import Evidence
from digitreader.recognition.candidates import Step
from digitreader.recognition.ctc import Timesteps, forward_log_probability, prefix_beam_search
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.line_reader import digits_only
from digitreader.settings.decision import FusionSettings


@dataclass(frozen=True, eq=False)
class FusedLine:
    """What a line says by decoder and line reader together.

    text: its digits. steps: the pieces of each digit, none where the pieces cannot spell the text. position_posteriors:
    for each digit, the probabilities of it and of what else may stand there, 1 in all. evidence: what speaks for each
    digit. min_posterior: of the least certain digit, 0 where the decoder alone reads another text. timesteps: the line
    reader's output in its first pass, of digits alone. text_posteriors: the probability of each text that was weighed,
    1 in all. passes: the line reader's outputs, signs and all.
    """

    text: str
    steps: tuple[Step, ...]
    position_posteriors: tuple[dict[str, float], ...]
    evidence: tuple[Evidence, ...]
    min_posterior: float
    timesteps: Timesteps
    text_posteriors: dict[str, float] = field(default_factory=dict)
    passes: tuple[Timesteps, ...] = ()


def fuse(lattice: Lattice, passes: tuple[Timesteps, ...], settings: FusionSettings) -> FusedLine:
    """Find the text that decoder and line reader together find likeliest.

    A text's weight is the line reader's log-probability of it, averaged over its passes, plus the decoder's margin,
    times the decoder's weight. The margin says how far the decoder's likeliest path for the text lies below its best
    path of all.

    passes: the line reader's output for the line's strip, and for stretched copies of it.
    """
    written, passes = passes, tuple(digits_only(timesteps) for timesteps in passes)
    best, own_steps = lattice.viterbi()
    own = "".join(str(step.value) for step in own_steps)
    texts = _proposals(passes, own, settings)
    paths = [(best, own_steps) if text == own else lattice.constrained_viterbi(text) for text in texts]
    decoder_margin = np.array([max(score - best, -settings.max_decoder_margin) for score, _ in paths])
    reader_log_prob = _reader_log_prob(passes, texts, settings)
    weights = reader_log_prob + _decoder_weight(lattice, own_steps, settings) * decoder_margin
    chosen = int(weights.argmax())
    text_posteriors = dict(zip(texts, _softmax(weights), strict=True))
    text = texts[chosen]
    posteriors = vote_by_digit(text, text_posteriors)
    steps = tuple(paths[chosen][1]) if decoder_margin[chosen] > -settings.max_decoder_margin else ()
    evidence = _evidence(text, own, posteriors, steps, float(reader_log_prob[chosen]))
    min_posterior = min((each.share for each in evidence), default=1.0) if text == own else 0.0
    return FusedLine(text, steps, posteriors, evidence, min_posterior, passes[0], text_posteriors, written)


def _proposals(passes: tuple[Timesteps, ...], own: str, settings: FusionSettings) -> list[str]:
    """List the texts to weigh, each once: the line reader's likeliest ones of each pass, and the decoder's own."""
    found = (prefix_beam_search(timesteps, settings.ctc)[: settings.proposals] for timesteps in passes)
    return list(dict.fromkeys([*(text for texts in found for text in texts), own]))


def _reader_log_prob(passes: tuple[Timesteps, ...], texts: list[str], settings: FusionSettings) -> NDArray[np.float64]:
    """The line reader's log-probability of each text, averaged over its passes: (texts,)."""
    found = [forward_log_probability(timesteps, texts, settings.ctc) for timesteps in passes]
    return np.asarray(np.mean([np.maximum(each, -settings.max_reader_cost) for each in found], axis=0))


def _decoder_weight(lattice: Lattice, steps: list[Step], settings: FusionSettings) -> float:
    """How much the decoder's margins weigh: the less, the less sure the classifier is of the digits on its path."""
    likeliest = [max(float(step.probabilities[step.value]), lattice.settings.min_probability) for step in steps]
    sureness = float(np.mean(np.log(likeliest))) if likeliest else 0.0
    return settings.decoder_weight * float(np.exp(settings.decoder_power * sureness))


def _softmax(weights: NDArray[np.float64]) -> list[float]:
    """Turn log-weights into probabilities."""
    odds = np.exp(weights - weights.max())
    return [float(share) for share in odds / odds.sum()]


def _evidence(
    text: str, own: str, posteriors: tuple[dict[str, float], ...], steps: tuple[Step, ...], reader_log_prob: float
) -> tuple[Evidence, ...]:
    """Gather what speaks for each digit of a text; own: what the decoder alone reads."""
    decoded = align(text, own)
    return tuple(
        Evidence(
            share=posterior.get(value, 0.0),
            tile=float(steps[k].probabilities[int(value)]) if steps else 0.0,
            agreed=decoded[k] == value,
            line=reader_log_prob / max(len(text), 1),
        )
        for k, (value, posterior) in enumerate(zip(text, posteriors, strict=True))
    )
