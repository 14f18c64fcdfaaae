import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from handwriting import photo_of

from digitreader.decision.alignment import align
from digitreader.decision.calibration import Calibration
from digitreader.decision.fusion import fuse
from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer, read_line, recognize_with_retry
from digitreader.errors import ModelError
from digitreader.geometry import Box
from digitreader.layout.components import Component
from digitreader.layout.ink import Ink
from digitreader.layout.lines import TextLine
from digitreader.reading import read_photo
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, Classifier, Classify
from digitreader.recognition.decoder import build_lattices
from digitreader.recognition.digit import Digit
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.line_reader import ReadStrip
from digitreader.recognition.model_files import model_folder
from digitreader.recognition.strip import STRIDE
from digitreader.settings import DecisionSettings, DoubtSettings, FusionSettings, RecognitionSettings

XS = (20, 90, 160, 230)
SHAPE = (100, 280)
SETTINGS = DecisionSettings()
PICTURES = RecognitionSettings()
PLAIN = Calibration((0.5, 0.0, 1.0, 0.5, -1.5))


def network(*beliefs: dict[int, float]) -> Classify:
    """A network that believes so much of the first tile, the second, and so on."""

    def classify(tiles: np.ndarray) -> np.ndarray:
        rows = np.full((len(tiles), CLASSES), 1e-6, np.float32)
        for row, belief in zip(rows, [*beliefs, *[{NOT_A_DIGIT: 1.0}] * len(tiles)], strict=False):
            row[list(belief)] = list(belief.values())
        return rows

    return classify


def line(*beliefs: dict[int, float]) -> tuple[Lattice, Ink]:
    """A line of four bars far apart, and what the network believes of each."""
    darkness = np.zeros(SHAPE, np.float32)
    for x in XS:
        darkness[25:75, x : x + 12] = 0.8
    ink = Ink(darkness > 0.4, darkness)
    strokes = tuple(Component(Box(x, 25, 12, 50), np.ones((50, 12), bool)) for x in XS)
    return build_lattices((TextLine(strokes),), ink, network(*beliefs))[0], ink


def sure(text: str) -> list[dict[int, float]]:
    return [{int(digit): 0.99} for digit in text]


def saying(text: str, belief: float = 0.99) -> ReadStrip:
    """A line reader that believes so much of a text, whatever it is shown, its digits spread evenly."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        rows = np.full((strip.shape[1] // STRIDE, CLASSES), 1e-7)
        rows[:, 0] = 0.999999
        for at, digit in zip(np.linspace(3, len(rows) - 4, len(text)).round().astype(int), text, strict=True):
            rows[at] = (1 - belief) / 10
            rows[at, int(digit) + 1] = belief
        return np.log(rows).astype(np.float32)

    return read_strip


def read(
    decoder: list[dict[int, float]], reader: ReadStrip, settings: DecisionSettings = SETTINGS
) -> tuple[Digit, ...]:
    lattice, ink = line(*decoder)
    return read_line(lattice, ink, LineRecognizer(reader, PLAIN), settings, PICTURES)


def text(digits: tuple[Digit, ...]) -> str:
    return "".join(digit.value for digit in digits)


def test_where_both_say_the_same_it_is_believed() -> None:
    digits = read(sure("4028"), saying("4028"))
    assert text(digits) == "4028"
    assert min(digit.confidence for digit in digits) > 0.95
    assert not any(digit.doubtful for digit in digits)
    assert [digit.box for digit in digits] == [(x, 25, 12, 50) for x in XS]


def test_where_they_differ_the_surer_one_wins() -> None:
    unsure_decoder = [*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")]
    assert text(read(unsure_decoder, saying("4078", 0.999))) == "4078"
    assert text(read(sure("4028"), _unsure("4078", "4028"))) == "4028"


def _unsure(likelier: str, other: str) -> ReadStrip:
    """A line reader that cannot tell two texts apart that differ in a digit."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        first, second = saying(likelier)(strip), saying(other)(strip)
        return np.log(0.52 * np.exp(first) + 0.48 * np.exp(second)).astype(np.float32)

    return read_strip


