"""Run the commands of this folder: paths in, an exit code out."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from digitreader.errors import DigitReaderError


def run_command(name: str, usage: str, enough: Callable[[int], bool], work: Callable[[Sequence[Path]], None]) -> int:
    """Run a command on its arguments; return 0, 1 after an error, or 2 for wrong usage."""
    paths = [Path(word) for word in sys.argv[1:]]
    if not enough(len(paths)):
        print(f"usage: python -m digitreader.evaluation.{name} {usage}", file=sys.stderr)
        return 2
    try:
        work(paths)
    except DigitReaderError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    return 0
