"""RapidOCR: group its boxes into lines and keep the digits of its text."""

import logging
import re
import sys

from protocol import serve
from rapidocr import RapidOCR

logging.disable(logging.WARNING)  # it warns about every picture without text
engine = RapidOCR(params={"Det.limit_type": "max", "Det.limit_side_len": 960, "Global.log_level": "error"})


def read(file: str, psm: int) -> str:
    """Read the lines of digits in a file."""
    found = engine(file)
    if found.boxes is None or found.txts is None:
        return ""
    boxes = [(box[:, 0].min(), box[:, 1].min(), box[:, 1].max()) for box in found.boxes]
    return as_text([(*box, re.sub("[^0-9]", "", text)) for box, text in zip(boxes, found.txts, strict=True)])


def as_text(pieces: list[tuple[float, float, float, str]]) -> str:
    """Group pieces of text (left, top, bottom, digits) into lines by the height of their middles."""
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in sorted((piece for piece in pieces if piece[3]), key=lambda piece: piece[1] + piece[2]):
        middle = (piece[1] + piece[2]) / 2
        if lines and lines[-1][-1][1] < middle < lines[-1][-1][2]:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return "\n".join("".join(piece[3] for piece in sorted(line)) for line in lines)


if sys.argv[1:]:
    print(read(sys.argv[1], 0))
else:
    serve(read)
