"""Counts requests and their bytes while they arrive, so that they never fill the memory."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import anyio
from starlette.types import Message, Receive

from digitreader.api.limits import Limits
from digitreader.api.problem import Problem, busy


@dataclass
class Intake:
    """How many requests are being served and how many bytes they hold. For the event loop only: it has no lock."""

    limits: Limits
    requests: int = 0
    held: int = 0
    arriving: "list[Load]" = field(default_factory=list)

    @contextmanager
    def admit(self) -> "Iterator[Load]":
        """Count a request until it is answered. If there is no room, who sends slowest makes room.

        Raises:
            Problem: there are too many requests.
        """
        if self.requests >= self.limits.requests and not self.send_slowest_away():
            raise busy(self.limits.retry_seconds)
        self.requests += 1
        load = Load(self)
        try:
            yield load
        finally:
            self.requests -= 1
            self.held -= load.bytes

    def send_slowest_away(self) -> bool:
        """Send away who sends slowest, if it was waited for longer than `body_seconds`; tell whether there was one."""
        slow = [load for load in self.arriving if load.waited > self.limits.body_seconds]
        if slow:
            load = min(slow, key=lambda found: found.bytes / found.waited)
            self.arriving.remove(load)
            load.scope.cancel()
        return bool(slow)


@dataclass(eq=False)
class Load:
    """How many bytes of one request have arrived. scope: in which they do; it ends when they come too slowly."""

    intake: Intake
    bytes: int = 0
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    _waited: float = 0.0
    _since: float | None = None

    @property
    def waited(self) -> float:
        """Seconds for which the sender was waited for; those in which we were busy are not the sender's."""
        return self._waited + (0.0 if self._since is None else anyio.current_time() - self._since)

    @contextmanager
    def arrives(self) -> Iterator[None]:
        """Receive a request.

        Raises:
            TimeoutError: it came too slowly.
        """
        self.intake.arriving.append(self)
        try:
            with self.scope:
                yield
        finally:
            if self in self.intake.arriving:
                self.intake.arriving.remove(self)
        if self.scope.cancelled_caught:
            raise TimeoutError

    @contextmanager
    def waits(self) -> Iterator[None]:
        """Wait for the sender, as long as what came has earned."""
        limits, self._since = self.intake.limits, anyio.current_time()
        earned = min(limits.body_seconds + self.bytes / limits.slowest, limits.receive_seconds)
        self.scope.deadline = self._since + earned - self._waited
        try:
            yield
        finally:
            self._waited, self._since, self.scope.deadline = self.waited, None, math.inf

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
        if self.intake.held > limits.held_bytes and not self.intake.send_slowest_away():
            raise busy(limits.retry_seconds)


class Arrival:
    """Receives a request and knows when it is complete: asking for more would then wait forever."""

    def __init__(self, receive: Receive) -> None:
        """Receive through the server's function."""
        self._receive = receive
        self.complete = False

    async def __call__(self) -> Message:
        """Return the next message."""
        message = await self._receive()
        self.complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def throw_away(self, limits: Limits) -> None:
        """Discard the rest of a refused request for a while: many clients read the answer only after sending all."""
        rest = limits.request_bytes
        with anyio.move_on_after(limits.linger_seconds):
            while rest > 0 and not self.complete:
                rest -= len((await self()).get("body", b""))


def too_large(limits: Limits) -> Problem:
    """Return the problem of a request that is too large."""
    most = f"{limits.request_bytes / 1e6:.0f} MB"
    return Problem(413, "request_too_large", f"A request may have {most} at most. Send fewer photos at a time.")
