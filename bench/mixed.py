"""Visitors of every kind at once in little memory: `make load` runs this after the waves.

Some drop a stack, some a PDF, some turn photos first, some follow a photo on "How it reads", some draw. Then all leave,
and two minutes later nothing of them may be left.
"""

import argparse
import asyncio
import io
import math
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from boxed import Boxed, boxed
from load import SAMPLE, another, make_photo
from PIL import Image
from visitor import Visitor
from web import Lost
from websockets.exceptions import WebSocketException

PATIENCE = 300.0  # seconds until a visitor gives up; many large stacks come first
FORGOTTEN = 120.0  # seconds after which nothing is left of who has left
STACK, PAGES, TURNED = 10, 3, 5  # photos of a stack, pages of a PDF, photos to turn
ROUNDING = 60.0  # MB that a used process has more than a fresh one: caches, and what the allocator keeps

Errand = Callable[[Visitor, bytes, int], Awaitable[None]]


async def _stack(visitor: Visitor, photo: bytes, number: int) -> None:
    """Drop a stack, and stay until all of it is read."""
    await visitor.upload((f"{n}.jpg", another(photo, 1000 * number + n)) for n in range(STACK))
    await visitor.until(lambda screen: any(f"{STACK} photos read" in note for note in screen.notes), PATIENCE)


async def _pdf(visitor: Visitor, photo: bytes, number: int) -> None:
    """Drop a PDF of photos, and stay until all pages are read."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(photo)) as page:
        page.save(stream, "PDF", save_all=True, append_images=[page] * (PAGES - 1), title=f"{number}")
    await visitor.upload([("scan.pdf", stream.getvalue())])
    await visitor.until(lambda screen: screen.texts or screen.refusals, PATIENCE)


async def _turn(visitor: Visitor, photo: bytes, number: int) -> None:
    """Drop photos to turn or crop, and leave them waiting."""
    switch = next(element.checkbox.id for element in visitor.screen.elements("checkbox"))
    runs = visitor.screen.runs
    await visitor.change(switch, bool_value=True)
    await visitor.until(lambda screen: screen.runs > runs, PATIENCE)
    await visitor.upload((f"{n}.jpg", another(photo, 1000 * number + n)) for n in range(TURNED))
    await visitor.until(lambda screen: screen.pictures, PATIENCE)


async def _follow(visitor: Visitor, photo: bytes, number: int) -> None:
    """Follow a photo of one's own on "How it reads"."""
    runs = visitor.screen.runs
    await visitor.upload([("photo.jpg", another(photo, number))])
    await visitor.until(lambda screen: screen.runs > runs and screen.pictures, PATIENCE)


async def _draw(visitor: Visitor, photo: bytes, number: int) -> None:
    """Open the page Draw, and send what no canvas draws."""
    runs = visitor.screen.runs
    await visitor.change(f"made-up-{number}", json_value="[" + "1," * 1_000_000 + "1]")
    await visitor.until(lambda screen: screen.runs > runs, PATIENCE)


KINDS: dict[str, tuple[str, Errand]] = {
    "stack": ("read", _stack),
    "PDF": ("read", _pdf),
    "turning": ("read", _turn),
    "How it reads": ("how_it_reads", _follow),
    "Draw": ("draw", _draw),
}


async def _visit(server: Boxed, kind: str, photo: bytes, number: int) -> str:
    """Make a visit; return what went wrong, or nothing."""
    page, errand = KINDS[kind]
    try:
        async with Visitor(server.host, page) as visitor:
            awaited = "button" if page == "draw" else "file_uploader"
            await visitor.until(lambda screen: screen.runs and any(screen.elements(awaited)), PATIENCE)
            await errand(visitor, photo, number)
            return f"{kind}: {visitor.screen.refusals}" if visitor.screen.refusals else ""
    except (Lost, OSError, TimeoutError, WebSocketException) as error:
        return f"{kind}: {type(error).__name__} {error}"


async def _all(server: Boxed, rounds: int, photo: bytes) -> list[str]:
    """Send so many visitors of each kind at once; return what went wrong."""
    visits = [_visit(server, kind, photo, n * len(KINDS) + k) for n in range(rounds) for k, kind in enumerate(KINDS)]
    return [wrong for wrong in await asyncio.gather(*visits) if wrong]


def main() -> None:
    """Run, and say what it took; exit with an error if a visit failed, or something is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="visitors of each kind (default: 10)")
    parser.add_argument("--memory", type=int, default=1024, help="MiB that the server may have (default: 1024)")
    options = parser.parse_args()
    photo = make_photo(Path(SAMPLE))
    with tempfile.TemporaryFile() as log, boxed(options.memory, log) as server:
        asyncio.run(_all(server, 1, photo))  # what every server loads once
        time.sleep(FORGOTTEN)
        idle, began = server.samples[-1][1], time.monotonic()
        wrong = asyncio.run(_all(server, options.rounds, photo))
        seconds = time.monotonic() - began
        peak = max(server.between(began, time.monotonic()), default=math.nan)
        time.sleep(FORGOTTEN)
        left = server.samples[-1][1]
        many = options.rounds * len(KINDS)
        print(f"{many} visits at once in {seconds:.0f} s, {len(wrong)} failed: {sorted(set(wrong))}")
        print(f"{idle:.0f} MB before, {peak:.0f} MB at most, {left:.0f} MB {FORGOTTEN:.0f} s after the last left")
        if wrong or not server.runs or left > idle + ROUNDING:
            raise SystemExit("A target was missed.")


if __name__ == "__main__":
    main()
