"""`digitreader bulk`: it only translates between a terminal and the stack's story."""

import argparse
import os
from pathlib import Path

DESCRIPTION = """Read stacks of photos into one table, one row a line of writing: file, line, text, confidence, doubts,
error. A photo in which nothing was found has one row without a line, a file that cannot be read one row with its
reason; neither stops the others. A run that was stopped, however, goes on where it stopped when the same command is
started again, and each photo is in the table exactly once."""


def add_bulk(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
        type=_count,
        default=_cores(),
        metavar="N",
        help="reader processes on this machine (default: its cores); 0 reads in this process",
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that reads instead: tcp://host:8786")
    command.add_argument(
        "--chunk", type=_count, default=32, metavar="N", help="photos handed out at a time (default: 32)"
    )
    command.add_argument(
        "--model", type=Path, metavar="FOLDER", help="whose networks read, as for read; each worker needs it there"
    )
    command.set_defaults(run=_bulk)


def _bulk(options: argparse.Namespace) -> int:
    """Read a stack."""
    from digitreader.bulk.stack import Stack, read_stack

    stack = Stack(tuple(options.sources), options.out, options.model, max(options.chunk, 1))
    print(read_stack(stack, options.workers, options.scheduler))
    return 0  # bad files are rows of a table that is complete


def _count(text: str) -> int:
    """Return a number that is not negative."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
