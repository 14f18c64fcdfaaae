"""`digitreader export`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.cli.arguments import add_mnist
from digitreader.cli.train import training_package

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands


def add_export(commands: "Commands") -> None:
    """Add `digitreader export`."""
    command = commands.add_parser(
        "export",
        help="make a model folder of a Keras network",
        description="Write what serves, digits.tflite and card.json, for a network that takes tiles (n, 28, 28, 1), "
        '0 to 1 with bright ink, and gives eleven probabilities: the ten digits and "not one digit". Its accuracy is '
        "measured if MNIST is there: by --data, or in the folder named by DIGITREADER_DATA. Needs TensorFlow and "
        "Keras.",
    )
    command.add_argument("network", type=Path, metavar="MODEL.keras", help="a network saved by Keras 3")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="for read --model FOLDER")
    add_mnist(command)
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    """Make a model folder of a Keras network, and say how accurate it is."""
    with training_package():
        from digitreader.training.convert import export_model
        from digitreader.training.data.dataset import load_mnist_test

    card = export_model(options.network, options.out, load_mnist_test(options.data))
    accuracy = card.get("mnist_test_accuracy")
    worth = "accuracy not measured: no --data" if accuracy is None else f"MNIST test accuracy {accuracy:.2%}"
    print(f"{options.out}: {card['parameters']:,} parameters; {worth}")
    return 0
