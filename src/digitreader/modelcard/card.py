"""The model card: the networks' JSON files in words, written together with them so that they agree."""

from collections.abc import Iterable
from pathlib import Path

from digitreader.atomic_write import write_atomically
from digitreader.modelcard.attributions import LIMITS, attributions
from digitreader.modelcard.lines_card import render_lines
from digitreader.modelcard.measured_card import render_digits, render_robustness, render_seeds
from digitreader.modelcard.metrics import load_figures
from digitreader.modelcard.real_writing_card import render_doubt, render_real
from digitreader.modelcard.tiles_card import render_tiles

REAL_TITLE = """
# Both together, on real writing
"""

ABOUT = """
# Limits

{limits}

# What was used

The project contains no picture of any data set.

| what | what for | licence |
|---|---|---|
{sources}
"""


def render_about(trained_on: Iterable[str]) -> str:
    """Limits and licences as Markdown, for networks trained on data of these names."""
    used = [
        f"| {f'[{source.name}]({source.link})' if source.link else source.name} | {source.use} | {source.licence} |"
        for source in attributions(trained_on)
    ]
    return ABOUT.format(limits="\n".join(f"- {limit}" for limit in LIMITS), sources="\n".join(used))


def model_card(folder: Path) -> str:
    """The card of a model's folder: everything that was measured on the networks in it."""
    figures = load_figures(folder)
    parts = [
        render_tiles(figures.tiles) if figures.tiles else "",
        render_digits(figures.confusion) if figures.confusion else "",
        render_seeds(figures.seeds, figures.tiles["seed"]) if figures.seeds else "",
        render_robustness(figures) if figures.robustness else "",
        render_lines(figures.lines) if figures.lines else "",
        REAL_TITLE if figures.real or figures.doubt else "",
        render_real(figures.real, figures.single_digits or {}) if figures.real else "",
        render_doubt(figures.doubt) if figures.doubt else "",
        render_about(figures.trained_on),
    ]
    return "".join(parts)


def write_model_card(folder: Path) -> None:
    """Write a model's card into its folder as README.md."""
    write_atomically(folder / "README.md", model_card(folder))
