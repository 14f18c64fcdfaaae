"""A canvas that a line is written on from left to right, and the finished line."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitreader.training.synthesis.pen import Image
from digitreader.training.synthesis.symbols import TALL

NEAR = np.ones((9, 1), np.uint8)  # rows; a stroke keeps clear of strokes up to four rows above or below it

Mark = tuple[int, int, int]  # (digit, first column, last column)


@dataclass(frozen=True, eq=False)
class WrittenLine:
    """A finished line.

    ink: uint8 (64, width), ink bright. text: its digits from left to right, without other symbols. owners: uint8
    (64, width), for each pixel the number of the digit it belongs to, counted from 1, or 0.
    """

    ink: Image
    text: str
    owners: Image


class LineCanvas:
    """A line that is being written from left to right."""

    def __init__(self, width: int, start: float) -> None:
        """Start at a column of an empty canvas of TALL rows."""
        self.ink = np.zeros((TALL, width), np.uint8)
        self.owners = np.zeros((TALL, width), np.uint8)
        self.marks: list[Mark] = []  # one a digit, left to right
        self._front = np.full(TALL, start, np.float32)  # the rightmost written column of each row
        self._end = start

    def add(self, sign: Image, top: int, gap: float, upright: bool, digit: int | None) -> bool:
        """Write a symbol to the right of what is there; return False if it does not fit."""
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
