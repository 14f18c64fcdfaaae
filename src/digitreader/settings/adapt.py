"""What a reader learns a person's hands from."""

from dataclasses import dataclass

from digitreader.settings.intake import ZipSettings

MANY_LINES = ZipSettings(max_entries=50_000, max_bytes_in_all=2_000_000_000)  # small pictures, not photos


@dataclass(frozen=True)
class AdaptSettings:
    """Which lines are taken, and how many are held back."""

    archive: ZipSettings = MANY_LINES
    most_lines: int = 20_000  # more take hours, and teach little that the first ones did not
    fewest_lines: int = 15  # fewer say nothing about what was held back
    held_share: float = 1 / 5  # of the lines are held back
    fewest_pages: int = 5  # from so many on whole pages are held back; of fewer, lines
    named: int = 10  # lines that are left out are named with their reason, so many of them
