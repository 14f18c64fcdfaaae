"""Uploads to the app as `streamlit run` serves it: more than memory holds, and never taken."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from boxed import Boxed, boxed
from load import SAMPLE, another, make_photo
from streamlit.proto.BackMsg_pb2 import BackMsg
from visitor import COOKIE, Visitor
from web import Lost, as_form

from attack.row import Row, Seen

LIMIT = 1024  # MiB that the server may have
LARGE, PHOTO = 19_900_000, 4_000_000  # bytes
TOGETHER = 60.0  # seconds until uploads end, whether all others have come that far or not
FORGOTTEN = 120.0  # seconds after which nothing is left of who has left


@contextmanager
def _app() -> Iterator[Boxed]:
    """Start the app with little memory."""
    with tempfile.TemporaryFile() as log, boxed(LIMIT, log) as server:
        yield server


def _open_uploads(server: Boxed) -> int:
    """Return how many files without a name the server has open."""
    found = 0
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found += str(link.readlink()).endswith("(deleted)")
    return found


async def _put(visitor: Visitor, number: int, size: int, ready: asyncio.Barrier) -> str:
    """Send an upload that nobody has announced, its last byte when all others are there; return the status."""
    host, port = visitor.host.split(":")
    kind, body = as_form("photo.jpg", b"\xff\xd8" + bytes(size - 2))
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = {
        "Host": visitor.host,
        "Content-Length": str(len(body)),
        "Content-Type": kind,
        "Connection": "close",
        "Cookie": f"{COOKIE}={visitor.token}",
        "X-Xsrftoken": visitor.token,
    }
    lines = [
        f"PUT /_stcore/upload_file/{visitor.session}/{number} HTTP/1.1",
        *(f"{name}: {value}" for name, value in headers.items()),
        "",
        "",
    ]
    try:
        writer.write("\r\n".join(lines).encode() + body[:-1])
        await writer.drain()
        with suppress(TimeoutError):  # one that failed keeps nobody waiting
            await asyncio.wait_for(ready.wait(), TOGETHER)
        writer.write(body[-1:])
        return (await reader.readline()).split(b" ")[1].decode()
    except (OSError, IndexError):
        return "none"
    finally:
        writer.close()


async def _all_at_once(server: Boxed, count: int, size: int) -> Counter[str]:
    """Send so many uploads that end at the same time; return how often each status came."""
    async with Visitor(server.host) as visitor:
        await visitor.until(lambda screen: screen.runs)
        ready = asyncio.Barrier(count)
        return Counter(await asyncio.gather(*(_put(visitor, number, size, ready) for number in range(count))))


def _unannounced() -> Seen:
    """Send more than the memory holds, which no page will ever take."""
    with _app() as server:
        found = asyncio.run(_all_at_once(server, 150, LARGE))
        said = f"{', '.join(f'{n} x {status}' for status, n in sorted(found.items()))}, {server.peak:.0f} MB at most"
        return Seen(said, server.runs and set(found) <= {"204", "413", "429"} and found["204"] > 0)


async def _stack(server: Boxed, photos: int) -> str:
    """Drop a stack of phone photos, and wait until the page begins to read it."""
    photo = make_photo(SAMPLE)
    photo += bytes(max(0, PHOTO - len(photo)))
    async with Visitor(server.host) as visitor:
        await visitor.until(lambda screen: any(screen.elements("file_uploader")))
        await visitor.upload((f"{number}.jpg", another(photo, number)) for number in range(photos))
        await visitor.until(lambda screen: any(f"of {photos}" in note for note in screen.notes), 300)
        return next(note for note in visitor.screen.notes if f"of {photos}" in note)


def _dropped() -> Seen:
    """Drop 300 photos at once."""
    with _app() as server:
        said = asyncio.run(_stack(server, 300))
        return Seen(f"“{said}”, {server.peak:.0f} MB at most", server.runs)


async def _send(server: Boxed, size: int) -> int:
    """Say that a field holds so many letters; return the code that closes the socket, 0 if nothing does."""
    async with Visitor(server.host) as visitor:
        await visitor.until(lambda screen: screen.runs)
        message = BackMsg()
        message.rerun_script.widget_states.widgets.add(id="made-up", string_value="1" * size)
        with suppress(Lost):
            await visitor.send(message)
        return await visitor.closed(10)


def _fields() -> Seen:
    """Send fields that no page of ours has."""
    with _app() as server:
        codes = [asyncio.run(_send(server, size)) for size in (5_000_000, 8_000_000, 30_000_000)]
        return Seen(f"sockets closed with {codes}", codes == [1009] * 3)


async def _leave(server: Boxed) -> float:
    """Have twenty visitors drop ten photos each and leave at once; return the seconds until nothing is left."""

    async def one(number: int) -> None:
        async with Visitor(server.host) as visitor:
            await visitor.until(lambda screen: any(screen.elements("file_uploader")))
            await visitor.upload((f"{n}.jpg", another(b"\xff\xd8" + bytes(PHOTO), 100 * number + n)) for n in range(10))

    before = _open_uploads(server)  # its log
    await asyncio.gather(*map(one, range(20)))
    left = time.monotonic()
    while _open_uploads(server) > before and time.monotonic() - left < 2 * FORGOTTEN:
        await asyncio.sleep(1)
    return time.monotonic() - left


def _left() -> Seen:
    """Leave, and look for what is left."""
    with _app() as server:
        seconds = asyncio.run(_leave(server))
        files = "no file" if seconds <= FORGOTTEN else "files"
        return Seen(f"after {seconds:.0f} s {files}, {server.samples[-1][1]:.0f} MB of memory", seconds <= FORGOTTEN)


ROWS = (
    Row("drop", "300 photos of 4 MB dropped at once, 1 GiB of memory", "all taken", _dropped),
    Row(
        "unannounced",
        "150 uploads of 19.9 MB that end at once and that no page takes",
        "204 or 413 or 429, it lives",
        _unannounced,
    ),
    Row("fields", "Fields of 5, 8 and 30 MB sent to a page", "closed with 1009", _fields),
    Row("left", "20 visitors leave with 10 photos each waiting", f"nothing left after {FORGOTTEN:.0f} s", _left),
)
