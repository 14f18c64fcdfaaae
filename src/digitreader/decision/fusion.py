"""The second opinion: a line read as a whole, weighed against the line read piece by piece."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from digitreader.decision.calibration import Calibration, Evidence
from digitreader.errors import ModelError
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.recognition.classifier import NOT_A_DIGIT, how_to_restore, model_folder, read_measured
from digitreader.recognition.ctc import Timesteps, forced_alignment, forward_log_probability, prefix_beam_search
from digitreader.recognition.digit import Digit
from digitreader.recognition.lattice import LEAST, Lattice, Step, is_bar
from digitreader.recognition.line_reader import THREADS, LineReader, ReadStrip
from digitreader.recognition.strip import STRIDE, Pixels, Strip, make_strip, stretched
from digitreader.recognition.tile import make_tile
from digitreader.settings import Settings


@dataclass(frozen=True)
class LineRecognizer:
    """Who is asked beside the decoder, and how far the two together are to be believed."""

    read_strip: ReadStrip
    calibration: Calibration


@dataclass(frozen=True, eq=False)
class FusedLine:
    """What a line says when both were asked.

    text: its digits. steps: the pieces of each digit, none where the pieces cannot spell the text. beliefs: for every
    digit how much is believed of it and of what else might stand there, 0 to 1 and 1 in all. evidence: what speaks
    for each digit. sure: how much is believed of the digit that least is believed of, 0 where the two read
    different texts. places: what the line reader said at its first look. shares: how much is believed of each text that
    was weighed, 1 in all.
    """

    text: str
    steps: tuple[Step, ...]
    position_posteriors: tuple[dict[str, float], ...]
    evidence: tuple[Evidence, ...]
    sure: float
    timesteps: Timesteps
    text_posteriors: dict[str, float] = field(default_factory=dict)


def load_line_recognizer(folder: Path | None = None, threads: int = THREADS) -> LineRecognizer:
    """Return a model folder's line reader, after checking that it is the one its card was measured on.

    Args:
        folder: the model folder; the shipped model's if left out.
        threads: of the line reader's interpreter.

    Raises:
        ModelError: lines.tflite or lines.json is missing or broken, or their SHA-256 differ.
    """
    folder = folder or model_folder()
    model, card = read_measured(folder, "lines.tflite", "lines.json", "line reader")
    try:
        calibration = Calibration(tuple(card["calibration"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The line reader is missing or incomplete. {how_to_restore(folder, 'line reader')}"
        ) from error
    return LineRecognizer(LineReader(model, threads), calibration)


def read_line(lattice: Lattice, ink: Ink, line_recognizer: LineRecognizer, settings: Settings) -> tuple[Digit, ...]:
    """Return the digits of a line that both the decoder and the line reader were asked about."""
    if all(is_bar(stroke, settings) for stroke in lattice.line.components):
        return ()  # what is left of rules: as strips 32 pixels high they would be very long
    strip = make_strip(lattice.line, ink, settings)
    fused = recognize_with_retry(lattice, strip.pixels, line_recognizer.read_strip, settings)
    if not fused.text:
        return ()
    steps = fused.steps or _from_places(fused.text, fused.timesteps, strip, lattice, ink)
    rows = zip(steps, fused.text, fused.position_posteriors, fused.evidence, strict=True)
    return mark_least_certain([_digit(*row, line_recognizer.calibration, settings) for row in rows], settings)


def mark_least_certain(digits: Sequence[Digit], settings: Settings) -> tuple[Digit, ...]:
    """Return a line's digits, the least certain one marked where the whole line is doubtful and no digit is."""
    sure = float(np.prod([digit.confidence for digit in digits])) >= settings.doubt.line_below
    if sure or any(digit.doubtful for digit in digits):
        return tuple(digits)
    least = min(range(len(digits)), key=lambda k: digits[k].confidence)
    return (*digits[:least], replace(digits[least], doubtful=True), *digits[least + 1 :])


