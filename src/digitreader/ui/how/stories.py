"""The stories that a session keeps for the page "How it reads"; each can be told again."""

import time
from dataclasses import dataclass, field

import streamlit as st

from digitreader.settings import Settings
from digitreader.ui import budget
from digitreader.ui.disk import Stored
from digitreader.ui.how.story import Story, tell
from digitreader.ui.read import worker
from digitreader.ui.reader import shared_networks

KEY = "stories"  # in the session state
LET_GO = (
    "To make room for other visitors, this page let go what it had worked out about a photo. Going back to a line or a "
    "setting takes a moment again."
)
KEPT = 4  # stories: as usual and as the sliders say, of two lines

Told = tuple[str, Settings, int | None]  # of which photo, how it was read, and which line is followed


@dataclass(eq=False)
class Stories:
    """The stories of a session, those that were told last at the end.

    let_go: whether one went to make room for other sessions. seen: when the page was last shown.
    """

    told: dict[Told, Story] = field(default_factory=dict)
    let_go: bool = False
    seen: float = field(default_factory=time.monotonic)

    @property
    def held(self) -> int:
        """The bytes of memory that they take."""
        return sum(story.memory for story in list(self.told.values()))

    def free_oldest(self) -> bool:
        """Let the oldest story go; return whether there was one."""
        gone = self._drop_oldest()
        self.let_go = self.let_go or gone
        return gone

    def _drop_oldest(self) -> bool:
        """Let the oldest story go that this session keeps; return whether there was one."""
        oldest = next(iter(list(self.told)), None)
        return oldest is not None and self.told.pop(oldest, None) is not None

    def story(self, photo: Stored, settings: Settings, line: int | None) -> Story:
        """The story of a photo; told now if it is not kept."""
        key = photo.sha256, settings, line
        found = self.told.pop(key, None)
        if found is None:
            with st.spinner("Following your photo through the reader …"), worker.READING_SLOTS.slot():
                found = tell(photo.read(), settings, line, shared_networks())
        self.told[key] = found
        while len(self.told) > KEPT or self.held > budget.MOST_STORIES:
            self._drop_oldest()
        budget.free_memory()
        return found


def current_stories() -> Stories:
    """The stories of this session."""
    return budget.of_session(KEY, Stories)
