"""The app as its visitors' browsers speak to it: a stack survives whatever they do meanwhile; bench/ is no package."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from digitreader.ui.samples import FOLDER, SAMPLES

STACK = [(sample.file, sample.data()) for sample in SAMPLES]
PATIENCE = 60  # seconds; a busy machine with two cores


@pytest.fixture(autouse=True)
def _beside_the_benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "bench"))


def texts() -> list[str]:
    """Return what the samples say, by their labels."""
    rows = [line.split(",") for line in (FOLDER / "labels.csv").read_text().splitlines()[1:]]
    return sorted(row[1].replace("|", "\n") for row in rows)


def seen_after(address: str, meanwhile: Callable[..., Awaitable[None]]) -> list[str]:
    """Return what the page shows of a stack, in the middle of which something happens."""
    from visitor import Visitor

    async def session() -> list[str]:
        async with Visitor(address.removeprefix("http://")) as visitor:
            await visitor.until(lambda screen: screen.runs and any(screen.elements("file_uploader")), PATIENCE)
            await visitor.upload(STACK)
            await visitor.until(lambda screen: any(screen.elements("progress")), PATIENCE)
            assert len(visitor.screen.texts) < len(STACK), "the stack was read before anything could happen"
            await meanwhile(visitor)
            await visitor.until(lambda screen: len(screen.texts) == len(STACK), PATIENCE)
            return sorted(visitor.screen.texts)

    return asyncio.run(session())


def test_a_stack_survives_reruns_in_its_middle(address):
    async def rerun(visitor):
        for _ in range(3):
            await visitor.rerun()

    assert seen_after(address, rerun) == texts()


def test_a_stack_survives_another_page_in_its_middle(address):
    async def look_elsewhere(visitor):
        await visitor.open("model")
        await visitor.until(lambda screen: not any(screen.elements("file_uploader")), PATIENCE)
        assert not visitor.screen.texts
        await visitor.open("read")

    assert seen_after(address, look_elsewhere) == texts()


def test_a_stack_survives_a_lost_connection_in_its_middle(address):
    async def lose_the_connection(visitor):
        session, shown = visitor.session, visitor.screen.runs
        visitor.drop()
        await asyncio.sleep(0.5)  # as a browser waits before it tries again
        await visitor.connect()
        await visitor.until(lambda screen: screen.runs > shown, PATIENCE)
        assert visitor.session == session

    assert seen_after(address, lose_the_connection) == texts()


def test_a_server_that_refuses_an_upload_is_told_from_one_that_takes_it(address):
    from visitor import Visitor
    from web import Lost

    async def stranger() -> None:
        async with Visitor(address.removeprefix("http://")) as visitor:
            await visitor.fetch("/_stcore/upload_file/nobody/nothing", "PUT", "multipart/form-data; boundary=x", b"")

    with pytest.raises(Lost, match=r"PUT /_stcore/upload_file/nobody/nothing was answered with HTTP/1\.1 400"):
        asyncio.run(stranger())
