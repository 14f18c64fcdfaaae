"""What the page "How it reads" says about the line reader, and how both networks settle on one text."""

from digitreader.explain.line_stages import LineStages
from digitreader.recognition.ctc import prefix_beam_search
from digitreader.settings.decision import DoubtSettings
from digitreader.ui import words
from digitreader.ui.model.model_words import listed

SHOWN_TEXTS = 4  # rows of the table of likely texts, besides what each network alone reads


def strip(line: LineStages) -> str:
    """The sentences above the strip that the line reader gets."""
    return (
        "A second network never cuts. It reads the line as a whole, like you, from a **strip** 32 pixels high. At "
        "every place it says how sure it is of each digit, or of a gap between digits. It reads "
        f"**{own_text(line) or 'nothing'}**.{_signs(line)}"
    )


def _signs(line: LineStages) -> str:
    """What the line reader sees among the digits; nothing where that is nothing."""
    if not line.signs:
        return ""
    doubts = sum(sign.doubtful for sign in line.signs)
    told = f" {words.count(doubts, 'sign')} of it {'is' if doubts == 1 else 'are'} in doubt." if doubts else ""
    return (
        " Between the digits it also sees signs and gaps. Each is compared with the marks in the picture: a point is "
        f"small and low, a minus flat and halfway up. With them the line says **{words.plain(line.written)}**.{told}"
    )


def strip_alt(line: LineStages) -> str:
    """The picture of the strip in words."""
    return (
        "A strip of the line, light on dark. Below it a field with a row for each digit and one for gaps glows "
        f"where the network is sure of a digit: {' '.join(own_text(line))}."
    )


def own_text(line: LineStages) -> str:
    """What the line reader alone reads in its first strip."""
    return prefix_beam_search(line.fused.timesteps)[0]


def decision(line: LineStages) -> str:
    """How both networks come to one text."""
    decoded, own = line.decoded, own_text(line)
    if decoded == own == line.text:
        return (
            f"Cut into pieces the line says **{decoded}**, and read as a whole it says the same. When two networks "
            "that work so differently agree, they are very likely right."
        )
    return (
        f"Cut into pieces the line says **{decoded or 'nothing'}**, read as a whole **{own or 'nothing'}**. So each "
        f"weighs what the other says, and the text that is likeliest for both together wins: **{line.text}**."
    )


def digit(line: LineStages, place: int) -> str:
    """How sure the reader is of a digit, and what else it may be."""
    found = line.digits[place]
    shown = [pair for pair in found.alternatives if pair[1] >= DoubtSettings.min_shown]
    others = [f"{value} ({words.percent(share)})" for value, share in shown]
    rival = f", or else {listed(others)}" if others else ""
    told = " That is a **doubt**: the reader asks you to look." if found.doubtful else ""
    return f"Digit {place + 1} is **{found.value}**, {words.percent(found.confidence)} sure{rival}.{told}"


def weighed(line: LineStages) -> dict[str, list[str]]:
    """The likeliest texts as a table: which network alone reads each, and how likely both together find it."""
    decoded, own = line.decoded, own_text(line)
    shares = sorted(line.fused.text_posteriors.items(), key=lambda pair: -pair[1])
    shares = [pair for k, pair in enumerate(shares) if k < SHOWN_TEXTS or pair[0] in (decoded, own)]
    return {
        "Text": [f"**{text}**" if text == line.text else text or "nothing" for text, _ in shares],
        "In pieces": ["✓" if text == decoded else "" for text, _ in shares],
        "As a whole": ["✓" if text == own else "" for text, _ in shares],
        "Likely": [words.percent(share) for _, share in shares],
    }
