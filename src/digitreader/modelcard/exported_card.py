"""The model card of a network that was trained elsewhere."""

from collections.abc import Mapping
from typing import Any

EXPORTED = """# Model card: digits

Written by `digitreader export` from `card.json`; the figures are the same.

| | |
|---|---|
| task | names one handwritten digit in a 28x28 tile: ten digits and "not one digit" |
{accuracy}
| parameters | {parameters:,} |
| exported from | `{source}` |
| files | `digits.tflite` (float32, what serves); largest difference from the Keras network {difference:.0e} |
| versions of the export | {versions} |
"""
UNMEASURED = "| MNIST test accuracy | not measured: no test set was given |"
MEASURED = """| MNIST test accuracy, which of ten digits | {share:.2%} (95 % Wilson interval {low:.2%} to {high:.2%}) |
| the same, "not one digit" counting as an error | {eleven:.2%}: {nothing} are called that |"""


def render_exported(card: Mapping[str, Any]) -> str:
    """The card of a network that was trained elsewhere as Markdown.

    Args:
        card: what card.json holds; without figures where none were measured.
    """
    accuracy = UNMEASURED
    if "mnist_test_accuracy" in card:
        low, high = card["mnist_test_accuracy_interval"]
        accuracy = MEASURED.format(
            share=card["mnist_test_accuracy"],
            low=low,
            high=high,
            eleven=card["mnist_test_accuracy_eleven_classes"],
            nothing=card["mnist_test_called_not_a_digit"],
        )
    return EXPORTED.format(
        accuracy=accuracy,
        parameters=card["parameters"],
        source=card["exported_from"],
        difference=card["largest_difference_keras_litert"],
        versions=", ".join(f"{name} {version}" for name, version in card["versions"].items()),
    )
