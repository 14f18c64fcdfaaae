"""What was measured on pictures of real writing, for the model card: what is read right, and risk against coverage."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Row
from digitreader.settings.decision import DoubtSettings

REAL = """
Right: the share of pictures with every digit of every line read right; no network was trained on any of them. Marked
(rejected): a person is asked to check a digit. Silent (undetected errors): digits were read wrong and none was marked.

| pictures | how many | right | character errors | marked | silent |
|---|---|---|---|---|---|
{rows}

{singles}
"""

DOUBT = """
**Risk against coverage** on real pictures (none was trained on): the share of lines marked because the confidence in
their digits is below the threshold, and the share read wrong without a mark. The app marks below {used:g}.

| threshold | {names} |
|---|{rule}
{rows}
"""


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
