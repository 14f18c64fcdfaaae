"""The command line: its commands, and how each ends."""

import argparse
import os
import sys
from collections.abc import Sequence

from digitreader import __version__
from digitreader.atomic_write import exit_on_sigterm
from digitreader.cli.bulk import add_bulk
from digitreader.cli.evaluate import add_evaluate
from digitreader.cli.export import add_export
from digitreader.cli.read import add_read
from digitreader.cli.serve import add_serve
from digitreader.cli.train import add_train, add_train_lines
from digitreader.errors import DigitReaderError

INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells report SIGINT and SIGPIPE
EPILOG = """exit codes:
  0    done
  1    a photo could not be read; the others were
  2    the command line is wrong
  3    the model is missing or damaged
  4    the data or the stack of photos cannot be used
  5    the result cannot be written, or is there already
  6    something is not installed or not set up
  130  interrupted (Ctrl-C)
  141  the program that the output went to ended
  143  asked to end (SIGTERM)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code, as EPILOG lists them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a file's name may hold bytes that are not text
    options = _parser().parse_args(arguments)
    try:
        with exit_on_sigterm():
            code: int = options.run(options)
        sys.stdout.flush()
    except DigitReaderError as error:
        print(f"digitreader: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python's last flush would complain otherwise
        return PIPE_CLOSED
    return code


def _parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    parser = argparse.ArgumentParser(
        "digitreader",
        description="Read handwritten digits from photos.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (add_read, add_serve, add_bulk, add_evaluate, add_train, add_train_lines, add_export):
        add(commands)
    return parser
