"""What the page "How it reads" says: two sentences a stage that a pupil understands, and each picture in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitreader.explain.line_pictures import rivals
from digitreader.explain.stages import LineStages
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.ctc import prefix_beam_search
from digitreader.ui import words
from digitreader.ui.how.story import Story
from digitreader.ui.model.model_words import listed

NONE = "not one digit"
SHOWN_TEXTS = 4  # rows of the table of texts that were weighed


def grey(story: Story) -> tuple[str, str]:
    """Return what is said of the grey picture."""
    width, height = story.size
    turned = " The writing is lighter than what it stands on, so light and dark were swapped first." * story.turned
    return (
        f"For a computer a photo is a grid of small squares, **pixels**: here {width:,} by {height:,} of them. Colour "
        f"says little about digits, so each pixel keeps one number, from 0 for black to 255 for white.{turned}",
        "Inside the red mark, enlarged: this is all that the reader gets to see.",
    )


def paper(story: Story) -> str:
    """Return what is said of the light on the paper."""
    darkest, brightest = story.light
    return (
        f"No lamp lights a sheet evenly: here the paper is {brightest} where it is brightest and only {darkest} where "
        "it is darkest. The reader covers the writing with the paper around it, and what remains is a picture of the "
        "light alone."
    )


def ink() -> str:
    """Return what is said of the ink."""
    return (
        "Each pixel is compared with the paper around it: shadows are gone, and what is darker stays. Whatever is "
        "clearly darker than a **threshold** is ink, and so are its paler neighbours, which are the edges of strokes."
    )


def rules(story: Story) -> str:
    """Return what is said of printed rules."""
    if not story.ruled:
        return (
            "Ruled paper would be in the way here: its long, thin, straight lines are no writing. In this photo none "
            "had to go; the sample with touching digits has some."
        )
    return (
        "Long, thin and straight: that is no digit but the paper's own lines, so :red[**what is red**] was taken away. "
        "Where a pen crossed a rule the ink is thicker, and it stays."
    )


def strokes(story: Story) -> str:
    """Return what is said of the strokes."""
    aside = " Grey is left aside: specks, frames, or the desk." * story.aside
    return (
        "Ink that hangs together is a **stroke**, and its outline is a **contour**: each has a colour of its own here, "
        f"and there are {words.count(story.strokes, 'stroke')}. A stroke need not be a digit: digits that touch "
        f"make one stroke, and a 5 with a loose roof makes two.{aside}"
    )


def lines(story: Story) -> str:
    """Return what is said of the lines."""
    there = "is" if story.written == 1 else "are"
    return (
        "Each stroke looks for its nearest neighbour to the right, and such a chain is a **line** of writing. There "
        f"{there} {words.count(story.written, 'line')} here, read from top to bottom and each from left to right."
    )


def cuts(line: LineStages) -> str:
    """Return what is said of the cuts."""
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
    """Return what is said of the candidates."""
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
    """Return what is said of a tile."""
    return (
        "The digit is shrunk into 20 by 20 pixels and laid into the middle of a **tile** of 28 by 28, white on black, "
        "its weight in the centre. Now it looks as large and as bright as any other digit, and the network need not "
        "bother about pens and photos."
    )


def maps(channels: Sequence[int]) -> str:
    """Return what is said of the feature maps of a tile."""
    return (
        "The network slides small stencils over the tile, and each draws a **map** that glows where the stencil fits: "
        "on an upright edge, say, a bend or an end. It does so again on the maps themselves, each time coarser and "
        f"cleverer: {listed([str(count) for count in channels])} maps, in which it sees less of where and more of what."
    )


def probabilities(row: NDArray[np.float32]) -> str:
    """Return what is said of a tile's eleven probabilities."""
    best = int(row.argmax())
    name = NONE if best == NOT_A_DIGIT else f"a {best}"
    return (
        "In the end the maps become eleven numbers that are 100 % in all: one for each digit, and one for **not one "
        f"digit**, which blots and half digits get. This tile is **{name}**, says the network: "
        f"{words.percent(float(row[best]))} sure."
    )


def strip(line: LineStages) -> str:
    """Return what is said of the line reader."""
    return (
        "A second network never cuts: it reads the line as a whole, like you, from a **strip** 32 pixels high. At "
        f"every place it says how sure it is of each digit, or of a gap; it reads **{own_text(line) or 'nothing'}**."
    )


def own_text(line: LineStages) -> str:
    """Return what the line reader alone would have read at its first look."""
    return prefix_beam_search(line.verdict.timesteps)[0]


