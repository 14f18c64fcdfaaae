"""`digitreader read`."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.atomic_write import atomic_write
from digitreader.cli.arguments import add_decimal, add_model
from digitreader.errors import OutputError, ReadError, why_unopened
from digitreader.escape_controls import escape_controls
from digitreader.intake.file_type import PHOTO_LABELS

if TYPE_CHECKING:  # at run time a command imports what it needs, so that --help is instant
    from digitreader.cli.arguments import Commands
    from digitreader.decision.line_recognizer import LineRecognizer
    from digitreader.output.result import PageResult
    from digitreader.recognition.classifier import Classify


def add_read(commands: "Commands") -> None:
    """Add `digitreader read`."""
    command = commands.add_parser(
        "read",
        help="read photos",
        description="Read the handwritten digits in photos. A photo that cannot be read never stops the others; "
        "the exit code is then 1.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=f"a {PHOTO_LABELS} photo")
    command.add_argument(
        "--format",
        choices=("text", "numbers", "csv", "json"),
        default="text",
        help="text: the lines of each photo as they were written (default); numbers: CSV, one row a number, with its "
        "value; csv: one row a digit or sign; json: one object a photo, one a line, boxes as x, y, width, height in "
        "pixels of the photo",
    )
    add_decimal(command)
    command.add_argument("--digits-only", action="store_true", help="leave out signs and gaps")
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write there instead; the file appears when it is complete"
    )
    add_model(command)
    command.set_defaults(run=_read)


def _read(options: argparse.Namespace) -> int:
    """Read photos in the order given."""
    from digitreader.decision.networks import load_networks

    networks = load_networks(options.model)
    if options.out is None:
        return _show_all(options, *networks)
    if options.out.exists() and any(file.exists() and file.samefile(options.out) for file in options.files):
        raise OutputError(f"{options.out}: is one of the photos. Name another --out.")
    try:
        with atomic_write(options.out) as beside, _printed_to(beside):
            return _show_all(options, *networks)
    except OSError as error:
        raise OutputError(
            f"{options.out}: cannot be written ({error.strerror or error}). Make room, or name another --out."
        ) from error


@contextmanager
def _printed_to(path: Path) -> Iterator[None]:
    """Redirect what is printed into a file."""
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file, redirect_stdout(file):
        yield


def _show_all(options: argparse.Namespace, classifier: "Classify", line_recognizer: "LineRecognizer") -> int:
    """Read photos and print the results; what is wrong with a photo goes to standard error, except in JSON."""
    code = 0
    for place, file in enumerate(options.files):
        page = _read_file(file, options, classifier, line_recognizer)
        print(_formatted(page, options.format, place == 0, len(options.files) > 1), end="", flush=True)
        if options.format != "json":
            for sentence in [page.error] if page.error else page.advice:
                print(escape_controls(f"{page.file}: {sentence}"), file=sys.stderr)
        if page.error is not None:
            code = ReadError.exit_code
    return code


def _read_file(
    file: Path, options: argparse.Namespace, classifier: "Classify", line_recognizer: "LineRecognizer"
) -> "PageResult":
    """Return what was read in a file, or why it could not be read."""
    from digitreader.intake.regular_file import open_regular
    from digitreader.output.from_reading import page_result
    from digitreader.output.result import PageResult
    from digitreader.reading import read_photo
    from digitreader.settings import Settings

    settings = Settings()
    try:
        with open_regular(file) as stream:
            data = stream.read(settings.photo.max_bytes + 1)  # one byte more shows that the file is too large
        page = page_result(str(file), read_photo(data, classifier, settings, line_recognizer), options.decimal)
        return page.without_signs if options.digits_only else page
    except ReadError as error:
        return PageResult(str(file), error=str(error))
    except OSError as error:
        return PageResult(str(file), error=why_unopened(error))


def _formatted(page: "PageResult", form: str, first: bool, several: bool) -> str:
    """Return a photo's part of the output. first: of all photos. several: whether there are more photos."""
    from digitreader.output.digit_table import digit_table
    from digitreader.output.number_table import number_table
    from digitreader.output.table import to_csv
    from digitreader.output.text import heading, to_text

    if form == "json":
        return json.dumps(page.to_dict()) + "\n"
    if form in ("csv", "numbers"):
        if sys.stdout.isatty():
            page = replace(page, file=escape_controls(page.file))
        return to_csv((digit_table if form == "csv" else number_table)([page]), header=first)
    if page.error is not None:
        return ""
    return (heading(page.file) if several else "") + to_text(page)
