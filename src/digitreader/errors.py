"""What can go wrong, in the visitor's words: what happened and what to do next."""


class DigitReaderError(Exception):
    """Anything this package refuses; its text is meant to be shown."""


class ReadError(DigitReaderError):
    """A photo that cannot be read."""


class EmptyUpload(ReadError):
    """No bytes came."""


class TooLarge(ReadError):
    """More bytes or pixels than are accepted."""


class TooSmall(ReadError):
    """Too few pixels to hold a digit."""


class UnknownFormat(ReadError):
    """No JPEG, PNG or HEIC, or a kind of them that is not read."""


class DamagedPhoto(ReadError):
    """A picture that cannot be decoded."""


class TooMuchWriting(ReadError):
    """More marks than any page of writing holds."""

    def __init__(
        self,
        message: str = "This picture holds far more marks than a page of writing, more than can be read at once. "
        "Photograph or crop a part of it, closer.",
    ) -> None:
        super().__init__(message)


class Busy(ReadError):
    """Too many photos are being decoded; this one was not looked at."""


class Locked(ReadError):
    """Something that opens only with a password."""


class ModelError(DigitReaderError):
    """The network's files are missing or are not the ones that were measured."""


class BulkError(DigitReaderError):
    """A stack of photos that cannot be read as asked: nothing there, a result in the way, workers that are gone."""


class DataError(DigitReaderError):
    """Training or evaluation data that cannot be used; the text names the file."""


def why_unopened(error: OSError) -> str:
    """Return why a file cannot be opened, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file. Check its name and folder."
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the photos in it instead."
    if isinstance(error, PermissionError):
        return "This file may not be opened. Check its permissions."
    return f"This file cannot be opened: {error.strerror or error}."
