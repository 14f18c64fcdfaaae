"""Many files as one ZIP archive."""

import io
from collections.abc import Iterable
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

PACKED = (".jpg", ".png", ".zip")  # packing these once more gains nothing


def zipped(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Return a ZIP archive of (path, content); a path that comes again gets a number: "a (2).txt"."""
    stream, taken = io.BytesIO(), set[str]()
    with ZipFile(stream, "w") as archive:
        for path, content in files:
            name = _free(path, taken)
            archive.writestr(name, content, ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED)
    return stream.getvalue()


def _free(path: str, taken: set[str]) -> str:
    """Return a path that no other has, whatever the case of its letters, and take it."""
    pure, number, name = PurePosixPath(path), 1, path
    while name.casefold() in taken:
        number += 1
        name = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
    taken.add(name.casefold())
    return name
