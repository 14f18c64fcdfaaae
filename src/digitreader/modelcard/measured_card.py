"""The measured tables of the model card: per digit, per seed, corrupted, on real writing, and risk-coverage."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Figures, Row, confusions, digit_scores
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.settings import DoubtSettings

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

REAL = """
Right: the share of pictures with every digit of every line read right; no network was trained on any of them. Marked
(rejected): a person is asked to check a digit. Silent (undetected errors): digits were read wrong and none was marked.

| pictures | how many | right | character errors | marked | silent |
|---|---|---|---|---|---|
{rows}

{singles}
"""

DOUBT = """
**Risk against coverage** on real pictures (none was trained on): the share of pictures marked because the confidence of
some line is below the threshold, and the share read wrong without a mark. The app marks below {used:g}.

| threshold | {names} |
|---|{rule}
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


def render_real(real: Mapping[str, Any], singles: Mapping[str, Any]) -> str:
    """The scores on real writing as Markdown.

    Args:
        real: what real.json says of pictures, by collection.
        singles: what it says of files of single digits.
    """
    rows = []
    for name, scores in real.items():
        rows.append(_score_row(f"**{name}**", scores))
        if "start" in scores:
            rows.append(
                f"| ... first {scores['start']} digits left out | | {scores['right_without_start']:.1%} | | | |"
            )
        kinds = scores.get("kinds", {})
        if len(kinds) > 1:
            rows += [_score_row(f"... {kind}", score) for kind, score in kinds.items()]
    alone = [
        f"{name}: {score['images']:,} single digits, {score['right']:.1%} right, {score['right_of_ten']:.1%} asked "
        "which of ten digits."
        for name, score in singles.items()
    ]
    return REAL.format(rows="\n".join(rows), singles="\n".join(alone))


def _score_row(name: str, score: Mapping[str, Any]) -> str:
    """A row of the table of real writing."""
    errors = "" if score["character_errors"] is None else f"{score['character_errors']:.1%}"
    shares = " | ".join(f"{score[share]:.1%}" for share in ("marked", "silent"))
    return f"| {name} | {score['images']:,} | {score['right']:.1%} | {errors} | {shares} |"


def render_doubt(curves: Mapping[str, Sequence[Row]]) -> str:
    """The risk-coverage curves as Markdown.

    Args:
        curves: what doubt.json holds of each collection.
    """
    names = " | ".join(f"{name}: marked | silent" for name in curves)
    rows = [
        f"| {points[0]['threshold']:g} | " + " | ".join(f"{p['marked']:.1%} | {p['silent']:.1%}" for p in points) + " |"
        for points in zip(*curves.values(), strict=True)
    ]
    return DOUBT.format(
        used=DoubtSettings().line_below, names=names, rule="---|" * 2 * len(curves), rows="\n".join(rows)
    )
