"""How a line is parted, as pictures: its cuts, and what competes for a digit."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from digitreader.explain.stage_pictures import AMBER, BLUE, GREY, PAPER, PEN, Picture, enlarged, font, outlines
from digitreader.explain.stages import LineStages, Seam
from digitreader.geometry import Box
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.lattice import Candidate

WIDTH = 1120  # pixels; of a picture across the page
EDGE = 28  # pixels around what is drawn
TALLEST = 260  # pixels; of a line's writing in a picture
PIECES = 7  # at most, in the picture of what competes
ROWS = 4  # of candidates in it; those on the path take the first
TILE_ZOOM = 3  # pixels for each of a candidate's tile
CARD, PITCH = 134, 168  # pixels; the width of a candidate with its words, and from row to row
WORDS = 28  # pixels; the height of a candidate's words

Place = tuple[float, float, float, int, int]  # left and top in the photo, the scale, the picture's width and height


def cuts_picture(line: LineStages) -> Picture:
    """Return a line's pieces in turning colours, cuts that were tried dashed and those that were used solid."""
    place = _place(Box.union([piece.component.box for piece in line.lattice.pieces]))
    return _writing(line, place, range(len(line.lattice.pieces)))


@dataclass(frozen=True, eq=False)
class Rival:
    """A candidate as it is drawn.

    word: what the network takes it for. chosen: whether it is on the path. span: from where to where it reaches, in
    pixels of the picture. row: of the cards, from 0 on; the chosen ones are in the first.
    """

    candidate: Candidate
    word: str
    chosen: bool
    span: tuple[float, float]
    row: int


def rivals(line: LineStages, digit: int) -> list[Rival]:
    """Return the candidates around a digit that fit into a picture: the chosen ones, then the likeliest others."""
    first, last = _window(line, digit)
    place = _place(Box.union([piece.component.box for piece in line.lattice.pieces[first:last]]))
    chosen = {(step.candidate.start, step.candidate.end) for step in line.path}
    found: list[Rival] = []
    taken: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    rows = zip(line.lattice.candidates, line.lattice.probabilities, strict=True)
    inside = [(c, row, (c.start, c.end) in chosen) for c, row in rows if first <= c.start and c.end <= last]
    for candidate, row, on_path in sorted(inside, key=lambda each: (not each[2], -each[1][:NOT_A_DIGIT].max())):
        span = _span(candidate, place)
        at = _free_row(taken, span, range(2) if on_path else range(1, ROWS))
        if at is not None:
            found.append(Rival(candidate, named(row), on_path, span, at))
    return found


def lattice_picture(line: LineStages, digit: int) -> Picture:
    """Return the candidates around a digit below the pieces they are made of; those on the chosen path are marked."""
    first, last = _window(line, digit)
    place = _place(Box.union([piece.component.box for piece in line.lattice.pieces[first:last]]))
    top = _writing(line, place, range(first, last))
    shown = rivals(line, digit)
    rows = max((rival.row for rival in shown), default=-1) + 1
    image = Image.new("RGB", (top.shape[1], top.shape[0] + rows * PITCH + 10), PAPER)
    image.paste(Image.fromarray(top), (0, 0))
    for rival in shown:
        _card(image, rival, top.shape[0] + rival.row * PITCH)
    return np.asarray(image)


def named(probabilities: NDArray[np.float32]) -> str:
    """Return what the network takes a candidate for, such as "7: 98 %", or "none: 80 %" where it is not one digit."""
    value = int(probabilities.argmax())
    return f"{'none' if value == NOT_A_DIGIT else value}: {min(99, int(100 * probabilities[value]))} %"


def _window(line: LineStages, digit: int) -> tuple[int, int]:
    """Return the first and one past the last of the pieces around a digit that its picture shows."""
    pieces = line.lattice.pieces
    x, _, width, _ = line.digits[digit].box
    touched = [k for k, p in enumerate(pieces) if p.component.box.x < x + width and x < p.component.box.right]
    first, last = (min(touched), max(touched) + 1) if touched else (0, 1)
    while last - first < min(PIECES, len(pieces)):
        if last < len(pieces) and (first == 0 or (last - first) % 2):
            last += 1
        else:
            first -= 1
    return first, last


