"""`digitreader read`: it only translates between a terminal and the reader."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.atomic_write import atomic_write
from digitreader.errors import DigitReaderError, ReadError, why_unopened

if TYPE_CHECKING:  # at run time the command imports what it needs, so that --help is instant
    from digitreader.decision.line_recognizer import LineRecognizer
    from digitreader.reading import Reading
    from digitreader.recognition.classifier import Classify


def add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    add_model(command)
    command.set_defaults(run=_read)


def add_model(command: argparse.ArgumentParser) -> None:
    """Add whose networks read."""
    command.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a model folder, as export and train write it, or a .tflite file; the shipped line reader is asked where "
        "it has none (default: what DIGITREADER_MODEL names, else the shipped model)",
    )


def _read(options: argparse.Namespace) -> int:
    """Read photos in the order given."""
    from digitreader.decision.networks import load_networks

    classifier, line_recognizer = load_networks(options.model)
    if options.out is None:
        return _show_all(options, classifier, line_recognizer)
    try:
        with atomic_write(options.out) as beside, _printed_to(beside):
            return _show_all(options, classifier, line_recognizer)
    except OSError as error:
        raise DigitReaderError(
            f"{options.out}: cannot be written ({error.strerror or error}). Make room, or name another --out."
        ) from error


@contextmanager
def _printed_to(path: Path) -> Iterator[None]:
    """Let all that is printed go into a file."""
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file, redirect_stdout(file):
        yield


def _show_all(options: argparse.Namespace, classifier: "Classify", line_recognizer: "LineRecognizer") -> int:
    """Read photos and print what they say."""
    show = {"text": _show_text, "csv": _show_csv, "json": _show_json}[options.format]
    if options.format == "csv":
        _show_csv_header()
    failed = False
    for file in options.files:
        reading, error = _read_file(file, classifier, line_recognizer)
        show(str(file), reading, error, len(options.files) > 1)
        sys.stdout.flush()
        failed |= error is not None
    return int(failed)


def _read_file(
    file: Path, classifier: "Classify", line_recognizer: "LineRecognizer"
) -> "tuple[Reading | None, str | None]":
    """Return (reading, None), or (None, why the file cannot be read)."""
    from digitreader.reading import read_photo
    from digitreader.settings import Settings

    settings = Settings()
    try:
        with file.open("rb") as stream:
            data = stream.read(
                settings.photo.max_bytes + 1
            )  # one more shows that it is too large; the rest stays on disk
        return read_photo(data, classifier, settings, line_recognizer), None
    except ReadError as error:
        return None, str(error)
    except OSError as error:
        return None, why_unopened(error)


def _show_text(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print a photo's lines; what is wrong with it goes to standard error."""
    from digitreader.output.report import heading, to_text

    if reading:
        print((heading(name) if several else "") + to_text(reading), end="")
    _complain(name, reading, error)


def _show_csv_header() -> None:
    """Print the names of the columns."""
    from digitreader.output.report import CSV_HEADER, csv_text

    print(csv_text([CSV_HEADER]), end="")


def _show_csv(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print one row for each of a photo's digits."""
    from digitreader.output.report import csv_rows, csv_text

    if reading:
        print(csv_text(csv_rows(name, reading)), end="")
    _complain(name, reading, error)


def _show_json(name: str, reading: "Reading | None", error: str | None, several: bool) -> None:
    """Print a photo's line of JSON."""
    from digitreader.output.report import to_json

    print(to_json(name, reading, error))


def _complain(name: str, reading: "Reading | None", error: str | None) -> None:
    """Print the error, or the advice about a photo, to standard error."""
    for sentence in [error] if error else reading.advice if reading else ():
        print(f"{name}: {sentence}", file=sys.stderr)
