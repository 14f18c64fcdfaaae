"""Short runs of the line reader's training: what is around it is the same as in long ones."""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from fonts import write_font
from handwriting import digits
from interrupting import interrupted
from pen_strokes import write_ink_files
from tiny_lines import CountOfBlanks, tiny_network, write_mnist

from digitreader.cli.main import main
from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.errors import DataError, ModelError
from digitreader.recognition.classifier import load_classifier
from digitreader.training import line_card, train, train_lines
from digitreader.training.synthesis import glyph_bank as bank
from digitreader.training.synthesis import strips
from digitreader.training.synthesis import writer_style as hand
from digitreader.training.synthesis.glyph_bank import glyph_banks
from digitreader.training.synthesis.strip_batches import LONGEST
from digitreader.training.synthesis.strips import Strips
from digitreader.training.train_lines import LineRecipe, validation


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (train_lines, line_card):
        monkeypatch.setattr(module, "build_line_network", tiny_network)
    for module in (bank, hand):
        monkeypatch.setattr(module, "PENS", 2)
    monkeypatch.setattr(strips, "PIXELS", 512)
    monkeypatch.setattr(strips, "WIDTHS", (64,))
    monkeypatch.setattr(line_card, "JUDGED", 3)
    monkeypatch.setattr(line_card, "STRIPS", 10)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mnist(tmp_path_factory.mktemp("data") / "made.npz")


def recipe_for(data: Path, epochs: int, **changes: object) -> LineRecipe:
    small = {"batches": 2, "warm_up": 1, "validation": 4, "validation_width": 64, "policy": "float32"}
    return LineRecipe(data=data, epochs=epochs, **{**small, **changes})  # type: ignore[arg-type]


def epochs_in(folder: Path) -> list[int]:
    with (folder / "history-lines.csv").open(newline="") as file:
        return [int(row["epoch"]) for row in csv.DictReader(file)]


