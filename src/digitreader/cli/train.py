"""`digitreader train`, `train-lines` and `export`: they only translate between a terminal and the training."""

import argparse
from pathlib import Path
from typing import Any

from digitreader.errors import DigitReaderError


def add_train(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader train`."""
    command = commands.add_parser(
        "train",
        help="train the network anew",
        description="Train the network and write digits.keras, digits.tflite and card.json. Without --data MNIST is "
        "read from the folder named by DIGITREADER_DATA, or downloaded by Keras. A run that was interrupted goes on "
        "where it stopped. Needs Keras with TensorFlow; with JAX (KERAS_BACKEND=jax) digits.keras alone is written.",
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
    _add_recipe(command)
    command.set_defaults(run=_train)


def _add_recipe(command: argparse.ArgumentParser) -> None:
    """Add what both trainings are told: what to train on, where chance starts, where the files go."""
    command.add_argument("--data", type=Path, metavar="NPZ", help="MNIST as x_train, y_train, x_test, y_test")
    command.add_argument(
        "--extra",
        type=Path,
        nargs="+",
        metavar="DATA",
        help="data of your own: folders of pictures by class (0 to 9, none), pictures in MNIST's own format with their "
        "labels beside them, ZIP archives of corrections, or NPZ files of images with labels, letters or symbols",
    )
    command.add_argument("--seed", type=int, metavar="N", help="where chance starts")
    command.add_argument("--out", type=Path, default=Path("model"), metavar="FOLDER", help="(default: model)")


def add_train_lines(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader train-lines`."""
    command = commands.add_parser(
        "train-lines",
        help="train the line reader anew",
        description="Train the network that reads whole lines, on writing drawn from MNIST and the extra files, and "
        "write lines.keras, lines.tflite and lines.json. Without --data MNIST is read from the folder named by "
        "DIGITREADER_DATA, or downloaded by Keras. A run that was interrupted goes on where it stopped. Needs "
        "Keras with TensorFlow; with JAX (KERAS_BACKEND=jax) lines.keras alone is written.",
    )
    command.add_argument("--epochs", type=int, metavar="N", help="of 400 batches each")
    command.add_argument("--start", type=Path, metavar="KERAS", help="a trained line reader to go on from")
    command.add_argument("--rate", type=float, dest="learning_rate", metavar="R", help="the highest learning rate")
    _add_recipe(command)
    command.set_defaults(run=_train_lines)


def add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader export`."""
    command = commands.add_parser(
        "export",
        help="make a model folder of a Keras network",
        description="Write what serves, digits.tflite and card.json, for a network that takes tiles (n, 28, 28, 1), "
        '0 to 1 with bright ink, and gives eleven probabilities: the ten digits and "not one digit". Its accuracy is '
        "measured where MNIST is at hand: by --data, or in the folder named by DIGITREADER_DATA. Needs TensorFlow and "
        "Keras.",
    )
    command.add_argument("network", type=Path, metavar="MODEL.keras", help="a network saved by Keras 3")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="for read --model FOLDER")
    command.add_argument("--data", type=Path, metavar="NPZ", help="MNIST as x_train, y_train, x_test, y_test")
    command.set_defaults(run=_export)


def _train(options: argparse.Namespace) -> int:
    """Train the network."""
    try:
        from digitreader.training.recipe import Recipe, quick, refinement
        from digitreader.training.train import train
    except ModuleNotFoundError as error:
        raise untrainable(error) from error
    recipe = refinement if options.start else quick if options.quick else Recipe
    card = train(recipe(**_chosen(options)), options.out)
    print(f"{options.out}: MNIST test accuracy {card['mnist_test_accuracy']:.2%}")
    if "sha256" not in card:
        _advise(f"digitreader export {options.out / 'digits.keras'} --out {options.out}")
    return 0


def _train_lines(options: argparse.Namespace) -> int:
    """Train the line reader."""
    try:
        from digitreader.training.train_lines import LineRecipe, train_lines
    except ModuleNotFoundError as error:
        raise untrainable(error) from error
    if not train_lines(LineRecipe(**_chosen(options)), options.out):
        _advise("the same command again, which goes on where this one ended")
    return 0


def _advise(command: str) -> None:
    """Print how a network that was trained without TensorFlow comes to serve."""
    print(f"Reading takes a LiteRT file, which only TensorFlow makes. Run where Keras has it: {command}")


def _export(options: argparse.Namespace) -> int:
    """Make a model folder of a Keras network, and say what it is worth."""
    try:
        from digitreader.training.convert import export_model
        from digitreader.training.data.dataset import load_mnist_test
    except ModuleNotFoundError as error:
        raise untrainable(error) from error
    card = export_model(options.network, options.out, load_mnist_test(options.data))
    accuracy = card.get("mnist_test_accuracy")
    worth = "accuracy not measured: no --data" if accuracy is None else f"MNIST test accuracy {accuracy:.2%}"
    print(f"{options.out}: {card['parameters']:,} parameters; {worth}")
    return 0


def untrainable(error: ModuleNotFoundError) -> DigitReaderError:
    """Return what is missing for training, in words."""
    return DigitReaderError(
        f"Training needs TensorFlow and Keras ({error.name} is missing). "
        "Install them with: pip install tensorflow keras scikit-learn. Training alone also runs on JAX instead of "
        "TensorFlow: pip install jax, and set KERAS_BACKEND=jax."
    )


def _chosen(options: argparse.Namespace) -> dict[str, Any]:
    """Return what of a recipe was given on the command line."""
    names = "data", "extra", "epochs", "seed", "start", "learning_rate", "harvester", "precision"
    return {name: getattr(options, name) for name in names if getattr(options, name, None) is not None}
