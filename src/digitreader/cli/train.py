"""`digitreader train` and `digitreader train-lines`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitreader.cli.arguments import MNIST, add_mnist
from digitreader.errors import SetupError

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands

FILES = """Without --data {mnist} A run that was interrupted goes on where it stopped. Needs Keras with TensorFlow; with
JAX (KERAS_BACKEND=jax) only {keras} is written."""


def add_train(commands: "Commands") -> None:
    """Add `digitreader train`."""
    command = _add_training(
        commands,
        "train",
        help="train the network",
        description="Train the network and write digits.keras, digits.tflite and card.json.",
        keras="digits.keras",
    )
    command.add_argument("--epochs", type=int, metavar="N", help="at most so many")
    kind = command.add_mutually_exclusive_group()
    kind.add_argument(
        "--quick", action="store_true", help="a smaller network to look at, in under three minutes on two cores"
    )
    kind.add_argument(
        "--start", type=Path, metavar="KERAS", help="a trained network to refine on what the decoder feeds it"
    )
    command.add_argument(
        "--harvester", type=Path, metavar="MODEL", help="a model folder; its decoder's candidates are trained on, too"
    )
    command.add_argument(
        "--bfloat16", dest="precision", action="store_const", const="mixed_bfloat16",
        help="compute in it: twice as fast on a processor that can (avx512_bf16, amx_bf16), slower on others",
    )  # fmt: skip
    command.set_defaults(run=_train)


def add_train_lines(commands: "Commands") -> None:
    """Add `digitreader train-lines`."""
    command = _add_training(
        commands,
        "train-lines",
        help="train the line reader",
        description="Train the network that reads whole lines, on writing drawn from MNIST and the extra files, and "
        "write lines.keras, lines.tflite and lines.json.",
        keras="lines.keras",
    )
    command.add_argument("--epochs", type=int, metavar="N", help="of 400 batches each")
    command.add_argument("--ink", type=Path, metavar="FOLDER", help="pen strokes to write with, signs among them")
    command.add_argument(
        "--fonts", type=Path, nargs="+", metavar="FOLDER", help="fonts (.ttf, .otf) to print some lines in"
    )
    command.add_argument("--start", type=Path, metavar="KERAS", help="a trained line reader to go on from")
    command.add_argument("--rate", type=float, dest="learning_rate", metavar="R", help="the highest learning rate")
    command.set_defaults(run=_train_lines)


def _add_training(
    commands: "Commands", name: str, *, help: str, description: str, keras: str
) -> argparse.ArgumentParser:
    """Add a training command with what both trainings take: data, seed and folder."""
    words = FILES.format(mnist=MNIST, keras=keras)
    command = commands.add_parser(name, help=help, description=f"{description} {words}")
    add_mnist(command)
    command.add_argument(
        "--extra",
        type=Path,
        nargs="+",
        metavar="DATA",
        help="data of your own: folders of pictures by class (0 to 9, none), pictures in MNIST's own format with their "
        "labels beside them, ZIP archives of corrections, or NPZ files of images with labels, letters or symbols",
    )
    command.add_argument("--seed", type=int, metavar="N", help="of the random numbers")
    command.add_argument("--out", type=Path, default=Path("model"), metavar="FOLDER", help="(default: model)")
    return command


@contextmanager
def training_package() -> Iterator[None]:
    """Import the training's modules inside this; a missing library becomes a SetupError."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise SetupError(
            f"Training needs TensorFlow and Keras ({error.name} is missing). "
            "Install them with: pip install tensorflow keras scikit-learn. Training alone also runs on JAX instead of "
            "TensorFlow: pip install jax, and set KERAS_BACKEND=jax."
        ) from error


def _train(options: argparse.Namespace) -> int:
    """Train the network."""
    with training_package():
        from digitreader.training.recipe import Recipe, quick, refinement
        from digitreader.training.train import train

    recipe = refinement if options.start else quick if options.quick else Recipe
    card = train(recipe(**_recipe(options)), options.out)
    print(f"{options.out}: MNIST test accuracy {card['mnist_test_accuracy']:.2%}")
    if "sha256" not in card:
        _say_how_to_convert(f"digitreader export {options.out / 'digits.keras'} --out {options.out}")
    return 0


def _train_lines(options: argparse.Namespace) -> int:
    """Train the line reader."""
    with training_package():
        from digitreader.training.train_lines import LineRecipe, train_lines

    if not train_lines(LineRecipe(**_recipe(options)), options.out):
        _say_how_to_convert("the same command again, which goes on where this one ended")
    return 0


def _say_how_to_convert(command: str) -> None:
    """Print how to make a network that was trained without TensorFlow usable for reading."""
    print(f"Reading takes a LiteRT file, which only TensorFlow makes. Run where Keras has it: {command}")


def _recipe(options: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of a recipe that the command line sets."""
    names = "data", "extra", "ink", "fonts", "epochs", "seed", "start", "learning_rate", "harvester", "precision"
    return {name: getattr(options, name) for name in names if getattr(options, name, None) is not None}
