"""The reader as the pages use it: the networks loaded once, a photo in, a page with its pictures out."""

import ctypes
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st

from digitreader.decision import networks
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import ModelError, ReadError
from digitreader.output.pictured import PicturedPage, pictured, unread
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classify

M_MMAP_THRESHOLD, LARGE = -3, 4 << 20  # glibc's name for it in malloc.h; bytes
M_ARENA_MAX, HEAPS = -8, 2  # the same; one heap a photo that is being read
OUR_FAULT = "Something went wrong on our side while reading this photo. Try another photo of the same writing."

Loaded = TypeVar("Loaded")

log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def shared_networks() -> tuple[Classify, LineRecognizer]:
    """Load both networks, the shipped ones or what DIGITREADER_MODEL names, once for all visitors.

    Raises:
        ModelError: its files are missing or are not the ones that were measured.
    """
    _give_back_large_arrays()
    return networks.default_networks()


def loaded(load: Callable[[], Loaded]) -> Loaded:
    """Load what a page cannot do without; if that fails, say so and end the page there."""
    try:
        return load()
    except ModelError as error:
        st.error(f"The reader cannot start. {error}", icon=":material/error:")
        st.stop()


def _give_back_large_arrays() -> None:
    """Have glibc return a photo's arrays to the system as soon as they are freed; other allocators stay as they are.

    Fifty visitors within a minute then take at most 401 MB; limiting all threads to two heaps instead took 514 MB.
    Returning arrays from 1 MiB on saves nothing more and takes a tenth more processor time.
    """
    with suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_ARENA_MAX, HEAPS)


def read_file(data: bytes, networks: tuple[Classify, LineRecognizer]) -> PicturedPage:
    """Read a photo, or say why it cannot be read; never raises, so that the next file gets its turn."""
    try:
        classifier, line_recognizer = networks
        reading = read_photo(data, classifier, line_recognizer=line_recognizer)
        return pictured(reading, getattr(classifier, "version", ""))
    except ReadError as error:
        return unread(str(error))
    except Exception:
        log.exception("a photo of %d bytes could not be read", len(data))
        return unread(OUR_FAULT)
