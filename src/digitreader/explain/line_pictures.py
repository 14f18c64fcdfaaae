"""How a line is divided, as pictures: its cuts, and what competes for a digit."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from digitreader.explain.canvas import AMBER, BLUE, GREY, PAPER, PEN, Picture, enlarged, font, outlines
from digitreader.explain.line_stages import LineStages, Seam
from digitreader.explain.rivals import CARD, Place, Rival, place_of, rivals, window
from digitreader.geometry import Box

TILE_ZOOM = 3  # pixels for each of a candidate's tile
PITCH = 168  # pixels from one row of candidates to the next
WORDS = 28  # pixels; the height of a candidate's words


def cuts_picture(line: LineStages) -> Picture:
    """A line's pieces in alternating colours; cuts that were tried are dashed, those that were used solid."""
    place = place_of(Box.union(piece.component.box for piece in line.lattice.pieces))
    return _writing(line, place, range(len(line.lattice.pieces)))


def lattice_picture(line: LineStages, digit: int) -> Picture:
    """The candidates around a digit below the pieces they are made of; those on the chosen path are marked."""
    first, last = window(line, digit)
    place = place_of(Box.union(piece.component.box for piece in line.lattice.pieces[first:last]))
    top = _writing(line, place, range(first, last))
    shown = rivals(line, digit)
    rows = max((rival.row for rival in shown), default=-1) + 1
    image = Image.new("RGB", (top.shape[1], top.shape[0] + rows * PITCH + 10), PAPER)
    image.paste(Image.fromarray(top), (0, 0))
    for rival in shown:
        _card(image, rival, top.shape[0] + rival.row * PITCH)
    return np.asarray(image)


def _writing(line: LineStages, place: Place, pieces: range) -> Picture:
    """The outlines of some pieces, filled in two alternating tones, with the seams between them."""
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
    """Draw a cut from above its component to below it: solid where it was used, else dashed."""
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


def _card(image: Image.Image, rival: Rival, y: int) -> None:
    """Draw a candidate: a bracket under its pieces, its tile, and what the classifier takes it for."""
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