def decision(line: LineStages) -> str:
    """Return what is said of how both networks come to one text."""
    decoded, own = line.decoded, own_text(line)
    if decoded == own == line.text:
        return (
            f"Cut into pieces the line says **{decoded}**, and read as a whole it says the same. Two who worked so "
            "differently and agree are very likely right."
        )
    return (
        f"Cut into pieces the line says **{decoded or 'nothing'}**, read as a whole **{own or 'nothing'}**. So each "
        f"weighs what the other says, and the text that both together find likeliest wins: **{line.text}**."
    )


def digit(line: LineStages, place: int) -> str:
    """Return what is said of how far a digit is to be believed."""
    found = line.digits[place]
    others = [f"{value} ({words.percent(share)})" for value, share in found.alternatives if share >= 0.01]
    rival = f", or else {listed(others)}" if others else ""
    told = " That is a **doubt**: the reader asks you to look." if found.doubtful else ""
    return f"Digit {place + 1} is **{found.value}**, {words.percent(found.confidence)} sure{rival}.{told}"


def looks(story: Story) -> str:
    """Return what is said where the photo was looked at more than once; nothing where once was enough."""
    if len(story.looks) == 1:
        return ""
    said = listed([f"**{text or 'nothing'}**" for text in story.looks])
    return (
        f"It was not sure, so it looked at the photo {len(story.looks)} times, each time with another idea of how dark "
        f"ink is: {said}. The looks voted, and you see the one that won."
    )


def weighed(line: LineStages) -> dict[str, list[str]]:
    """Return the table of the likeliest texts: who alone says so, and how much both together believe of each."""
    decoded, own = line.decoded, own_text(line)
    shares = sorted(line.verdict.text_posteriors.items(), key=lambda pair: -pair[1])
    shares = [pair for k, pair in enumerate(shares) if k < SHOWN_TEXTS or pair[0] in (decoded, own)]
    return {
        "Text": [f"**{text}**" if text == line.text else text or "nothing" for text, _ in shares],
        "In pieces": ["✓" if text == decoded else "" for text, _ in shares],
        "As a whole": ["✓" if text == own else "" for text, _ in shares],
        "Believed": [words.percent(share) for _, share in shares],
    }


def alts(story: Story) -> dict[str, str]:
    """Return what each picture of the photo shows, for those who cannot see it."""
    read = f"It reads {', '.join(story.lines)}" if story.lines else "Nothing was read"
    darkest, brightest = story.light
    ruled = "printed rules that were taken away are red" if story.ruled else "no printed rules were in it"
    return {
        "photo": f"The photo, with a numbered box around each digit. {read}.",
        "grey": "The photo in grey, with a small red mark at the edge of a stroke.",
        "numbers": "The pixels inside the mark, enlarged, a number in each: high ones on paper, low ones on ink.",
        "paper": f"The light on the paper without the writing: from {darkest} to {brightest} of 255.",
        "darkness": "The writing on paper that is evenly white now, without shadows.",
        "ink": "The same in black and white: every pixel is either ink or paper.",
        "rules": f"The ink; {ruled}.",
        "strokes": f"{words.count(story.strokes, 'stroke')}, each outlined in a colour.",
        "lines": f"{words.count(story.written, 'line')} of writing, each in a numbered box, its strokes linked.",
    }


def cuts_alt(line: LineStages) -> str:
    """Return what the picture of cuts shows."""
    used = sum(seam.used for seam in line.seams)
    solid, dashed = words.count(used, "solid line"), words.count(len(line.seams) - used, "dashed line")
    pieces = words.count(len(line.lattice.pieces), "piece")
    return f"The line {line.text}, enlarged, in {pieces}; {solid} and {dashed} run down through it."


def lattice_alt(line: LineStages, place: int) -> str:
    """Return what the picture of candidates shows."""
    shown = rivals(line, place)
    won = "; ".join(rival.word for rival in sorted(shown, key=lambda rival: rival.span) if rival.chosen)
    lost = "; ".join(rival.word for rival in shown if not rival.chosen) or "none"
    return f"Pieces of the line, and below them what each run of them may be. Chosen: {won}. Not chosen: {lost}."


def strip_alt(line: LineStages) -> str:
    """Return what the picture of the strip shows."""
    return (
        "A strip of the line, light on dark; below it a field with a row for each digit and one for the gap. It glows "
        f"where the network is sure of a digit: {' '.join(own_text(line))}."
    )


def probabilities_alt(row: NDArray[np.float32]) -> str:
    """Return what the bars of the eleven probabilities show."""
    return "Bar chart. " + ", ".join(f"{name}: {share}" for name, share in named_shares(row)) + "."


def named_shares(row: NDArray[np.float32]) -> list[tuple[str, str]]:
    """Return the eleven names, each with its probability."""
    return [(NONE if k == NOT_A_DIGIT else str(k), words.percent(float(share))) for k, share in enumerate(row)]
