"""What the page "How it reads" says of a line and its digits, and each of their pictures in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitreader.explain.line_stages import LineStages
from digitreader.explain.rivals import rivals
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.ctc import prefix_beam_search
from digitreader.ui import words
from digitreader.ui.model.model_words import listed

NONE = "not one digit"
SHOWN_TEXTS = 4  # rows of the table of texts that were weighed


def cuts(line: LineStages) -> str:
    """What is said of the cuts."""
    if not line.seams:
        return (
            "Digits that touch have to be cut apart, where a drop of water running down would meet least ink. In this "
            "line no cut was tried: each stroke looked like one digit at once, or had no place for a cut."
        )
    used = sum(seam.used for seam in line.seams)
    return (
        "Where digits touch, their stroke is cut where a drop of water running down would meet least ink. Nobody knows "
        f"yet which cuts are right, so {words.count(len(line.seams), 'cut')} "
        f"{'was' if len(line.seams) == 1 else 'were'} tried: the :blue[**solid**] ones were used in the end "
        f"({used}), the :orange[**dashed**] ones were not."
    )


def lattice(line: LineStages) -> str:
    """What is said of the candidates."""
    said = (
        f"Every run of neighbouring pieces may be a digit, so the network is asked about all "
        f"{len(line.lattice.candidates)} of them in this line; the brackets show which pieces a picture is made of. "
        "The chain that uses every piece once and is likeliest in all wins: it is :blue[**blue and ticked**]."
    )
    if line.decoded == line.text:
        return said
    return (
        f"{said} Left alone, this network would read **{line.decoded or 'nothing'}** here; steps 12 and 13 tell more."
    )


def tile() -> str:
    """What is said of a tile."""
    return (
        "The digit is shrunk into 20 by 20 pixels and laid into the middle of a **tile** of 28 by 28, white on black, "
        "its weight in the centre. Now it looks as large and as bright as any other digit, and the network need not "
        "bother about pens and photos."
    )


def maps(channels: Sequence[int]) -> str:
    """What is said of the feature maps of a tile."""
    return (
        "The network slides small stencils over the tile, and each draws a **map** that glows where the stencil fits: "
        "on an upright edge, say, a bend or an end. It does so again on the maps themselves, each time coarser and "
        f"cleverer: {listed([str(count) for count in channels])} maps, in which it sees less of where and more of what."
    )


def probabilities(row: NDArray[np.float32]) -> str:
    """What is said of a tile's eleven probabilities."""
    best = int(row.argmax())
    name = NONE if best == NOT_A_DIGIT else f"a {best}"
    return (
        "In the end the maps become eleven numbers that are 100 % in all: one for each digit, and one for **not one "
        f"digit**, which blots and half digits get. This tile is **{name}**, says the network: "
        f"{words.percent(float(row[best]))} sure."
    )


def strip(line: LineStages) -> str:
    """What is said of the line reader."""
    return (
        "A second network never cuts: it reads the line as a whole, like you, from a **strip** 32 pixels high. At "
        f"every place it says how sure it is of each digit, or of a gap; it reads **{own_text(line) or 'nothing'}**."
    )


def own_text(line: LineStages) -> str:
    """What the line reader alone would have read at its first look."""
    return prefix_beam_search(line.fused.timesteps)[0]


def decision(line: LineStages) -> str:
    """What is said of how both networks come to one text."""
    decoded, own = line.decoded, own_text(line)
    if decoded == own == line.text:
        return (
            f"Cut into pieces the line says **{decoded}**, and read as a whole it says the same. Two networks that "
            "work so differently and agree are very likely right."
        )
    return (
        f"Cut into pieces the line says **{decoded or 'nothing'}**, read as a whole **{own or 'nothing'}**. So each "
        f"weighs what the other says, and the text that both together find likeliest wins: **{line.text}**."
    )


def digit(line: LineStages, place: int) -> str:
    """What is said of how far a digit is to be believed."""
    found = line.digits[place]
    others = [f"{value} ({words.percent(share)})" for value, share in found.alternatives if share >= 0.01]
    rival = f", or else {listed(others)}" if others else ""
    told = " That is a **doubt**: the reader asks you to look." if found.doubtful else ""
    return f"Digit {place + 1} is **{found.value}**, {words.percent(found.confidence)} sure{rival}.{told}"


def weighed(line: LineStages) -> dict[str, list[str]]:
    """The table of the likeliest texts: who alone says so, and how likely both together find each."""
    decoded, own = line.decoded, own_text(line)
    shares = sorted(line.fused.text_posteriors.items(), key=lambda pair: -pair[1])
    shares = [pair for k, pair in enumerate(shares) if k < SHOWN_TEXTS or pair[0] in (decoded, own)]
    return {
        "Text": [f"**{text}**" if text == line.text else text or "nothing" for text, _ in shares],
        "In pieces": ["✓" if text == decoded else "" for text, _ in shares],
        "As a whole": ["✓" if text == own else "" for text, _ in shares],
        "Likely": [words.percent(share) for _, share in shares],
    }


def cuts_alt(line: LineStages) -> str:
    """What the picture of cuts shows."""
    used = sum(seam.used for seam in line.seams)
    solid, dashed = words.count(used, "solid line"), words.count(len(line.seams) - used, "dashed line")
    pieces = words.count(len(line.lattice.pieces), "piece")
    return f"The line {line.text}, enlarged, in {pieces}; {solid} and {dashed} run down through it."


def lattice_alt(line: LineStages, place: int) -> str:
    """What the picture of candidates shows."""
    shown = rivals(line, place)
    won = "; ".join(rival.word for rival in sorted(shown, key=lambda rival: rival.span) if rival.chosen)
    lost = "; ".join(rival.word for rival in shown if not rival.chosen) or "none"
    return f"Pieces of the line, and below them what each run of them may be. Chosen: {won}. Not chosen: {lost}."


def strip_alt(line: LineStages) -> str:
    """What the picture of the strip shows."""
    return (
        "A strip of the line, light on dark; below it a field with a row for each digit and one for the gap. It glows "
        f"where the network is sure of a digit: {' '.join(own_text(line))}."
    )


def probabilities_alt(row: NDArray[np.float32]) -> str:
    """What the bars of the eleven probabilities show."""
    return "Bar chart. " + ", ".join(f"{name}: {share}" for name, share in named_shares(row)) + "."


def named_shares(row: NDArray[np.float32]) -> list[tuple[str, str]]:
    """The eleven names, each with its probability."""
    return [(NONE if k == NOT_A_DIGIT else str(k), words.percent(float(share))) for k, share in enumerate(row)]
