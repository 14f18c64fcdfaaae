"""The stages of the page "How it reads": each a numbered card with a picture and what it shows."""

from collections.abc import Callable

import altair as alt
import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitreader.explain import line_pictures, network_pictures
from digitreader.explain.stages import LineStages
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.features import FeatureMaps, Maps
from digitreader.ui import words
from digitreader.ui.encoding import png
from digitreader.ui.how import play, stage_words
from digitreader.ui.how.story import Story
from digitreader.ui.model.charts import BLUE, GREY
from digitreader.ui.read.view import NOTHING
from digitreader.ui.text_size import show_text

HALF, SMALL = 600, 280  # pixels; widths of pictures, which a phone makes narrower
TALL = 520  # pixels; the height of a picture of the whole photo
TILE_ZOOM = 10  # pixels for each of a tile, without blur
COLUMNS = 8, 12, 12  # of the maps of each stage
Card = Callable[[], None]


def show_reading(story: Story, usual: Story) -> None:
    """Show the photo and what was read in it, first of all."""
    text, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with text:
        if story.lines:
            st.markdown("This photo says")
            show_text("\n".join(story.lines), key="story-text")
            st.markdown("How does a computer know? Follow it, **step by step**. Every picture on this page is what the "
                        "reader itself worked with.")  # fmt: skip
        else:
            st.info(" ".join(story.advice) or NOTHING, icon=":material/search_off:")
            st.markdown("Here is how far the reader came.")
    _show_picture(picture, story, "photo")
    if story.lines != usual.lines:
        _show_changed(usual, "top")


def _show_changed(usual: Story, place: str) -> None:
    """Say that the visitor's settings change what is read, and offer the usual ones."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"With your settings it reads something else than usually: {_listed(usual)}.",
                   icon=":material/tune:")  # fmt: skip
        st.button("Back to the usual settings", key=f"put-back-{place}", on_click=play.put_back)


def _listed(story: Story) -> str:
    """Return what was read, on one line."""
    return " · ".join(f"**{line}**" for line in story.lines) or "nothing"


def show_ink(story: Story, usual: Story) -> None:
    """Show the stages from the photo to its ink."""
    said, below = stage_words.grey(story)
    with _card(1, "Only grey counts"):
        text, picture = st.columns([2, 3], gap="medium")
        text.markdown(said)
        text.image(story.pictures["numbers"], alt=stage_words.alts(story)["numbers"], width=HALF)
        text.caption(below)
        _show_picture(picture, story, "grey")
    with _card(2, "The light on the paper"):
        _show_playful(stage_words.paper(story), play.PAPER, story, usual, ["paper"])
    with _card(3, "What is darker is ink"):
        _show_playful(stage_words.ink(), play.INK, story, usual, ["darkness", "ink"])
    with _card(4, "Printed lines go"):
        _show_beside(stage_words.rules(story), story, "rules")


def show_writing(story: Story) -> None:
    """Show the stages from ink to lines of writing."""
    with _card(5, "Strokes have outlines"):
        _show_beside(stage_words.strokes(story), story, "strokes")
    with _card(6, "Strokes make lines"):
        _show_beside(stage_words.lines(story), story, "lines")


def show_pieces(line: LineStages, place: int, story: Story, usual: Story) -> None:
    """Show how a line is cut, and what competes for one of its digits."""
    with _card(7, "Cut what touches"):
        text, slider = st.columns([3, 2], gap="large")
        text.markdown(stage_words.cuts(line))
        with slider:
            _show_slider(play.CUTS, story, usual)
        st.image(png(line_pictures.cuts_picture(line)), alt=stage_words.cuts_alt(line))
    with _card(8, "Try everything"):
        text, picture = st.columns([2, 3], gap="medium")
        text.markdown(stage_words.lattice(line))
        picture.image(png(line_pictures.lattice_picture(line, place)), alt=stage_words.lattice_alt(line, place))


def show_network(line: LineStages, place: int, crop: bytes, features: FeatureMaps) -> None:
    """Show a digit's tile, what the network finds in it, and what it takes it for."""
    digit = line.digits[place]
    maps, row = features(digit.tile)
    with _card(9, "Shrink it to a tile"):
        text, photo, tile = st.columns([2, 1.5, 1.5], gap="medium")
        text.markdown(stage_words.tile())
        photo.image(crop, alt=f"Digit {place + 1}, cut from the photo", width=SMALL)
        photo.caption("In your photo")
        seen = f"The tile of digit {place + 1}: 28 squares by 28, light on dark"
        tile.image(png(network_pictures.tile_picture(digit.tile, TILE_ZOOM)), alt=seen, width=SMALL)
        tile.caption("For the network")
    if maps:
        with _card(10, "Look for edges and bends"):
            st.markdown(stage_words.maps([found.shape[2] for found in maps]))
            for column, found, columns in zip(st.columns(len(maps), gap="medium"), maps, COLUMNS, strict=False):
                _show_maps(column, found, columns)
    with _card(11, "Eleven answers"):
        text, chart = st.columns([2, 3], gap="medium")
        text.markdown(stage_words.probabilities(row))
        chart.altair_chart(_bars(row), theme=None, alt=stage_words.probabilities_alt(row), width="stretch")


