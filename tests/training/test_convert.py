"""Model folders of other people's networks."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
from handwriting import glyph
from keras import layers

from digitreader.cli.main import main
from digitreader.errors import ModelError
from digitreader.modelcard.card import write_model_card
from digitreader.recognition.classifier import NOT_A_DIGIT, load_classifier
from digitreader.recognition.tile import normalise
from digitreader.training import convert
from digitreader.training.convert import export_model, load_network, probes
from digitreader.training.data.dataset import Dataset
from digitreader.training.litert import to_litert

TILES = np.stack([normalise(glyph(number, 40)) for number in range(20)])


def network_of(
    *middle: keras.Layer, shape: tuple[int, ...] = (28, 28, 1), answers: int = 11, ending: str = "softmax"
) -> keras.Model:
    """A small network of the kind that the reader wants, unless something else is asked for."""
    last = layers.Dense(answers, activation=ending)
    return keras.Sequential([keras.Input(shape), layers.AveragePooling2D(4), layers.Flatten(), *middle, last])


@pytest.fixture(scope="module", autouse=True)
def _converted_once() -> Iterator[None]:
    """Convert networks of the same weights only once: it takes a second."""
    found: dict[bytes, bytes] = {}

    def once(network: keras.Model) -> bytes:
        key = b"".join(weights.tobytes() for weights in network.get_weights())
        if key not in found:
            found[key] = to_litert(network)
        return found[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convert, "to_litert", once)
        yield


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mine") / "mine.keras"
    network_of().save(path)
    return path


@pytest.fixture(scope="module")
def exported(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "not" / "there yet"
    export_model(saved, out)
    return out


def test_an_exported_folder_is_a_model_folder_that_answers_as_the_network_did(saved: Path, exported: Path) -> None:
    expected = keras.saving.load_model(saved).predict(TILES[..., None], verbose=0)
    np.testing.assert_allclose(load_classifier(exported)(TILES), expected, atol=1e-5)


def test_the_card_says_what_was_exported_and_claims_no_accuracy(saved: Path, exported: Path) -> None:
    card = json.loads((exported / "card.json").read_text())
    assert card["exported_from"] == "mine.keras"
    assert card["parameters"] == 49 * 11 + 11
    assert card["largest_difference_keras_litert"] < 1e-5
    for file in (saved, exported / "digits.tflite"):
        assert card["sha256"][file.name] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert not [name for name in card if "accuracy" in name]
    text = (exported / "README.md").read_text()
    assert "not measured" in text
    assert "| 550 |" in text


def test_with_a_test_set_the_card_says_how_much_is_right(saved: Path, tmp_path: Path) -> None:
    seen = load_network(saved).predict(TILES[..., None], verbose=0).argmax(axis=1)
    labels = np.where(np.arange(20) < 15, seen, (seen + 1) % 10).astype(np.uint8)
    labels[seen == NOT_A_DIGIT] = 0
    right = int((labels == seen).sum())
    card = export_model(saved, tmp_path, Dataset(np.rint(TILES * 255).astype(np.uint8), labels))
    assert card["mnist_test_accuracy_eleven_classes"] == pytest.approx(right / 20, abs=1e-4)
    assert card["mnist_test_called_not_a_digit"] == int((seen == NOT_A_DIGIT).sum())
    counts = np.array(json.loads((tmp_path / "confusion.json").read_text()))
    assert counts.shape == (11, 11)
    assert counts.sum() == 20
    assert f"{card['mnist_test_accuracy']:.2%} (95 % Wilson" in (tmp_path / "README.md").read_text()
    export_model(saved, tmp_path)
    assert not (tmp_path / "confusion.json").exists()  # of a test that the new card knows nothing of


def test_the_cards_of_a_line_reader_and_of_an_exported_network_stand_side_by_side(exported: Path) -> None:
    write_model_card(exported)  # as training a line reader into the folder does
    assert "exported from | `mine.keras`" in (exported / "README.md").read_text()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: network_of(answers=10), r"gives \(None, 10\).*\(None, 11\).*last, of \"not one digit\""),
        (lambda: network_of(shape=(32, 32, 3)), r"takes \(None, 32, 32, 3\).*tiles, \(None, 28, 28, 1\)"),
        (lambda: network_of(ending="linear"), "no probabilities.*softmax"),
        (lambda: network_of(ending="sigmoid"), "no probabilities.*softmax"),
        (lambda: network_of(layers.Lambda(lambda x: 2 * x)), "Lambda layer: program code"),
        (lambda: keras.Sequential([layers.Flatten(), layers.Dense(11)]), "takes None and gives None"),
    ],
)
def test_a_network_that_does_not_fit_is_refused_with_what_to_change(
    tmp_path: Path, make: Callable[[], keras.Model], said: str
) -> None:
    make().save(tmp_path / "odd.keras")
    with pytest.raises(ModelError, match=rf"odd\.keras: .*{said}"):
        export_model(tmp_path / "odd.keras", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_network_that_is_for_one_tile_at_a_time_is_refused(tmp_path: Path) -> None:
    one = keras.Input((28, 28, 1), batch_size=1)
    keras.Model(one, layers.Dense(11, activation="softmax")(layers.Flatten()(one))).save(tmp_path / "one.keras")
    with pytest.raises(ModelError, match=r"one\.keras: takes \(1, 28, 28, 1\)"):
        load_network(tmp_path / "one.keras")


@pytest.mark.parametrize("data", [b"", b"no network", b"PK\x03\x04 cut short", b"\x89HDF\r\n\x1a\n"])
def test_what_is_no_keras_file_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.keras"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"odd\.keras: Keras cannot load it .*Save it by Keras 3"):
        load_network(path)


def test_a_keras_file_that_was_cut_short_is_named(tmp_path: Path, saved: Path) -> None:
    path = tmp_path / "short.keras"
    path.write_bytes(saved.read_bytes()[:-200])
    with pytest.raises(ModelError, match=r"short\.keras: Keras cannot load it"):
        load_network(path)


def test_older_files_are_refused_because_safe_mode_does_not_cover_them(tmp_path: Path) -> None:
    path = tmp_path / "old.h5"
    network_of().save(path)
    with pytest.raises(ModelError, match=r"old\.h5: is no \.keras file.*network\.save\('old\.keras'\)"):
        load_network(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.keras: there is no such file"):
        load_network(tmp_path / "nowhere.keras")


def test_answers_that_differ_from_the_networks_own_are_not_shipped(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = convert.to_litert(network_of())
    monkeypatch.setattr(convert, "to_litert", lambda network: other)
    with pytest.raises(ModelError, match=r"mine\.keras: as a LiteRT file its answers differ"):
        export_model(saved, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_network_that_cannot_be_converted_is_named(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(network: keras.Model) -> bytes:
        raise RuntimeError("Some ops are not supported.\nAnd many lines more")

    monkeypatch.setattr(convert, "to_litert", fail)
    with pytest.raises(ModelError, match=r"mine\.keras: cannot be served by LiteRT \(Some ops are not supported\)\."):
        export_model(saved, tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_named(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ModelError, match=r"taken: cannot be written to \(File exists\).*--out"):
        export_model(saved, tmp_path / "taken")


def test_networks_are_compared_on_paper_full_ink_and_what_lies_between() -> None:
    tiles = probes()
    assert tiles.dtype == np.float32
    assert not tiles[0].any()
    assert (tiles[-1] == 1).all()
    assert np.all(np.diff((tiles > 0).mean(axis=(1, 2))[::8]) > 0)


def test_the_command_says_what_was_made(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path / "nowhere"))
    assert main(["export", str(saved), "--out", str(tmp_path)]) == 0
    assert capfd.readouterr().out == f"{tmp_path}: 550 parameters; accuracy not measured: no --data\n"
    images, labels = np.rint(TILES * 255).astype(np.uint8), np.zeros(20, np.uint8)
    np.savez(tmp_path / "mnist.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path))
    assert main(["export", str(saved), "--out", str(tmp_path)]) == 0
    assert "MNIST test accuracy" in capfd.readouterr().out
    assert main(["export", str(saved), "--out", str(tmp_path), "--data", str(tmp_path / "none.npz")]) == 4
    assert "none.npz" in capfd.readouterr().err


def test_without_tensorflow_nothing_is_exported_and_the_reason_told(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(ModelError, match=r"mine\.keras: .*needs TensorFlow, and Keras runs on jax.*KERAS_BACKEND"):
        export_model(saved, tmp_path / "out")
    assert not (tmp_path / "out").exists()
