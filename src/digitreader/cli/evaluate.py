"""`digitreader evaluate`."""

import argparse
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.cli.arguments import MNIST, add_model, count
from digitreader.cli.train import training_package

if TYPE_CHECKING:
    from digitreader.cli.arguments import Commands


def add_evaluate(commands: "Commands") -> None:
    """Add `digitreader evaluate`."""
    command = commands.add_parser(
        "evaluate",
        help="measure how much of labelled photos is read right",
        description="Measure the reader on labelled photos: a CSV with the columns file, text and kind, where | in "
        "text is a new line, or with the columns file and written, of text with signs; or on single digits: an NPZ "
        "with images (n, H, W) and labels. With --corruptions the network alone is measured, on MNIST's test digits "
        f"corrupted in 16 ways. {MNIST}",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="LABELS", help="labels.csv, or single digits as train --extra takes them"
    )
    command.add_argument("--corruptions", action="store_true", help="measure on corrupted digits instead of LABELS")
    command.add_argument("--format", choices=("table", "json"), default="table", help="(default: table)")
    command.add_argument("--errors", action="store_true", help="list the errors first: file, expected, read")
    command.add_argument(
        "--skip", type=count, default=0, metavar="N", help="leave out the first N digits of each line (default: 0)"
    )
    command.add_argument(
        "--opinion",
        choices=("both", "decoder", "lines"),
        default="both",
        help="what reads: the decoder, the line reader, or both (default)",
    )
    add_model(command)
    command.set_defaults(run=_evaluate, refuse=command.error)


def _evaluate(options: argparse.Namespace) -> int:
    """Measure the networks and the pipeline around them."""
    if bool(options.files) == options.corruptions:
        options.refuse("name LABELS files, or measure with --corruptions")
    if options.corruptions:
        return _evaluate_corruptions(options)
    from digitreader.decision.networks import load_networks
    from digitreader.evaluation.evaluate import evaluate
    from digitreader.evaluation.score_tables import as_errors, as_json, as_table, as_written_table
    from digitreader.evaluation.scores import scores, written_scores
    from digitreader.settings import Settings
    from digitreader.settings.decision import DecisionSettings, FusionSettings

    classifier, lines = load_networks(options.model)
    line_recognizer = None if options.opinion == "decoder" else lines
    weight = 0.0 if options.opinion == "lines" else FusionSettings.decoder_weight
    settings = Settings(decision=DecisionSettings(FusionSettings(decoder_weight=weight)))
    ask = partial(
        evaluate, classifier=classifier, skip=options.skip, line_recognizer=line_recognizer, settings=settings
    )
    by_file = {str(file): ask(file) for file in options.files}
    if options.errors:
        print(as_errors(case for cases in by_file.values() for case in cases))
    rows, signs = scores(by_file), written_scores(by_file)
    if options.format == "json":
        print(as_json([*rows, *signs]), end="")
    else:
        print(as_table(rows) + ("\n" + as_written_table(signs) if signs else ""), end="")
    return 0


def _evaluate_corruptions(options: argparse.Namespace) -> int:
    """Measure the network on corrupted digits."""
    from digitreader.decision.networks import load_networks
    from digitreader.evaluation.robustness import as_dicts, as_table, robustness
    from digitreader.training.data.dataset import load_mnist

    with training_package():
        _, test = load_mnist()
    rows = robustness(load_networks(options.model)[0], test)
    print(as_table(rows) if options.format == "table" else "\n".join(map(json.dumps, as_dicts(rows))) + "\n", end="")
    return 0