def _show_maps(place: st.delta_generator.DeltaGenerator, maps: Maps, columns: int) -> None:
    """Show the maps of one stage."""
    side, count = maps.shape[0], maps.shape[2]
    said = f"{count} maps of {side} by {side}"
    glow = f"{said} squares, which glow where a stencil fits"
    place.image(png(network_pictures.maps_picture(maps, columns)), alt=glow, width="stretch")
    place.caption(said)


def show_decision(line: LineStages, place: int, story: Story) -> None:
    """Show what the line reader says, and how both networks decide."""
    with _card(12, "Ask somebody else"):
        st.markdown(stage_words.strip(line))
        st.image(png(network_pictures.strip_picture(line, place)), alt=stage_words.strip_alt(line))
    with _card(13, "Decide together"):
        text, table = st.columns([2, 3], gap="medium")
        said = stage_words.decision(line), stage_words.looks(story), stage_words.digit(line, place)
        text.markdown("\n\n".join(filter(None, said)))
        table.table(
            stage_words.weighed(line), border="horizontal", hide_index=True,
            alt="The likeliest texts, which network alone read them, and how far both together believe them",
        )  # fmt: skip


def _card(number: int, title: str) -> st.delta_generator.DeltaGenerator:
    """Return a numbered stage to fill."""
    card = st.container(border=True)
    card.subheader(f":blue[{number}]{words.NO_BREAK * 2}{title}", anchor=False)
    return card


def _show_beside(said: str, story: Story, name: str) -> None:
    """Show words and their picture; on a phone one below the other."""
    text, place = st.columns([2, 3], gap="medium")
    text.markdown(said)
    _show_picture(place, story, name)


def _show_picture(place: st.delta_generator.DeltaGenerator, story: Story, name: str) -> None:
    """Show a picture of the whole photo, no wider and no taller than is good to look at."""
    width, height = story.size
    fitting = max(1, min(HALF, round(TALL * width / height)))
    place.image(story.pictures[name], alt=stage_words.alts(story)[name], width=fitting)


def _show_playful(said: str, slider: play.Slider, story: Story, usual: Story, names: list[str]) -> None:
    """Show words, a slider that changes the pictures, and those pictures."""
    text, place = st.columns([2, 3], gap="medium")
    text.markdown(said)
    with text:
        _show_slider(slider, story, usual)
    for name in names:
        _show_picture(place, story, name)


def _show_slider(slider: play.Slider, story: Story, usual: Story) -> None:
    """Show a slider and, where it was moved, what is read now."""
    play.show_slider(slider)
    if st.session_state[slider.key] != slider.usual:
        same = "as usually" if story.lines == usual.lines else f"usually {_listed(usual)}"
        st.markdown(f"Now it reads {_listed(story)}, {same}.")
        st.button("Back to the usual settings", key=f"put-back-{slider.key}", on_click=play.put_back)


def _bars(row: NDArray[np.float32]) -> alt.Chart:
    """Return eleven bars, the likeliest in blue, each with its probability beside its name."""
    best = int(row.argmax())
    rows = [
        {"name": f"{name}{words.NO_BREAK * 2}{said}", "share": float(row[k]), "best": k == best, "order": k}
        for k, (name, said) in enumerate(stage_words.named_shares(row))
    ]
    colour = alt.condition("datum.best", alt.value(BLUE), alt.value(GREY))
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height={"band": 0.65}, cornerRadiusEnd=3)
        .encode(
            x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1]), title=None, axis=alt.Axis(format="%", tickCount=4)),
            y=alt.Y("name:N", sort=alt.EncodingSortField("order"), title=None,
                    axis=alt.Axis(labelLimit=180, domain=False, ticks=False)),
            color=colour,
            tooltip=[alt.Tooltip("name:N", title="what"), alt.Tooltip("share:Q", format=".2%")],
        )
        .properties(height=30 * (NOT_A_DIGIT + 1) + 30)
    )  # fmt: skip
    return chart
