"""The stages of one line on the page "How it reads": cutting it, the two networks, and their decision."""

import altair as alt
import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitreader.explain import line_pictures, network_pictures
from digitreader.explain.line_stages import LineStages
from digitreader.output.encoded import png
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.features import FeatureMaps, Maps
from digitreader.ui import words
from digitreader.ui.how import cut_words, decision_words, play, stage_words, tile_words
from digitreader.ui.how.stage_view import card, show_slider
from digitreader.ui.how.story import Story
from digitreader.ui.model.charts import BLUE, GREY

SMALL = 280  # pixels; the width of the pictures of one digit
TILE_ZOOM = 10  # screen pixels for each pixel of a tile, without blur
COLUMNS = 8, 12, 12  # of feature maps, for each stage


def show_pieces(line: LineStages, place: int, story: Story, usual: Story) -> None:
    """Show the cuts of a line, and the candidates for one of its digits."""
    with card(7, "Cut what touches"):
        text, slider = st.columns([3, 2], gap="large")
        text.markdown(cut_words.cuts(line))
        with slider:
            show_slider(play.CUTS, story, usual)
        st.image(png(line_pictures.cuts_picture(line)), alt=cut_words.cuts_alt(line))
    with card(8, "Try everything"):
        text, picture = st.columns([2, 3], gap="medium")
        text.markdown(cut_words.candidates(line))
        picture.image(png(line_pictures.lattice_picture(line, place)), alt=cut_words.candidates_alt(line, place))


def show_network(line: LineStages, place: int, crop: bytes, features: FeatureMaps) -> None:
    """Show the tile of one digit, its feature maps, and the network's answer."""
    digit = line.digits[place]
    maps, row = features(digit.tile)
    with card(9, "Shrink it to a tile"):
        text, photo, tile = st.columns([2, 1.5, 1.5], gap="medium")
        text.markdown(tile_words.tile())
        photo.image(crop, alt=f"Digit {place + 1}, cut from the photo", width=SMALL)
        photo.caption("In your photo")
        seen = f"The tile of digit {place + 1}: 28 by 28 squares, light on dark"
        tile.image(png(network_pictures.tile_picture(digit.tile, TILE_ZOOM)), alt=seen, width=SMALL)
        tile.caption("For the network")
    if maps:
        with card(10, "Look for edges and bends"):
            st.markdown(tile_words.maps([found.shape[2] for found in maps]))
            for column, found, columns in zip(st.columns(len(maps), gap="medium"), maps, COLUMNS, strict=False):
                _show_maps(column, found, columns)
    with card(11, "Eleven answers"):
        text, chart = st.columns([2, 3], gap="medium")
        text.markdown(tile_words.probabilities(row))
        chart.altair_chart(_bars(row), theme=None, alt=tile_words.probabilities_alt(row), width="stretch")


def _show_maps(place: st.delta_generator.DeltaGenerator, maps: Maps, columns: int) -> None:
    """Show the feature maps of one stage."""
    side, count = maps.shape[0], maps.shape[2]
    said = f"{count} maps of {side} by {side}"
    glow = f"{said} squares, glowing where a stencil fits"
    place.image(png(network_pictures.maps_picture(maps, columns)), alt=glow, width="stretch")
    place.caption(said)


def show_decision(line: LineStages, place: int, story: Story) -> None:
    """Show what the line reader reads, and how both networks decide together."""
    with card(12, "Ask a second network"):
        st.markdown(decision_words.strip(line))
        st.image(png(network_pictures.strip_picture(line, place)), alt=decision_words.strip_alt(line))
    with card(13, "Decide together"):
        text, table = st.columns([2, 3], gap="medium")
        said = decision_words.decision(line), stage_words.passes(story), decision_words.digit(line, place)
        text.markdown("\n\n".join(filter(None, said)))
        table.table(
            decision_words.weighed(line), border="horizontal", hide_index=True,
            alt="The likeliest texts, which network alone reads each, and how likely it is for both together",
        )  # fmt: skip


def _bars(row: NDArray[np.float32]) -> alt.Chart:
    """Eleven bars, the likeliest in blue; each label names the answer and its probability."""
    best = int(row.argmax())
    rows = [
        {"name": f"{name}{words.NO_BREAK * 2}{said}", "share": float(row[k]), "best": k == best, "order": k}
        for k, (name, said) in enumerate(tile_words.named_shares(row))
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
            tooltip=[alt.Tooltip("name:N", title="answer"), alt.Tooltip("share:Q", format=".2%")],
        )
        .properties(height=30 * (NOT_A_DIGIT + 1) + 30)
    )  # fmt: skip
    return chart
