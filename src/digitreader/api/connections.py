"""Connections that keep nobody waiting: deadlines for headers, bodies and answers, and a place for who comes next.

uvicorn has a deadline for idle connections alone, and its cap on connections counts those that never said a word. Here
a connection that says nothing gives way to the next one, so that a thousand of them keep no visitor out.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from digitreader.api.limits import ConnectionLimits

try:
    import resource
except ModuleNotFoundError:  # Windows limits no files
    resource = None  # type: ignore[assignment]

HEADERS, BODY, ANSWER = "headers", "body", "answer"  # what is waited for


def with_room_for_files(limits: ConnectionLimits) -> ConnectionLimits:
    """Let this process open as many files as it may; return limits that leave half of them for all else."""
    if resource is None:
        return limits
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = limits.files if hard == resource.RLIM_INFINITY else min(hard, limits.files)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    files = limits.files if soft == resource.RLIM_INFINITY else soft
    return limits.at_most(files // 2)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with deadlines and a place for the next visitor.

    Time counts only while this process is awake: a second in which it was busy is not the visitor's.
    """

    def __init__(self, *arguments: Any, limits: ConnectionLimits, **more: Any) -> None:
        """Take uvicorn's arguments, and our limits."""
        super().__init__(*arguments, **more)
        self.limits = limits
        self.waited = 0.0  # seconds for what is waited for now
        self._received = 0  # bytes meanwhile
        self._unsent = 0  # bytes of the answer at the last look
        self._before: tuple[object, str] = (None, HEADERS)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, if need be in place of the one that says least."""
        super().connection_made(transport)
        self.loop.call_later(self.limits.look_seconds, self._look)
        if len(self.connections) > self.limits.connections:
            least_talkative(self.connections, self).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Count bytes."""
        self._received += len(data)
        super().data_received(data)

    @property
    def waits_for(self) -> str:
        """What is waited for: the headers of a request, its body, or that an answer is taken."""
        if self.cycle is None or self.cycle.response_complete:
            return HEADERS
        return BODY if self.cycle.more_body else ANSWER

    @property
    def rate(self) -> float:
        """Bytes a second of the body that is waited for."""
        return self._received / max(self.waited, self.limits.look_seconds)

    def _look(self) -> None:
        """Every second: count it, and end the connection if it was the last."""
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return  # it has ended, or is a websocket now
        now = (self.cycle, self.waits_for)
        if now != self._before:
            self._before, self.waited, self._received = now, 0.0, 0
        if not (self.flow.read_paused and self.waits_for == BODY):  # then it is we who are not ready
            self.waited += self.limits.look_seconds
        if self._is_late():
            self.transport.abort()
        else:
            self.loop.call_later(self.limits.look_seconds, self._look)

    def _is_late(self) -> bool:
        """Tell whether what is waited for has taken too long."""
        limits = self.limits
        if self.waits_for == HEADERS:
            return self.waited > limits.header_seconds
        if self.waits_for == BODY:
            return self.waited > limits.body_seconds + self._received / limits.slowest
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent < self._unsent:  # it was taken, or is not ready
            self.waited = 0.0
        self._unsent = unsent
        return self.waited > limits.answer_seconds


def least_talkative(connections: Iterable[object], newest: PatientProtocol) -> PatientProtocol:
    """Return who has to go: who waits longest with a request's headers, else who sends a body slowest.

    Whose body has come for less than `body_seconds` stays; if all others stay, the newest has to go.
    """
    ours = [one for one in connections if isinstance(one, PatientProtocol) and one is not newest]
    silent = [one for one in ours if one.waits_for == HEADERS]
    if silent:
        return max(silent, key=lambda one: one.waited)
    slow = [one for one in ours if one.waits_for == BODY and one.waited > one.limits.body_seconds]
    return min(slow, key=lambda one: one.rate, default=newest)
