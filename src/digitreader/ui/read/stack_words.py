"""What page Read says about a stack of photos, as plain strings."""

from collections.abc import Sequence

from digitreader.ui import words
from digitreader.ui.read.entry import Entry
from digitreader.ui.read.progress import WorkerProgress

ALL, TO_CHECK, NOT_READ = "all", "to check", "not read"
FILTERS = (ALL, TO_CHECK, NOT_READ)
SHORT = 36  # letters
CROWD = 10  # people who wait for their turn; their uploads and pages slow down the photo that is being read

NO_PICTURE = "This picture was removed to make room for newer ones. Upload the photo again to see it; its text is kept."


def to_check(entry: Entry) -> bool:
    """Whether a person should look at what was read, and has not yet."""
    return not (entry.waits or entry.refused) and bool(entry.page.to_check or not entry.page.lines)


def passes(entry: Entry, which: str) -> bool:
    """Whether an entry passes one of the FILTERS."""
    return {ALL: True, TO_CHECK: to_check(entry), NOT_READ: entry.refused}[which]


def title(which: str, entries: Sequence[Entry]) -> str:
    """The name of a filter: "To check (3)"."""
    return f"{which.capitalize()} ({sum(passes(entry, which) for entry in entries)})"


def short(name: str) -> str:
    """The name of a file, short enough for a button on a phone; a long one keeps its beginning and end."""
    half = SHORT // 2
    return words.plain(name if len(name) <= SHORT else f"{name[: half - 1]}…{name[-half:]}")


def progress(found: WorkerProgress) -> str:
    """How far the reading is: "Reading a.jpg (3 of 20), about 12 seconds left"."""
    if found.held_up:
        return f"{short(found.name)} is waiting: other people's photos are being read first."
    turn = f"Reading {short(found.name)} ({found.done + 1} of {found.done + max(found.left, 1)})"
    if found.queued >= CROWD:
        return f"{turn}; many people are waiting, so it takes longer than usual"
    return turn if found.seconds is None else f"{turn}, {time_left(found.seconds)}"


def time_left(seconds: float) -> str:
    """A time in words, no more exact than can be known."""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 55:
        return f"about {5 * round(seconds / 5)} seconds left"
    return f"about {words.count(max(1, round(seconds / 60)), 'minute')} left"


def stopped(read: int, waiting: int) -> str:
    """What became of a stack that was stopped: how many photos are done, how many wait."""
    waits = "1 waits" if waiting == 1 else f"{waiting} wait"
    return f"Stopped. {words.count(read, 'photo')} {'is' if read == 1 else 'are'} done and kept, {waits}."


def rows(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The overview of a stack: column titles and their cells."""
    return {
        "File": [words.plain(entry.names[0]) for entry in entries],
        "Lines": ["not read" if entry.refused else str(len(entry.page.texts)) for entry in entries],
        "To check": [_doubts(entry) for entry in entries],
    }


def _doubts(entry: Entry) -> str:
    """What there is to check."""
    if entry.refused:
        return "see the reason"
    if not entry.page.lines:
        return "nothing found"
    return words.count(entry.page.to_check, "number") if entry.page.to_check else "nothing"


def let_go(dropped: int, lightened: int) -> list[str]:
    """Sentences about results, and pictures of results, that were removed to make room."""
    said = []
    if dropped:
        said.append(
            f"Removed to make room: {words.count(dropped, 'old result')}. Those that you corrected are kept. Download "
            "the texts and start over before you add more, then upload again what is missing."
        )
    if lightened:
        pictures = words.count(lightened, "old picture")
        said.append(f"Removed to make room: {pictures}. All texts and your corrections are kept.")
    return said