def recognize_with_retry(lattice: Lattice, strip: Pixels, read_strip: ReadStrip, settings: Settings) -> FusedLine:
    """Return what both opinions make of a line; where they are not sure, the line reader looks again.

    strip: float32 (32, width), the line's.
    """
    first = read_strip(strip)
    fused = fuse(lattice, (first,), settings)
    if (
        fused.sure >= settings.fusion.retry_below
        or not settings.fusion.strip_width_scales
        or strip.shape[1] > settings.fusion.max_retry_columns
    ):
        return fused
    others = (read_strip(stretched(strip, factor)) for factor in settings.fusion.strip_width_scales)
    return fuse(lattice, (first, *others), settings)


def fuse(lattice: Lattice, passes: tuple[Timesteps, ...], settings: Settings) -> FusedLine:
    """Return the text that both opinions together find likeliest.

    Each weighs what the other proposes: a text's weight is the line reader's log-probability of it, the mean of all its
    looks at the line, and, times the decoder's say, how far the decoder's likeliest path for it lies below its best
    path of all.
    """
    best, steps = lattice.viterbi()
    own = "".join(str(step.value) for step in steps)
    proposed = [text for timesteps in passes for text in prefix_beam_search(timesteps)[: settings.fusion.proposals]]
    texts = list(dict.fromkeys([*proposed, own]))
    spelt = [(best, steps) if text == own else lattice.constrained_viterbi(text) for text in texts]
    decoder_margin = np.array([max(score - best, -settings.fusion.max_decoder_margin) for score, _ in spelt])
    reader_log_prob = np.mean(
        [
            np.maximum(forward_log_probability(timesteps, texts), -settings.fusion.max_reader_cost)
            for timesteps in passes
        ],
        axis=0,
    )
    weights = reader_log_prob + _decoder_weight(steps, settings) * decoder_margin
    chosen = int(weights.argmax())
    odds = np.exp(weights - weights.max())
    text_posteriors = dict(zip(texts, (odds / odds.sum()).tolist(), strict=True))
    position_posteriors = _position_posteriors(texts[chosen], text_posteriors)
    path = tuple(spelt[chosen][1]) if decoder_margin[chosen] > -settings.fusion.max_decoder_margin else ()
    evidence = _evidence(texts[chosen], own, position_posteriors, path, float(reader_log_prob[chosen]))
    sure = min((each.share for each in evidence), default=1.0) if texts[chosen] == own else 0.0
    return FusedLine(texts[chosen], path, position_posteriors, evidence, sure, passes[0], text_posteriors)


def _decoder_weight(steps: list[Step], settings: Settings) -> float:
    """Return how much the decoder's word counts: less, the less sure the network is of the digits it found."""
    probabilities = [max(float(step.probabilities[step.value]), LEAST) for step in steps]
    sureness = float(np.mean(np.log(probabilities))) if probabilities else 0.0
    return settings.fusion.decoder_weight * float(np.exp(settings.fusion.decoder_power * sureness))


def _evidence(
    text: str,
    own: str,
    position_posteriors: tuple[dict[str, float], ...],
    path: tuple[Step, ...],
    reader_log_prob: float,
) -> tuple[Evidence, ...]:
    """Return what speaks for each digit of a text."""
    decoder = align(text, own)
    return tuple(
        Evidence(
            share=belief.get(value, 0.0),
            tile=float(path[k].probabilities[int(value)]) if path else 0.0,
            agreed=decoder[k] == value,
            line=reader_log_prob / max(len(text), 1),
        )
        for k, (value, belief) in enumerate(zip(text, position_posteriors, strict=True))
    )


