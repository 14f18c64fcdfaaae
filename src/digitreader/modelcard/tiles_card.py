"""The card of the classifier, the network that names one tile, as its training measured it."""

from collections.abc import Mapping
from typing import Any

from digitreader.modelcard.exported_card import render_exported

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


def render_tiles(card: Mapping[str, Any]) -> str:
    """The classifier's card as Markdown.

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
        versions=", ".join(map(" ".join, card["versions"].items())),
    )
