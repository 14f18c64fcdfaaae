"""What the networks see and say, as pictures: a tile, its maps, and the strip of a line."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from digitreader.explain.canvas import NIGHT, PAPER, Picture, enlarged, font
from digitreader.explain.line_stages import LineStages
from digitreader.explain.rivals import EDGE, WIDTH
from digitreader.recognition.ctc import forced_alignment
from digitreader.recognition.features import Maps
from digitreader.recognition.strip import STRIDE
from digitreader.recognition.tile import SIDE, Tile

HEAT = 40  # pixels; the height of a row of the line reader's answers
MAP_SIDE, MAP_GAP = 56, 6  # pixels; of a map, whatever its own side, and between maps
WINDOW = 132  # columns of a strip that are shown: five or six digits


def tile_picture(tile: Tile, zoom: int = 16) -> Picture:
    """A tile with its pixels as squares, between thin lines."""
    grey = enlarged(np.rint(tile.pixels * 255).astype(np.uint8), zoom)
    picture = np.repeat(grey[..., None], 3, axis=2)
    for at in range(0, SIDE * zoom, zoom):
        picture[at, :] = picture[at, :] // 2 + 30
        picture[:, at] = picture[:, at] // 2 + 30
    return picture


def maps_picture(maps: Maps, columns: int) -> Picture:
    """The maps of a stage beside each other, the same colour for the same strength in all of them."""
    side, count = maps.shape[0], maps.shape[2]
    zoom, step = 2 * MAP_SIDE // side, 2 * (MAP_SIDE + MAP_GAP)
    strongest = max(float(np.quantile(maps, 0.995)), 1e-6)
    levels = np.rint(np.clip(maps / strongest, 0, 1) * 255).astype(np.uint8)
    rows = -(-count // columns)
    picture = np.full((rows * step + 2 * MAP_GAP, columns * step + 2 * MAP_GAP, 3), NIGHT, np.uint8)
    for k in range(count):
        y, x = (2 * MAP_GAP + step * at for at in divmod(k, columns))
        picture[y : y + side * zoom, x : x + side * zoom] = _glowing(enlarged(levels[..., k], zoom))
    return picture


def strip_picture(line: LineStages, digit: int) -> Picture:
    """The part of a line's strip around a digit, above how sure the line reader is of each digit at each timestep.

    The lowest row is the gap between digits; the digits of the text stand below, each where it was read.
    """
    first, last = shown_timesteps(line, digit)
    zoom = (WIDTH - 3 * EDGE) // (STRIDE * (last - first))
    strip = enlarged(np.rint(line.strip.pixels[:, STRIDE * first : STRIDE * last] * 255).astype(np.uint8), zoom)
    sureness = np.exp(line.fused.timesteps[first:last]).T[[*range(1, 11), 0]]  # digits first, then the gap
    cell = STRIDE * zoom
    heat = np.rint(np.clip(sureness, 0, 1) * 255).astype(np.uint8).repeat(HEAT, axis=0).repeat(cell, axis=1)
    image = Image.new("RGB", (strip.shape[1] + 3 * EDGE, strip.shape[0] + heat.shape[0] + 110), NIGHT)
    image.paste(Image.fromarray(strip), (2 * EDGE, EDGE // 2))
    top = strip.shape[0] + EDGE
    image.paste(Image.fromarray(_glowing(heat)), (2 * EDGE, top))
    draw = ImageDraw.Draw(image)
    for row, sign in enumerate([*"0123456789", "gap"]):
        size = 34 if len(sign) == 1 else 26
        draw.text((1.05 * EDGE, top + HEAT * (row + 0.5)), sign, PAPER, font(size), anchor="mm")
    for sign, at in zip(line.text, _timesteps(line), strict=False):
        if first <= at < last:
            x = 2 * EDGE + (at - first + 0.5) * cell
            draw.text((x, top + heat.shape[0] + 38), sign, (255, 214, 120), font(52), anchor="mm")
    return np.asarray(image)


def shown_timesteps(line: LineStages, digit: int) -> tuple[int, int]:
    """The timesteps around a digit that its picture shows: the first, and one past the last."""
    count, most = len(line.fused.timesteps), WINDOW // STRIDE
    x, _, width, _ = line.digits[digit].box
    middle = round((x + width / 2 - line.strip.left) * line.strip.scale / STRIDE)
    first = max(0, min(middle - most // 2, count - most))
    return first, min(first + most, count)


def _timesteps(line: LineStages) -> list[int]:
    """At which timestep the line reader saw each digit of the line; none where there are too few."""
    try:
        return forced_alignment(line.fused.timesteps, line.text)
    except ValueError:
        return []


def _glowing(levels: NDArray[np.uint8]) -> Picture:
    """Colour levels from night over red to white."""
    return np.asarray(cv2.cvtColor(cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB), np.uint8)