def _position_posteriors(chosen: str, text_posteriors: dict[str, float]) -> tuple[dict[str, float], ...]:
    """Return for each digit of a text what the shares of all texts say of its place."""
    position_posteriors: tuple[dict[str, float], ...] = tuple({} for _ in chosen)
    for text, share in text_posteriors.items():
        for belief, sign in zip(position_posteriors, align(chosen, text), strict=True):
            belief[sign] = belief.get(sign, 0.0) + share
    return position_posteriors


def align(text: str, other: str) -> list[str]:
    """Return what stands in another text at each digit of a text: a digit, or "" where there is none or one too many.

    Source: Wagner & Fischer 1974, doi:10.1145/321796.321811.
    """
    if text == other:
        return list(text)
    costs = np.zeros((len(text) + 1, len(other) + 1), int)
    costs[0], costs[:, 0] = np.arange(len(other) + 1), np.arange(len(text) + 1)
    for i, a in enumerate(text, 1):
        for j, b in enumerate(other, 1):
            costs[i, j] = min(costs[i - 1, j - 1] + (a != b), costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    signs = [""] * len(text)
    crowded = set()  # digits of the text beside which the other text has one more
    i, j = len(text), len(other)
    while i or j:
        if i and j and costs[i, j] == costs[i - 1, j - 1] + (text[i - 1] != other[j - 1]):
            i, j = i - 1, j - 1
            signs[i] = other[j]
        elif j and costs[i, j] == costs[i, j - 1] + 1:
            j -= 1
            crowded.add(min(i, len(text) - 1))
        else:
            i -= 1
    return ["" if k in crowded else sign for k, sign in enumerate(signs)]


def _from_places(text: str, timesteps: Timesteps, strip: Strip, lattice: Lattice, ink: Ink) -> tuple[Step, ...]:
    """Return steps for digits that the pieces cannot spell: the ink around the place where each was read."""
    centres = strip.left + (np.array(forced_alignment(timesteps, text)) + 0.5) * STRIDE / strip.scale
    between = (centres[1:] + centres[:-1]) / 2
    reach = 0.5 * lattice.line.height
    lefts = np.maximum(np.concatenate([[centres[0] - reach], between]), centres - reach)
    rights = np.minimum(np.concatenate([between, [centres[-1] + reach]]), centres + reach)
    return tuple(_step_between(a, b, lattice, ink) for a, b in zip(lefts, rights, strict=True))


def _step_between(left: float, right: float, lattice: Lattice, ink: Ink) -> Step:
    """Return what is written between two columns of a line as a step that the network was not asked about."""
    top = min(stroke.box.y for stroke in lattice.line.components)
    bottom = max(stroke.box.y + stroke.box.height for stroke in lattice.line.components)
    x = int(np.clip(left, 0, ink.mask.shape[1] - 2))
    width = max(2, round(right - x))
    mask = ink.mask[top:bottom, x : x + width]
    stroke = Component(Box(x, top, mask.shape[1], bottom - top), mask)
    return Step.unseen(stroke, make_tile(stroke, ink))


def _digit(
    step: Step, value: str, belief: dict[str, float], evidence: Evidence, calibration: Calibration, settings: Settings
) -> Digit:
    """Return a digit with its calibrated confidence; what is left over goes to its alternatives."""
    confidence = calibration(evidence)
    rivals = {sign: share for sign, share in belief.items() if sign not in ("", value)}
    for sign, share in enumerate(step.probabilities[:NOT_A_DIGIT].tolist()):
        if str(sign) != value:
            rivals[str(sign)] = max(rivals.get(str(sign), 0.0), settings.fusion.tile_weight * share)
    scale = (1 - confidence) / max(sum(rivals.values()), 1 - confidence, 1e-9)
    order = sorted(rivals, key=lambda sign: -rivals[sign])[:3]
    alternatives = tuple((sign, rivals[sign] * scale) for sign in order)
    return Digit(
        value,
        confidence,
        alternatives,
        step.candidate.stroke.box,
        step.candidate.tile,
        confidence < settings.doubt.digit_below,
    )
