"""The entries of a session by their keys: in which order they are shown, and which go when room is short."""

from collections.abc import Iterable
from dataclasses import replace

from digitreader.ui.read.entry import Entry

Entries = dict[str, Entry]  # in the order in which they were given; changed by making another


def newest_first(entries: Entries) -> list[Entry]:
    """Sort them as the page shows them: the last upload first, and its files in the order given."""
    return sorted(entries.values(), key=lambda entry: -entry.batch)


def given(entries: Entries, new: Entry) -> Entries:
    """Put an upload last. What was read of it before stays, unless that failed or its pictures were let go."""
    old = entries.get(new.key, new)
    if old.refused:
        old = new
    elif old.light and new.file:
        old = old.again(new.file)
    others = {key: entry for key, entry in entries.items() if key != new.key}
    return others | {new.key: replace(old.called(new.names), batch=new.batch)}


def replaced(entries: Entries, entry: Entry, others: Iterable[Entry]) -> Entries:
    """Put others in the place of an entry, unless it has been removed meanwhile."""
    if entry.key not in entries:
        return entries
    new = {other.key: other for other in others}
    after: Entries = {}
    for key, old in entries.items():
        if key == entry.key:
            after |= new
        elif key not in new:
            after[key] = old
    return after


def lighter(entries: Entries) -> Entries | None:
    """Drop the pictures of the oldest result that has any; None where only the last one has."""
    oldest = next((entry for entry in _oldest_results(entries) if entry.result and entry.result.picture), None)
    return None if oldest is None else entries | {oldest.key: oldest.without_pictures()}


def fewer(entries: Entries) -> Entries | None:
    """Drop the oldest result that nobody has corrected; None where only the last one is such."""
    oldest = next((entry for entry in _oldest_results(entries) if not entry.corrections), None)
    return None if oldest is None else {key: entry for key, entry in entries.items() if entry is not oldest}


def _oldest_results(entries: Entries) -> list[Entry]:
    """All results but the last one, oldest upload first."""
    results = (entry for entry in entries.values() if not entry.waits)
    return sorted(results, key=lambda entry: entry.batch)[:-1]
