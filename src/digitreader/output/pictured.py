"""A page with its pictures, encoded: what the app keeps of a photo, a few hundred kilobytes."""

from dataclasses import dataclass

from digitreader.output.encoded import enlarged_tile, line_jpeg, photo_jpeg, plain_line_png
from digitreader.output.from_reading import page_result
from digitreader.output.line_picture import line_picture, plain_line
from digitreader.output.picture import annotate
from digitreader.output.result import PageResult
from digitreader.reading import Reading

NO_PAGE = PageResult("")


@dataclass(frozen=True)
class PicturedPage:
    """What was read in a photo, with pictures of it.

    page: what was read, or why nothing could be; without a name, since one photo may come under several.
    picture: the photo with numbered boxes, a JPEG. shape: width by height of the photo. crops: each line cut out of the
    photo, a JPEG. tiles: for each line what the network saw of each digit, a PNG. model: the start of its SHA-256.
    lines: each line as the photo shows it, without marks, a PNG to train on.
    """

    page: PageResult = NO_PAGE
    picture: bytes = b""
    shape: float = 1.0
    crops: tuple[bytes, ...] = ()
    tiles: tuple[tuple[bytes, ...], ...] = ()
    model: str = ""
    lines: tuple[bytes, ...] = ()

    @property
    def error(self) -> str:
        """Why the photo could not be read; empty if it could."""
        return self.page.error or ""


def unread(error: str) -> PicturedPage:
    """Say why a photo could not be read."""
    return PicturedPage(PageResult("", error=error))


def pictured(reading: Reading, model: str = "") -> PicturedPage:
    """Draw and encode all pictures of a reading, whose arrays are not needed any more. model: which network read."""
    height, width = reading.photo.grey.shape
    return PicturedPage(
        page_result("", reading),
        photo_jpeg(annotate(reading)),
        width / height,
        tuple(line_jpeg(line_picture(reading, line)) for line in reading.lines),
        tuple(tuple(enlarged_tile(digit.tile.pixels) for digit in line.digits) for line in reading.lines),
        model,
        tuple(plain_line_png(plain_line(reading, line)) for line in reading.lines),
    )
