"""Chunks: the handfuls of photos that a stack is handed out in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from digitreader.bulk.photo_list import Address
from digitreader.bulk.rows import Row

Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Chunk:
    """A handful of neighbouring photos, or a part of one.

    number: which handful, from 0. photos: none only in the chunk that has a worker load its networks. first: the place
    of the first of them in the handful. tries: how many workers were lost over it.
    """

    number: int
    photos: tuple[Address, ...]
    first: int = 0
    tries: int = 0

    def one_by_one(self) -> list["Chunk"]:
        """Return a chunk for each of its photos: the one that costs a worker its life then costs no other photo."""
        return [
            replace(self, photos=(photo,), first=self.first + place, tries=self.tries + 1)
            for place, photo in enumerate(self.photos)
        ]


ReadChunk = Callable[[Chunk], Rows]  # what workers do; it travels to them, so it is a function of a module or an object
