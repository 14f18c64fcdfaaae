"""The card of the line reader, the network that reads a whole line, as its training measured it."""

from collections.abc import Mapping
from typing import Any

LINES = """
# Model card: lines

Written by `digitreader train-lines` from `lines.json`; the figures are the same.

| | |
|---|---|
| task | reads a strip of writing, 32 pixels high and of any width, as digits and signs |
| synthetic strips read without an error | {right:.1%} of 2,000, drawn from held-back digits |
| parameters | {parameters:,}; convolutions alone, CTC loss |
| trained on | {strips:,} strips, each used once, drawn from {trained_on} and from pen shapes |
| epochs | {epochs}, started from {started}, of whose weights {kept:.0%} were kept; seed {seed} |
{adapted}| files | `lines.keras` (trained), `lines.tflite` (float32, what serves) |
| versions | {versions} |

**Strips** show the darkness of the ink along the line's baseline (`recognition/strip.py`). **Synthesis**
(`training/synthesis/`) writes each line with one slant, pen and spacing. It draws European forms of 1, 4 and 7;
touching, tied, open and small zeros; points, commas, dashes, letters, words and bars between digits; ruled lines,
boxes and combs, security patterns, blur, lost resolution, black and white scans. **Not for**: letters, other scripts'
digits, a lone upright stroke with no writing beside it.

**Confidence** of a digit is a logistic regression on both networks' evidence, fitted on 1,500 synthetic photos of
lines and checked on 1,500 others:

| confidence | digits | mean confidence | right |
|---|---|---|---|
{reliability}
"""

ADAPTED = """| adapted by `digitreader adapt` | {date}, on {learnt:,} lines of your own from {pages:,} pages |
| lines held back from that, read right | {before[right]:,} of {held:,} before, {after[right]:,} after |
"""


def render_lines(card: Mapping[str, Any]) -> str:
    """The line reader's card as Markdown.

    Args:
        card: what lines.json holds.
    """
    return LINES.format(
        right=card["made_strips_right"],
        parameters=card["parameters"],
        strips=card["strips"],
        trained_on=", ".join(card["trained_on"]),
        epochs=card["epochs"],
        started=card["started_from"],
        kept=card["kept_of_start"],
        seed=card["seed"],
        adapted=ADAPTED.format(**card["adapted"]) if "adapted" in card else "",
        versions=", ".join(map(" ".join, card["versions"].items())),
        reliability="\n".join(
            f"| {row['from']:g} to {row['to']:g} | {row['digits']:,} | {row['confidence']:.3f} | {row['right']:.3f} |"
            for row in card["reliability"]
        ),
    )
