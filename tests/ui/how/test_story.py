"""What the page "How it reads" tells of a photo."""

import io
import pickle

import numpy as np
import pytest
from handwriting import as_file, photo_of, photographed
from PIL import Image

from digitreader.decision.networks import load_networks
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, VoteSettings
from digitreader.ui.how import stage_words, tile_words
from digitreader.ui.how.story import CROP, Story, tell
from digitreader.ui.reader import OUR_FAULT
from digitreader.ui.samples import FOLDER

HEAVIEST = 3_000_000  # bytes; a session keeps four


@pytest.fixture(scope="module")
def story() -> Story:
    return tell((FOLDER / "touching-digits.jpg").read_bytes(), Settings(), None, load_networks())


def test_a_story_is_light_enough_to_be_kept(story: Story) -> None:
    assert len(pickle.dumps(story)) < HEAVIEST


def test_each_picture_has_words(story: Story) -> None:
    assert stage_words.alts(story).keys() == story.pictures.keys()


def test_each_digit_of_the_line_has_its_crop(story: Story) -> None:
    assert story.line is not None
    assert len(story.crops) == len(story.line.digits) == len(story.lines[story.number])
    for crop in story.crops:
        with Image.open(io.BytesIO(crop)) as image:
            assert image.size == (CROP, CROP)


def test_light_and_counts_are_those_of_the_photo(story: Story) -> None:
    darkest, brightest = story.light
    assert 100 < darkest < 150 < 200 < brightest < 255
    assert (story.size, story.components, story.written, story.ruled, story.turned) == ((1280, 960), 9, 2, True, False)


def test_a_line_that_is_not_there_is_not_followed() -> None:
    data = photo_of(["01", "23"])
    assert tell(data, Settings(), 1, load_networks()).number == 1
    assert tell(data, Settings(), 7, load_networks()).number == 0


def test_a_photo_at_whose_edge_a_digit_stands_has_crops() -> None:
    with Image.open(io.BytesIO(photo_of(["47"]))) as image:
        tight = np.asarray(image)[50:, 52:]
    found = tell(as_file(tight), Settings(), None, load_networks())
    assert len(found.crops) == 2


def test_a_vote_is_told_only_where_there_was_one() -> None:
    sure = tell(photo_of(["42"]), Settings(), None, load_networks())
    unsure = tell(
        photo_of(["42"]), Settings(decision=DecisionSettings(vote=VoteSettings(below=1.01))), None, load_networks()
    )
    assert stage_words.passes(sure) == ""
    assert "read the photo 3 times" in stage_words.passes(unsure)


def test_what_cannot_be_read_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "empty" in tell(b"", Settings(), None, load_networks()).error
    monkeypatch.setattr("digitreader.ui.how.story.follow", lambda *_: 1 / 0)
    assert tell(b"a photo", Settings(), None, load_networks()).error == OUR_FAULT


def test_a_blank_page_is_told_without_a_line() -> None:
    blank = tell(as_file(photographed(np.zeros((300, 400), np.float32))), Settings(), None, load_networks())
    assert (blank.error, blank.lines, blank.line, blank.written) == ("", (), None, 0)
    assert blank.pictures.keys() == stage_words.alts(blank).keys()
    assert blank.advice


def test_the_eleven_answers_are_named() -> None:
    row = np.array([0.0] * 7 + [0.9, 0.0, 0.0, 0.1], np.float32)
    assert "**a 7**" in tile_words.probabilities(row)
    assert tile_words.probabilities_alt(row).endswith("not one digit: 10\N{NO-BREAK SPACE}%.")
