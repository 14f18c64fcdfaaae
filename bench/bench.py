"""Time each step of reading a 12-megapixel phone photo: `python bench/bench.py`."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import cv2
import numpy as np
from fresh_process import seconds_and_mib
from numpy.typing import NDArray

from digitreader.decision.line_recognizer import load_line_recognizer, read_line
from digitreader.intake.photo import open_photo
from digitreader.layout.ink import Ink, find_ink
from digitreader.layout.lines import TextLine, find_lines
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classify, load_classifier
from digitreader.recognition.decoder import build_lattices, decode_line
from digitreader.recognition.digit import Digit
from digitreader.settings.decision import DecisionSettings, DoubtSettings, FusionSettings
from digitreader.settings.recognition import RecognitionSettings

WIDTH, HEIGHT = 4032, 3024  # pixels; a phone's 12 megapixels
ROWS, COLUMNS = 5, 10
ROUNDS = 9

Pixels = NDArray[np.float32]
Result = TypeVar("Result")


def draw_photo() -> bytes:
    """Make a 12-megapixel JPEG: 50 drawn digits on paper, with a shadow and sensor noise."""
    rng = np.random.default_rng(0)
    light = np.linspace(235, 140, WIDTH, dtype=np.float32) * np.ones((HEIGHT, 1), np.float32)
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for i in range(ROWS * COLUMNS):
        corner = 250 + i % COLUMNS * 360, 560 + i // COLUMNS * 520
        cv2.putText(ink, str(i % 10), corner, cv2.FONT_HERSHEY_SIMPLEX, 9, 255, 22, cv2.LINE_AA)
    grey = light * (1 - 0.75 * cv2.GaussianBlur(ink, (9, 9), 0).astype(np.float32) / 255)
    grey += rng.normal(0, 4, grey.shape).astype(np.float32)
    colour = np.clip(grey, 0, 255).astype(np.uint8)[..., None] * np.ones(3, np.uint8)
    return cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def timed(stage: str, run: Callable[[], Result]) -> Result:
    """Run a stage several times and print its median wall and CPU time; return its result."""
    clock, busy = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter(), time.process_time()
        result = run()
        clock.append(time.perf_counter() - start[0])
        busy.append(time.process_time() - start[1])
    print(f"{stage:20} {1000 * median(clock):7.1f} ms, {1000 * median(busy):7.1f} ms of the processor")
    return result


def from_process_start(data: bytes) -> None:
    """Print the time and the peak memory of a fresh process that reads the photo once."""
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        photo.write_bytes(data)
        seconds, peak = seconds_and_mib([sys.executable, "-m", "digitreader.cli", "read", str(photo)])
    print(f"{'start to reading':20} {1000 * seconds:7.1f} ms, at most {peak:.0f} MiB")


def replay(classifier: Classify, run: Callable[[Classify], Result]) -> tuple[Callable[[], None], Callable[[], Result]]:
    """Split a run in two: the network calls alone, and the rest with the network's answers replayed."""
    asked: list[tuple[Pixels, Pixels]] = []

    def remember(pixels: Pixels) -> Pixels:
        asked.append((pixels, classifier(pixels)))
        return asked[-1][1]

    run(remember)

    def ask() -> None:
        for pixels, _ in asked:
            classifier(pixels)

    def without() -> Result:
        answers = iter([rows for _, rows in asked])
        return run(lambda _: next(answers))

    return ask, without


def decoded(lines: tuple[TextLine, ...], ink: Ink, classifier: Classify) -> list[tuple[Digit, ...]]:
    """Read lines as the decoder alone does."""
    return [decode_line(lattice, DoubtSettings()) for lattice in build_lattices(lines, ink, classifier)]


def main() -> None:
    """Print the table."""
    data, classifier, line_recognizer = draw_photo(), load_classifier(), load_line_recognizer()
    from_process_start(data)
    photo = timed("decode", lambda: open_photo(data))
    ink = timed("ink", lambda: find_ink(photo))
    lines = timed("isolation", lambda: find_lines(ink))
    ask, without = replay(classifier, lambda network: decoded(lines, ink, network))
    timed("decoding", without)
    timed("network", ask)
    known, pictures = build_lattices(lines, ink, classifier), RecognitionSettings()
    decision = DecisionSettings(FusionSettings(strip_width_scales=()))  # as a page of this many lines is read
    timed("second opinion", lambda: [read_line(lattice, ink, line_recognizer, decision, pictures) for lattice in known])
    reading = timed("in all", lambda: read_photo(data, classifier, line_recognizer=line_recognizer))
    print(f"{len(reading.digits)} of {ROWS * COLUMNS} digits read in a JPEG of {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
