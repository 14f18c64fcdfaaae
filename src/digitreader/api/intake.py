"""How requests come in: counted while they arrive, so that no number and no size of them fills the memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import anyio
from starlette.types import Message, Receive

from digitreader.api.limits import Limits
from digitreader.api.problem import Problem, busy


@dataclass
class Intake:
    """Who is being served, in how many bytes; used in the event loop alone."""

    limits: Limits
    requests: int = 0
    held: int = 0

    @contextmanager
    def admit(self) -> "Iterator[Load]":
        """Count a request until it is answered.

        Raises:
            Problem: there are too many.
        """
        if self.requests >= self.limits.requests:
            raise busy(self.limits.retry_seconds)
        self.requests += 1
        load = Load(self)
        try:
            yield load
        finally:
            self.requests -= 1
            self.held -= load.bytes


@dataclass
class Load:
    """How many bytes of one request have arrived."""

    intake: Intake
    bytes: int = 0

    def add(self, count: int) -> None:
        """Count bytes.

        Raises:
            Problem: the request is too large, or all of them together are.
        """
        limits = self.intake.limits
        self.bytes += count
        self.intake.held += count
        if self.bytes > limits.request_bytes:
            raise too_large(limits)
        if self.intake.held > limits.held_bytes:
            raise busy(limits.retry_seconds)


class Arrival:
    """Receives for a request and knows whether all of it has come: asking for more would then wait for ever."""

    def __init__(self, receive: Receive) -> None:
        """Receive from the server."""
        self._receive = receive
        self.complete = False

    async def __call__(self) -> Message:
        """Return what comes next."""
        message = await self._receive()
        self.complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def throw_away(self, limits: Limits) -> None:
        """Let the rest of a refused request come, for a while: many clients look for an answer only after sending."""
        rest = limits.request_bytes
        with anyio.move_on_after(limits.linger_seconds):
            while rest > 0 and not self.complete:
                rest -= len((await self()).get("body", b""))


def too_large(limits: Limits) -> Problem:
    """Return what a request gets that is too large as a whole."""
    most = f"{limits.request_bytes / 1e6:.0f} MB"
    return Problem(413, "request_too_large", f"A request may have {most} at most. Send fewer photos at a time.")
