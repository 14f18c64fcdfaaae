import csv
import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import keras
import numpy as np
import pytest
from interrupting import interrupted

from digitreader.cli.main import main
from digitreader.errors import DataError, ModelError
from digitreader.recognition.classifier import CLASSES, NOT_A_DIGIT, load_classifier
from digitreader.training import export, litert
from digitreader.training import train as training
from digitreader.training.checkpoint import history_rows
from digitreader.training.convert import export_model
from digitreader.training.data.dataset import Dataset
from digitreader.training.litert import to_litert
from digitreader.training.recipe import Recipe, quick, refinement
from digitreader.training.tile_sequence import Share, TileSequence, validation_tiles
from digitreader.training.train import train


def tiny_network(width: float = 1.0, averaging: float = 0.5, precision: str = "float32") -> keras.Model:
    """A network that trains in no time: what the training does around it is the same."""
    pixels = keras.Input((28, 28, 1))
    small = keras.layers.AveragePooling2D(4 if width == 1 else 7)(pixels)
    probabilities = keras.layers.Dense(CLASSES, activation="softmax", dtype=precision)(keras.layers.Flatten()(small))
    network = keras.Model(pixels, probabilities)
    averaged = keras.optimizers.Adam(1e-2, use_ema=True, ema_momentum=averaging)
    network.compile(averaged, loss="sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=True)
    return network


def bars(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Digits that are easily told apart: a bar whose height says which it is."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    images = np.zeros((count, 28, 28), np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[4:24, 4 + label : 14 + label] = rng.integers(180, 256)
        image[4 + 2 * label : 6 + 2 * label, 4:24] = 255
    return images, labels


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "build_network", tiny_network)


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "save_model", lambda *arguments, **options: {})


@pytest.fixture(scope="module")
def converted() -> bytes:
    """A tiny network as a LiteRT file."""
    return to_litert(tiny_network())


