"""Chunks: a stack is handed out to workers some photos at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from digitreader.bulk.address import Address
from digitreader.bulk.rows import Row

Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Chunk:
    """Some neighbouring photos of a stack, or one photo of them.

    number: which chunk of the stack, from 0. photos: empty only in the chunk that makes a worker load its networks.
    first: the place of the first of these photos in the chunk. tries: how many workers died over it.
    """

    number: int
    photos: tuple[Address, ...]
    first: int = 0
    tries: int = 0

    def one_by_one(self) -> list["Chunk"]:
        """Return a chunk for each photo, so that the one that kills its worker takes no other with it."""
        return [
            replace(self, photos=(photo,), first=self.first + place, tries=self.tries + 1)
            for place, photo in enumerate(self.photos)
        ]


ReadChunk = Callable[[Chunk], Rows]  # is sent to workers, so it must be picklable
