"""What the API says about the files of a request: as JSON, CSV or text."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response

from digitreader.api.form import Sent
from digitreader.api.limits import Limits
from digitreader.api.problem import OUR_FAULT, UNREADABLE, Problem, code_of, status_of
from digitreader.errors import ModelError, ReadError, TooLarge
from digitreader.escape_formula import escape_formula
from digitreader.output.report import CSV_HEADER, as_dict, csv_rows, csv_text, heading, to_text
from digitreader.reading import Reading

Read = Callable[[bytes], Reading]
FORMATS = ("json", "csv", "text")
CSV_COLUMNS = (*CSV_HEADER, "error")
SORRY = "Something went wrong on our side while reading this photo. Try another photo of the same writing."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What a file says, without its pixels.

    status: of HTTP, were it sent alone. code: of what went wrong. said: as the command line's JSON has it, with the
    text and the code. text: the lines, each ended by a newline. rows: of CSV.
    """

    status: int
    code: str
    said: dict[str, object] = field(repr=False)
    text: str = ""
    rows: tuple[tuple[object, ...], ...] = ()

    @property
    def refusal(self) -> dict[str, str]:
        """What a problem says of the file."""
        return {"file": str(self.said["file"]), "code": self.code, "detail": str(self.said["error"])}


def answer(sent: Sent, read: Read, limits: Limits) -> Answer:
    """Return what a file says, or why it cannot be read, so that the next file gets its turn.

    Raises:
        ModelError: no file can be read.
    """
    try:
        _check_length(sent, limits)
        reading = read(sent.data)
    except ReadError as error:
        return _refused(sent, status_of(error), code_of(error), str(error))
    except ModelError:
        raise
    except Exception:
        log.exception("a photo of %d bytes could not be read", sent.length)
        return _refused(sent, 500, OUR_FAULT, SORRY)
    said = _said(as_dict(sent.name, reading), reading.text, None)
    return Answer(200, "", said, to_text(reading), tuple((*row, "") for row in csv_rows(sent.name, reading)))


def respond(answers: Sequence[Answer], form: str, retry_seconds: int) -> Response:
    """Return all answers in one of FORMATS.

    Raises:
        Problem: none of the files could be read.
    """
    if all(each.code for each in answers):
        raise _nothing_read(answers, retry_seconds)
    if form == "csv":
        return Response(csv_text([CSV_COLUMNS, *(row for each in answers for row in each.rows)]), media_type="text/csv")
    if form == "text":
        return Response(_as_text(answers), media_type="text/plain")
    return JSONResponse({"results": [each.said for each in answers]})


def _check_length(sent: Sent, limits: Limits) -> None:
    """Refuse a file of which only the beginning was kept, in the gate's own words."""
    if sent.length > limits.file_bytes:
        raise TooLarge(
            f"This file has {sent.length / 1e6:.0f} MB; at most {limits.file_bytes / 1e6:.0f} MB can be read. "
            "Save the photo smaller, or crop it to the writing."
        )


def _said(of_reading: dict[str, object], text: str, code: str | None) -> dict[str, object]:
    """Return what JSON says of a file, its text first."""
    return {"file": of_reading.pop("file"), "text": text, **of_reading, "code": code}


def _refused(sent: Sent, status: int, code: str, sentence: str) -> Answer:
    """Return the answer for a file that cannot be read."""
    row = (escape_formula(sent.name), *[""] * (len(CSV_HEADER) - 1), escape_formula(sentence))
    return Answer(status, code, _said(as_dict(sent.name, None, sentence), "", code), f"error: {sentence}\n", (row,))


def _as_text(answers: Sequence[Answer]) -> str:
    """Return the texts, each under its file's name where there are several."""
    if len(answers) == 1:
        return answers[0].text
    return "".join(heading(str(each.said["file"])) + each.text for each in answers)


def _nothing_read(answers: Sequence[Answer], retry_seconds: int) -> Problem:
    """Return the problem of a request of which no file could be read: what they have in common, busy before all."""
    kinds = {(each.status, each.code, str(each.said["error"])) for each in answers}
    files = [each.refusal for each in answers]
    busy = next((kind for kind in kinds if kind[0] == 429), None)
    if busy:
        return Problem(*busy, headers={"Retry-After": str(retry_seconds)}, files=files)
    if len({kind[:2] for kind in kinds}) > 1:
        sentence = "None of the files could be read, each for a reason of its own."
        return Problem(UNREADABLE, "nothing_read", sentence, files=files)
    status, code, sentence = kinds.pop()
    return Problem(status, code, sentence if not kinds else "None of the files could be read.", files=files)
