"""The page "How it reads", run without a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from handwriting import as_file, photo_of, photographed
from streamlit.testing.v1 import AppTest

from digitreader.errors import ModelError
from digitreader.settings import Settings
from digitreader.ui import reader
from digitreader.ui.how import followed, play, stories
from digitreader.ui.how.story import Story, tell
from digitreader.ui.samples import SAMPLES

ROOT = Path(__file__).parents[3]
STAGES = [
    "Only grey counts",
    "The light on the paper",
    "What is darker is ink",
    "Printed lines go",
    "Strokes have outlines",
    "Strokes make lines",
    "Cut what touches",
    "Try everything",
    "Shrink it to a tile",
    "Look for edges and bends",
    "Eleven answers",
    "Ask a second network",
    "Decide together",
]


@pytest.fixture(scope="module", autouse=True)
def _told_once() -> Iterator[None]:
    """Tell the same story of the same photo only once: following it takes most of a second."""
    told: dict[tuple[object, ...], Story] = {}

    def once(data: bytes, settings: Settings, line: int | None, networks: Any) -> Story:
        key = data, settings, line
        if key not in told:
            told[key] = tell(data, settings, line, networks)
        return told[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "tell", once)
        yield


def opened() -> AppTest:
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    found = started.switch_page("pages/how_it_reads.py").run()
    assert not found.exception
    return found


@pytest.fixture
def app() -> AppTest:
    return opened()


@pytest.fixture(scope="module")
def shown() -> AppTest:
    """The page as it opens, for tests that only look."""
    return opened()


def upload(app: AppTest, data: bytes) -> AppTest:
    app.file_uploader[0].set_value([("mine.png", data, "image/png")]).run()
    assert not app.exception
    return app


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.subheader]


def said(app: AppTest) -> str:
    return " ".join(text.value for text in app.markdown)


def alts(app: AppTest) -> list[str]:
    return [picture.alt for image in app.image for picture in image.proto.imgs]


def test_a_sample_is_shown_through_every_stage_at_once(shown: AppTest) -> None:
    assert shown.code[0].value == "304275\n8196032"
    for number, (title, stage) in enumerate(zip(titles(shown), STAGES, strict=True), 1):
        assert f"[{number}]" in title
        assert title.endswith(stage)


def test_the_page_says_when_a_story_made_room_for_other_visitors(app: AppTest) -> None:
    assert stories.LET_GO not in [caption.value for caption in app.caption]
    app.session_state[stories.KEY].free_oldest()
    app.run()
    assert stories.LET_GO in [caption.value for caption in app.caption]


def test_every_picture_says_in_words_what_it_shows(shown: AppTest) -> None:
    texts = alts(shown)
    assert len(texts) >= 17
    assert all(len(text) > 20 for text in texts if not text.startswith("Sample"))
    assert "It reads 304275, 8196032." in " ".join(texts)
    (chart,) = shown.get("vega_lite_chart")
    assert "not one digit:" in chart.proto.alt


def test_both_networks_are_heard(shown: AppTest) -> None:
    assert "Cut into pieces the line says" in said(shown)
    table = shown.table[0].value
    assert table["Text"].iloc[0] == "**304275**"
    assert list(table["As a whole"]).count("✓") == 1
    assert list(table["In pieces"]).count("✓") == 1


def test_another_digit_and_another_line_may_be_followed(app: AppTest) -> None:
    before = said(app)
    app.get("button_group")[0].set_value(3).run()
    assert not app.exception
    assert "This tile is **a 2**" in said(app)
    assert said(app) != before
    app.selectbox[0].set_value(1).run()
    assert not app.exception
    assert "**8196032**" in said(app)
    assert app.table[0].value["Text"].iloc[0] == "**8196032**"


def test_a_slider_changes_what_is_read_and_a_button_puts_it_back(app: AppTest) -> None:
    app.slider(key=play.INK.key).set_value(play.INK.highest).run()
    assert not app.exception
    assert "usually **304275** · **8196032**" in said(app)
    next(button for button in app.button if button.label == "Back to the usual settings").click().run()
    assert app.slider(key=play.INK.key).value == play.INK.usual
    assert app.code[0].value == "304275\n8196032"


def test_sliders_change_the_cuts_and_the_ink_and_leave_other_pages_as_they_are(app: AppTest) -> None:
    assert "5 cuts were tried" in said(app)
    app.slider(key=play.CUTS.key).set_value(play.CUTS.highest).run()
    assert not app.exception
    assert "no cut was tried" in said(app)
    app.slider(key=play.INK.key).set_value(play.INK.highest).run()
    app.switch_page("pages/read.py").run()
    next(button for button in app.button if button.label == "Touching digits").click().run()
    assert app.code[0].value == "304275\n8196032"


def test_a_photo_of_ones_own_is_followed_until_it_is_taken_out_or_a_sample_is_chosen(app: AppTest) -> None:
    upload(app, photo_of(["0427"]))
    assert app.code[0].value == "0427"
    assert len(titles(app)) == len(STAGES)
    assert len(app.selectbox) == 0  # one line needs no choice
    assert "In this line no cut was tried" in said(app)
    app.file_uploader[0].set_value([]).run()
    assert not app.exception
    assert app.code[0].value == "304275\n8196032"
    upload(app, photo_of(["0427"]))
    next(button for button in app.button if button.label == "Touching digits").click().run()
    assert app.code[0].value == "304275\n8196032"
    assert not app.file_uploader[0].value


def test_another_sample_is_followed(app: AppTest) -> None:
    sample = next(sample for sample in SAMPLES if sample.file == "chalkboard.jpg")
    next(button for button in app.button if button.label == sample.title).click().run()
    assert not app.exception
    assert app.code[0].value == "35813\n213455"
    assert "light and dark were swapped" in said(app)


def test_a_photo_without_digits_gets_the_stages_as_far_as_they_go(app: AppTest) -> None:
    upload(app, as_file(photographed(np.zeros((300, 400), np.float32))))
    assert len(app.info) == 1
    assert len(app.code) == 0
    assert [title.split("]")[1].strip() for title in titles(app)] == STAGES[:4]


def test_a_file_that_is_no_photo_gets_a_friendly_sentence_and_another_try(app: AppTest) -> None:
    upload(app, b"%PDF-1.7 no photo")
    assert [error.value for error in app.error] == [
        "This is a PDF, not a photo we can read. Save it as JPG or PNG and upload that."
    ]
    assert titles(app) == []
    upload(app, photo_of(["0427"]))
    assert app.code[0].value == "0427"


def test_a_fault_of_ours_is_told_in_a_sentence(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an inner detail nobody needs to see")

    monkeypatch.setattr("digitreader.ui.how.story.follow", broken)
    upload(app, photo_of(["04"]))
    assert [error.value for error in app.error] == [reader.OUR_FAULT]


def test_a_missing_model_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> bytes:
        raise ModelError("The model is missing.")

    st.cache_resource.clear()
    monkeypatch.setattr(followed, "tiles_model", missing)
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    app = started.switch_page("pages/how_it_reads.py").run()
    assert [error.value for error in app.error] == ["The reader cannot start. The model is missing."]
    assert titles(app) == []
