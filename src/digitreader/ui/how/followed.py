"""Which photo, line and digit a session follows on the page "How it reads"."""

from dataclasses import dataclass

import streamlit as st

from digitreader.decision.networks import tiles_model
from digitreader.intake.file_type import PHOTO_LABELS, PHOTO_SUFFIXES
from digitreader.recognition.features import FeatureMaps
from digitreader.ui.disk import NoRoom, Stored
from digitreader.ui.how.story import Story
from digitreader.ui.samples import SAMPLES, Sample, offer_samples
from digitreader.ui.upload_manager import bytes_of

FIRST = next(
    sample for sample in SAMPLES if sample.file == "touching-digits.jpg"
)  # it gives every stage something to do
KEY, UPLOADER = "followed", "followed-uploader"  # in the session state; the second counts new uploaders
REFUSED = "followed-refused"  # in the session state: why the last upload could not be taken


@dataclass(frozen=True)
class Followed:
    """A photo, and the name that visitors know it by."""

    name: str
    file: Stored

    @property
    def key(self) -> str:
        """Tells this photo from others, in the keys of its widgets."""
        return self.file.sha256[:12]


def followed() -> Followed:
    """The photo that this session follows; a sample to begin with."""
    if KEY not in st.session_state:
        take_sample(FIRST)
    found: Followed = st.session_state[KEY]
    return found


def take_sample(sample: Sample) -> None:
    """Follow a sample, and forget an earlier upload."""
    st.session_state[KEY] = Followed(sample.title, sample.stored())
    st.session_state[UPLOADER] = st.session_state.get(UPLOADER, 0) + 1


def take_upload() -> None:
    """Follow the new upload; where the upload was removed, follow the first sample again."""
    upload = st.session_state[_uploader_key()]
    if upload is None:
        take_sample(FIRST)
    else:
        try:
            st.session_state[KEY] = Followed(upload.name, bytes_of(upload))
        except NoRoom as refusal:
            st.session_state[REFUSED] = str(refusal)


def offer_photos() -> None:
    """Offer an upload and the samples."""
    with st.expander("Follow a photo of your own, or another sample", icon=":material/add_a_photo:"):
        kinds = list(PHOTO_SUFFIXES)
        st.file_uploader(f"Your photo ({PHOTO_LABELS})", type=kinds, key=_uploader_key(), on_change=take_upload)
        if refused := st.session_state.pop(REFUSED, ""):
            st.warning(refused, icon=":material/inventory_2:")
        st.markdown("Your photo stays on our server only while you are here, and is deleted when you leave.")
        offer_samples(take_sample)


def _uploader_key() -> str:
    """The key of the file uploader; a new key empties it."""
    return f"{UPLOADER}-{st.session_state.get(UPLOADER, 0)}"


def choose_line(photo: Followed, story: Story) -> None:
    """Let the visitor choose a line where there are several."""
    if len(story.lines) < 2:
        return
    key = f"line-{photo.key}"
    st.session_state[key] = story.number  # with other settings there may be fewer lines
    st.selectbox(
        "Which line do you want to follow?",
        range(len(story.lines)),
        key=key,
        format_func=lambda number: f"Line {number + 1}: {story.lines[number]}",
        on_change=_take_line,
        args=(photo,),
        width=360,
    )


def chosen_line(photo: Followed) -> int | None:
    """The line that the visitor chose, from 0 on; None before any choice."""
    found: int | None = st.session_state.get(f"chosen-line-{photo.key}")
    return found


def _take_line(photo: Followed) -> None:
    """Keep the choice: the widget is set anew in every run."""
    st.session_state[f"chosen-line-{photo.key}"] = st.session_state[f"line-{photo.key}"]


def choose_digit(photo: Followed, story: Story) -> int:
    """Let the visitor choose a digit of the line; its place, from 0 on."""
    assert story.line is not None
    digits = story.line.digits
    chosen = st.pills(
        "And which digit?",
        range(len(digits)),
        key=f"digit-{photo.key}-{story.number}-{story.line.text}",
        default=story.line.instructive,
        required=True,
        format_func=lambda place: f"{digits[place].value}{'?' if digits[place].doubtful else ''}",
    )
    return chosen or 0


@st.cache_resource(show_spinner=False)
def feature_maps() -> FeatureMaps:
    """The tiles' network, which also tells its feature maps; loaded once for all visitors.

    Raises:
        ModelError: it cannot be loaded.
    """
    return FeatureMaps(tiles_model())