def test_a_run_writes_a_line_reader_that_serves(data: Path, tmp_path: Path) -> None:
    train_lines.train_lines(recipe_for(data, 1, seed=5), tmp_path)
    assert {"lines.keras", "lines.tflite", "lines.json", "history-lines.csv"} <= {p.name for p in tmp_path.iterdir()}
    card = json.loads((tmp_path / "lines.json").read_text())
    assert (card["seed"], card["epochs"], card["trained_on"]) == (5, 1, ["MNIST train"])
    assert 0 <= card["made_strips_right"] <= 1
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert epochs_in(tmp_path) == [0]
    line_recognizer = load_line_recognizer(tmp_path)
    trained = keras.saving.load_model(tmp_path / "lines.keras")
    strip = np.random.default_rng(0).random((32, 64), np.float32)
    logits = np.asarray(trained(strip[None, ..., None]))[0]
    expected = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(line_recognizer.read_strip(strip), expected, atol=1e-4)


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[keras.Model]]:
    saved: list[keras.Model] = []
    monkeypatch.setattr(train_lines, "save_line_reader", lambda network, *others: saved.append(network))
    monkeypatch.setattr(train_lines, "WrittenCTC", CountOfBlanks)  # CTC's graph takes seconds to build
    tf.config.run_functions_eagerly(True)
    yield saved
    tf.config.run_functions_eagerly(False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Keras leaves its log open when stopped
def test_an_interrupted_run_goes_on_where_it_stopped(
    data: Path, tmp_path: Path, without_export: list[keras.Model]
) -> None:
    with interrupted(Strips, after=1):
        train_lines.train_lines(recipe_for(data, 3), tmp_path)
    before = epochs_in(tmp_path)
    assert before == list(range(len(before)))
    assert 0 < len(before) < 3
    train_lines.train_lines(recipe_for(data, 3), tmp_path)
    assert epochs_in(tmp_path) == [0, 1, 2]
    assert without_export[0].optimizer.iterations == 6


def test_without_tensorflow_the_same_command_makes_what_serves_later(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_export: list[keras.Model]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(keras.backend, "backend", lambda: "jax")
        train_lines.train_lines(recipe_for(data, 2), tmp_path)
    train_lines.train_lines(recipe_for(data, 2), tmp_path)
    assert epochs_in(tmp_path) == [0, 1]
    for before, after in zip(*(network.get_weights() for network in without_export), strict=True):
        np.testing.assert_array_equal(before, after)  # the averaged ones, though no epoch was left to average in


def test_without_tensorflow_the_network_alone_is_written(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    assert line_card.save_line_reader(tiny_network(), [], load_classifier(), tmp_path, {}) == {}
    assert [path.name for path in tmp_path.iterdir()] == ["lines.keras"]
    monkeypatch.setattr(train_lines, "train_lines", lambda recipe, out: {})
    assert main(["train-lines", "--out", str(tmp_path)]) == 0
    assert "only TensorFlow makes. Run where Keras has it: the same command again" in capsys.readouterr().out


def test_without_tensorflow_a_line_reader_that_serves_is_not_left_beside_another_ones_files(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    (tmp_path / "lines.tflite").write_bytes(b"what serves")
    with pytest.raises(ModelError, match=r"lines\.tflite: only TensorFlow.*--out"):
        train_lines.train_lines(recipe_for(data, 1), tmp_path)


def test_a_new_run_in_the_folder_of_an_ended_one_starts_anew(
    data: Path, tmp_path: Path, without_export: list[keras.Model]
) -> None:
    train_lines.train_lines(recipe_for(data, 2), tmp_path)
    train_lines.train_lines(recipe_for(data, 1), tmp_path)
    assert epochs_in(tmp_path) == [0]
    assert without_export[1].optimizer.iterations == 2


def test_a_run_shorter_than_its_warming_up_trains_and_leaves_kerass_precision_as_it_was(
    data: Path, tmp_path: Path, without_export: list[keras.Model]
) -> None:
    train_lines.train_lines(recipe_for(data, 1, policy="mixed_bfloat16", warm_up=1000), tmp_path)
    assert epochs_in(tmp_path) == [0]
    assert keras.config.dtype_policy().name == "float32"
    assert without_export


def test_extra_files_are_a_library_of_their_own(data: Path, tmp_path: Path) -> None:
    images = np.load(data)["x_train"][:1200]
    np.savez(tmp_path / "more.npz", images=images, labels=digits()[1][:1200])
    train, held = glyph_banks(data, [tmp_path / "more.npz"])
    assert len(train) == len(held) == 2
    assert len(glyph_banks(data, [])[0]) == 1
    for to_train, to_hold in zip(train, held, strict=True):
        assert not {image.tobytes() for image in to_train.images} & {image.tobytes() for image in to_hold.images}


def test_validation_is_always_the_same(data: Path) -> None:
    _, held = glyph_banks(data, [])
    (pixels, labels), (again, _) = (validation(held, None, recipe_for(data, 1)) for _ in range(2))
    assert pixels.shape == (4, 32, 64, 1)
    assert labels.shape == (4, 1 + LONGEST)
    np.testing.assert_array_equal(pixels, again)


def test_pen_strokes_and_fonts_are_learnt_from_and_named(
    data: Path, tmp_path: Path, without_export: list[keras.Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_ink_files(tmp_path, [f"writer-{k}" for k in range(12)])
    facts: list[dict[str, object]] = []
    monkeypatch.setattr(train_lines, "save_line_reader", lambda *given: facts.append(given[-1]))
    monkeypatch.setattr(strips, "STROKES", 1.0)
    write_font(tmp_path / "one.ttf")
    train_lines.train_lines(recipe_for(data, 1, ink=tmp_path, fonts=[tmp_path]), tmp_path)
    assert facts[0]["trained_on"] == ["MNIST train", "pen strokes", "font Aileron"]


def test_data_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.npz"):
        train_lines.train_lines(recipe_for(tmp_path / "nowhere.npz", 1), tmp_path)


def test_the_command_makes_a_recipe_of_its_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[LineRecipe, Path]] = []
    monkeypatch.setattr(train_lines, "train_lines", lambda recipe, out: asked.append((recipe, out)))
    given = ["--data", "a.npz", "--extra", "b.npz", "c.npz", "--epochs", "3", "--seed", "4", "--rate", "0.0005"]
    assert (
        main(
            [
                "train-lines",
                *given,
                "--start",
                "old.keras",
                "--ink",
                "strokes",
                "--fonts",
                "type",
                "--out",
                str(tmp_path),
            ]
        )
        == 0
    )
    assert main(["train-lines"]) == 0
    expected = LineRecipe(
        data=Path("a.npz"),
        extra=[Path("b.npz"), Path("c.npz")],
        epochs=3,
        seed=4,
        learning_rate=0.0005,
        start=Path("old.keras"),
        ink=Path("strokes"),
        fonts=[Path("type")],
    )
    assert asked == [(expected, tmp_path), (LineRecipe(), Path("model"))]


def test_of_a_starting_line_reader_as_much_is_kept_as_asked_for() -> None:
    before, after = [np.zeros(3, np.float32)], [np.full(3, 4.0, np.float32)]
    np.testing.assert_allclose(train.between(before, after, 0.25)[0], 3.0)
    np.testing.assert_allclose(train.between(before, after, 1.0)[0], 0.0)


@pytest.mark.parametrize("keep", [0.0, 1.0])
def test_a_run_goes_on_from_a_trained_line_reader_and_one_that_keeps_all_of_it_changes_nothing(
    keep: float, data: Path, tmp_path: Path, without_export: list[keras.Model]
) -> None:
    start = tiny_network()
    start.save(tmp_path / "start.keras")
    recipe = recipe_for(data, 1, start=tmp_path / "start.keras", learning_rate=0.05, keep=keep)
    train_lines.train_lines(recipe, tmp_path)
    pairs = zip(start.get_weights(), without_export[0].get_weights(), strict=True)
    assert all(np.allclose(was, now) for was, now in pairs) is (keep == 1.0)
