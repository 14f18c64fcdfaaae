"""The file uploader of a session: what was taken from it, and what had no room."""

from dataclasses import dataclass, field


@dataclass
class Uploader:
    """The uploader. number: goes into its key; another one empties it. taken: the ids of the uploads that were taken.

    refused: at which number how many files had no room, and why.
    """

    number: int = 0
    taken: set[str] = field(default_factory=set)
    refused: tuple[int, int, str] = (0, 0, "")

    @property
    def key(self) -> str:
        """The key of the widget."""
        return f"uploads-{self.number}"

    def empty(self) -> None:
        """Have the page show an empty one."""
        self.number += 1

    def refuse(self, count: int, reason: str) -> None:
        """Note that files of a drop had no room."""
        if count:
            number, before, _ = self.refused
            self.refused = self.number, count + (before if number == self.number else 0), reason

    @property
    def words(self) -> str:
        """What to say of the last drop, or nothing where all of it had room."""
        number, count, reason = self.refused
        if not count or number < self.number - 1:
            return ""
        return f"{'One file' if count == 1 else f'{count} files'} had no room. {reason}"
