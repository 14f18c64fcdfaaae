"""The entries of a session, as its page and its reading thread look at them."""

from dataclasses import dataclass, field

from digitreader.output.pictured import PicturedPage
from digitreader.ui.read.entries import Entries, newest_first
from digitreader.ui.read.entry import Entry


@dataclass(eq=False)
class EntryList:
    """Entries by key, in the order in which they were given."""

    entries: Entries = field(default_factory=dict)

    @property
    def shown(self) -> list[Entry]:
        """The entries in the order of the page."""
        return newest_first(self.entries)

    @property
    def results(self) -> list[tuple[Entry, PicturedPage]]:
        """The entries that have been read or refused, in the order of the page."""
        return [(entry, entry.result) for entry in self.shown if entry.result is not None]

    @property
    def waiting(self) -> list[Entry]:
        """The entries that are still to be read, in their turn: first the files that nobody has looked into."""
        return sorted((entry for entry in self.shown if entry.waits), key=lambda entry: entry.part is not None)

    @property
    def held(self) -> int:
        """The bytes of memory that the results take."""
        return sum(entry.memory for entry in self.shown)

    def says(self, key: str, line: int, read: str) -> str:
        """Return what a line says: what a person said last, or else what was read."""
        entry = self.entries.get(key)
        return entry.said.get(line, read) if entry else read
