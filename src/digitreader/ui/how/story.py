"""What the page "How it reads" tells about a photo, small enough for a session to keep."""

import logging
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import ReadError
from digitreader.explain import stage_pictures as draw
from digitreader.explain.canvas import fitted, resized
from digitreader.explain.line_stages import LineStages, follow_line, instructive_line
from digitreader.explain.stages import Stages, follow
from digitreader.output.encoded import jpeg
from digitreader.output.picture import annotate
from digitreader.recognition.classifier import Classify
from digitreader.settings import Settings
from digitreader.ui import budget
from digitreader.ui.reader import OUR_FAULT

CROP = 280  # pixels; the side of the picture of one digit
AROUND = 0.25  # of the digit's longer side, shown around it

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Story:
    """What the page tells about a photo.

    error: why it cannot be read, in the visitor's words, or empty. lines: as written. passes: what was read from each
    ink. size: (width, height) in pixels. turned: whether light and dark were swapped. light: the paper's brightness, 0
    to 255, at its darkest and its brightest. ruled: whether ruled lines were removed. components, written: how many
    components, in how many lines. left_out: whether some ink belongs to no line. pictures: JPEGs by the name of their
    stage. number, line: which line is followed, from 0 on, and its stages. crops: a JPEG of each of its digits.
    """

    error: str = ""
    lines: tuple[str, ...] = ()
    doubts: int = 0
    advice: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    size: tuple[int, int] = (0, 0)
    turned: bool = False
    light: tuple[int, int] = (0, 0)
    ruled: bool = False
    components: int = 0
    written: int = 0
    left_out: bool = False
    pictures: dict[str, bytes] = field(default_factory=dict)
    number: int = 0
    line: LineStages | None = None
    crops: tuple[bytes, ...] = ()

    @cached_property
    def memory(self) -> int:
        """About how many bytes it takes."""
        return budget.weight(self)


def tell(data: bytes, settings: Settings, line: int | None, networks: tuple[Classify, LineRecognizer]) -> Story:
    """Tell the story of a photo; no file makes it raise.

    line: which line to follow, from 0 on; None, or a line that is not there, follows the one with most to see.
    """
    classifier, line_recognizer = networks
    try:
        stages = follow(data, classifier, line_recognizer, settings)
        read = stages.reading.lines
        if not read:
            return _told(stages)
        number = line if line is not None and line < len(read) else instructive_line(stages)
        return _told(stages, number, follow_line(stages, number, settings.recognition.cuts))
    except ReadError as error:
        return Story(error=str(error))
    except Exception:
        log.exception("a photo of %d bytes could not be followed", len(data))
        return Story(error=OUR_FAULT)


def _told(stages: Stages, number: int = 0, line: LineStages | None = None) -> Story:
    """The story of a photo's stages, and of one of its lines."""
    darkest, brightest = np.percentile(stages.paper, (1, 99))
    return Story(
        lines=tuple(line.written for line in stages.reading.lines),
        doubts=stages.reading.doubts,
        advice=stages.reading.advice,
        passes=tuple(" ".join(line.written for line in read.lines) for read in stages.passes),
        size=(stages.grey.shape[1], stages.grey.shape[0]),
        turned=stages.turned,
        light=(round(float(darkest)), round(float(brightest))),
        ruled=bool(stages.ruled_lines.any()),
        components=sum(len(line.components) for line in stages.lines),
        written=len(stages.lines),
        left_out=bool(stages.left_out.any()),
        pictures=_pictures(stages),
        number=number,
        line=line,
        crops=() if line is None else tuple(_crop(stages.photo.rgb, digit.box) for digit in line.digits),
    )


def _pictures(stages: Stages) -> dict[str, bytes]:
    """The pictures of the photo's stages, by name."""
    found = {
        "photo": fitted(annotate(stages.reading)),
        "grey": draw.grey_picture(stages),
        "numbers": draw.numbers_picture(stages),
        "paper": draw.paper_picture(stages),
        "darkness": draw.darkness_picture(stages),
        "ink": draw.ink_picture(stages),
        "ruled_lines": draw.ruled_lines_picture(stages),
        "components": draw.components_picture(stages),
        "lines": draw.lines_picture(stages),
    }
    return {name: jpeg(picture) for name, picture in found.items()}


def _crop(rgb: NDArray[np.uint8], box: tuple[int, int, int, int]) -> bytes:
    """A square of the photo around a digit, as JPEG; beyond its edges the photo's outermost pixels repeat."""
    x, y, width, height = box
    half = round(max(width, height) * (0.5 + AROUND))
    rows = np.clip(np.arange(-half, half) + y + height // 2, 0, rgb.shape[0] - 1)
    columns = np.clip(np.arange(-half, half) + x + width // 2, 0, rgb.shape[1] - 1)
    return jpeg(resized(rgb[rows[:, None], columns], CROP))
