"""Nine hundred odd and hostile files go through the gate; none costs more than it may.

The costly files and the limits are a sixteenth of their full size here. `python tests/watch_gate.py` sends them whole.
"""

import sys
import threading
import time
from functools import partial

import pytest
from odd_pngs import LARGEST, png
from watch_gate import Outcome, lowered, measured, outcomes

from digitreader import errors
from digitreader.intake import photo as photo_module
from digitreader.intake.photo import open_photo
from digitreader.settings.intake import PhotoSettings

SHARE = 16
MEGABYTES = 175 / SHARE + 2  # 175 MB a file are promised; 2 MB are what measuring cannot tell apart
TIMES = 4  # as long as the largest PNG in colour, which takes a second at its full size; measured 2
SENTENCES = {error.__name__ for error in errors.ReadError.__subclasses__()}
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory was held at most")


@pytest.fixture(scope="module")
def seen() -> list[Outcome]:
    """What became of each file."""
    return list(outcomes(partial(open_photo, settings=lowered(SHARE)), SHARE))


def largest(share: int) -> bytes:
    """The PNG that takes most memory: grey with alpha, a share of its full size."""
    side = next(side for bits, colour, side in LARGEST if (bits, colour) == (8, 4))
    return png(*(round(side / share**0.5),) * 2, 8, 4, filters=4)


def test_every_odd_file_ends_in_a_photo_or_in_a_sentence(seen):
    assert len(seen) > 850
    assert [outcome for outcome in seen if outcome.end not in SENTENCES | {"Photo"}] == []
    assert all(outcome.said.endswith(".") for outcome in seen if outcome.end != "Photo")


def test_every_kind_of_refusal_and_many_photos_are_among_them(seen):
    ends = [outcome.end for outcome in seen]
    assert {"EmptyUpload", "TooLarge", "TooSmall", "UnknownFormat", "DamagedPhoto"} <= set(ends)
    assert ends.count("Photo") > 400


def test_no_file_takes_much_longer_than_a_plain_one_of_the_largest_size(seen):
    most = TIMES * next(outcome.seconds for outcome in seen if outcome.name == "png large 8 2")
    assert [outcome for outcome in seen if outcome.seconds > most and "heic" not in outcome.name] == []


@linux
def test_no_file_takes_much_memory(seen):
    assert [outcome for outcome in seen if outcome.megabytes > MEGABYTES] == []


@linux
def test_a_file_that_takes_too_much_memory_would_be_noticed():
    assert measured("", largest(SHARE // 2), partial(open_photo, settings=lowered(SHARE // 2))).megabytes > MEGABYTES


def test_nothing_that_was_said_names_a_library_or_a_place_in_the_program(seen):
    words = ("Error", "PIL", "cv2", "0x", "Traceback", "libheif", "None")
    assert [outcome for outcome in seen if any(word in outcome.said for word in words)] == []


def test_of_five_at_once_no_more_are_decoded_at_a_time_than_memory_allows(monkeypatch):
    decoded, inside, most, photos = photo_module.in_rgb, [], [], []
    data, patient = largest(64), PhotoSettings(decoding_wait=600)

    def watched(*arguments):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)  # long enough for another to come in, if it could
        inside.pop()
        return decoded(*arguments)

    monkeypatch.setattr(photo_module, "in_rgb", watched)
    visitors = [threading.Thread(target=lambda: photos.append(open_photo(data, patient))) for _ in range(5)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert len(photos) == 5
    assert max(most) <= patient.max_decoders
