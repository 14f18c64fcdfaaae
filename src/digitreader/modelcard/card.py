"""The model card: the networks' JSON files in words, written together with them so that they agree."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digitreader.atomic_write import write_atomically
from digitreader.modelcard.attributions import LIMITS, attributions
from digitreader.modelcard.exported_card import render_exported
from digitreader.modelcard.measured_card import (
    render_digits,
    render_doubt,
    render_real,
    render_robustness,
    render_seeds,
)
from digitreader.modelcard.metrics import load_figures

TEXT = """# Model card: digits

Written by `digitreader train` from `card.json`; the figures are the same.

| | |
|---|---|
| task | names one handwritten digit in a 28x28 tile: ten digits and "not one digit" |
| MNIST test accuracy, which of ten digits | {accuracy:.2%} (95 % Wilson interval {low:.2%} to {high:.2%}) |
| the same, "not one digit" counting as an error | {eleven:.2%}: {nothing} of 10,000 are called that |
| validation accuracy | {validation:.2%} (held-back MNIST digits, drawn non-digits{candidates}) |
| parameters | {parameters:,} |
| trained on | {trained_on} |
| epochs | {epochs}, the best was number {best_epoch}; seed {seed} |
| started from | {started}, of whose weights {kept:.0%} were kept |
| files | `digits.keras` (trained), `digits.tflite` (float32, what serves); largest difference {difference:.0e} |
| dynamic int8, not shipped | {int8:.2%} where float32 has {eleven:.2%} |
| versions | {versions} |

**Tiles** are normalised exactly as MNIST's are (`recognition/tile.py`): a tight box around the ink, grown to a
square, resampled to 20x20 by area, the peak scaled to full ink, centred by mass. Pixels are 0 (paper) to 1 (ink).
Hairlines in a photo are thickened first.

**Background** is removed by the network's first layers, which have no weights: a white top-hat of 13 pixels, its peak
scaled to full ink. It removes grey paper, haze and broad bars, and slightly changes two of MNIST's 70,000 tiles.

**Augmentation**: rotation, scale, shear, elastic bending, stroke thickness, broken strokes, blur, lost resolution,
shift, weaker ink and noise. A quarter of the tiles is also corrupted: random filters, unsteady strokes, grain,
scribbles, small patches, other tones. **"Not one digit"** is drawn on the fly: glued pairs, halves of digits, specks,
remains of ruled lines, letters and symbols. **Candidate mining**: the network also learns from the decoder's own
candidates, right and wrong, in synthetic photos of lines, where the owner of every pixel is known. **Optimisation**:
Adam with averaged weights, learning-rate reduction and early stopping on the validation loss; the best epoch's weights
are kept.
"""


def _versions(card: Mapping[str, Any]) -> str:
    """The versions a run was made with, as a list."""
    return ", ".join(f"{name} {version}" for name, version in card["versions"].items())


def render(card: Mapping[str, Any]) -> str:
    """The card of the tiles' network as Markdown.

    Args:
        card: what card.json holds.
    """
    if "exported_from" in card:
        return render_exported(card)
    low, high = card["mnist_test_accuracy_interval"]
    return TEXT.format(
        accuracy=card["mnist_test_accuracy"],
        low=low,
        high=high,
        nothing=card["mnist_test_called_not_a_digit"],
        validation=card["validation_accuracy"],
        candidates="" if card["harvester"] == "none" else ", the decoder's candidates",
        started=card["started_from"],
        kept=card["kept_of_start"],
        parameters=card["parameters"],
        trained_on=", ".join(card["trained_on"]),
        epochs=card["epochs"],
        best_epoch=card["best_epoch"],
        seed=card["seed"],
        difference=card["largest_difference_keras_litert"],
        eleven=card["mnist_test_accuracy_eleven_classes"],
        int8=card["mnist_test_accuracy_eleven_classes_int8"],
        versions=_versions(card),
    )


LINES = """
# Model card: lines

Written by `digitreader train-lines` from `lines.json`; the figures are the same.

| | |
|---|---|
| task | reads a strip of writing, 32 pixels high and of any width, as a string of digits |
| synthetic strips read without an error | {right:.1%} of 2,000, drawn from held-back digits |
| parameters | {parameters:,}; convolutions alone, CTC loss |
| trained on | {strips:,} strips, each used once, drawn from {trained_on} and from pen shapes |
| epochs | {epochs}, started from {started}, of whose weights {kept:.0%} were kept; seed {seed} |
| files | `lines.keras` (trained), `lines.tflite` (float32, what serves) |
| versions | {versions} |

**Strips** show the darkness of the ink along the line's baseline (`recognition/strip.py`). **Synthesis**
(`training/synthesis/`) writes each line with one slant, pen and spacing. It draws European forms of 1, 4 and 7;
touching, tied, open and small zeros; points, commas, dashes, letters, words and bars between digits; ruled lines,
boxes and combs, security patterns, blur, lost resolution, black and white scans. **Not for**: letters, other scripts'
digits, a lone upright stroke with no writing beside it.

**Confidence** of a digit is a logistic regression on both networks' evidence, fitted on 1,500 synthetic photos of
lines and checked on 1,500 others:

| confidence | digits | mean confidence | right |
|---|---|---|---|
{reliability}
"""

REAL_TITLE = """
# Both together, on real writing
"""

ABOUT = """
# Limits

{limits}

# What was used

The project contains no picture of any data set.

| what | what for | licence |
|---|---|---|
{sources}
"""


def render_lines(card: Mapping[str, Any]) -> str:
    """The line reader's card as Markdown.

    Args:
        card: what lines.json holds.
    """
    return LINES.format(
        right=card["made_strips_right"],
        parameters=card["parameters"],
        strips=card["strips"],
        trained_on=", ".join(card["trained_on"]),
        epochs=card["epochs"],
        started=card["started_from"],
        kept=card["kept_of_start"],
        seed=card["seed"],
        versions=_versions(card),
        reliability="\n".join(
            f"| {row['from']:g} to {row['to']:g} | {row['digits']:,} | {row['confidence']:.3f} | {row['right']:.3f} |"
            for row in card["reliability"]
        ),
    )


def render_about(trained_on: Iterable[str]) -> str:
    """Limits and licences as Markdown, for networks trained on data of these names."""
    used = [
        f"| {f'[{source.name}]({source.link})' if source.link else source.name} | {source.use} | {source.licence} |"
        for source in attributions(trained_on)
    ]
    return ABOUT.format(limits="\n".join(f"- {limit}" for limit in LIMITS), sources="\n".join(used))


def model_card(folder: Path) -> str:
    """The card of a model's folder: everything that was measured on the networks in it."""
    figures = load_figures(folder)
    parts = [
        render(figures.tiles) if figures.tiles else "",
        render_digits(figures.confusion) if figures.confusion else "",
        render_seeds(figures.seeds, figures.tiles["seed"]) if figures.seeds else "",
        render_robustness(figures) if figures.robustness else "",
        render_lines(figures.lines) if figures.lines else "",
        REAL_TITLE if figures.real or figures.doubt else "",
        render_real(figures.real, figures.single_digits or {}) if figures.real else "",
        render_doubt(figures.doubt) if figures.doubt else "",
        render_about(figures.trained_on),
    ]
    return "".join(parts)


def write_model_card(folder: Path) -> None:
    """Write a model's card into its folder as README.md."""
    write_atomically(folder / "README.md", model_card(folder))
