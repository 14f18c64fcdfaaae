"""`digitreader adapt`."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.cli.arguments import MNIST, add_mnist, add_model
from digitreader.cli.train import training_package
from digitreader.escape_controls import escape_controls

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands

DESCRIPTION = f"""Train the line reader on with lines that you corrected, among made ones, so that it reads these hands
and this paper better. A fifth of the lines, whole pages of them, is held back: they say how good the reader was before
and is after. What reads no better than before is not kept; the exit code is then 7. A run that was interrupted goes on
where it stopped when the same command is started again. {MNIST} Needs Keras with TensorFlow."""


def add_adapt(commands: "Commands") -> None:
    """Add `digitreader adapt`."""
    command = commands.add_parser("adapt", help="teach the line reader your own hands", description=DESCRIPTION)
    command.add_argument(
        "corrections",
        type=Path,
        metavar="CORRECTIONS",
        help="corrections.zip as page Read gives it, or a folder or ZIP of pictures of single lines with a labels.csv: "
        "the columns file and text, and page where several lines are from one page",
    )
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the model folder to write")
    add_model(command, "; it must hold lines.keras, to train on from")
    add_mnist(command)
    command.set_defaults(run=_adapt)


def _adapt(options: argparse.Namespace) -> int:
    """Adapt a reader."""
    from digitreader.decision.networks import folder_of

    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")  # a third faster where TensorFlow leaves it off
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with training_package():
        from digitreader.training.adapt import adapt

    adapt(options.corrections, options.out, folder_of(options.model), options.data, say=_say)
    print(f"{escape_controls(str(options.out))}: read with it by --model {escape_controls(str(options.out))}")
    return 0


def _say(sentence: str) -> None:
    """Print how far it is, at once."""
    print(escape_controls(sentence), flush=True)
