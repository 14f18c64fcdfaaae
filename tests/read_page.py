"""The page "Read" as AppTest drives it: what several tests of it need."""

from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from digitreader.geometry import Box
from digitreader.intake.photo import Photo
from digitreader.layout.ink import Ink
from digitreader.reading import Reading
from digitreader.recognition.digit import Digit, DigitLine
from digitreader.recognition.tile import Tile

ROOT = Path(__file__).parents[1]
PATIENCE = 30  # seconds; a busy machine with two cores
POSTCODES = "02139\n00501\n07030\n04101\n01890"


def digit(value: str, confidence: float = 0.998) -> Digit:
    tile = Tile(np.zeros((28, 28), np.float32))
    return Digit(value, confidence, (("1", 0.25),), Box(5, 5, 20, 30), tile, doubtful=confidence < 0.8)


def reading(*lines: tuple[Digit, ...], advice: tuple[str, ...] = ()) -> Reading:
    grey = np.full((60, 90), 230, np.uint8)
    photo = Photo(np.repeat(grey[..., None], 3, axis=2), grey, 1.0, (90, 60))
    ink = Ink(np.zeros(grey.shape, bool), np.zeros(grey.shape, np.float32))
    return Reading(photo, ink, tuple(DigitLine(line) for line in lines), advice)


def start() -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not app.exception
    return app


def upload(app: AppTest, *files: tuple[str, bytes], settle: bool = True) -> AppTest:
    """Upload files as a visitor does, and wait until they are read."""
    app.file_uploader[0].set_value([(name, data, "image/jpeg") for name, data in files]).run()
    assert not app.exception
    return settled(app) if settle else app


def settled(app: AppTest) -> AppTest:
    """Return the page when nothing is read any more.

    It is always drawn anew: the reading may have ended between its last drawing and now.
    """
    assert app.session_state["worker"].wait(PATIENCE)
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [code.value for code in app.code]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.download_button]


def names(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]
