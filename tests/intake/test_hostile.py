"""A thousand odd and hostile files go through the gate, each within its limits of time and memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digitreader import errors

TESTS = Path(__file__).parents[1]
SECONDS = 3.0  # of the processor, for each file
MEGABYTES = 300  # at most, the networks and the libraries included
SENTENCES = {error.__name__ for error in errors.ReadError.__subclasses__()}

CROWD = """
import sys, threading
from odd_pngs import png
from watch_gate import memory
from digitreader.errors import Busy
from digitreader.decision.networks import load_networks
from digitreader.intake.photo import open_photo
from digitreader.settings import PhotoSettings, Settings
load_networks()
data, ends = png(6160, 6160, 8, 4, filters=4), []
def visit():
    try:
        open_photo(data, PhotoSettings(decoding_wait=60))
        ends.append("photo")
    except Busy:
        ends.append("busy")
visitors = [threading.Thread(target=visit) for _ in range(5)]
for visitor in visitors: visitor.start()
for visitor in visitors: visitor.join()
print(*ends, memory())
"""


def run(*command: str) -> list[str]:
    """Return the lines that a Python of its own prints; this one's memory is full of other tests."""
    path = os.pathsep.join([str(TESTS), *filter(None, sys.path)])
    environment = os.environ | {"PYTHONPATH": path}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[str, str, str, float, float]]:
    """What became of each file: its name, the end, what was said, seconds, megabytes."""
    return [tuple(json.loads(line)[:5]) for line in run(str(TESTS / "watch_gate.py"))]


def test_every_odd_file_ends_in_a_photo_or_in_a_sentence(outcomes):
    assert len(outcomes) > 850
    wrong = [outcome for outcome in outcomes if outcome[1] not in SENTENCES | {"Photo"}]
    assert wrong == []
    assert all(said.endswith(".") for _, end, said, *_ in outcomes if end != "Photo")


def test_every_kind_of_refusal_and_many_photos_are_among_them(outcomes):
    ends = [end for _, end, *_ in outcomes]
    assert {"EmptyUpload", "TooLarge", "TooSmall", "UnknownFormat", "DamagedPhoto"} <= set(ends)
    assert ends.count("Photo") > 400


def test_no_file_takes_long(outcomes):
    assert [(name, seconds) for name, _, _, seconds, _ in outcomes if seconds > SECONDS] == []


def test_no_file_takes_much_memory(outcomes):
    assert [(name, most) for name, *_, most in outcomes if most > MEGABYTES] == []


def test_nothing_that_was_said_names_a_library_or_a_place_in_the_program(outcomes):
    words = ("Error", "PIL", "cv2", "0x", "Traceback", "libheif", "None")
    assert [said for _, _, said, *_ in outcomes if any(word in said for word in words)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory was held at most")
def test_five_of_the_largest_at_once_stay_within_a_gigabyte():
    *ends, most = run("-c", CROWD)[-1].split()
    assert ends == ["photo"] * 5
    assert float(most) < 700
