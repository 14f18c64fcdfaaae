"""The model card: what card.json says, in words; both are written by the same run, so they agree."""

from collections.abc import Mapping
from typing import Any

TEXT = """# Model card: digits

Written by `digitreader train` from `card.json`; the figures are the same.

| | |
|---|---|
| task | names one handwritten digit in a 28x28 tile: ten digits and "not one digit" |
| MNIST test accuracy, which of ten digits | {accuracy:.2%} (95 % Wilson interval {low:.2%} to {high:.2%}) |
| the same, "not one digit" counting as an error | {eleven:.2%}: {nothing} of 10,000 are called that |
| validation accuracy | {validation:.2%} (5,000 held-back MNIST digits and 1,000 drawn things that are no digit) |
| parameters | {parameters:,} |
| trained on | {trained_on} |
| epochs | {epochs}, the weights of number {best_epoch} were kept; seed {seed} |
| files | `digits.keras` (trained), `digits.tflite` (float32, what serves); largest difference {difference:.0e} |
| dynamic int8, not shipped | {int8:.2%} where float32 has {eleven:.2%} |
| versions | {versions} |

**Tiles** are normalised exactly as MNIST's are (`src/digitreader/tile.py`): a tight box around the ink, grown to a
square, resampled to 20x20 by area, the peak scaled to full ink, centred by mass. Pixels are 0 (paper) to 1 (ink).
Hairlines of a photo are thickened first.

**Augmentation**: rotation, scale, shear, elastic bending, stroke thickness, broken strokes, blur, lost resolution,
shift, weaker ink and noise. **"Not one digit"** is drawn on the fly: glued pairs, halves of digits, specks, remains of
rules, letters and signs. **Optimisation**: Adam with averaged weights, learning-rate reduction and early stopping on
the validation loss; the best epoch's weights are kept.

**Good for**: separated or touching handwritten digits of an adult hand, Western forms. **Not for**: other scripts'
digits, printed text, deciding anything about a person unseen. What it does on whole photos is in the project's README.
A lone straight stroke is a 1 to it, an empty ring a 0: the reader around it has to know what is writing.
"""


def render(card: Mapping[str, Any]) -> str:
    """Return the model card as Markdown.

    Args:
        card: what card.json holds.
    """
    low, high = card["mnist_test_accuracy_interval"]
    return TEXT.format(
        accuracy=card["mnist_test_accuracy"],
        low=low,
        high=high,
        nothing=card["mnist_test_called_not_a_digit"],
        validation=card["validation_accuracy"],
        parameters=card["parameters"],
        trained_on=", ".join(card["trained_on"]),
        epochs=card["epochs"],
        best_epoch=card["best_epoch"],
        seed=card["seed"],
        difference=card["largest_difference_keras_litert"],
        eleven=card["mnist_test_accuracy_eleven_classes"],
        int8=card["mnist_test_accuracy_eleven_classes_int8"],
        versions=", ".join(f"{name} {version}" for name, version in card["versions"].items()),
    )
