"""Reads what waits on a session, one photo after the other, in a thread that ends when nothing waits.

The page only looks on: it may be run again, left, closed or lose its connection, and nothing is lost or read twice.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from digitreader.errors import ReadError
from digitreader.intake.containers import list_parts, take_out
from digitreader.output.pictured import PicturedPage, unread
from digitreader.ui.read import memory_budget
from digitreader.ui.read.fair_semaphore import FairSemaphore
from digitreader.ui.read.session_files import Entry, SessionFiles, sha256
from digitreader.ui.reader import OUR_FAULT

Read = Callable[[bytes], PicturedPage]

KEY = "worker"  # in the session state
READING_SLOTS = FairSemaphore(2)  # photos that are read at a time, of all sessions; one a core, and 150 MB each
HELD_UP = 0.5  # seconds without a seat; after them the visitor is told to wait
PAUSE = 0.5  # seconds between two looks whether a visitor in the line wants no more
ABANDONED = 120.0  # seconds that a session is read on though nobody looks; its server keeps it for as long

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WorkerProgress:
    """How far the reading is.

    name: of the photo whose turn it is. done, left: photos since the reading began. seconds: about how long the rest
    takes; None until that can be told. held_up: other people's photos are being read first. queued: the people who
    wait for their turn.
    """

    name: str
    done: int
    left: int
    seconds: float | None
    held_up: bool = False
    queued: int = 0


class Worker:
    """Reads for one session."""

    def __init__(self, session: SessionFiles) -> None:
        self.session = session
        self._thread: threading.Thread | None = None
        self._name = ""
        self._done = 0
        self._began = 0.0
        self._waiting_since: float | None = None  # since when there was no seat for it

    @property
    def running(self) -> bool:
        """Whether something is being read."""
        return self._thread is not None

    @property
    def progress(self) -> WorkerProgress:
        """How far the reading is."""
        with self.session.lock:
            left = len(self.session.waiting)
            now = time.monotonic()
            held_up = self._waiting_since is not None and now - self._waiting_since > HELD_UP
            seconds = (now - self._began) / self._done * left if self._done else None
            return WorkerProgress(self._name, self._done, left, seconds, held_up, READING_SLOTS.waiting)

    def start(self, read: Read) -> bool:
        """Begin to read what waits, unless that is being done already or was stopped; return whether it begins now."""
        with self.session.lock:
            if self.running or self.session.stopped or not self.session.waiting:
                return False
            self._done, self._began = 0, time.monotonic()
            self._name = self.session.waiting[0].names[0]
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
        """Return whether nothing is being read any more, after at most so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _work(self, read: Read) -> None:
        """Read until nothing waits."""
        me = threading.current_thread()  # not the worker: its next thread may stand in the line when this one leaves
        try:
            while (entry := self._next()) is not None:
                self._waiting_since = self._waiting_since or time.monotonic()
                if READING_SLOTS.acquire(me, PAUSE):
                    try:
                        self._waiting_since = None
                        self._one(entry, read)
                    finally:
                        READING_SLOTS.release()
        finally:
            READING_SLOTS.withdraw(me)
            with self.session.lock:
                if self._thread is me:
                    self._thread = None

    def _next(self) -> Entry | None:
        """Return whose turn it is; None where the thread ends, and from then on another may start."""
        with self.session.lock:
            waiting = self.session.waiting
            wanted = not self.session.stopped and time.monotonic() - self.session.seen < ABANDONED
            if waiting and wanted and threading.main_thread().is_alive():  # a server that ends waits for one photo only
                self._name = waiting[0].names[0]
                return waiting[0]
            self._thread = None
            return None

    def _one(self, entry: Entry, read: Read) -> None:
        """Open a file, or read a photo; whatever happens, the next one gets its turn."""
        try:
            if entry.part is None:
                self.session.open(entry, list_parts(entry.names[0], entry.data))
                return
            photo = take_out(entry.data, entry.part)
            key = sha256(photo)
            if not self.session.known(entry, key):
                self.session.finish(entry, read(photo), key)
        except ReadError as error:
            self.session.finish(entry, unread(str(error)), entry.key)
        except Exception:
            log.exception("a file of %d bytes could not be opened", len(entry.data))
            self.session.finish(entry, unread(OUR_FAULT), entry.key)
        self._done += 1
        memory_budget.free_memory()


def current_worker(session: SessionFiles) -> Worker:
    """Return who reads for this session."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Worker(session)
    found: Worker = st.session_state[KEY]
    return found
