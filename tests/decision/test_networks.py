"""Which networks read."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.decision.networks import LINE_READER, VARIABLE, fingerprint, load_networks, tiles_model
from digitreader.errors import ModelError
from digitreader.recognition.classifier import load_classifier
from digitreader.recognition.model_files import model_folder

TILES = np.random.default_rng(0).random((3, 28, 28), np.float32)
STRIP = np.random.default_rng(0).random((32, 40), np.float32)


@pytest.fixture(autouse=True)
def _unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def seeing_only(digit: int) -> bytes:
    """The shipped network with other last weights: it sees one digit in every tile."""
    model = (model_folder() / "digits.tflite").read_bytes()
    interpreter = Interpreter(model_content=model)
    interpreter.allocate_tensors()
    (bias,) = (d["index"] for d in interpreter.get_tensor_details() if tuple(d["shape"]) == (11,))
    before = interpreter.get_tensor(bias).astype("<f4").tobytes()
    assert model.count(before) == 1
    return model.replace(before, np.where(np.arange(11) == digit, 1e4, 0).astype("<f4").tobytes())


@pytest.fixture
def sevens(tmp_path: Path) -> Path:
    """A model folder without a line reader, whose network sees a 7 in every tile."""
    return model_of(tmp_path / "sevens", 7)


def model_of(folder: Path, digit: int) -> Path:
    folder.mkdir()
    (folder / "digits.tflite").write_bytes(seeing_only(digit))
    digest = hashlib.sha256((folder / "digits.tflite").read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps({"sha256": {"digits.tflite": digest}}))
    return folder


def seen(named: Path | None = None) -> set[int]:
    return set(load_networks(named)[0](TILES).argmax(axis=1).tolist())


def test_without_a_name_the_shipped_networks_read() -> None:
    classifier, line_recognizer = load_networks()
    np.testing.assert_array_equal(classifier(TILES), load_classifier()(TILES))
    np.testing.assert_array_equal(line_recognizer.read_strip(STRIP), load_line_recognizer().read_strip(STRIP))


def test_the_network_of_a_named_folder_reads(sevens: Path) -> None:
    assert seen(sevens) == {7}


def test_the_environment_names_a_folder_and_an_argument_comes_before_it(
    sevens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(sevens))
    assert seen() == {7}
    assert seen(model_of(tmp_path / "twos", 2)) == {2}
    monkeypatch.setenv(VARIABLE, "")
    assert seen() != {7}


@pytest.mark.parametrize("name", ["", "digits.tflite"])
def test_the_shipped_line_reader_is_asked_where_a_folder_has_none(sevens: Path, name: str) -> None:
    line_recognizer = load_networks(sevens / name)[1]
    np.testing.assert_array_equal(line_recognizer.read_strip(STRIP), load_line_recognizer().read_strip(STRIP))
    assert line_recognizer.calibration == load_line_recognizer().calibration


@pytest.mark.parametrize("name", ["", "digits.tflite"])
def test_a_folders_own_line_reader_is_asked_first(sevens: Path, name: str) -> None:
    card = json.loads((model_folder() / "lines.json").read_text())
    card["calibration"] = [0.0] * len(card["calibration"])
    (sevens / "lines.json").write_text(json.dumps(card))
    shutil.copy(model_folder() / "lines.tflite", sevens)
    assert set(load_networks(sevens / name)[1].calibration.weights) == {0.0}


@pytest.mark.parametrize("name", LINE_READER)
def test_half_a_line_reader_is_not_passed_over(sevens: Path, name: str) -> None:
    shutil.copy(model_folder() / name, sevens)
    with pytest.raises(ModelError, match=rf"train-lines --out {sevens}`, or remove lines\.\*"):
        load_networks(sevens)


def test_a_litert_file_is_taken_as_it_is(sevens: Path) -> None:
    (sevens / "card.json").unlink()
    assert seen((sevens / "digits.tflite").rename(sevens / "mine.tflite")) == {7}


def test_a_network_that_its_card_does_not_know_is_refused(sevens: Path) -> None:
    (sevens / "digits.tflite").write_bytes(seeing_only(3))
    with pytest.raises(ModelError, match=f"SHA-256 differs.*digitreader export NETWORK.keras --out {sevens}`"):
        load_networks(sevens)


def test_a_keras_file_is_told_how_to_become_a_model_folder() -> None:
    file = model_folder() / "digits.keras"
    with pytest.raises(ModelError, match=f"`digitreader export {file} --out FOLDER`"):
        load_networks(file)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere", r"nowhere: cannot be opened \(No such file or directory\). Name a model folder"),
        ("empty", "The model is missing or incomplete. Make it with `digitreader export"),
        ("broken.tflite", r"broken\.tflite: The model file is not a LiteRT network.*Name a model folder"),
        ("lines.tflite", r"lines\.tflite: The model does not take 28x28 pixels.*Name a model folder"),
    ],
)
def test_what_is_no_model_is_named_with_what_to_do(tmp_path: Path, named: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.tflite").write_bytes(b"no network")
    shutil.copy(model_folder() / "lines.tflite", tmp_path)
    with pytest.raises(ModelError, match=said):
        load_networks(tmp_path / named)


def test_the_file_of_tiles_is_that_of_the_network_that_reads(sevens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tiles_model() == (model_folder() / "digits.tflite").read_bytes()
    assert tiles_model(sevens) == tiles_model(sevens / "digits.tflite") == (sevens / "digits.tflite").read_bytes()
    monkeypatch.setenv(VARIABLE, str(sevens))
    assert tiles_model() == (sevens / "digits.tflite").read_bytes()
    with pytest.raises(ModelError, match="cannot be opened"):
        tiles_model(sevens / "missing.tflite")


def test_networks_on_one_thread_read_what_they_read_on_two() -> None:
    (one, single), (two, double) = load_networks(threads=1), load_networks(threads=2)
    np.testing.assert_allclose(one(TILES), two(TILES), atol=1e-6)
    np.testing.assert_allclose(single.read_strip(STRIP), double.read_strip(STRIP), atol=1e-5)


def test_a_fingerprint_is_that_of_the_networks_and_not_of_their_folder(tmp_path: Path, sevens: Path) -> None:
    copy = shutil.copytree(model_folder(), tmp_path / "copy")
    assert fingerprint(copy) == fingerprint() == fingerprint(copy / "digits.tflite")
    assert fingerprint(sevens) != fingerprint()


def test_a_fingerprint_follows_the_environment(sevens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(sevens))
    assert fingerprint() == fingerprint(sevens)
