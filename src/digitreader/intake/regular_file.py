"""Opens what is a file: a pipe would be waited for, and a device may do something when it is opened."""

import errno
import os
import stat
from pathlib import Path
from typing import IO

MADE_BY_THE_SHELL = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")  # `<(command)` and `< file`: meant to be read
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)  # never waits, never takes a terminal


def open_regular(path: str | os.PathLike[str]) -> IO[bytes]:
    """Open a file for reading bytes.

    Raises:
        OSError: there is none, it may not be opened, or it is a pipe, a socket or a device.
    """
    if Path(path).as_posix().startswith(MADE_BY_THE_SHELL):
        return open(path, "rb")
    _check(os.stat(path))
    return open(path, "rb", opener=_opened)


def _opened(path: str, flags: int) -> int:
    """Open a file and look again: it may have become a pipe meanwhile."""
    file = os.open(path, flags | AT_ONCE)
    try:
        _check(os.fstat(file))
    except OSError:
        os.close(file)
        raise
    return file


def _check(found: os.stat_result) -> None:
    """Refuse what is neither a file nor a folder; of a folder `open` says so itself."""
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file but a pipe, a socket or a device")
