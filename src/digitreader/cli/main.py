"""The command line: its commands, and how each ends."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from digitreader import __version__
from digitreader.atomic_write import exit_on_sigterm
from digitreader.cli.adapt import add_adapt
from digitreader.cli.bulk import add_bulk
from digitreader.cli.evaluate import add_evaluate
from digitreader.cli.export import add_export
from digitreader.cli.read import add_read
from digitreader.cli.serve import add_serve
from digitreader.cli.train import add_train, add_train_lines
from digitreader.errors import DigitReaderError, OutputError
from digitreader.escape_controls import escape_controls

INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells report SIGINT and SIGPIPE
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # nothing more can be written there
EPILOG = """exit codes:
  0    done
  1    a photo could not be read; the others were
  2    the command line is wrong
  3    the model is missing or damaged
  4    the data or the stack of photos cannot be used
  5    the result cannot be written, or is there already
  6    something is not installed or not set up
  7    adapting made nothing better; the model stays as it was
  130  interrupted (Ctrl-C)
  141  the program that the output went to ended
  143  asked to end (SIGTERM)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code, as EPILOG lists them."""
    _prepare_streams()
    try:
        try:
            options = _parser().parse_args(arguments)
            with exit_on_sigterm():
                code: int = options.run(options)
        finally:
            sys.stdout.flush()
    except DigitReaderError as error:
        print(f"digitreader: {escape_controls(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in FULL:
            raise
        _drop_output()
        print(f"digitreader: The output cannot be written ({error.strerror}). Make room for it.", file=sys.stderr)
        return OutputError.exit_code
    return code


def _prepare_streams() -> None:
    """Give a stream that was closed somewhere to write to, and let names through whose bytes are not text."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # it takes the closed one's number, so no file does
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Lead what is still to be written nowhere; Python's last flush would complain otherwise."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Parser(argparse.ArgumentParser):
    """A parser whose complaints cannot steer the terminal."""

    def error(self, message: str) -> NoReturn:
        """Show how the command is used, say what is wrong, and end."""
        super().error(escape_controls(message))


def _parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    parser: argparse.ArgumentParser = Parser(
        "digitreader",
        description="Read handwritten digits from photos.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (add_read, add_serve, add_bulk, add_evaluate, add_train, add_train_lines, add_adapt, add_export):
        add(commands)
    return parser
