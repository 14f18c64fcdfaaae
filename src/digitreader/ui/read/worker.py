"""Reads what waits in a session, one photo after the other, in a thread that ends when nothing waits.

The page only looks on. It may run again, be left, be closed or lose its connection: nothing is lost or read twice.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable

import streamlit as st

from digitreader.errors import ReadError
from digitreader.intake.containers import list_parts, take_out
from digitreader.intake.sandbox import GivenUp
from digitreader.output.pictured import PicturedPage, unread
from digitreader.ui import budget
from digitreader.ui.read.entry import Entry
from digitreader.ui.read.fair_semaphore import FairSemaphore
from digitreader.ui.read.progress import Pace, WorkerProgress
from digitreader.ui.read.session_files import SessionFiles
from digitreader.ui.reader import OUR_FAULT

Read = Callable[[bytes], PicturedPage]

KEY = "worker"  # in the session state
READING_SLOTS = FairSemaphore(2)  # photos that are read at a time, of all sessions; one a core, and 150 MB each
DRAWING_SLOTS = FairSemaphore(1)  # PDFs that are drawn at a time, of all sessions; nobody holds a reading slot for them
PAUSE = 0.5  # seconds between two looks whether a visitor in the queue wants no more
ABANDONED = 100.0  # seconds that a session is read on though nobody looks; its server keeps it for as long

log = logging.getLogger(__name__)


class Worker:
    """Reads for one session."""

    def __init__(self, session: SessionFiles) -> None:
        self.session = session
        self._pace = Pace()
        self._thread: threading.Thread | None = None
        self._drawn: dict[str, bytes] = {}  # by its key the page of a PDF that was drawn last, until it is read

    @property
    def running(self) -> bool:
        """Whether something is being read."""
        return self._thread is not None

    @property
    def progress(self) -> WorkerProgress:
        """How far the reading is."""
        with self.session.lock:
            return self._pace.progress(len(self.session.waiting), READING_SLOTS.waiting)

    def start(self, read: Read) -> bool:
        """Begin to read what waits, unless that is being done already or was stopped; return whether it begins now."""
        with self.session.lock:
            if self.running or self.session.stopped or not self.session.waiting:
                return False
            self._pace.begin(self.session.waiting[0].names[0])
            self._thread = threading.Thread(target=self._work, args=(read,), name="reading")
            self._thread.start()
            return True

    def stop(self) -> None:
        """Begin no other photo; the one whose turn it is will be finished."""
        self.session.stopped = True

    def go_on(self) -> None:
        """Let what waits be read after all."""
        self.session.stopped = False

    def wait(self, seconds: float) -> bool:
        """Wait at most so many seconds; return whether nothing is being read any more."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _work(self, read: Read) -> None:
        """Read until nothing waits."""
        me = threading.current_thread()  # not the worker: its next thread may queue when this one leaves
        try:
            while (entry := self._next()) is not None:
                self._pace.wait()
                draws = entry.is_pdf and entry.key not in self._drawn
                slots, others = (DRAWING_SLOTS, READING_SLOTS) if draws else (READING_SLOTS, DRAWING_SLOTS)
                others.withdraw(me)
                if slots.acquire(me, PAUSE):
                    try:
                        self._pace.waiting_since = None
                        self._one(entry, read, draws)
                    finally:
                        slots.release()
        finally:
            READING_SLOTS.withdraw(me)
            DRAWING_SLOTS.withdraw(me)
            with self.session.lock:
                if self._thread is me:
                    self._thread = None

    def _next(self) -> Entry | None:
        """Return whose turn it is; None where the thread ends, and from then on another may start."""
        with self.session.lock:
            waiting = self.session.waiting
            if waiting and self._wanted():
                self._pace.name = waiting[0].names[0]
                return waiting[0]
            self._thread = None
            return None

    def _wanted(self) -> bool:
        """Whether the session is read on; a server that ends waits for one photo only."""
        looked_at = time.monotonic() - self.session.seen < ABANDONED
        return looked_at and not self.session.stopped and threading.main_thread().is_alive()

    def _one(self, entry: Entry, read: Read, draws: bool) -> None:
        """Look into a file, draw a PDF's page, or read a photo; whatever happens, the next one gets its turn."""

        def given_up() -> bool:
            return not self._wanted() or entry.key not in self.session.entries

        try:
            if entry.part is None:
                self.session.open(entry, list_parts(entry.names[0], entry.data(), given_up=given_up))
            elif draws:
                self._drawn = {entry.key: take_out(entry.data(), entry.part, given_up=given_up)}
            else:
                photo = self._drawn.pop(entry.key, b"") or take_out(entry.data(), entry.part)
                key = hashlib.sha256(photo).hexdigest()
                if not self.session.known(entry, key):
                    self.session.finish(entry, read(photo), key)
                self._pace.done += 1
        except GivenUp:
            pass  # it waits as before
        except Exception as error:
            if not isinstance(error, ReadError):
                log.exception("a file of %d bytes could not be opened", entry.size)
            self.session.finish(entry, unread(str(error) if isinstance(error, ReadError) else OUR_FAULT), entry.key)
            self._pace.done += 1
        budget.free_memory()


def current_worker(session: SessionFiles) -> Worker:
    """Return who reads for this session."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Worker(session)
    found: Worker = st.session_state[KEY]
    return found
