"""Bars of a digit's probabilities, as an HTML table: quicker than a chart, and read aloud like any table."""

import base64

from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.draw.drawing_result import DrawnDigit
from digitreader.ui.words import percent

NO_DIGIT = "no digit"
SHORTEST = 0.4  # per cent of the full length; an empty bar still shows its place
TILE = 84  # pixels; three for each pixel of the tile
LIKELIEST, OTHERS = 1.0, 0.45  # opacity; bars have the colour of the text, which stands out on light and on dark


def bars(digit: DrawnDigit) -> str:
    """HTML: the tile of a digit beside eleven bars, ten digits and "no digit"."""
    best = max(range(len(digit.shares)), key=lambda sign: digit.shares[sign])
    rows = "".join(_row(sign, share, sign == best) for sign, share in enumerate(digit.shares))
    table = f'<table style="flex:1 1 12rem;border-collapse:collapse;font-variant-numeric:tabular-nums">{rows}</table>'
    return f'<div style="display:flex;flex-wrap:wrap;gap:1rem;padding:.5rem 0">{_tile(digit)}{table}</div>'


def folded_bars(digits: tuple[DrawnDigit, ...]) -> str:
    """HTML: the bars of several digits, folded under a heading each; the last one is open."""
    return "".join(
        f'<details{" open" if digit is digits[-1] else ""} style="margin-bottom:.5rem">'
        f"<summary>{digit.number}: {_headline(digit)}</summary>{bars(digit)}</details>"
        for digit in digits
    )


def _headline(digit: DrawnDigit) -> str:
    """HTML: a digit in a few words."""
    doubt = ", to check" if digit.read.doubtful else ""
    return f"<b>{digit.read.value}</b>, {percent(digit.read.confidence)} sure{doubt}".replace("<1", "&lt;1")


def _tile(digit: DrawnDigit) -> str:
    """HTML: the tile that the network saw."""
    data = base64.b64encode(digit.picture).decode()
    read = f"read as {digit.read.value}" if digit.read.value else "read as no digit"
    alt = f"What the network saw: 28 by 28 pixels, {read}"
    return f'<img src="data:image/png;base64,{data}" alt="{alt}" width="{TILE}" height="{TILE}">'


def _row(sign: int, share: float, best: bool) -> str:
    """HTML: one answer with its bar."""
    name = NO_DIGIT if sign == NOT_A_DIGIT else str(sign)
    weight = "bold" if best else "normal"
    bar = (
        f'<div aria-hidden="true" style="height:.7rem;border-radius:.2rem;background:currentColor;'
        f'opacity:{LIKELIEST if best else OTHERS};width:{max(100 * share, SHORTEST):.1f}%"></div>'
    )
    said = percent(share).replace("<", "&lt;")
    return (
        f'<tr style="font-weight:{weight}"><th scope="row" style="text-align:right;font-weight:inherit;'
        f'white-space:nowrap;padding-right:.6rem">{name}</th><td style="width:100%">{bar}</td>'
        f'<td style="text-align:right;white-space:nowrap;padding-left:.6rem">{said}</td></tr>'
    )
