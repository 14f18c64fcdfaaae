import threading

import numpy as np
import pytest
from handwriting import as_photo, ink_of, photographed

from digitreader.errors import ModelError
from digitreader.layout.ink import find_ink
from digitreader.layout.lines import find_lines
from digitreader.recognition.ctc import forced_alignment, prefix_beam_search
from digitreader.recognition.line_reader import SYMBOLS, WRITTEN_SYMBOLS, LineReader, digits_only
from digitreader.recognition.model_files import model_folder
from digitreader.recognition.strip import ROWS, STRIDE, Strip, make_strip

MODEL = (model_folder() / "lines.tflite").read_bytes()


@pytest.fixture(scope="module")
def reader() -> LineReader:
    """The shipped line reader."""
    return LineReader(MODEL)


def strip_of(text: str) -> Strip:
    """The strip of a written line."""
    ink = find_ink(as_photo(photographed(ink_of([text]))))
    (line,) = find_lines(ink)
    return make_strip(line, ink)


@pytest.mark.parametrize("text", ["40281", "7", "0522", "1234567890", "00000", "1111"])
def test_a_written_line_is_read(reader: LineReader, text: str) -> None:
    assert prefix_beam_search(reader(strip_of(text).pixels))[0] == text


def test_digits_are_read_where_they_were_written(reader: LineReader) -> None:
    strip = strip_of("40281")
    centres = strip.left + (np.array(forced_alignment(reader(strip.pixels), "40281")) + 0.5) * STRIDE / strip.scale
    np.testing.assert_allclose(centres, [60 + 65 * k + 36 for k in range(5)], atol=24)


def test_every_place_has_probabilities_that_sum_to_one(reader: LineReader) -> None:
    places = reader(strip_of("40281").pixels)
    np.testing.assert_allclose(np.exp(places).sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("width", [4, 8, 60, 256, 1000])
def test_a_strip_of_any_width_gets_a_place_for_every_four_columns(reader: LineReader, width: int) -> None:
    assert reader(np.zeros((ROWS, width), np.float32)).shape == (width // STRIDE, WRITTEN_SYMBOLS)


def test_signs_count_as_blank_where_digits_alone_are_asked_for() -> None:
    odds = np.random.default_rng(0).random((6, WRITTEN_SYMBOLS)).astype(np.float32)
    timesteps = np.log(odds / odds.sum(axis=1, keepdims=True))
    digits = np.exp(digits_only(timesteps))
    np.testing.assert_allclose(digits[:, 1:], np.exp(timesteps[:, 1:SYMBOLS]), rtol=1e-5)
    np.testing.assert_allclose(digits.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(digits_only(timesteps[:, :SYMBOLS]), timesteps[:, :SYMBOLS])


def test_a_sign_parts_two_equal_digits_as_a_blank_does() -> None:
    timesteps = np.full((3, WRITTEN_SYMBOLS), -9.0, np.float32)
    for step, symbol in enumerate((2, SYMBOLS, 2)):  # 1.1
        timesteps[step, symbol] = -0.01
    assert prefix_beam_search(digits_only(timesteps))[0] == "11"


def test_blank_paper_says_nothing(reader: LineReader) -> None:
    assert prefix_beam_search(reader(np.zeros((ROWS, 160), np.float32)))[0] == ""


@pytest.mark.parametrize("shape", [(31, 40), (32, 41), (32, 2), (32, 0), (40, 32), (32,), (1, 32, 40), (32, 40, 1)])
def test_what_is_no_strip_is_refused(reader: LineReader, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a strip has 32 rows"):
        reader(np.zeros(shape, np.float32))


def test_an_answer_outlives_the_next_question(reader: LineReader) -> None:
    strip = strip_of("40281").pixels
    first = reader(strip)
    before = first.copy()
    reader(strip[:, ::-1])
    np.testing.assert_array_equal(first, before)


def test_a_strip_is_not_written_to(reader: LineReader) -> None:
    strip = strip_of("40281").pixels
    before = strip.copy()
    reader(strip)
    np.testing.assert_array_equal(strip, before)


def test_threads_share_a_reader(reader: LineReader) -> None:
    strips = [strip_of(text).pixels for text in ("40281", "75", "0522136", "9")]
    expected = [reader(strip) for strip in strips]
    wrong: list[str] = []

    def ask(first: int) -> None:
        for turn in range(first, first + 12):
            k = turn % len(strips)
            try:
                answer = reader(strips[k])
            except Exception as error:
                wrong.append(repr(error))
                return
            if answer.shape != expected[k].shape or not np.allclose(answer, expected[k], atol=1e-4):
                wrong.append(f"strip {k}")

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    "data", [b"", b"no network", bytes(100), b"\x1c\0\0\0TFL3" + bytes(100), MODEL[: len(MODEL) // 2]]
)
def test_garbage_is_no_line_reader(data: bytes) -> None:
    with pytest.raises(ModelError, match="line reader"):
        LineReader(data)


def test_the_network_for_single_digits_is_no_line_reader() -> None:
    with pytest.raises(ModelError, match="32 rows"):
        LineReader((model_folder() / "digits.tflite").read_bytes())
