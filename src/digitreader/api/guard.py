"""Who may use the API, and the headers that keep browsers from misusing its answers."""

import hashlib
import hmac
import os
from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digitreader.api.problem import Problem
from digitreader.errors import SetupError

VARIABLE = "DIGITREADER_TOKEN"  # holds the token for POST /api/v1/read; if it is unset, everybody may read
EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
OWN_FRAMES = {"Content-Security-Policy": "frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}  # what is drawn on
API = {
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def token_from_environment() -> str | None:
    """Return the token that the environment sets, if any.

    Raises:
        SetupError: it is empty, though whoever set it meant to ask for one, or holds what no header can carry.
    """
    token = os.environ.get(VARIABLE)
    if token is None:
        return None
    if not token.strip():
        raise SetupError(f"{VARIABLE} is set but empty. Give it a token, or unset it to let everybody read.")
    if not token.strip().isprintable():  # bytes that are not UTF-8 come as lone surrogates
        raise SetupError(f"{VARIABLE} holds bytes that are not text in UTF-8. Give it letters and figures.")
    return token.strip()


def check_token(request: Request, token: str | None) -> None:
    """Refuse a request without the token; without a token let every request pass.

    Raises:
        Problem: the token is missing or wrong.
    """
    if token is None:
        return
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(_digest(given.strip().encode("latin-1")), _digest(token.encode()))
    if scheme.lower() != "bearer" or not same:
        raise Problem(
            401,
            "unauthorized",
            "This server wants a token. Send it in the header `Authorization: Bearer TOKEN`.",
            headers={"WWW-Authenticate": "Bearer"},
        )


def _digest(token: bytes) -> bytes:
    """Return what is compared: its length tells nothing about the token's."""
    return hashlib.sha256(token).digest()


class Headers:
    """Middleware that adds headers to every answer that lacks them."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        """Add headers to the answers of an application."""
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers added."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                added = [(name, value) for name, value in self.headers if name not in there]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
