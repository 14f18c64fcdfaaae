"""What goes wrong in the API, as one JSON body for all of it (RFC 9457, "problem details")."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from digitreader import errors
from digitreader.errors import ReadError

PROBLEM = "application/problem+json"
UNREADABLE = 422  # what is sent is a photo as far as HTTP knows, but cannot be read
STATUS: dict[type[ReadError], int] = {errors.TooLarge: 413, errors.UnknownFormat: 415, errors.Busy: 429}
OUR_FAULT = "our_fault"


class Problem(Exception):
    """A request that is not answered with a reading.

    status: of HTTP. code: for programs. detail: for people, what happened and what to do next. headers: of the answer.
    files: for each file of the request why it was not read.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        files: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Say what is wrong."""
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.files = dict(headers or {}), list(files)

    def response(self) -> JSONResponse:
        """Return the answer."""
        body: dict[str, Any] = {
            "type": "about:blank",  # RFC 9457: the title is that of the status, and nothing more is to be looked up
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.files:
            body["files"] = self.files
        return JSONResponse(body, self.status, self.headers, PROBLEM)


def busy(seconds: int, files: Sequence[Mapping[str, str]] = ()) -> Problem:
    """Return what a request gets that comes while too many others are here; seconds: after which to come again."""
    detail = "Too many photos are being read just now. Try again in a moment."
    return Problem(429, "busy", detail, headers={"Retry-After": str(seconds)}, files=files)


def status_of(error: ReadError) -> int:
    """Return the status of HTTP for a photo that cannot be read."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), UNREADABLE)


def code_of(error: Exception) -> str:
    """Return what programs call an error: its name with underscores.

    >>> code_of(errors.TooLarge())
    'too_large'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
