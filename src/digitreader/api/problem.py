"""Errors of the API, all with the same JSON body (RFC 9457, "problem details")."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from digitreader import errors
from digitreader.errors import ReadError

PROBLEM = "application/problem+json"
UNREADABLE = 422  # HTTP's "Unprocessable Content": the form is right, the photo cannot be read
STATUS: dict[type[ReadError], int] = {errors.TooLarge: 413, errors.UnknownFormat: 415, errors.Busy: 429}
OUR_FAULT = "our_fault"


class Problem(Exception):
    """A request that cannot be answered with a result.

    status: of HTTP. code: for programs. detail: for people, what happened and what to do next. headers: of the answer.
    files: why each file of the request could not be read.
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
            "type": "about:blank",  # RFC 9457: the title is the status's, and there is no page to look up
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.files:
            body["files"] = self.files
        return JSONResponse(body, self.status, self.headers, PROBLEM)


def busy(seconds: int, files: Sequence[Mapping[str, str]] = ()) -> Problem:
    """Return the problem of one request too many. seconds: to wait before another try."""
    detail = "Too many photos are being read just now. Try again in a moment."
    return Problem(429, "busy", detail, headers={"Retry-After": str(seconds)}, files=files)


def status_of(error: ReadError) -> int:
    """Return the HTTP status for a photo that cannot be read."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), UNREADABLE)


def code_of(error: Exception) -> str:
    """Return the code of an error: its class's name with underscores.

    >>> code_of(errors.TooLarge())
    'too_large'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