def _place(box: Box) -> Place:
    """Return which part of the photo a picture of a box shows, and how large."""
    x, y, width, height = box
    scale = min((WIDTH - 2 * EDGE) / width, TALLEST / height)
    size = round(width * scale) + 2 * EDGE, round(height * scale) + 2 * EDGE
    return x - EDGE / scale, y - EDGE / scale, scale, *size


def _writing(line: LineStages, place: Place, pieces: range) -> Picture:
    """Return the outlines of some pieces, filled in two turning tones, with the seams between them."""
    left, top, scale, width, height = place
    picture = np.full((height, width, 3), PAPER, np.uint8)
    for k in pieces:
        shifted = outlines(line.lattice.pieces[k].component, scale)
        contours = [contour - np.rint(np.array([left, top]) * scale).astype(np.int32) for contour in shifted]
        cv2.drawContours(picture, contours, -1, PEN if k % 2 else (92, 100, 116), cv2.FILLED, cv2.LINE_AA)
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    for seam in line.seams:
        _draw_seam(draw, seam, place)
    return np.asarray(image)


def _draw_seam(draw: ImageDraw.ImageDraw, seam: Seam, place: Place) -> None:
    """Draw a cut from above its stroke to below it: solid where it was used, else dashed."""
    left, top, scale, _, _ = place
    points = [((x + 0.5 - left) * scale, (seam.top + row - top) * scale) for row, x in enumerate(seam.columns.tolist())]
    points = [(points[0][0], points[0][1] - 16), *points, (points[-1][0], points[-1][1] + 16)]
    if seam.used:
        draw.line(points, PAPER, 11, joint="curve")
        draw.line(points, BLUE, 6, joint="curve")
        return
    dash = max(2, round(14 / scale))
    for at in range(0, len(points), 2 * dash):
        draw.line(points[at : at + dash + 1], PAPER, 8)
        draw.line(points[at : at + dash + 1], AMBER, 4)


def _span(candidate: Candidate, place: Place) -> tuple[float, float]:
    """Return from where to where a candidate's ink reaches in a picture."""
    left, _, scale, _, _ = place
    x, _, width, _ = candidate.component.box
    return (x - left) * scale, (x + width - left) * scale


def _free_row(taken: list[list[tuple[float, float]]], span: tuple[float, float], rows: range) -> int | None:
    """Return the first of some rows with room for a card, and take it there; None where none has."""
    middle, half = (span[0] + span[1]) / 2, max(span[1] - span[0], CARD) / 2 + 4
    for row in rows:
        if all(middle + half <= left or right <= middle - half for left, right in taken[row]):
            taken[row].append((middle - half, middle + half))
            return row
    return None


def _card(image: Image.Image, rival: Rival, y: int) -> None:
    """Draw a candidate: a bracket under its pieces, its tile, and what the network takes it for."""
    draw = ImageDraw.Draw(image)
    colour = BLUE if rival.chosen else GREY
    left, right = rival.span
    middle = min(max((left + right) / 2, CARD / 2), image.width - CARD / 2)
    draw.line([(left, y + 12), (left, y), (right, y), (right, y + 12)], colour, 7 if rival.chosen else 3)
    tile = enlarged(np.rint(rival.candidate.tile.pixels * 255).astype(np.uint8), TILE_ZOOM)
    x, top = round(middle - tile.shape[1] / 2), y + 20
    if rival.chosen:
        draw.rounded_rectangle((x - 7, top - 7, x + tile.shape[1] + 6, top + tile.shape[0] + 6), 8, fill=BLUE)
    image.paste(Image.fromarray(tile), (x, top))
    if rival.chosen:
        _tick(draw, x + tile.shape[1], top + 4)
    word = colour if rival.chosen else (84, 90, 102)
    draw.text((middle, top + tile.shape[0] + 26), rival.word, word, font(WORDS), anchor="mm")


def _tick(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """Draw a tick on a disc."""
    draw.ellipse((x - 19, y - 19, x + 19, y + 19), fill=BLUE, outline=PAPER, width=4)
    draw.line([(x - 9, y), (x - 2, y + 7), (x + 9, y - 7)], PAPER, 5, joint="curve")
