"""Many visitors: that each is served as one with a browser is, and how they are counted; bench/ is no package."""

import asyncio
import io
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from digitreader.ui.samples import FOLDER

PHOTO = (FOLDER / "phone-number.jpg").read_bytes()


@pytest.fixture(autouse=True)
def _beside_the_benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "bench"))


def part(seconds, outcomes=None, told=0, memory=()):
    from visits import Part, Visit

    outcomes = outcomes or ["read"] * len(seconds)
    visits = (
        Visit(outcome, i < told, s, 0.1, "12") for i, (outcome, s) in enumerate(zip(outcomes, seconds, strict=True))
    )
    return Part("some", tuple(visits), tuple(memory))


def test_a_visitor_without_a_browser_is_served_the_text(address):
    from load import visit

    found = asyncio.run(visit(address.removeprefix("http://"), PHOTO, stay=0))
    assert (found.outcome, found.said) == ("read", "01632960174")
    assert 0 < found.page < 60
    assert 0 < found.seconds < 60


def test_what_is_no_photo_fails_with_the_pages_words(address):
    from load import visit

    found = asyncio.run(visit(address.removeprefix("http://"), b"no photo", stay=0))
    assert found.outcome == "failed"
    assert "photo" in found.said


def test_nobody_is_served_where_there_is_no_server():
    from load import visit

    found = asyncio.run(visit("127.0.0.1:1", PHOTO))
    assert found.outcome == "failed"
    assert math.isnan(found.seconds)


def test_no_two_visitors_bring_the_same_file_but_the_same_picture():
    from load import another

    first, second = another(PHOTO, 1), another(PHOTO, 2)
    assert len({PHOTO, first, second}) == 3
    pictures = [np.asarray(Image.open(io.BytesIO(data))) for data in (PHOTO, first, second)]
    assert all(np.array_equal(picture, pictures[0]) for picture in pictures)


def test_being_told_to_wait_is_told_from_failing():
    from load import WAIT

    from digitreader.ui import disk

    assert WAIT.search(disk.TOO_MUCH)
    assert WAIT.search(disk.CROWDED)
    assert not WAIT.search("Reading photo.jpg (1 of 1), about 1 minute left")
    assert not WAIT.search("This file is damaged or cut short. Save it again, or take another photo.")


def test_a_row_counts_who_was_read_told_and_turned_away():
    from visits import _row

    row = _row(part([1, 2, 3, 9], ["read", "read", "turned away", "failed"], told=3, memory=[100, 300, 200]))
    assert row == ["some", "4", "2", "3", "1", "1", "0.10", "1.00", "2.00", "2.00", "100", "300", "200"]


def test_who_waits_long_and_is_not_told_is_counted():
    assert part([1, 60, 60, math.nan], ["read", "read", "read", "failed"], told=2).untold == 2


def test_ninety_five_of_a_hundred_do_not_exceed_the_percentile():
    from visits import percentile

    assert percentile(range(100, 0, -1), 95) == 95
    assert percentile([7], 95) == 7
    assert math.isnan(percentile([], 95))


def test_memory_that_fills_up_first_is_flat_and_memory_that_grows_is_not():
    assert part([], memory=[100, 200, 300, 300, 300, 300, 300, 300, 300]).growth == 0
    assert part([], memory=range(100, 400)).growth > 0.3


def test_a_server_with_too_much_memory_is_ended():
    from boxed import Boxed

    greedy = [sys.executable, "-c", "import time; hoard = b'x' * 100_000_000; time.sleep(60)"]
    process = subprocess.Popen(greedy)
    try:
        server = Boxed(process, 0, limit=50, box="")
        assert process.wait(30) != 0
        assert server.crossed
    finally:
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of children on Linux alone")
@pytest.mark.parametrize(("child", "counted"), [("sleep 9", 2), ("(read line; exit)", 1)])
def test_a_child_that_still_has_its_parents_memory_is_not_counted(child, counted):
    from boxed import family

    with subprocess.Popen(["sh", "-c", f"{child} & echo; wait"], stdout=subprocess.PIPE, process_group=0) as parent:
        assert parent.stdout.readline() == b"\n"  # both are there
        try:
            deadline = time.monotonic() + 10
            while len(family(parent.pid)) != counted and time.monotonic() < deadline:
                time.sleep(0.01)  # sleep has not replaced the shell yet
            assert len(family(parent.pid)) == counted
        finally:
            os.killpg(parent.pid, signal.SIGKILL)
