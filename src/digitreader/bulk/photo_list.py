"""Which photos a stack holds: folders, patterns, lists, ZIPs and remote addresses, taken apart."""

import os
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from digitreader.bulk.address import REMOTE, Address, fsspec, here, opened, there
from digitreader.bulk.credentials import without_secrets
from digitreader.errors import BulkError, why_unopened

MISSING = "There is no such file or folder, and no photo fits it as a pattern."


def list_photos(sources: Sequence[str]) -> tuple[Address, ...]:
    """Return the photos of all sources, in their order and each once; folders and patterns are sorted by name.

    Hidden files in folders and ZIPs are left out. Everything else is listed, whatever its name ends in.

    Raises:
        BulkError: a source does not exist or cannot be listed, or no source holds a photo.
    """
    photos: dict[tuple[str, str], Address] = {}
    for source in sources:
        for photo in _remote(source) if REMOTE in source else _local(source):
            photos.setdefault((photo.url, photo.member), photo)
    if not photos:
        raise BulkError("There is no photo in it. Name photos, a folder, a pattern, a list or a ZIP.")
    return tuple(photos.values())


def _local(source: str) -> Iterator[Address]:
    """Yield the photos of a source on this machine."""
    if os.path.isdir(source):
        for folder, folders, files in os.walk(source):
            folders[:] = sorted(name for name in folders if not _hidden(name))
            yield from (here(os.path.join(folder, name)) for name in sorted(files) if not _hidden(name))
    elif os.path.exists(source):
        yield from _contents(source, here(source))
    else:
        matches = sorted(glob(source, recursive=True)) if has_magic(source) else []
        if not matches:
            raise BulkError(f"{source}: {MISSING}")
        for match in matches:
            if os.path.isdir(match):
                continue
            yield from _members(here(match)) if match.lower().endswith(".zip") else [here(match)]


def _remote(source: str) -> Iterator[Address]:
    """Yield the photos of a source that fsspec finds."""
    first, *rest = source.split("::", 1)
    try:
        system, path = fsspec().core.url_to_fs(source)

        def found_there(found: str) -> Address:
            return there("::".join([system.unstrip_protocol(found), *rest]))

        if system.isfile(path):
            yield from _contents(path, found_there(path))
        elif system.isdir(path):
            yield from (found_there(found) for found in sorted(system.find(path)) if not _hidden(found[len(path) :]))
        else:
            matches = sorted(system.glob(path)) if has_magic(first) else []
            if not matches:
                raise BulkError(f"{without_secrets(source)}: {MISSING}")
            yield from (found_there(found) for found in matches if system.isfile(found))
    except (
        ImportError,
        ValueError,
    ) as error:  # a package for this kind of address is missing, or there is no such kind
        raise BulkError(without_secrets(f"{source}: {error}")) from error
    except OSError as error:
        raise BulkError(without_secrets(f"{source}: {why_unopened(error)}")) from error


def _contents(name: str, address: Address) -> Iterator[Address]:
    """Yield the file itself, or what is in it if it is a ZIP or a list."""
    kind = os.path.splitext(name)[1].lower()
    if kind == ".zip":
        yield from _members(address)
    elif kind == ".txt":
        yield from _listed(address)
    else:
        yield address


def _members(address: Address) -> Iterator[Address]:
    """Yield the files in a ZIP."""
    try:
        with opened(address.url) as file, ZipFile(file) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except BadZipFile as error:
        raise BulkError(f"{address.name}: This ZIP is damaged or was cut short. Make it again.") from error
    except OSError as error:
        raise BulkError(f"{address.name}: {why_unopened(error)}") from error
    for name in names:
        if not _hidden(name):
            url = address.name if REMOTE in address.name else Path(address.name).as_posix()
            yield Address(f"zip://{name}::{url}", address.url, name)


def _listed(address: Address) -> Iterator[Address]:
    """Yield the files named in a list, one on each line. Whether they exist shows when they are read."""
    try:
        with opened(address.url) as file:
            lines = file.read().decode("utf-8-sig", "surrogateescape").splitlines()
    except OSError as error:
        raise BulkError(f"{address.name}: {why_unopened(error)}") from error
    for line in filter(None, map(str.strip, lines)):
        yield there(line) if REMOTE in line else here(line)


def _hidden(path: str) -> bool:
    """Tell whether a file or a folder above it is hidden, or was added to the ZIP by macOS."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.replace("\\", "/").split("/"))
