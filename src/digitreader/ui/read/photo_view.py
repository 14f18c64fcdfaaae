"""The photo with its boxes, and what the network saw of each digit."""

import streamlit as st

from digitreader.output.pictured import PicturedPage
from digitreader.ui.read import stack_words
from digitreader.ui.read.session_files import Entry

PICTURE_HEIGHT = 520  # pixels; a portrait photo and its text fit one screen
TILE_WIDTH = 64  # pixels


def show_picture(result: PicturedPage, alt: str) -> None:
    """Show the photo, no taller than the screen, or say that it made room for others."""
    if not result.picture:
        st.info(stack_words.NO_PICTURE, icon=":material/hide_image:")
        return
    st.image(result.picture, alt=alt, width=max(1, round(PICTURE_HEIGHT * result.shape)))


def offer_tiles(entry: Entry, result: PicturedPage) -> None:
    """Offer a look at what the network saw; only then are hundreds of small pictures sent."""
    key = f"tiles-{entry.key}"
    tiles = st.expander("What the network saw", icon=":material/grid_on:", key=key, on_change="rerun")
    if tiles.open:
        with tiles:
            _show_tiles(result)


def _show_tiles(result: PicturedPage) -> None:
    """Show each digit's tile with what it was read as."""
    st.markdown("Each digit is cut out, scaled to 28 by 28 pixels and drawn light on dark.")
    digits = result.page.digits
    st.image(
        [tile for line in result.tiles for tile in line],
        caption=[f"{number}: {d.value}{'?' if d.doubtful else ''}" for number, d in enumerate(digits, 1)],
        alt=[f"Tile {number}, read as {digit.value}" for number, digit in enumerate(digits, 1)],
        width=TILE_WIDTH,
    )
