"""Connections that keep nobody waiting."""

import asyncio
import logging
import socket
import sys
from contextlib import asynccontextmanager, suppress
from functools import partial

import pytest
import uvicorn
from uvicorn.server import ServerState

from digitreader.api.connections import PatientProtocol, with_room_for_files
from digitreader.api.limits import ConnectionLimits
from digitreader.api.quiet import TIMES, WINDOW, Rarely

PATIENCE = 30  # seconds for what takes parts of one; a busy machine
QUICK = {"look_seconds": 0.02, "header_seconds": 0.2, "body_seconds": 0.2, "answer_seconds": 0.2}
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
LARGE = 30_000_000  # bytes; more than the buffers of both ends


async def echo(scope, receive, send):
    """Answer with how many bytes came, or with very many."""
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    body = bytes(LARGE) if scope["path"] == "/large" else str(length).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


class Place:
    """A server with these limits, and its visitors' sockets. state: uvicorn's."""

    def __init__(self, server, state):
        self.port, self.state = server.sockets[0].getsockname()[1], state
        self.loop, self.sockets = asyncio.get_running_loop(), []

    async def visit(self, said=b"", buffer=0):
        """Open a connection and say something."""
        made = socket.socket()
        self.sockets.append(made)
        if buffer:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        made.setblocking(False)
        await self.loop.sock_connect(made, ("127.0.0.1", self.port))
        await self.loop.sock_sendall(made, said)
        return made

    async def heard(self, visitor):
        """All that the server says until it ends the connection."""
        said = bytearray()
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionError):
                while more := await self.loop.sock_recv(visitor, 1_000_000):
                    said += more
        return bytes(said)

    async def ask(self, path="/", body=b""):
        """The body of an answer, empty if there is none."""
        head = f"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        with suppress(ConnectionError):
            return (await self.heard(await self.visit(head.encode() + body))).partition(b"\r\n\r\n")[2]
        return b""


@asynccontextmanager
async def served(**limits):
    """Start a server with these limits."""
    config, state = uvicorn.Config(echo, ws="none", lifespan="off", log_config=None), ServerState()
    config.load()
    made = partial(PatientProtocol, config=config, server_state=state, app_state={}, limits=ConnectionLimits(**limits))
    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0)
    place = Place(server, state)
    try:
        yield place
    finally:
        server.close()
        for visitor in place.sockets:
            visitor.close()
        await until(lambda: not state.connections and not state.tasks)


async def until(condition):
    """Wait until a condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("begin", [b"", HEAD[:20], HEAD])
@pytest.mark.parametrize("more", [b"", b"x"])
def test_who_does_not_go_on_is_sent_away(begin, more):
    async def story():
        async with served(**QUICK) as place:
            visitor = await place.visit(begin)
            hearing = asyncio.create_task(place.heard(visitor))
            while not hearing.done():
                with suppress(ConnectionError):
                    await place.loop.sock_sendall(visitor, more)
                await asyncio.sleep(0.01)
            assert await hearing == b""

    asyncio.run(story())


def test_who_does_not_take_an_answer_is_sent_away():
    async def story():
        async with served(**QUICK) as place:
            await place.visit(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n", buffer=4096)
            await until(lambda: place.state.connections)
            await until(lambda: not place.state.connections)

    asyncio.run(story())


def test_an_ordinary_request_is_answered_whole_however_large():
    async def story():
        async with served() as place:
            assert await place.ask(body=bytes(3_000_000)) == b"3000000"
            assert len(await place.ask("/large")) == LARGE

    asyncio.run(story())


def test_silent_connections_keep_no_visitor_out():
    async def story():
        async with served(connections=6) as place:
            for number in range(40):
                await place.visit(HEAD[:20] if number % 2 else b"")
            for _ in range(5):
                assert await place.ask() == b"0"
            assert len(place.state.connections) <= 6

    asyncio.run(story())


@pytest.mark.parametrize(
    ("limits", "answer"), [({"body_seconds": 0.15, "slowest": 1e-9}, b"0"), ({"body_seconds": 60}, b"")]
)
def test_who_has_sent_a_body_for_long_gives_way_and_who_has_just_begun_does_not(limits, answer):
    async def story():
        async with served(connections=3, look_seconds=0.02, **limits) as place:
            senders = [await place.visit(HEAD) for _ in range(3)]
            there = place.state.connections
            await until(lambda: len(there) == 3 and all(one.waits_for == "body" and one.waited for one in there))
            for sender in senders:
                await place.loop.sock_sendall(sender, b"x")
            await until(lambda: all(one.rate and one.waited > 0.2 for one in there))
            assert await place.ask() == answer

    asyncio.run(story())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no files")
@pytest.mark.parametrize(("soft", "hard", "most"), [(256, 1024, 512), (1024, 10**6, 512), (200, 200, 100)])
def test_there_are_files_for_twice_as_many_connections(soft, hard, most, monkeypatch):
    set_to = []
    monkeypatch.setattr("resource.getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr("resource.setrlimit", lambda _, limits: set_to.append(limits))
    assert with_room_for_files(ConnectionLimits()).connections == most
    assert set_to == ([(min(hard, 4096), hard)] if hard > soft else [])


def test_a_log_is_not_filled_from_outside(caplog):
    now = [0.0]
    logger = logging.getLogger("attacked")
    logger.addFilter(Rarely(lambda: now[0]))
    for time in [0.0] * 500 + [WINDOW] * 500:
        now[0] = time
        logger.warning("broken request by %s", "somebody")
    assert len(caplog.messages) == 2 * TIMES
    assert "no more of these" in caplog.messages[TIMES - 1]
