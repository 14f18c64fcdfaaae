"""Which photo, line and digit the page "How it reads" follows in a session."""

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from digitreader.decision.networks import tiles_model
from digitreader.intake.file_type import PHOTO_LABELS, PHOTO_SUFFIXES
from digitreader.recognition.features import FeatureMaps
from digitreader.settings import Settings
from digitreader.ui.how.story import Story, tell
from digitreader.ui.reader import shared_networks
from digitreader.ui.samples import SAMPLES, Sample, offer_samples

FIRST = next(sample for sample in SAMPLES if sample.file == "touching-digits.jpg")  # has work for every stage
KEY, UPLOADER = "followed", "followed-uploader"  # in the session state; the second counts how often it was emptied
KEPT = 4  # stories a session, of about 2 MB


@dataclass(frozen=True)
class Followed:
    """A photo, by the name that visitors know it by. key: tells it from others."""

    name: str
    data: bytes = field(repr=False)

    @property
    def key(self) -> str:
        """What the widgets of this photo are known by."""
        return hashlib.sha256(self.data).hexdigest()[:12]


def followed() -> Followed:
    """Return the session's photo, a sample to begin with."""
    if KEY not in st.session_state:
        take_sample(FIRST)
    found: Followed = st.session_state[KEY]
    return found


def take_sample(sample: Sample) -> None:
    """Follow a sample; what was uploaded before is forgotten."""
    st.session_state[KEY] = Followed(sample.title, sample.data())
    st.session_state[UPLOADER] = st.session_state.get(UPLOADER, 0) + 1


def take_upload() -> None:
    """Follow what was just uploaded, or a sample again where it was taken out of the uploader."""
    upload = st.session_state[_uploader_key()]
    if upload is None:
        take_sample(FIRST)
    else:
        st.session_state[KEY] = Followed(upload.name, upload.getvalue())


def offer_photos() -> None:
    """Show where another photo comes from."""
    with st.expander("Follow a photo of your own, or another sample", icon=":material/add_a_photo:"):
        kinds = list(PHOTO_SUFFIXES)
        st.file_uploader(f"Your photo ({PHOTO_LABELS})", type=kinds, key=_uploader_key(), on_change=take_upload)
        st.markdown("Your photo is held in memory while your session lives; we save it nowhere.")
        offer_samples(take_sample)


def _uploader_key() -> str:
    """Return the key of the file uploader; a new one empties it."""
    return f"{UPLOADER}-{st.session_state.get(UPLOADER, 0)}"


def choose_line(photo: Followed, story: Story) -> None:
    """Let the visitor choose a line, where there are several."""
    if len(story.lines) < 2:
        return
    key = f"line-{photo.key}"
    st.session_state[key] = story.number  # other settings may have found fewer lines
    st.selectbox(
        "Which line shall we follow?",
        range(len(story.lines)),
        key=key,
        format_func=lambda number: f"Line {number + 1}: {story.lines[number]}",
        on_change=_take_line,
        args=(photo,),
        width=360,
    )


def chosen_line(photo: Followed) -> int | None:
    """Return the line that the visitor chose, from 0 on; None before that."""
    found: int | None = st.session_state.get(f"chosen-line-{photo.key}")
    return found


def _take_line(photo: Followed) -> None:
    """Follow the line that was just chosen."""
    st.session_state[f"chosen-line-{photo.key}"] = st.session_state[f"line-{photo.key}"]


def choose_digit(photo: Followed, story: Story) -> int:
    """Return the place of the digit that the visitor follows, from 0 on."""
    assert story.line is not None
    digits = story.line.digits
    chosen = st.pills(
        "And which of its digits?",
        range(len(digits)),
        key=f"digit-{photo.key}-{story.number}-{story.line.text}",
        default=story.line.instructive,
        required=True,
        format_func=lambda place: f"{digits[place].value}{'?' if digits[place].doubtful else ''}",
    )
    return chosen or 0


@st.cache_data(scope="session", max_entries=KEPT, show_spinner="Following your photo through the reader …")
def story_of(data: bytes, settings: Settings, line: int | None) -> Story:
    """Return the story of a photo, from what the session keeps if it was told before."""
    return tell(data, settings, line, shared_networks())


@st.cache_resource(show_spinner=False)
def feature_maps() -> FeatureMaps:
    """Return the network of tiles with all that it computes on the way kept, loaded once for all visitors.

    Raises:
        ModelError: it cannot be loaded.
    """
    return FeatureMaps(tiles_model())
