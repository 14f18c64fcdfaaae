"""The page "Read": photos in, digits as text out."""

from functools import partial

import streamlit as st

from digitreader.errors import ModelError
from digitreader.ui import menu, words
from digitreader.ui.reader import read_file, shared_networks
from digitreader.ui.samples import Sample, offer_samples
from digitreader.ui.session import current_desk
from digitreader.ui.view import frame, show, show_summary

menu.join()
desk = current_desk()


def take_sample(sample: Sample) -> None:
    """Put a sample on the desk, as if it had been uploaded."""
    desk.take([(sample.file, sample.data())])


def forget_removed() -> None:
    """Forget the files that the visitor took out of the uploader."""
    desk.forget_removed(st.session_state[desk.uploader_key])


def read_waiting() -> None:
    """Show what is on the desk, and read what waits there: each result appears as soon as it is ready."""
    progress, summary = st.empty(), st.container()
    places = [(entry, st.container()) for entry in desk.shown]
    for entry, place in places:
        with place:
            show(entry)
    waiting = [(entry, place) for entry, place in places if entry.result is None]
    for done, (entry, place) in enumerate(waiting):
        name = words.plain(entry.names[0])
        progress.progress(done / len(waiting), text=f"Reading {name} ({done + 1} of {len(waiting)})")
        with place:
            show(desk.read(entry, partial(read_file, networks=networks)))
    progress.empty()
    with summary:
        show_summary(desk)


with frame():
    st.title("Read handwritten digits", anchor=False)
    st.markdown("Upload photos of handwritten numbers. You get the digits as text, to copy and to download.")
    try:
        networks = shared_networks()
    except ModelError as error:
        st.error(f"The reader cannot start. {error}", icon=":material/error:")
        st.stop()
    uploads = st.file_uploader(
        "Your photos (JPG or PNG, one or several)",
        type=["jpg", "jpeg", "png"],
        accept_multiple_files=True,
        key=desk.uploader_key,
        on_change=forget_removed,
    )
    st.markdown(
        "Your photos are held in memory while your session lives; we save them nowhere. "
        "Dark ink on plain paper in even light works best."
    )
    desk.take_uploads(uploads)
    with st.expander("No photo at hand? Try a sample", expanded=not desk.entries, icon=":material/image:"):
        offer_samples(take_sample)
    read_waiting()
