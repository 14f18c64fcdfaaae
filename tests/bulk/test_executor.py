"""What happens to a chunk whose worker was lost."""

from collections import deque

from digitreader.bulk.address import Address
from digitreader.bulk.chunks import Chunk
from digitreader.bulk.executor import TRIES, InProcess, Outcome, read_all
from digitreader.bulk.rows import Row


def chunk(number, *names):
    return Chunk(number, tuple(Address(name, name) for name in names))


def read(chunk):
    return tuple(Row(photo.name, 1, photo.name[::-1]) for photo in chunk.photos)


class Mortal(InProcess):
    """Takes two chunks at a time and loses its worker over those that it is told."""

    def __init__(self, losses):
        super().__init__(read)
        self._losses, self.tried = losses, []

    def room(self):
        return len(self._chunks) < 2

    def outcome(self):
        chunk = self._chunks.popleft()
        self.tried.append([photo.name for photo in chunk.photos])
        return Outcome(chunk, None if self._losses(chunk) else read(chunk))


def texts(chunks, executor):
    return {chunk.number: [row.text or row.error for row in rows] for chunk, rows in read_all(chunks, executor)}


def test_every_chunk_comes_back_with_its_rows():
    assert texts([chunk(0, "ab", "cd"), chunk(1, "ef")], InProcess(read)) == {0: ["ba", "dc"], 1: ["fe"]}


def test_no_chunk_is_taken_before_there_is_room_for_it():
    waiting = deque(chunk(number, str(number)) for number in range(9))
    results = read_all((waiting.popleft() for _ in range(9)), Mortal(lambda chunk: False))
    next(results)
    assert len(waiting) == 7


def test_a_chunk_whose_worker_was_lost_is_read_photo_by_photo_and_comes_back_whole_and_in_order():
    executor = Mortal(lambda chunk: chunk.tries == 0 and chunk.number == 0)
    assert texts([chunk(0, "ab", "cd", "ef"), chunk(1, "gh")], executor) == {1: ["hg"], 0: ["ba", "dc", "fe"]}
    assert [names for names in executor.tried if names != ["gh"]] == [["ab", "cd", "ef"], ["ab"], ["cd"], ["ef"]]


def test_a_photo_that_costs_several_workers_becomes_a_row_and_the_others_are_read():
    executor = Mortal(lambda chunk: "bad" in [photo.name for photo in chunk.photos])
    read = texts([chunk(0, "ab", "bad", "cd")], executor)[0]
    assert (read[0], read[2]) == ("ba", "dc")
    assert "ended the worker" in read[1]
    assert sum("bad" in names for names in executor.tried) == TRIES


def test_a_photo_alone_in_its_chunk_is_tried_as_often():
    executor = Mortal(lambda chunk: True)
    assert "ended the worker" in texts([chunk(0, "bad")], executor)[0][0]
    assert len(executor.tried) == TRIES
