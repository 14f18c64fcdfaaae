"""The files beside a labels.csv, in a folder or in a ZIP archive that nobody trusts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from digitreader.errors import DataError, ReadError, why_unopened
from digitreader.intake.regular_file import open_regular
from digitreader.intake.zipped import DAMAGED, faults, opened, read_member
from digitreader.output.corrections_archive import LABELS
from digitreader.settings.adapt import AdaptSettings
from digitreader.settings.intake import ZipSettings

ReadFile = Callable[[str], bytes]  # a file's name -> its bytes


@contextmanager
def opened_files(path: Path, settings: AdaptSettings) -> Iterator[ReadFile]:
    """Open a folder or an archive: a function that reads the files beside its labels.csv."""
    if path.is_dir():
        yield lambda name: _file(path, name, settings)
        return
    try:
        with open_regular(path) as file:
            data = file.read(settings.archive.max_bytes_in_all + 1)
    except OSError as error:
        raise DataError(f"{path}: {why_unopened(error)}") from error
    if len(data) > settings.archive.max_bytes_in_all:
        raise DataError(f"{path}: {too_much(settings)}")
    with ExitStack() as stack:
        try:
            with faults(DAMAGED):
                archive = stack.enter_context(opened(data, settings.archive))
        except ReadError as error:
            raise DataError(f"{path}: {error}") from error
        top = _top(path, archive)
        yield lambda name: unpack_member(archive, path, str(top / name), settings.archive)


def too_much(settings: AdaptSettings) -> str:
    """What to say about too many bytes."""
    return f"has more than {settings.archive.max_bytes_in_all:,} bytes. Leave some lines out, or shrink the pictures."


def _top(path: Path, archive: ZipFile) -> PurePosixPath:
    """The folder of an archive that labels.csv lies in, the uppermost if there are several."""
    found = [PurePosixPath(name) for name in archive.namelist() if PurePosixPath(name).name == LABELS]
    if not found:
        raise DataError(f"{path}: holds no {LABELS}. Put one in, with the columns file and text.")
    return min(found, key=lambda each: (len(each.parts), str(each))).parent


def unpack_member(archive: ZipFile, path: Path, name: str, settings: ZipSettings) -> bytes:
    """Read a file of an archive.

    Raises:
        DataError: it is missing, damaged, protected, too large, or packed in an unusual way.
    """
    try:
        return read_member(archive, archive.getinfo(name), settings)
    except KeyError as error:
        raise DataError(f"{path}: {name} is not in the archive. Add it, or take its row out of {LABELS}.") from error
    except ReadError as error:
        raise DataError(f"{path}: {name}: {error}") from error


def _file(folder: Path, name: str, settings: AdaptSettings) -> bytes:
    """Read a file of a folder, no more of it than is needed to see that it is too large."""
    try:
        with open_regular(folder / name) as file:
            return file.read(settings.archive.max_bytes + 1)
    except OSError as error:
        raise DataError(f"{folder / name}: {why_unopened(error)}") from error
