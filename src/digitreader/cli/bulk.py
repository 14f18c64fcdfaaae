"""`digitreader bulk`."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.cli.arguments import add_decimal, add_model, count
from digitreader.escape_controls import escape_controls

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands

DESCRIPTION = """Read stacks of photos into one table, one row a line of writing: file, line, text, confidence, doubts,
error. A photo in which nothing was found has one row without a line, a file that cannot be read one row with its
reason; neither stops the others. A run that was stopped, however, goes on where it stopped when the same command is
started again, and each photo is in the table exactly once."""


def add_bulk(commands: "Commands") -> None:
    """Add `digitreader bulk`."""
    command = commands.add_parser("bulk", help="read thousands of photos into a table", description=DESCRIPTION)
    command.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a photo, a folder with all in it, a pattern (quoted: '2024/**/*.jpg'), a ZIP, a list (.txt, one file a "
        "line), or any of these at an address that fsspec knows (s3://, gs://, ...)",
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table: a .parquet or .csv file")
    command.add_argument(
        "--workers",
        type=count,
        default=_cores(),
        metavar="N",
        help="reader processes on this machine (default: its cores); 0 reads in this process",
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that reads instead: tcp://host:8786")
    command.add_argument(
        "--chunk", type=count, default=32, metavar="N", help="photos that a worker gets at a time (default: 32)"
    )
    add_decimal(command)
    add_model(command, "; every worker needs it at this place")
    command.set_defaults(run=_bulk)


def _bulk(options: argparse.Namespace) -> int:
    """Read a stack."""
    from digitreader.bulk.stack import Stack, read_stack

    stack = Stack(tuple(options.sources), options.out, options.model, max(options.chunk, 1), options.decimal)
    print(escape_controls(read_stack(stack, options.workers, options.scheduler)))
    return 0  # a bad photo is a row of the table, not a failure of the run


def _cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
