"""What was measured on MNIST's test digits, for the model card: per digit, per seed, and corrupted."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Figures, confusions, digit_scores
from digitreader.recognition.classifier import NOT_A_DIGIT

DIGITS = """
**Digit by digit** on MNIST's test digits; "not one digit" counts as an error. Precision: the share of answers with this
digit that are right. Recall: the share of this digit that is named right.

| digit | precision | recall |
|---|---|---|
{rows}

Most frequent confusions: {confusions}.
"""

SEEDS = """
**The same recipe from {count} seeds**, each started from {started} and measured once on {digits:,} MNIST test digits,
asked which of ten digits they are. Early stopping saw only validation data. Seed {chosen} is shipped; the others show
how much of its figure is chance.

| seed | epochs | best epoch | validation accuracy | right | 95 % Wilson interval |
|---|---|---|---|---|---|
{rows}
| mean | | | | {mean:.2%} | |
| all {count} together | | | | {together:.2%} | {low:.2%} to {high:.2%} |
"""

ROBUSTNESS = """
**Corrupted digits**: the errors on {digits:,} MNIST test digits under each corruption of MNIST-C (Mu & Gilmer 2019,
arXiv:1906.02337; reimplemented in `evaluation/corruptions/`). Training uses none of these corruptions, though it turns,
shears, shifts and blurs digits. The network sees the corrupted tile as it is: normalising it again would undo shifts
and shrinking, and would shrink digits where fog or stripes leave no paper.

| corruption | wrong, asked which of ten digits | wrong, "not one digit" counting as an error |
|---|---|---|
{rows}
"""

MOST_CONFUSIONS = 5


def render_digits(confusion: Sequence[Sequence[int]]) -> str:
    """Precision and recall of each digit as Markdown.

    Args:
        confusion: what confusion.json holds of the ten digits.
    """
    rows = [f"| {score.digit} | {score.precision:.2%} | {score.recall:.2%} |" for score in digit_scores(confusion)]
    named = [
        f"{error.digit} as {'nothing' if error.called == NOT_A_DIGIT else error.called} ({error.times})"
        for error in confusions(confusion, MOST_CONFUSIONS)
    ]
    return DIGITS.format(rows="\n".join(rows), confusions=", ".join(named))


def render_seeds(seeds: Mapping[str, Any], chosen: int) -> str:
    """The accuracy of each seed, and of all together, as Markdown.

    Args:
        seeds: what seeds.json holds.
        chosen: the seed of the network that is shipped.
    """
    rows = [
        f"| {run['seed']} | {run['epochs']} | {run['best_epoch']} | {run['validation_accuracy']:.2%} "
        f"| {run['accuracy']:.2%} | {run['interval'][0]:.2%} to {run['interval'][1]:.2%} |"
        for run in seeds["runs"]
    ]
    low, high = seeds["together"]["interval"]
    return SEEDS.format(
        count=len(rows),
        digits=seeds["digits"],
        chosen=chosen,
        started=seeds["started_from"],
        rows="\n".join(rows),
        mean=seeds["mean"],
        together=seeds["together"]["accuracy"],
        low=low,
        high=high,
    )


def render_robustness(figures: Figures) -> str:
    """The errors on corrupted digits as Markdown."""
    rows = [f"| {row['corruption']} | {row['error_of_ten']:.2%} | {row['error']:.2%} |" for row in figures.robustness]
    return ROBUSTNESS.format(digits=figures.corrupted, rows="\n".join(rows))
