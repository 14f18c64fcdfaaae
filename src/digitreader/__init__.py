"""Read handwritten digits from photos.

SAMPLES is a folder with a few photos to try:

>>> import digitreader
>>> reading = digitreader.read(digitreader.SAMPLES / "postcodes.jpg")
>>> print(reading.text)
02139
00501
07030
04101
01890
>>> reading.lines[0].text, reading.lines[0].digits[2].value
('02139', '1')
>>> reading.doubts, reading.advice
(0, ())

Errors say why a photo cannot be read, and what to do next:

>>> digitreader.read(b"GIF89a")
Traceback (most recent call last):
...
digitreader.errors.UnknownFormat: This is a GIF, not a photo we can read. Save it as JPG or PNG and upload that.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from digitreader.errors import DigitReaderError, ModelError, ReadError

if TYPE_CHECKING:  # at run time they are imported on first use, so that the import alone is instant
    from digitreader.intake.photo_source import PhotoSource
    from digitreader.output.from_reading import to_json
    from digitreader.output.picture import annotate
    from digitreader.output.text import to_text
    from digitreader.reading import Reading
    from digitreader.recognition.digit import Digit, DigitLine
    from digitreader.settings import Settings
else:
    _LATER = {
        "Digit": "recognition.digit",
        "DigitLine": "recognition.digit",
        "Reading": "reading",
        "Settings": "settings",
        "annotate": "output.picture",
        "to_json": "output.from_reading",
        "to_text": "output.text",
    }

    def __getattr__(name: str) -> object:
        """Import a public name on first use."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)

    def __dir__() -> list[str]:
        """All names, also those not imported yet."""
        return sorted({*globals(), *_LATER})


__version__ = "0.1.0"
__all__ = (
    "SAMPLES",
    "Digit",
    "DigitLine",
    "DigitReaderError",
    "ModelError",
    "ReadError",
    "Reading",
    "Settings",
    "__version__",
    "annotate",
    "read",
    "to_json",
    "to_text",
)

SAMPLES = Path(__file__).parent / "samples"  # photos to try it with; their true texts are in labels.csv


def read(source: "PhotoSource", settings: "Settings | None" = None) -> "Reading":
    """Read the digits in a photo.

    The networks are loaded once, at the first call; threads may call this at the same time. They are the shipped ones,
    or those of the model folder that the environment variable DIGITREADER_MODEL names.

    Args:
        source: the path of a photo, its bytes, or a file opened in binary mode, which stays open.
        settings: limits and thresholds; the usual ones if left out.

    Raises:
        ReadError: it cannot be read as a photo; the message says why and what to do.
        OSError: there is no such file, or it cannot be opened.
        TypeError: source is none of these.
        ModelError: the networks' files are missing or are not the ones that were measured.

    >>> from digitreader import SAMPLES, read
    >>> photo = SAMPLES / "phone-number.jpg"
    >>> read(photo).text
    '01632960174'
    >>> read(photo.read_bytes()).text
    '01632960174'
    >>> with photo.open("rb") as stream:
    ...     read(stream).text
    '01632960174'
    """
    from digitreader.decision.networks import default_networks
    from digitreader.intake.photo_source import bytes_of
    from digitreader.reading import read_photo

    limits = settings.photo if settings else None
    data = bytes_of(source, limits)  # first, so that a wrong path is known without loading anything
    classifier, line_recognizer = default_networks()
    return read_photo(data, classifier, settings, line_recognizer)
