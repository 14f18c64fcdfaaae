"""The form with a request's photos, parsed while it arrives."""

from dataclasses import dataclass, field

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from digitreader.api.charset import check_charset
from digitreader.api.intake import Arrival, Load, too_large
from digitreader.api.limits import Limits
from digitreader.api.problem import Problem

FIELD = "file"  # the form's only field, repeated for each file
HOW = f"Send photos as multipart/form-data, each in a field named {FIELD!r} with a file name."
NO_FILE = f"The form has a field that is not a file. {HOW}"


class Form(MultiPartParser):
    """A form whose files stay in memory. Of a file that is too large the rest is counted but not kept."""

    def __init__(self, request: Request, limits: Limits) -> None:
        """Parse the form of a request."""
        super().__init__(
            request.headers,
            request.stream(),
            max_files=limits.files,
            max_fields=limits.fields,
            max_part_size=limits.field_bytes,
        )
        self.spool_max_size = limits.request_bytes + 1  # a larger file would be written to disk
        self.limits = limits
        self.lengths: list[int] = []
        self.ended = False

    def on_part_begin(self) -> None:
        """Start counting the part's bytes."""
        super().on_part_begin()
        self.lengths.append(0)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Keep one byte more than allowed, which shows that a file is too large."""
        room = max(self.limits.file_bytes + 1 - self.lengths[-1], 0)
        self.lengths[-1] += end - start
        if room:
            super().on_part_data(data, start, min(end, start + room))

    def on_end(self) -> None:
        """Note that the form is complete."""
        self.ended = True


@dataclass(frozen=True)
class Sent:
    """A file as it was sent. name: the sender's. length: in bytes; of a too large file data is the beginning."""

    name: str
    data: bytes = field(repr=False)
    length: int


async def receive_files(request: Request, arrival: Arrival, load: Load) -> list[Sent]:
    """Return the files of a request.

    Args:
        request: for its headers.
        arrival: receives its body.
        load: counts its bytes.

    Raises:
        Problem: it is not a form, or is broken, too large, too slow or without a file.
    """
    limits = load.intake.limits
    _check_headers(request, limits)
    form = Form(Request(request.scope, _counted(arrival, load)), limits)
    try:
        with load.arrives():
            parts = (await form.parse()).multi_items()
    except MultiPartException as error:
        raise _broken(error.message) from error
    except TimeoutError as error:
        raise Problem(408, "too_slow", "The photos took too long to arrive. Send fewer at a time.") from error
    except ClientDisconnect as error:
        raise Problem(400, "cut_short", "The request was cut short. Send it again.") from error
    if not form.ended:
        raise Problem(400, "cut_short", f"The form was cut short. Send it again. {HOW}")
    return [await _sent(part, length) for part, length in _files(parts, form.lengths)]


def _check_headers(request: Request, limits: Limits) -> None:
    """Refuse what the headers show to be unusable, before any byte arrives."""
    kind, _ = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data":
        raise Problem(415, "not_a_form", HOW)
    check_charset(request.headers)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "encoded", "The request is compressed. Send it as it is.")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.request_bytes:
        raise too_large(limits)


def _counted(receive: Receive, load: Load) -> Receive:
    """Return a receive function that counts bytes."""

    async def counting() -> Message:
        with load.waits():
            message = await receive()
        load.add(len(message.get("body", b"")))
        return message

    return counting


def _files(parts: list[tuple[str, UploadFile | str]], lengths: list[int]) -> list[tuple[UploadFile, int]]:
    """Return the parts that are files, each with its length.

    Raises:
        Problem: there is no file, or there is something else.
    """
    found: list[tuple[UploadFile, int]] = []
    for (name, part), length in zip(parts, lengths, strict=True):
        if name != FIELD or not isinstance(part, UploadFile):
            raise Problem(422, "unknown_field", NO_FILE)
        if part.filename or length:
            found.append((part, length))  # a browser sends a nameless, empty part if no file was chosen
    if not found:
        raise Problem(422, "no_file", f"The form holds no file. {HOW}")
    return found


async def _sent(part: UploadFile, length: int) -> Sent:
    """Return a file and free the form's copy."""
    data = await part.read()
    await part.close()
    return Sent(part.filename or "", data, length)


def _broken(message: str) -> Problem:
    """Return the problem of a form that the parser refuses with this message."""
    if message.startswith("Too many files"):
        return Problem(422, "too_many_files", f"{message} Send fewer photos at a time.")
    if message.startswith(("Part exceeded", "Too many fields")):
        return Problem(422, "unknown_field", NO_FILE)
    return Problem(400, "broken_form", f"The form cannot be understood: {message.rstrip('.')}. {HOW}")
