"""The command line: which commands there are, and how each ends."""

import argparse
import os
import sys
from collections.abc import Sequence

from digitreader import __version__
from digitreader.cli.bulk import add_bulk
from digitreader.cli.evaluate import add_evaluate
from digitreader.cli.read import add_read
from digitreader.cli.serve import add_serve
from digitreader.cli.train import add_export, add_train, add_train_lines
from digitreader.errors import DigitReaderError

FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141  # the last two as shells report SIGINT and SIGPIPE


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
    add_read(commands)
    add_serve(commands)
    add_bulk(commands)
    add_evaluate(commands)
    add_train(commands)
    add_train_lines(commands)
    add_export(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
