"""Lines of writing while they grow from left to right, and when they are done."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitreader.training.synthesis.pen import Image
from digitreader.training.synthesis.symbols import TALL

NEAR = np.ones((9, 1), np.uint8)  # rows; strokes keep their distance from those up to four rows above or below

Mark = tuple[int, int, int]  # (digit, first column, last column)


@dataclass(frozen=True, eq=False)
class WrittenLine:
    """A line of writing.

    ink: uint8 (64, width), ink bright. text: its digits from left to right; signs that are none are not among them.
    owners: uint8 (64, width), for each pixel the digit it belongs to, counted from 1, and 0 for none.
    """

    ink: Image
    text: str
    owners: Image


class LineCanvas:
    """A line of writing while it grows from left to right."""

    def __init__(self, width: int, start: float) -> None:
        """Begin at a column on empty paper of TALL rows."""
        self.ink = np.zeros((TALL, width), np.uint8)
        self.owners = np.zeros((TALL, width), np.uint8)
        self.marks: list[Mark] = []  # of every digit, left to right
        self._front = np.full(TALL, start, np.float32)  # how far to the right each row is written
        self._end = start

    def add(self, sign: Image, top: int, gap: float, upright: bool, digit: int | None) -> bool:
        """Write a sign to the right of what is there, or return False where there is no room left."""
        rows, columns = sign.shape
        if rows > TALL:
            return False
        top = int(np.clip(top, 0, TALL - rows))
        window = slice(top, top + rows)
        inked = sign > 90
        has = inked.any(axis=1)
        if not has.any():
            return False
        left = inked.argmax(axis=1)
        near = cv2.dilate(self._front, NEAR).ravel()[window]
        x = self._end if upright else max(float((near[has] - left[has]).max()), self._end - 0.6 * columns)
        x = max(0, round(x + gap))
        if x + columns > self.ink.shape[1]:
            return False
        np.maximum(self.ink[window, x : x + columns], sign, out=self.ink[window, x : x + columns])
        right = columns - inked[:, ::-1].argmax(axis=1)
        self._front[window] = np.where(has, np.maximum(self._front[window], x + right), self._front[window])
        self._end = max(self._end, x + columns)
        if digit is not None:
            self.marks.append((digit, x, x + columns))
            self.owners[window, x : x + columns][inked] = len(self.marks)
        return True
