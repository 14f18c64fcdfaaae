"""Forms are in UTF-8, and other character sets are refused before anything is read by them."""

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from digitreader.api.problem import Problem

UTF_8 = (b"utf-8", b"utf8")  # RFC 7578 knows no other; some codecs of Python fail, or make what no text can hold


def check_charset(headers: Headers) -> None:
    """Refuse a form that says to be in another character set than UTF-8.

    Raises:
        Problem: it does.
    """
    _, options = parse_options_header(headers.get("content-type", ""))
    if options.get(b"charset", UTF_8[0]).lower() not in UTF_8:
        raise Problem(400, "broken_form", "The form is not in UTF-8. Send it in UTF-8, or say nothing about it.")


class FormsInUtf8:
    """Middleware that refuses forms in other character sets, for an application that would fail at them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        try:
            if headers.get("content-type", "").lower().startswith("multipart/"):
                check_charset(headers)
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        await self.app(scope, receive, send)
