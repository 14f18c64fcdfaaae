"""Where a photo of a stack is: on this machine, at a remote address, in a ZIP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from digitreader.bulk.credentials import without_secrets
from digitreader.errors import SetupError
from digitreader.intake.regular_file import open_regular

REMOTE = "://"  # marks an address for fsspec; anything else is a path on this machine


@dataclass(frozen=True, slots=True)
class Address:
    """Where a photo is.

    name: as the table shows it. url: an absolute path, or an address for fsspec. member: its name in the ZIP at url.
    """

    name: str
    url: str
    member: str = ""


def here(path: str) -> Address:
    """Return the address of a file on this machine, absolute, as workers may run in another folder."""
    return Address(_text(path), os.path.abspath(path))


def there(url: str) -> Address:
    """Return the address of a file that fsspec opens."""
    return Address(without_secrets(_text(url)), url)


def _text(name: str) -> str:
    """Return a name as text that can be written: it may hold bytes that are not UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


@contextmanager
def opened(url: str) -> Iterator[IO[bytes]]:
    """Open a file for reading bytes, on this machine or through fsspec.

    Raises:
        OSError: it cannot be opened, or is a pipe, a socket or a device.
    """
    with fsspec().open(url, "rb") if REMOTE in url else open_regular(url) as file:
        yield file


def fsspec() -> Any:
    """Import fsspec, which opens remote addresses.

    Raises:
        SetupError: it is not installed.
    """
    try:
        import fsspec as library
    except ModuleNotFoundError as error:
        raise SetupError(
            "Addresses like s3:// need fsspec. Install it with: pip install 'digitreader[bulk]'"
        ) from error
    return library
