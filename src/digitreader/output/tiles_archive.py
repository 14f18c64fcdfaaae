"""Corrected digits as an archive to train the tiles' network on: what it saw, and what a person says it is."""

import io
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from digitreader.output.encoded import tile_png
from digitreader.output.table import Table, to_csv
from digitreader.recognition.tile import SIDE

LABELS, IMAGES = "labels.csv", "images/"
LABEL_VALUES = frozenset(("", *"0123456789"))  # "": not one digit


def tiles_zip(tiles: Sequence[NDArray[np.float32]], labels: Sequence[str]) -> bytes:
    """Make the ZIP archive for `digitreader train --extra`.

    It holds labels.csv with the columns file and label, and in images/ a grey 28x28 PNG with bright ink for each tile.
    All are dated 1980, so that the same corrections give the same bytes.

    Args:
        tiles: float32 (28, 28) each, 0 is paper and 1 is full ink.
        labels: what each tile shows: "0" to "9", or "" if it is not one digit.

    Raises:
        ValueError: the counts of tiles and labels differ, a tile has another shape, or a label is none of these.
    """
    stream, rows = io.BytesIO(), list[tuple[str, str]]()
    with ZipFile(stream, "w") as archive:
        for number, (tile, label) in enumerate(zip(tiles, labels, strict=True), 1):
            if tile.shape != (SIDE, SIDE):
                raise ValueError(f"a tile is (28, 28), not {tile.shape}")
            if label not in LABEL_VALUES:
                raise ValueError(f"{label!r} is no label: 0 to 9, or nothing for what is not one digit")
            file = f"{IMAGES}{number:04}.png"
            rows.append((file, label))
            archive.writestr(ZipInfo(file), tile_png(tile), ZIP_DEFLATED)
        archive.writestr(ZipInfo(LABELS), to_csv(Table(("file", "label"), rows)), ZIP_DEFLATED)
    return stream.getvalue()
