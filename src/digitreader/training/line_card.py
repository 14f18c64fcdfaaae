"""From a trained line reader to what serves: LiteRT file, calibration and card."""

import json
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from digitreader.atomic_write import atomic_write, write_atomically
from digitreader.modelcard.card import write_model_card
from digitreader.recognition.classifier import Classify
from digitreader.recognition.ctc import prefix_beam_search
from digitreader.recognition.line_reader import LineReader, ReadStrip, digits_only
from digitreader.settings import Settings
from digitreader.training.calibrate import Judged, fit, judged_digits, reliability
from digitreader.training.export import sha256, versions
from digitreader.training.line_network import build_line_network
from digitreader.training.litert import converts, to_litert
from digitreader.training.synthesis.glyph_bank import GlyphBank
from digitreader.training.synthesis.strips import draw_strip

JUDGED = 1_500  # synthetic photos to calibrate on, and as many others to check the calibration with
STRIPS = 2_000  # to measure the line reader alone on
WIDTH = 192  # pixels; of these


def save_line_reader(
    network: keras.Model,
    held: list[GlyphBank],
    classifier: Classify,
    out: Path,
    facts: dict[str, object],
    effort: float = 1.0,
    judge: Callable[[ReadStrip], Judged] | None = None,
) -> dict[str, object]:
    """Write lines.keras, lines.tflite and lines.json into a folder; return the card.

    Where Keras cannot convert, lines.keras is all that is written, and nothing returned.

    Args:
        network: the trained network, of whatever precision.
        held: digits that were held back from training.
        classifier: the network that the decoder asks.
        out: the folder.
        facts: what the training run says of itself.
        effort: of the synthetic photos and strips, the share that is drawn.
        judge: gathers evidence from real lines; the calibration is fitted on that, too.
    """
    bare = build_line_network(network.output_shape[-1])  # in float32 and without the optimizer's state
    bare.set_weights(network.get_weights())
    with atomic_write(out / "lines.keras") as beside:
        bare.save(beside)
    if not converts():
        return {}
    write_atomically(out / "lines.tflite", to_litert(bare))
    reader, settings = LineReader((out / "lines.tflite").read_bytes()), Settings()
    photos = round(effort * JUDGED)
    judged = judged_digits(classifier, reader, held, photos, 1, settings)
    calibration = fit(judged + judge(reader) if judge else judged)
    checked = judged_digits(classifier, reader, held, photos, 2, settings)
    card = {
        "parameters": int(bare.count_params()),
        "made_strips_right": right_strips(reader, held, round(effort * STRIPS)),
        "calibration": list(calibration.weights),
        "reliability": reliability(calibration, checked),
        **facts,
        "versions": versions(),
        "sha256": {name: sha256(out / name) for name in ("lines.keras", "lines.tflite")},
    }
    write_atomically(out / "lines.json", json.dumps(card, indent=2) + "\n")
    write_model_card(out)
    return card


def right_strips(reader: ReadStrip, held: list[GlyphBank], count: int) -> float:
    """The share of synthetic strips, drawn from digits held back, that the line reader alone reads right."""
    rng = np.random.default_rng(2**29)
    drawn = [draw_strip(WIDTH, held, rng) for _ in range(count)]
    read = [digits_only(reader(strip.astype(np.float32) / np.float32(255))) for strip, _ in drawn]
    right = [prefix_beam_search(timesteps)[0] == text for timesteps, (_, text) in zip(read, drawn, strict=True)]
    return round(float(np.mean(right)), 4)
