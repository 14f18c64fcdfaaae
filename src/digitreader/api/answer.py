"""What the API says about the files of a request: as JSON, CSV or text."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from digitreader.api.form import Sent
from digitreader.api.limits import Limits
from digitreader.api.problem import OUR_FAULT, UNREADABLE, Problem, code_of, status_of
from digitreader.errors import ModelError, ReadError, TooLarge
from digitreader.numbers.decimal_mark import CONVENTIONS, Convention
from digitreader.output.digit_table import digit_table
from digitreader.output.from_reading import page_result
from digitreader.output.number_table import number_table
from digitreader.output.result import PageResult
from digitreader.output.table import to_csv
from digitreader.output.text import heading, to_text
from digitreader.output.with_errors import with_errors
from digitreader.reading import Reading

Read = Callable[[bytes], Reading]
FORMATS = ("json", "numbers", "csv", "text")
PARAMETERS = {"format": FORMATS, "decimal": CONVENTIONS, "digits_only": ("false", "true")}  # the first is the usual one
SORRY = "Something went wrong on our side while reading this photo. Try another photo of the same writing."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """What is asked for. format: one of FORMATS. decimal: the decimal mark of the numbers. digits_only: no signs."""

    format: str = FORMATS[0]
    decimal: Convention = "auto"
    digits_only: bool = False


@dataclass(frozen=True)
class Answer:
    """What was read in a file, or why it could not be read.

    status: of HTTP, if the file had been sent alone. code: of the error, empty if there is none.
    """

    page: PageResult
    status: int = 200
    code: str = ""

    @property
    def error(self) -> str:
        """Why the file could not be read; empty if it could."""
        return self.page.error or ""

    def to_dict(self) -> dict[str, Any]:
        """Return the page as JSON holds it, with its texts after the file's name and the code at the end."""
        said = self.page.to_dict()
        texts = {"text": self.page.text, "written": self.page.written}
        return {"schema": said.pop("schema"), "file": said.pop("file"), **texts, **said, "code": self.code or None}

    @property
    def text(self) -> str:
        """The lines, each ended by a newline, or the error."""
        return f"error: {self.error}\n" if self.code else to_text(self.page)


def answer(sent: Sent, read: Read, limits: Limits, wanted: Wanted) -> Answer:
    """Return what was read in a file, or why it could not be read, so that the next file gets its turn.

    Raises:
        ModelError: no file can be read.
    """
    try:
        _check_length(sent, limits)
        page = page_result(sent.name, read(sent.data), wanted.decimal)
        return Answer(page.without_signs if wanted.digits_only else page)
    except ReadError as error:
        return Answer(PageResult(sent.name, error=str(error)), status_of(error), code_of(error))
    except ModelError:
        raise
    except Exception:
        log.exception("a photo of %d bytes could not be read", sent.length)
        return Answer(PageResult(sent.name, error=SORRY), 500, OUR_FAULT)


def respond(answers: Sequence[Answer], form: str, retry_seconds: int) -> Response:
    """Return all answers in one of FORMATS.

    Raises:
        Problem: none of the files could be read.
    """
    if all(each.code for each in answers):
        raise _nothing_read(answers, retry_seconds)
    pages = [each.page for each in answers]
    if form in ("csv", "numbers"):
        table = with_errors(pages, digit_table if form == "csv" else number_table)
        return Response(to_csv(table), media_type="text/csv")
    if form == "text":
        return Response(_as_text(answers), media_type="text/plain")
    return JSONResponse({"results": [each.to_dict() for each in answers]})


def _check_length(sent: Sent, limits: Limits) -> None:
    """Refuse a file that was too large to be kept whole, in the same words as the reader."""
    if sent.length > limits.file_bytes:
        raise TooLarge(
            f"This file has {sent.length / 1e6:.0f} MB; at most {limits.file_bytes / 1e6:.0f} MB can be read. "
            "Save the photo smaller, or crop it to the writing."
        )


def _as_text(answers: Sequence[Answer]) -> str:
    """Return the texts, each under its file's name if there are several."""
    if len(answers) == 1:
        return answers[0].text
    return "".join(heading(each.page.file) + each.text for each in answers)


def _nothing_read(answers: Sequence[Answer], retry_seconds: int) -> Problem:
    """Return the problem of a request without a readable file: busy if one was, else what they have in common."""
    kinds = {(each.status, each.code, each.error) for each in answers}
    files = [{"file": each.page.file, "code": each.code, "detail": each.error} for each in answers]
    busy = next((kind for kind in kinds if kind[0] == 429), None)
    if busy:
        return Problem(*busy, headers={"Retry-After": str(retry_seconds)}, files=files)
    if len({kind[:2] for kind in kinds}) > 1:
        sentence = "None of the files could be read, each for a reason of its own."
        return Problem(UNREADABLE, "nothing_read", sentence, files=files)
    status, code, sentence = kinds.pop()
    return Problem(status, code, sentence if not kinds else "None of the files could be read.", files=files)
