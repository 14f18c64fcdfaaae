"""The page "Read": photos in, digits as text out."""

from functools import partial

import streamlit as st

from digitreader.ui import menu
from digitreader.ui.frame import frame
from digitreader.ui.read import edit_queue, progress_view, stack_view, ways_in
from digitreader.ui.read.result_view import show
from digitreader.ui.read.session_files import current_files
from digitreader.ui.read.summary_view import show_summary
from digitreader.ui.read.worker import current_worker
from digitreader.ui.reader import loaded, read_file, shared_networks
from digitreader.ui.samples import Sample, offer_samples

menu.join()
session = current_files()
worker = current_worker(session)


def take_sample(sample: Sample) -> None:
    """Take a sample as if it had been uploaded."""
    session.take([(sample.file, sample.stored())])


with frame():
    st.title("Read handwritten digits", anchor=False)
    st.markdown("Upload photos of handwritten numbers. You get the digits as text, to copy and to download.")
    networks = loaded(shared_networks)
    ways_in.offer_upload(session)
    edit_queue.offer_editing()
    ways_in.offer_camera(session)
    with st.expander("No photo at hand? Try a sample", expanded=not session.entries, icon=":material/image:"):
        offer_samples(take_sample)
    st.markdown(
        "Your photos stay on our server only while you are here, and are deleted when you leave. "
        "Dark ink on plain paper in even light works best."
    )
    edit_queue.show_edit_queue(session)
    chosen = progress_view.read_on(worker, partial(read_file, networks=networks))
    show_summary(session)
    stack_view.show_overview(session, chosen)
    for entry in chosen.shown:
        show(entry)
        stack_view.offer_removal(session, entry)