def test_a_digit_they_differ_about_is_believed_less_and_names_the_other() -> None:
    agreed = read(sure("4028"), saying("4028"))
    differed = read([*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")], saying("4078"))
    assert text(differed) == "4078"
    assert 1 - differed[2].confidence > 3 * (1 - agreed[2].confidence)
    assert differed[2].alternatives[0][0] == "2"
    assert differed[2].confidence < min(differed[k].confidence for k in (0, 1, 3))


def test_what_else_may_stand_there_shares_what_is_left() -> None:
    for digit in read([*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")], saying("4078", 0.9)):
        assert len(digit.alternatives) == 3
        assert digit.value not in {value for value, _ in digit.alternatives}
        shares = [share for _, share in digit.alternatives]
        assert shares == sorted(shares, reverse=True)
        assert min(shares) >= 0
        assert sum(shares) + digit.confidence <= 1 + 1e-9


def test_beliefs_of_a_place_are_one_in_all() -> None:
    lattice, _ = line(*sure("40"), {2: 0.5, 7: 0.4}, *sure("8"))
    fused = fuse(lattice, (saying("4078", 0.9)(np.zeros((32, 160), np.float32)),), SETTINGS.fusion)
    assert fused.text == "4078"
    assert len(fused.position_posteriors) == len(fused.evidence) == len(fused.steps) == 4
    assert [sum(belief.values()) for belief in fused.position_posteriors] == pytest.approx([1] * 4)
    assert [evidence.agreed for evidence in fused.evidence] == [True, True, False, True]
    assert [evidence.tile for evidence in fused.evidence] == pytest.approx([0.99, 0.99, 0.4, 0.99])


@pytest.mark.parametrize(("confidence", "marks"), [(0.93, 1), (0.97, 0), (0.7, 4)])
def test_a_doubtful_line_of_sure_digits_has_one_marked(confidence: float, marks: int) -> None:
    lattice, ink = line(*sure("4028"))
    alike = Calibration((0.0, 0.0, 0.0, 0.0, float(np.log(confidence / (1 - confidence)))))
    digits = read_line(
        lattice,
        ink,
        LineRecognizer(saying("4028"), alike),
        DecisionSettings(doubt=DoubtSettings(line_below=0.8)),
        PICTURES,
    )
    assert [digit.confidence for digit in digits] == pytest.approx([confidence] * 4)
    assert sum(digit.doubtful for digit in digits) == marks


def test_the_digit_marked_is_the_least_certain_one() -> None:
    decoder = [*sure("40"), {2: 0.5, 7: 0.4}, *sure("8")]
    digits = read(decoder, saying("4078"), DecisionSettings(doubt=DoubtSettings(digit_below=0.0, line_below=1.0)))
    assert [digit.doubtful for digit in digits] == [False, False, True, False]


@pytest.mark.parametrize(("belief", "heard"), [(0.999, "4028"), (0.5, "4078")])
def test_the_decoders_word_counts_less_where_it_is_unsure(belief: float, heard: str) -> None:
    """Of the third digit it says the same; how sure it is of the others tells how far it is heard."""
    rest = (1 - belief) / 2
    others = [{int(digit): belief, 9: rest} for digit in "408"]
    decoder = [*others[:2], {2: 0.997, 7: 0.0005}, others[2]]
    assert (
        text(
            read(decoder, saying("4078", 0.8), DecisionSettings(FusionSettings(decoder_weight=0.5, decoder_power=3.0)))
        )
        == heard
    )
    assert (
        text(
            read(decoder, saying("4078", 0.8), DecisionSettings(FusionSettings(decoder_weight=0.5, decoder_power=0.0)))
        )
        == "4028"
    )


def test_without_weight_the_decoder_is_not_heard() -> None:
    assert text(read(sure("4028"), saying("7777", 0.6), DecisionSettings(FusionSettings(decoder_weight=0.0)))) == "7777"


@pytest.mark.parametrize("said", ["40281", "402", "4", "4028140281"])
def test_digits_the_pieces_cannot_spell_stand_where_they_were_read(said: str) -> None:
    lattice, ink = line(*[{NOT_A_DIGIT: 0.999}] * 4) if len(said) < 4 else line(*sure("4028"))
    settings = DecisionSettings(
        FusionSettings(max_decoder_margin=0.0)
    )  # whatever the pieces can spell is not asked for
    digits = read_line(lattice, ink, LineRecognizer(saying(said), PLAIN), settings, PICTURES)
    assert text(digits) == said
    boxes = [digit.box for digit in digits]
    assert [x for x, *_ in boxes] == sorted({x for x, *_ in boxes})
    for x, y, width, height in boxes:
        assert 0 <= x < x + width <= SHAPE[1]
        assert 0 <= y < y + height <= SHAPE[0]
        assert (y, height) == (25, 50)


def test_a_digit_that_no_piece_spells_is_looked_at_by_nobody_else() -> None:
    lattice, _ = line(*sure("4028"))
    settings = FusionSettings(max_decoder_margin=4.0)  # far enough from the decoder's own for the line reader to win
    fused = fuse(lattice, (saying("40281")(np.zeros((32, 160), np.float32)),), settings)
    assert fused.text == "40281"
    assert fused.steps == ()
    assert [evidence.tile for evidence in fused.evidence] == [0] * 5


def test_a_line_in_which_both_see_nothing_has_no_digits() -> None:
    assert read([{NOT_A_DIGIT: 0.999}] * 4, saying("")) == ()


def test_what_is_left_of_rules_is_shown_to_nobody() -> None:
    darkness = np.zeros(SHAPE, np.float32)
    darkness[40:44, 20:260] = 0.8
    dashes = tuple(Component(Box(x, 40, 100, 4), np.ones((4, 100), bool)) for x in (20, 150))
    ink = Ink(darkness > 0.4, darkness)
    lattice = build_lattices((TextLine(dashes),), ink, network())[0]
    assert read_line(lattice, ink, LineRecognizer(saying("40281"), PLAIN), SETTINGS, PICTURES) == ()


def test_a_reader_that_hears_nothing_outvotes_a_doubting_decoder() -> None:
    assert read([{NOT_A_DIGIT: 0.6, 1: 0.3}] * 4, saying("")) == ()


@pytest.mark.parametrize(
    ("chosen", "other", "signs"),
    [
        ("4028", "4028", ["4", "0", "2", "8"]),
        ("4028", "4078", ["4", "0", "7", "8"]),
        ("4028", "428", ["4", "", "2", "8"]),
        ("4028", "028", ["", "0", "2", "8"]),
        ("4028", "402", ["4", "0", "2", ""]),
        ("4028", "", [""] * 4),
        ("", "4028", []),
        ("", "", []),
        ("402", "4025", ["4", "0", ""]),
        ("12", "912", ["", "2"]),
    ],
)
def test_texts_are_laid_beside_each_other(chosen: str, other: str, signs: list[str]) -> None:
    assert align(chosen, other) == signs


def test_a_digit_too_many_leaves_its_neighbour_in_doubt_only() -> None:
    signs = align("4028", "40528")
    assert len(signs) == 4
    assert signs.count("") == 1
    assert signs[0] == "4"
    assert signs[3] == "8"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what serving needs of the line reader."""
    for name in ("lines.tflite", "lines.json"):
        (tmp_path / name).write_bytes((model_folder() / name).read_bytes())
    return tmp_path


def test_the_shipped_second_opinion_reads_what_was_written(classifier: Classifier) -> None:
    line_recognizer = load_line_recognizer()
    for lines in (["40281"], ["0522", "13649", "78"]):
        assert read_photo(photo_of(lines), classifier, line_recognizer=line_recognizer).text == "\n".join(lines)


def test_the_card_holds_the_hash_of_the_served_line_reader() -> None:
    card = json.loads((model_folder() / "lines.json").read_text())
    model = (model_folder() / "lines.tflite").read_bytes()
    assert card["sha256"]["lines.tflite"] == hashlib.sha256(model).hexdigest()


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


def _by_width(usual: str, otherwise: str, asked: list[int]) -> ReadStrip:
    """A line reader that reads one thing at the usual width and is surer of another at any other."""

    def read_strip(strip: np.ndarray) -> np.ndarray:
        asked.append(strip.shape[1])
        return saying(usual, 0.6)(strip) if strip.shape[1] == asked[0] else saying(otherwise, 0.999)(strip)

    return read_strip


def test_the_line_reader_looks_again_where_the_two_differ_and_what_most_looks_say_counts() -> None:
    asked: list[int] = []
    unsure_decoder = [*sure("40"), {2: 0.45, 7: 0.4}, *sure("8")]
    lattice, _ = line(*unsure_decoder)
    strip = np.zeros((32, 160), np.float32)
    assert recognize_with_retry(lattice, strip, _by_width("4058", "4078", asked), SETTINGS.fusion).text == "4078"
    assert asked == [160, *(4 * round(160 * look / 4) for look in SETTINGS.fusion.strip_width_scales)]
    assert (
        recognize_with_retry(lattice, strip, _by_width("4058", "4078", []), FusionSettings(strip_width_scales=())).text
        != "4078"
    )


def test_where_both_are_sure_one_look_is_enough() -> None:
    asked: list[int] = []
    lattice, _ = line(*sure("4028"))

    def count(strip: np.ndarray) -> np.ndarray:
        asked.append(strip.shape[1])
        return saying("4028")(strip)

    assert recognize_with_retry(lattice, np.zeros((32, 160), np.float32), count, SETTINGS.fusion).text == "4028"
    assert asked == [160]
