"""The command line: it only translates between a terminal and the library."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitreader import __version__
from digitreader.aside import aside
from digitreader.bulk.command import add_bulk
from digitreader.errors import DigitReaderError, ReadError, why_unopened

if TYPE_CHECKING:  # at run time each command imports what it needs, so that --help is instant
    from digitreader.classifier import Classify
    from digitreader.opinion import SecondOpinion
    from digitreader.reading import Reading

OK, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 1, 130, 141  # the last two as shells report SIGINT and SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 1 where something could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names may hold bytes that are no text
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except DigitReaderError as error:
        print(f"digitreader: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the last flush would complain
        return PIPE_CLOSED
    return code


def _parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line."""
    parser = argparse.ArgumentParser("digitreader", description="Read handwritten digits from photos.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_read(commands)
    _add_serve(commands)
    add_bulk(commands)
    _add_evaluate(commands)
    _add_train(commands)
    _add_train_lines(commands)
    _add_export(commands)
    return parser


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader read`."""
    command = commands.add_parser(
        "read",
        help="read photos",
        description="Read the handwritten digits in photos. A photo that cannot be read never stops the others; "
        "the exit code is then 1.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a JPG, PNG or HEIC photo")
    command.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        default="text",
        help="text: the lines of each photo (default); csv: one row a digit; json: one object a photo, one a line, "
        "boxes as x, y, width, height in pixels of the photo",
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write there instead; the file appears when it is whole"
    )
    _add_model(command)
    command.set_defaults(run=_read)


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader serve`."""
    command = commands.add_parser(
        "serve",
        help="serve the app and its JSON API",
        description="Serve the app, and beside it POST /api/v1/read, GET /api/v1/health and GET /api/v1/openapi.json. "
        "Where DIGITREADER_TOKEN is set, reading by the API wants that token; the app itself asks nobody for one. "
        "Which networks read is named by DIGITREADER_MODEL. Needs the extra `app`.",
    )
    command.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, for this machine alone)"
    )
    command.add_argument("--port", type=int, default=8501, help="(default: 8501)")
    command.set_defaults(run=_serve)


def _add_model(command: argparse.ArgumentParser) -> None:
    """Add whose networks read."""
    command.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a model folder, as export and train write it, or a .tflite file; the shipped line reader is asked where "
        "it has none (default: what DIGITREADER_MODEL names, else the shipped model)",
    )


def _add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `digitreader evaluate`."""
    command = commands.add_parser(
        "evaluate",
        help="measure how much of labelled photos is read right",
        description="Measure the reader on labelled photos: a CSV with the columns file, text and kind, where | in "
        "text is a new line; or on single digits: an NPZ with images (n, H, W) and labels. With --corruptions "
        "it is the network alone that is measured, on MNIST's test digits corrupted in 16 ways; MNIST is read from "
        "the folder named by DIGITREADER_DATA, or downloaded by Keras.",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="LABELS", help="labels.csv, or single digits as train --extra takes them"
    )
    command.add_argument("--corruptions", action="store_true", help="measure on corrupted digits instead of LABELS")
    command.add_argument("--format", choices=("table", "json"), default="table", help="(default: table)")
    command.add_argument("--errors", action="store_true", help="first list what was read wrong: file, expected, read")
    command.add_argument(
        "--skip", type=int, default=0, metavar="N", help="leave the first N digits of each line out (default: 0)"
    )
    command.add_argument(
        "--opinion",
        choices=("both", "decoder", "lines"),
        default="both",
        help="whom to ask: the decoder, the line reader, or both (default)",
    )
    _add_model(command)
    command.set_defaults(run=_evaluate, refuse=command.error)


def _add_train(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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


def _add_train_lines(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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


def _read(options: argparse.Namespace) -> int:
    """Read photos in the order given."""
    from digitreader.networks import load_networks

    classifier, second = load_networks(options.model)
    if options.out is None:
        return _show_all(options, classifier, second)
    try:
        with aside(options.out) as beside, _printed_to(beside):
            return _show_all(options, classifier, second)
    except OSError as error:
        raise DigitReaderError(
            f"{options.out}: cannot be written ({error.strerror or error}). Make room, or name another --out."
        ) from error


@contextmanager
def _printed_to(path: Path) -> Iterator[None]:
    """Let all that is printed go into a file."""
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file, redirect_stdout(file):
        yield


def _show_all(options: argparse.Namespace, classifier: "Classify", second: "SecondOpinion") -> int:
    """Read photos and print what they say."""
    show = {"text": _show_text, "csv": _show_csv, "json": _show_json}[options.format]
    if options.format == "csv":
        _show_csv_header()
    code = OK
    for file in options.files:
        reading, error = _read_file(file, classifier, second)
        show(str(file), reading, error, len(options.files) > 1)
        sys.stdout.flush()
        code = FAILED if error else code
    return code


def _read_file(file: Path, classifier: "Classify", second: "SecondOpinion") -> "tuple[Reading | None, str | None]":
    """Return (reading, None), or (None, why the file cannot be read)."""
    from digitreader.reading import read_photo
    from digitreader.settings import Settings

    settings = Settings()
    try:
        with file.open("rb") as stream:
            data = stream.read(settings.max_bytes + 1)  # one more shows that it is too large; the rest stays on disk
        return read_photo(data, classifier, settings, second), None
    except ReadError as error:
        return None, str(error)
    except OSError as error:
        return None, why_unopened(error)


def _show_text(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print a photo's lines; what is wrong with it goes to standard error."""
    from digitreader.report import heading, to_text

    if reading:
        print((heading(name) if several else "") + to_text(reading), end="")
    _complain(name, reading, error)


def _show_csv_header() -> None:
    """Print the names of the columns."""
    from digitreader.report import CSV_HEADER, csv_text

    print(csv_text([CSV_HEADER]), end="")


def _show_csv(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print one row for each of a photo's digits."""
    from digitreader.report import csv_rows, csv_text

    if reading:
        print(csv_text(csv_rows(name, reading)), end="")
    _complain(name, reading, error)


def _show_json(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print a photo's line of JSON."""
    from digitreader.report import to_json

    print(to_json(name, reading, error))


def _complain(name: str, reading: "Reading | None", error: str | None) -> None:
    """Print the error, or the advice about a photo, to standard error."""
    for sentence in [error] if error else reading.advice if reading else ():
        print(f"{name}: {sentence}", file=sys.stderr)


def _serve(options: argparse.Namespace) -> int:
    """Serve the app and the API."""
    try:
        from digitreader.api.serve import serve
    except ModuleNotFoundError as error:
        raise DigitReaderError(
            f"Serving needs Streamlit ({error.name} is missing). Install it with: pip install '.[app]' in the "
            "project's folder."
        ) from error
    serve(options.host, options.port)
    return OK


def _evaluate(options: argparse.Namespace) -> int:
    """Measure the networks and the pipeline around them."""
    if bool(options.files) == options.corruptions:
        options.refuse("name LABELS files, or measure with --corruptions")
    if options.corruptions:
        return _evaluate_corruptions(options)
    from digitreader.networks import load_networks
    from digitreader.settings import Settings
    from digitreader.training.evaluate import evaluate
    from digitreader.training.scores import as_errors, as_json, as_table, scores

    classifier, lines = load_networks(options.model)
    second = None if options.opinion == "decoder" else lines
    settings = Settings(decoder_weight=0.0) if options.opinion == "lines" else Settings()
    ask = partial(evaluate, classifier=classifier, skip=options.skip, second=second, settings=settings)
    by_file = {str(file): ask(file) for file in options.files}
    if options.errors:
        print(as_errors(case for cases in by_file.values() for case in cases))
    rows = scores(by_file)
    print(as_table(rows) if options.format == "table" else as_json(rows), end="")
    return OK


def _evaluate_corruptions(options: argparse.Namespace) -> int:
    """Measure the network on corrupted digits."""
    import json

    from digitreader.networks import load_networks
    from digitreader.training.dataset import load_mnist
    from digitreader.training.robustness import as_dicts, as_table, robustness

    try:
        _, test = load_mnist()
    except ModuleNotFoundError as error:
        raise _untrainable(error) from error
    rows = robustness(load_networks(options.model)[0], test)
    print(as_table(rows) if options.format == "table" else "\n".join(map(json.dumps, as_dicts(rows))) + "\n", end="")
    return OK


def _train(options: argparse.Namespace) -> int:
    """Train the network."""
    try:
        from digitreader.training.recipe import Recipe, quick, refinement
        from digitreader.training.train import train
    except ModuleNotFoundError as error:
        raise _untrainable(error) from error
    recipe = refinement if options.start else quick if options.quick else Recipe
    card = train(recipe(**_chosen(options)), options.out)
    print(f"{options.out}: MNIST test accuracy {card['mnist_test_accuracy']:.2%}")
    if "sha256" not in card:
        _advise(f"digitreader export {options.out / 'digits.keras'} --out {options.out}")
    return OK


def _train_lines(options: argparse.Namespace) -> int:
    """Train the line reader."""
    try:
        from digitreader.training.train_lines import LineRecipe, train_lines
    except ModuleNotFoundError as error:
        raise _untrainable(error) from error
    if not train_lines(LineRecipe(**_chosen(options)), options.out):
        _advise("the same command again, which goes on where this one ended")
    return OK


def _advise(command: str) -> None:
    """Print how a network that was trained without TensorFlow comes to serve."""
    print(f"Reading takes a LiteRT file, which only TensorFlow makes. Run where Keras has it: {command}")


def _export(options: argparse.Namespace) -> int:
    """Make a model folder of a Keras network, and say what it is worth."""
    try:
        from digitreader.training.convert import export_model
        from digitreader.training.dataset import load_mnist_test
    except ModuleNotFoundError as error:
        raise _untrainable(error) from error
    card = export_model(options.network, options.out, load_mnist_test(options.data))
    accuracy = card.get("mnist_test_accuracy")
    worth = "accuracy not measured: no --data" if accuracy is None else f"MNIST test accuracy {accuracy:.2%}"
    print(f"{options.out}: {card['parameters']:,} parameters; {worth}")
    return OK


def _untrainable(error: ModuleNotFoundError) -> DigitReaderError:
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


if __name__ == "__main__":
    sys.exit(main())
