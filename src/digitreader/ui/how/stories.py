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
KEPT = 4  # stories: as usual and as the sliders say, of two lines

Told = tuple[str, Settings, int | None]  # of which photo, how it was read, and which line is followed


@dataclass(eq=False)
class Stories:
    """The stories of a session, those that were told last at the end. seen: when the page was last shown."""

    told: dict[Told, Story] = field(default_factory=dict)
    seen: float = field(default_factory=time.monotonic)

    @property
    def held(self) -> int:
        """The bytes of memory that they take."""
        return sum(story.memory for story in list(self.told.values()))

    def free_oldest(self) -> bool:
        """Let the oldest story go; return whether there was one."""
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
            self.free_oldest()
        budget.free_memory()
        return found


def current_stories() -> Stories:
    """The stories of this session."""
    return budget.of_session(KEY, Stories)
