"""What can go wrong. Each text says in plain words what happened and what to do next."""


class DigitReaderError(Exception):
    """Anything that this package refuses; its text is meant to be shown.

    exit_code: what the command line ends with.
    """

    exit_code = 1


class ReadError(DigitReaderError):
    """A photo that cannot be read."""


class EmptyUpload(ReadError):
    """The upload has no bytes."""


class TooLarge(ReadError):
    """The file has more bytes or pixels than are accepted."""


class TooSmall(ReadError):
    """The picture has too few pixels to hold a digit."""


class UnknownFormat(ReadError):
    """The file is no JPEG, PNG or HEIC, or a rare kind that cannot be read."""


class DamagedPhoto(ReadError):
    """The picture cannot be decoded."""


class TooMuchWriting(ReadError):
    """The picture has more marks than any page of writing."""

    def __init__(
        self,
        message: str = "This picture holds far more marks than a page of writing, more than can be read at once. "
        "Photograph or crop a part of it, closer.",
    ) -> None:
        super().__init__(message)


class Busy(ReadError):
    """Too many photos are being decoded; this one was not opened."""


class Locked(ReadError):
    """The file opens only with a password."""


class ModelError(DigitReaderError):
    """The network's files are missing, or are not the ones that were measured."""

    exit_code = 3


class BulkError(DigitReaderError):
    """A stack of photos that cannot be read: no photo in it, other photos than before, workers that are gone."""

    exit_code = 4


class DataError(DigitReaderError):
    """Training or evaluation data cannot be used; the text names the file."""

    exit_code = 4


class OutputError(DigitReaderError):
    """A result that cannot be written, or that is there already."""

    exit_code = 5


class NotBetter(DigitReaderError):
    """What was learnt reads no better than what was there; nothing was replaced."""

    exit_code = 7


class SetupError(DigitReaderError):
    """Something that a command needs is not installed or not set up."""

    exit_code = 6


def why_unopened(error: OSError) -> str:
    """Say why a file cannot be opened, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file. Check its name and folder."
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the photos in it instead."
    if isinstance(error, PermissionError):
        return "This file may not be opened. Check its permissions."
    return f"This file cannot be opened: {error.strerror or error}."
