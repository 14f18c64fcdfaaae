"""Many files in one ZIP archive."""

import io
from collections.abc import Iterable
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

COMPRESSED = (".jpg", ".png", ".zip")  # compressing these again gains nothing


def zip_files(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Pack (path, content) into a ZIP archive. A path that is taken gets a number: "a (2).txt"."""
    stream, taken = io.BytesIO(), set[str]()
    with ZipFile(stream, "w") as archive:
        for path, content in files:
            name = _free_path(path, taken)
            archive.writestr(name, content, ZIP_STORED if name.endswith(COMPRESSED) else ZIP_DEFLATED)
    return stream.getvalue()


def _free_path(path: str, taken: set[str]) -> str:
    """Find a free path, and take it. Case does not count: some file systems ignore it."""
    pure, number, name = PurePosixPath(path), 1, path
    while name.casefold() in taken:
        number += 1
        name = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
    taken.add(name.casefold())
    return name
