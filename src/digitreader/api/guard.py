"""Who may use the API, and the headers that keep browsers from misusing what it says."""

import hashlib
import hmac
import os
from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digitreader.api.problem import Problem
from digitreader.errors import DigitReaderError

VARIABLE = "DIGITREADER_TOKEN"  # names the token that POST /api/v1/read wants; without it everybody may read
EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
API = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def token_from_environment() -> str | None:
    """Return the token that the environment names, if any.

    Raises:
        DigitReaderError: it is empty: somebody meant to close the door.
    """
    token = os.environ.get(VARIABLE)
    if token is None:
        return None
    if not token.strip():
        raise DigitReaderError(f"{VARIABLE} is set but empty. Give it a token, or unset it to let everybody read.")
    return token.strip()


def check_token(request: Request, token: str | None) -> None:
    """Let only those pass who send the token, if there is one.

    Raises:
        Problem: the token is missing or another one.
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
    """Return what is compared: of one length, whatever the token's."""
    return hashlib.sha256(token).digest()


class Headers:
    """Adds headers to every answer that does not have them."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        """Add headers to what an application answers."""
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                added = [(name, value) for name, value in self.headers if name not in there]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