@pytest.fixture
def converted_once(converted: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversion takes a second: that of the run which writes everything is enough."""
    for module in (export, litert):
        monkeypatch.setattr(module, "to_litert", lambda network, quantise=False: converted)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "made.npz"
    (x_train, y_train), (x_test, y_test) = bars(240, 0), bars(60, 1)
    np.savez(path, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    return path


def recipe_for(data: Path, epochs: int, **changes: object) -> Recipe:
    small = {"batch": 110, "averaging": 0.5, "validation_not_digits": 10, "least_fall": 0.0, "learning_rate": 0.02}
    return Recipe(data=data, epochs=epochs, **{**small, **changes})  # type: ignore[arg-type]


def epochs_in(folder: Path) -> list[int]:
    with (folder / "history.csv").open(newline="") as file:
        return [int(row["epoch"]) for row in csv.DictReader(file)]


def test_a_run_writes_everything_that_serving_and_display_need(data: Path, tmp_path: Path) -> None:
    train(recipe_for(data, 2, seed=5), tmp_path)
    names = {"digits.keras", "digits.tflite", "card.json", "history.csv", "confusion.json", "README.md"}
    assert {path.name for path in tmp_path.iterdir()} == names
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["seed"] == 5
    assert 0 <= card["mnist_test_accuracy_interval"][0] <= card["mnist_test_accuracy"] <= 1
    assert card["largest_difference_keras_litert"] < 1e-4
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    confusion = np.array(json.loads((tmp_path / "confusion.json").read_text()))
    assert confusion.shape == (CLASSES, CLASSES)
    assert confusion.sum() == 60
    assert confusion.trace() / 60 == pytest.approx(card["mnist_test_accuracy"], abs=1e-3)
    assert epochs_in(tmp_path) == [0, 1]
    assert load_classifier(tmp_path)(np.zeros((2, 28, 28), np.float32)).shape == (2, CLASSES)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Keras leaves its log open when stopped
@pytest.mark.usefixtures("without_export")
def test_an_interrupted_run_goes_on_where_it_stopped(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with interrupted(TileSequence, after=3):
        train(recipe_for(data, 9), tmp_path)
    assert epochs_in(tmp_path) == [0, 1, 2]
    seen: list[int] = []
    draw = TileSequence._draw
    monkeypatch.setattr(TileSequence, "_draw", lambda tiles: (seen.append(tiles.epoch), draw(tiles))[1])
    train(recipe_for(data, 4), tmp_path)
    assert epochs_in(tmp_path) == [0, 1, 2, 3]
    assert seen[0] == 3  # not the tiles of the first epochs again
    first, *_, last, resumed = (float(row["val_loss"]) for row in history_rows(tmp_path / "history.csv"))
    assert resumed < (first + last) / 2  # a network trained anew would be back near the first


def test_a_run_interrupted_while_it_saves_only_saves(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    saved: list[object] = []
    monkeypatch.setattr(training, "save_model", fail)
    with pytest.raises(KeyboardInterrupt):
        train(recipe_for(data, 1), tmp_path)
    monkeypatch.setattr(training, "save_model", lambda *arguments, **options: saved.append(arguments))
    train(recipe_for(data, 1), tmp_path)
    assert len(saved) == 1
    assert epochs_in(tmp_path) == [0]


@pytest.mark.usefixtures("without_export")
def test_a_new_run_in_the_folder_of_an_ended_one_starts_anew(data: Path, tmp_path: Path) -> None:
    train(recipe_for(data, 1), tmp_path)
    train(recipe_for(data, 2, seed=1), tmp_path)
    assert epochs_in(tmp_path) == [0, 1]


@pytest.mark.usefixtures("without_export")
def test_a_history_that_came_with_a_clone_is_no_bar_for_a_new_run(data: Path, tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("epoch,accuracy,loss,val_accuracy,val_loss\n0,1.0,0.0,1.0,0.0\n")
    train(recipe_for(data, 1), tmp_path)
    assert epochs_in(tmp_path) == [0]


def test_data_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.npz"):
        train(recipe_for(tmp_path / "nowhere.npz", 1), tmp_path)


def made() -> Dataset:
    return Dataset(*bars(96, 2))


def test_an_epoch_holds_every_tile_about_once_and_some_that_are_no_digit() -> None:
    tiles = TileSequence(made(), [], Recipe(batch=32, not_digits=0.25))
    assert len(tiles) == 3
    batches = [tiles[i] for i in range(3)]
    pixels = np.concatenate([batch[0] for batch in batches])
    labels = np.concatenate([batch[1] for batch in batches])
    assert pixels.shape == (96, 28, 28, 1)
    assert pixels.dtype == np.float32
    assert 0 <= pixels.min() <= pixels.max() <= 1
    assert 8 < (labels == NOT_A_DIGIT).sum() < 45


def test_after_the_varied_epochs_the_calm_share_is_not_distorted() -> None:
    tiles = TileSequence(
        made(), [], Recipe(batch=96, plain_from=1, plain_share=1.0, not_digits=0.0, corrupted_share=0.0)
    )
    known = {image.tobytes() for image in made().images}

    def undistorted() -> int:
        return sum(np.rint(image[..., 0] * 255).astype(np.uint8).tobytes() in known for image in tiles[0][0])

    tiles.on_epoch_end()  # as Keras does once before the first epoch
    assert undistorted() < 24  # of 96
    tiles.on_epoch_end()
    assert 28 < undistorted() < 68  # the others are moved a little


def test_the_same_seed_draws_the_same_tiles_and_another_epoch_others() -> None:
    first, second = (TileSequence(made(), [], Recipe(batch=32, seed=3)) for _ in range(2))
    np.testing.assert_array_equal(first[1][0], second[1][0])
    second.on_epoch_end()
    assert not np.array_equal(first[1][0], second[1][0])
    later = TileSequence(made(), [], Recipe(batch=32, seed=3), first_epoch=1)
    np.testing.assert_array_equal(second[1][0], later[1][0])


def test_extra_tiles_come_in_the_number_asked_for() -> None:
    extra = Dataset(made().images, np.full(96, NOT_A_DIGIT, np.uint8))
    tiles = TileSequence(made(), [Share(extra, 32)], Recipe(batch=32))
    assert (tiles.pool.labels == NOT_A_DIGIT).sum() == 32
    assert len(tiles.pool) == 128


def test_drawing_tiles_leaves_the_data_as_it_was() -> None:
    data = made()
    images, labels = data.images.copy(), data.labels.copy()
    TileSequence(data, [], Recipe(batch=32))[0]
    np.testing.assert_array_equal(data.images, images)
    np.testing.assert_array_equal(data.labels, labels)


def test_validation_holds_the_digits_as_they_are_and_always_the_same_others() -> None:
    held, recipe = made(), Recipe(validation_not_digits=20)
    pixels, labels = validation_tiles(held, recipe)
    np.testing.assert_allclose(pixels[:96, ..., 0] * 255, held.images, atol=1e-3)
    assert (labels[96:] == NOT_A_DIGIT).all()
    assert len(labels) == 116
    np.testing.assert_array_equal(validation_tiles(held, recipe)[0], pixels)


def test_a_refined_network_starts_from_the_weights_it_is_given_and_sees_what_the_decoder_feeds_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, converted_once: None
) -> None:
    start = tiny_network()
    start.save(tmp_path / "start.keras")
    asked: list[int] = []

    def mined(classifier: object, banks: object, photos: int, seed: int, settings: object) -> Dataset:
        asked.append(photos)
        return Dataset(np.full((20, 28, 28), 200, np.uint8), np.full(20, NOT_A_DIGIT, np.uint8))

    monkeypatch.setattr(training, "mine_candidates", mined)
    monkeypatch.setattr(training, "glyph_banks", lambda data, extra: ([], []))
    recipe = refinement(
        data=data,
        start=tmp_path / "start.keras",
        averaging=0.5,
        batch=110,
        epochs=1,
        learning_rate=1e-9,
        precision="mixed_bfloat16",
        photos=7,
        validation_photos=3,
    )
    train(recipe, tmp_path / "out")
    assert asked == [7, 3]
    refined = keras.saving.load_model(tmp_path / "out" / "digits.keras")
    assert {layer.compute_dtype for layer in refined.layers} == {"float32"}  # whatever it was trained in
    for before, after in zip(start.get_weights(), refined.get_weights(), strict=True):
        np.testing.assert_allclose(before, after, atol=1e-4)
    card = json.loads((tmp_path / "out" / "card.json").read_text())
    assert card["started_from"] == "start.keras"


def test_a_network_that_starts_from_nothing_may_learn_from_another_ones_candidates(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, converted_once: None
) -> None:
    asked: list[object] = []

    def mined(classifier: object, banks: object, photos: int, seed: int, settings: object) -> Dataset:
        asked.append(classifier)
        return Dataset(np.full((20, 28, 28), 200, np.uint8), np.full(20, NOT_A_DIGIT, np.uint8))

    monkeypatch.setattr(training, "mine_candidates", mined)
    monkeypatch.setattr(training, "glyph_banks", lambda data, extra: ([], []))
    monkeypatch.setattr(training, "load_networks", lambda folder: (folder, None))
    train(recipe_for(data, 1, harvester=Path("somewhere/shipped")), tmp_path)
    assert asked == [Path("somewhere/shipped")] * 2  # to train on and to validate with
    card = json.loads((tmp_path / "card.json").read_text())
    assert (card["harvester"], card["started_from"]) == ("shipped", "nothing")
    assert "the decoder's candidates)" in (tmp_path / "README.md").read_text()


def test_a_network_of_another_size_is_nothing_to_start_from(data: Path, tmp_path: Path) -> None:
    tiny_network(width=0.5).save(tmp_path / "quick.keras")
    with pytest.raises(DataError, match=r"quick\.keras: is another network.*--start"):
        train(recipe_for(data, 1, start=tmp_path / "quick.keras"), tmp_path / "out")


def test_an_epoch_holds_as_much_of_mnist_as_asked_for_and_the_next_one_holds_others() -> None:
    tiles = TileSequence(made(), [Share(made(), 8)], Recipe(batch=8, mnist_per_epoch=32))
    assert len(tiles) == 5
    first = tiles.pool.images
    assert len({image.tobytes() for image in first[:32]}) == 32
    tiles.on_epoch_end()
    assert not np.array_equal(tiles.pool.images, first)


@pytest.mark.usefixtures("without_export")
def test_the_recipe_decides_when_the_run_slows_down_and_ends(data: Path, tmp_path: Path) -> None:
    train(recipe_for(data, 9, learning_rate=1e-3, slow_after=1, stop_after=3, averaging=1.0), tmp_path)
    with (tmp_path / "history.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    rates = [float(row["learning_rate"]) for row in rows]  # of the first epoch, and of three that are no better
    assert rates == pytest.approx([1e-3, 1e-3, 5e-4, 2.5e-4])


@pytest.mark.usefixtures("without_export")
def test_who_watches_sees_each_epoch_as_the_history_tells_it(data: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    watcher = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(logs["val_loss"]))
    train(recipe_for(data, 2), tmp_path, watch=[watcher], verbose=0)
    assert seen == [float(row["val_loss"]) for row in history_rows(tmp_path / "history.csv")]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Keras leaves its log open when stopped
@pytest.mark.usefixtures("without_export")
def test_a_run_of_another_network_does_not_go_on_where_one_was_interrupted(data: Path, tmp_path: Path) -> None:
    with interrupted(TileSequence, after=1):
        train(recipe_for(data, 9), tmp_path)
    with pytest.raises(DataError, match="checkpoint: a run of another network was interrupted here"):
        train(recipe_for(data, 9, width=0.5), tmp_path)


def test_the_command_says_how_good_the_network_is(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen: list[Recipe] = []

    def note(recipe: Recipe, out: Path) -> dict[str, object]:
        chosen.append(recipe)
        return {"mnist_test_accuracy": 0.9876, "sha256": {}}

    monkeypatch.setattr(training, "train", note)
    assert main(["train", "--quick", "--seed", "2", "--data", str(data), "--out", str(tmp_path)]) == 0
    assert chosen == [quick(seed=2, data=data)]
    assert capsys.readouterr().out == f"{tmp_path}: MNIST test accuracy 98.76%\n"
    assert main(["train", "--harvester", "model", "--bfloat16", "--out", str(tmp_path)]) == 0
    assert chosen[1:] == [Recipe(harvester=Path("model"), precision="mixed_bfloat16")]
    with pytest.raises(SystemExit):
        main(["train", "--quick", "--start", "digits.keras"])


@pytest.fixture
def without_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")


@pytest.mark.usefixtures("without_tensorflow")
def test_without_tensorflow_the_network_and_its_history_are_written_and_the_way_to_serve_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    train_briefly = ["train", "--epochs", "1", "--data", str(data), "--out", str(out)]
    assert main(train_briefly) == 0
    assert {path.name for path in out.iterdir()} == {"digits.keras", "history.csv"}
    said = capsys.readouterr().out
    assert "MNIST test accuracy" in said
    assert f"digitreader export {out / 'digits.keras'} --out {out}" in said
    assert main(train_briefly) == 0  # nothing stands in its way


@pytest.mark.usefixtures("without_tensorflow")
def test_without_tensorflow_a_network_that_serves_is_not_left_beside_another_ones_files(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "digits.tflite").write_bytes(b"what serves")
    with pytest.raises(ModelError, match=r"digits\.tflite: only TensorFlow.*jax.*--out"):
        train(recipe_for(data, 1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["digits.tflite"]


@pytest.mark.skipif(not find_spec("jax"), reason="jax is not installed; training with it cannot be tried")
def test_jax_trains_a_network_that_tensorflow_exports(data: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['tensorflow'] = None\n"  # as if it were not installed
        "from pathlib import Path\n"
        "from digitreader.training.recipe import quick\n"
        "from digitreader.training.train import train\n"
        "recipe = quick(data=Path(sys.argv[1]), epochs=2, width=0.1, batch=32, validation_not_digits=10)\n"
        "train(recipe, Path(sys.argv[2]), verbose=0)\n"
    )
    environment = {**os.environ, "KERAS_BACKEND": "jax"}
    subprocess.run([sys.executable, "-c", code, str(data), str(tmp_path)], check=True, env=environment)
    assert epochs_in(tmp_path) == [0, 1]
    card = export_model(tmp_path / "digits.keras", tmp_path)
    assert load_classifier(tmp_path)(np.zeros((2, 28, 28), np.float32)).shape == (2, CLASSES)
    assert float(str(card["largest_difference_keras_litert"])) < 1e-3
