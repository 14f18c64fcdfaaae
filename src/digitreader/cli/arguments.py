"""Arguments that several commands share."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.numbers.decimal_mark import CONVENTIONS

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

MNIST = "MNIST is read from the folder named by DIGITREADER_DATA, or downloaded by Keras."


def add_model(command: argparse.ArgumentParser, more: str = "") -> None:
    """Add --model, which names the networks to read with. more: what this command adds to its help."""
    command.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a model folder, as export and train write it, or a .tflite file; the shipped line reader is used if it "
        f"has none (default: what DIGITREADER_MODEL names, else the shipped model){more}",
    )


def add_decimal(command: argparse.ArgumentParser) -> None:
    """Add --decimal, which names the decimal mark of the numbers."""
    command.add_argument(
        "--decimal",
        choices=CONVENTIONS,
        default=CONVENTIONS[0],
        help="the decimal mark; auto (default): what the numbers of a photo say, as 7,5 and 13.254,00 do",
    )


def add_mnist(command: argparse.ArgumentParser) -> None:
    """Add --data, which names a copy of MNIST."""
    command.add_argument("--data", type=Path, metavar="NPZ", help="MNIST as x_train, y_train, x_test, y_test")


def count(text: str) -> int:
    """Return a whole number that is not negative.

    Raises:
        ValueError: it is something else.
    """
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
