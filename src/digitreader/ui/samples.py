"""The sample photos, for visitors without a photo at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from digitreader.output.encoded import thumbnail
from digitreader.ui.disk import Stored, in_memory

FOLDER = Path(__file__).parents[1] / "samples"
THUMBNAIL = (402, 301)  # pixels; sharp on a phone
WIDTH = 134  # pixels; a desktop shows seven in a row, a phone two


@dataclass(frozen=True)
class Sample:
    """A photo that comes with the app."""

    file: str
    title: str

    def data(self) -> bytes:
        """The bytes of the file, as an upload would give them."""
        return (FOLDER / self.file).read_bytes()

    def stored(self) -> Stored:
        """The photo as pages take files; all visitors share it."""
        return _stored(self)


SAMPLES = (
    Sample("phone-number.jpg", "Phone number"),
    Sample("postcodes.jpg", "List of postcodes"),
    Sample("ruled-paper.jpg", "Ruled paper"),
    Sample("pencil-in-shadow.jpg", "Pencil in shadow"),
    Sample("parcel.jpg", "Parcel"),
    Sample("chalkboard.jpg", "Chalkboard"),
    Sample("touching-digits.jpg", "Touching digits"),
)


def offer_samples(on_click: Callable[[Sample], None]) -> None:
    """Show the samples, each with a button that calls on_click with it."""
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        for sample in SAMPLES:
            with st.container(width=WIDTH, gap="xsmall"):
                st.image(_thumbnail(sample), alt=f"Sample photo: {sample.title}", width="stretch")
                key = f"sample-{sample.file}"
                st.button(sample.title, key=key, on_click=on_click, args=(sample,), width="stretch")


@cache
def _stored(sample: Sample) -> Stored:
    """Keep a sample in memory, once for all."""
    return in_memory(sample.data())


@st.cache_data(show_spinner=False)
def _thumbnail(sample: Sample) -> bytes:
    """A sample cut to the shape of all thumbnails, as JPEG."""
    return thumbnail(FOLDER / sample.file, THUMBNAIL)
