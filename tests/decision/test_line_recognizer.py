"""A line by both networks: who is asked how often, and which line readers are refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from handwriting import photo_of
from opinions import BLANK, PLAIN, SHAPE, line, network, saying, sure

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer, read_line, recognize_with_retry
from digitreader.errors import ModelError
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.reading import read_photo
from digitreader.recognition.classifier import NOT_A_DIGIT, Classifier
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.model_files import model_folder
from digitreader.recognition.strip import Strip
from digitreader.settings.decision import DecisionSettings, FusionSettings
from digitreader.settings.recognition import RecognitionSettings

STRIP = Strip(BLANK, 0.0, 1.0)


def never(strip: np.ndarray) -> np.ndarray:
    raise AssertionError("nobody should be asked")


def test_a_line_in_which_both_see_nothing_has_no_digits() -> None:
    lattice, ink = line(*[{NOT_A_DIGIT: 0.999}] * 4)
    recognizer = LineRecognizer(saying(""), PLAIN)
    assert read_line(lattice, ink, recognizer, DecisionSettings(), RecognitionSettings()) is None


def test_what_is_left_of_ruled_lines_is_not_shown_to_the_line_reader() -> None:
    darkness = np.zeros(SHAPE, np.float32)
    darkness[40:44, 20:260] = 0.8
    dashes = tuple(Component(Box(x, 40, 100, 4), np.ones((4, 100), bool)) for x in (20, 150))
    ink = Ink(darkness > 0.4, darkness)
    lattice = build_lattices((TextLine(dashes),), ink, network())[0]
    assert read_line(lattice, ink, LineRecognizer(never, PLAIN), DecisionSettings(), RecognitionSettings()) is None


def by_width(usual: str, otherwise: str, asked: list[int]) -> ReadStrip:
    """A line reader that reads one text at the usual width and is surer of another at any other."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        asked.append(strip.shape[1])
        return saying(usual, 0.6)(strip) if strip.shape[1] == asked[0] else saying(otherwise, 0.999)(strip)

    return read_strip


UNSURE = [*sure("40"), {2: 0.45, 7: 0.4}, *sure("8")]  # of its third digit


def test_in_doubt_the_line_reader_reads_other_widths_too_and_the_mean_counts() -> None:
    asked: list[int] = []
    lattice, _ = line(*UNSURE)
    assert recognize_with_retry(lattice, STRIP, by_width("4058", "4078", asked), FusionSettings()).text == "4078"
    assert asked == [160, *(4 * round(160 * scale / 4) for scale in FusionSettings().strip_width_scales)]


@pytest.mark.parametrize(
    ("decoder", "settings"),
    [
        (sure("4058"), FusionSettings(retry_below=0.5)),
        (UNSURE, FusionSettings(strip_width_scales=())),
        (UNSURE, FusionSettings(max_retry_columns=159)),
    ],
    ids=["both sure", "no other widths", "too long"],
)
def test_a_line_is_read_once_where_a_retry_is_of_no_use(
    decoder: list[dict[int, float]], settings: FusionSettings
) -> None:
    asked: list[int] = []
    recognize_with_retry(line(*decoder)[0], STRIP, by_width("4058", "4078", asked), settings)
    assert asked == [160]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what serving needs of the line reader."""
    for name in ("lines.tflite", "lines.json"):
        (tmp_path / name).write_bytes((model_folder() / name).read_bytes())
    return tmp_path


def test_the_shipped_line_recognizer_reads_what_was_written(classifier: Classifier) -> None:
    line_recognizer = load_line_recognizer()
    for lines in (["40281"], ["0522", "13649", "78"]):
        assert read_photo(photo_of(lines), classifier, line_recognizer=line_recognizer).text == "\n".join(lines)


def test_a_copied_line_reader_works(folder: Path) -> None:
    strip = np.random.default_rng(0).random((32, 40), np.float32)
    copied, shipped = load_line_recognizer(folder), load_line_recognizer()
    np.testing.assert_array_equal(copied.read_strip(strip), shipped.read_strip(strip))
    assert copied.calibration == shipped.calibration


def test_a_line_reader_that_was_not_measured_is_refused(folder: Path) -> None:
    model = bytearray((folder / "lines.tflite").read_bytes())
    model[len(model) // 2] ^= 1
    (folder / "lines.tflite").write_bytes(model)
    with pytest.raises(ModelError, match=r"SHA-256 differs.*digitreader train-lines --out"):
        load_line_recognizer(folder)


@pytest.mark.parametrize("name", ["lines.tflite", "lines.json"])
def test_a_missing_file_is_reported_with_a_way_to_restore_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=r"missing or incomplete.*digitreader train-lines --out"):
        load_line_recognizer(folder)


HASH = json.loads((model_folder() / "lines.json").read_text())["sha256"]


@pytest.mark.parametrize(
    "card",
    [
        *("", "{", "[]", "{}", "3", "null", '{"sha256": null}', '{"sha256": {}}', "\xff"),
        json.dumps({"sha256": HASH}),
        *(
            json.dumps({"sha256": HASH, "calibration": wrong})
            for wrong in (None, 3, [], [1.0, 2.0], ["a"] * 5, "12345")
        ),
    ],
)
def test_a_broken_card_is_reported_as_a_broken_line_reader(folder: Path, card: str) -> None:
    (folder / "lines.json").write_text(card, encoding="latin-1")
    with pytest.raises(ModelError, match=r"missing or incomplete.*digitreader train-lines --out"):
        load_line_recognizer(folder)
