"""Adapting, made short: a few steps of a tiny network from a tiny model folder."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from handwriting import photo_of
from interrupting import interrupted
from own_data import zipped
from tiny_lines import CountOfBlanks, tiny_network, write_mnist

from digitreader.cli.main import main
from digitreader.decision.networks import load_networks
from digitreader.errors import ModelError, NotBetter, SetupError
from digitreader.recognition.classifier import load_classifier
from digitreader.recognition.model_files import model_folder
from digitreader.training import adapt, adapt_fit, line_card
from digitreader.training.adapt_fit import AdaptRecipe
from digitreader.training.adapted_model import copy_tiles
from digitreader.training.held_back import HeldScore
from digitreader.training.mixed_strips import MixedStrips
from digitreader.training.synthesis.glyph_bank import glyph_banks

TINY = AdaptRecipe(epochs=2, columns=256, made=2, kept=(0.5,))
BEFORE, AFTER = HeldScore(6, 3, 9, 4, 1), HeldScore(6, 5, 2, 2, 0)


def make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (adapt_fit, line_card):
        monkeypatch.setattr(module, "build_line_network", tiny_network)
    monkeypatch.setattr(adapt_fit, "WrittenCTC", CountOfBlanks)  # CTC's graph takes seconds to build
    monkeypatch.setattr(adapt_fit, "mean_loss", lambda network, strips: 0.0)
    monkeypatch.setattr(AdaptRecipe, "batches", lambda self, strips, width: 2)
    monkeypatch.setattr(line_card, "JUDGED", 12)
    monkeypatch.setattr(line_card, "STRIPS", 8)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    make_small(monkeypatch)
    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


@pytest.fixture(scope="module")
def mnist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mnist(tmp_path_factory.mktemp("data") / "made.npz")


@pytest.fixture(scope="module")
def corrections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [f"{k:03}" for k in range(100, 700, 25)]
    files = {f"{text}.png": photo_of([text], 40) for text in texts}
    rows = "".join(f"{text}.png,{text}\n" for text in texts)
    return zipped(tmp_path_factory.mktemp("own") / "corrections.zip", {"labels.csv": f"file,text\n{rows}", **files})


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, mnist: Path) -> Path:
    folder = tmp_path_factory.mktemp("model")
    copy_tiles(model_folder(), folder)
    facts = {"seed": 0, "trained_on": ["MNIST train", "unipen"], "epochs": 1, "strips": 10, "started_from": "nothing"}
    with pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        held = glyph_banks(mnist, ())[1]
        line_card.save_line_reader(
            tiny_network(), held, load_classifier(), folder, {**facts, "kept_of_start": 0.0}, 0.5
        )
    return folder


@pytest.fixture
def start(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "start"))


@pytest.fixture
def without_export(start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversion and calibration take seconds: the model folder gets the old line reader again."""

    def save(network: keras.Model, held: object, classifier: object, made: Path, *others: object) -> object:
        for name in ("lines.keras", "lines.tflite", "lines.json"):
            shutil.copyfile(start / name, made / name)
        return json.loads((made / "lines.json").read_text())

    monkeypatch.setattr(adapt, "save_line_reader", save)


def scores(monkeypatch: pytest.MonkeyPatch, *found: HeldScore) -> None:
    left = list(found)
    monkeypatch.setattr(adapt, "score", lambda *others: left.pop(0))


def test_what_reads_better_becomes_a_whole_model_folder_that_says_what_it_learnt_from(
    corrections: Path, start: Path, mnist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores(monkeypatch, BEFORE, AFTER)
    out, said = tmp_path / "mine", list[str]()
    assert adapt.adapt(corrections, out, start, mnist, TINY, said.append) == (BEFORE, AFTER)
    assert [line for line in said if line.startswith("epoch")][-1].startswith("epoch 2 of 2")
    assert not (out / adapt.CHECKPOINT).exists()
    load_networks(out)
    card = json.loads((out / "lines.json").read_text())
    assert card["adapted"]["learnt"] + card["adapted"]["held"] == 24
    assert card["trained_on"] == ["MNIST train", "unipen"]
    text = (out / "README.md").read_text()
    assert f"on {card['adapted']['learnt']} lines of your own" in text
    assert "UNIPEN" in text
    before, after = (keras.saving.load_model(folder / "lines.keras").get_weights() for folder in (start, out))
    assert any((old != new).any() for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("after", [BEFORE, replace(BEFORE, wrong_digits=10), replace(AFTER, right=2)])
def test_better_is_what_reads_more_lines_or_fewer_digits_wrong(after: HeldScore) -> None:
    assert not after.better_than(BEFORE)
    assert AFTER.better_than(BEFORE)
    assert replace(BEFORE, wrong_digits=8).better_than(BEFORE)


def test_the_mean_that_explains_held_back_lines_best_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    after = tiny_network()
    before = [weights + 1 for weights in after.get_weights()]
    wanted = [0.25 * old + 0.75 * new for old, new in zip(before, after.get_weights(), strict=True)]

    def far(network: keras.Model, strips: object) -> float:
        return sum(float(np.abs(a - b).sum()) for a, b in zip(network.get_weights(), wanted, strict=True))

    monkeypatch.setattr(adapt_fit, "mean_loss", far)
    network, kept = adapt_fit.best_mean(before, after.get_weights(), [], AdaptRecipe())
    assert (kept, far(network, [])) == (0.25, pytest.approx(0, abs=1e-4))


@pytest.mark.usefixtures("without_export")
def test_what_reads_no_better_is_not_kept(
    corrections: Path, start: Path, mnist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores(monkeypatch, BEFORE, BEFORE)
    before = {file.name: hashlib.sha256(file.read_bytes()).digest() for file in start.iterdir()}
    with pytest.raises(NotBetter, match="nothing was written") as refused:
        adapt.adapt(corrections, start, start, mnist, replace(TINY, epochs=1), lambda _: None)
    assert refused.value.exit_code == 7
    assert {file.name: hashlib.sha256(file.read_bytes()).digest() for file in start.iterdir()} == before


@pytest.mark.usefixtures("without_export")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Keras leaves its log open when stopped
def test_a_run_that_was_interrupted_goes_on_where_it_stopped(
    corrections: Path, start: Path, mnist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(said: list[str]) -> None:
        scores(monkeypatch, BEFORE, AFTER)
        adapt.adapt(corrections, tmp_path / "mine", start, mnist, TINY, said.append)

    first, second = list[str](), list[str]()
    with interrupted(MixedStrips, after=1):
        run(first)
    assert (tmp_path / "mine" / adapt.CHECKPOINT).exists()
    run(second)
    done, rest = ([line[:7] for line in said if line.startswith("epoch")] for said in (first, second))
    assert 0 < len(rest) < 2
    assert [*done, *rest][-1] == "epoch 2"


@pytest.mark.usefixtures("without_export")
def test_another_archive_starts_anew(
    corrections: Path, start: Path, mnist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "mine" / adapt.CHECKPOINT
    work.mkdir(parents=True)
    (work / adapt.RUN).write_text("of another archive")
    (work / adapt_fit.HISTORY).write_text("epoch,loss\n0,1.0\n1,1.0\n")
    scores(monkeypatch, BEFORE, AFTER)
    said = list[str]()
    adapt.adapt(corrections, tmp_path / "mine", start, mnist, TINY, said.append)
    assert sum(line.startswith("epoch") for line in said) == 2


def test_what_cannot_be_begun_is_said_at_once(
    corrections: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelError, match=r"holds no lines\.keras"):
        adapt.adapt(corrections, tmp_path, tmp_path)
    monkeypatch.setattr(adapt, "converts", lambda: False)
    with pytest.raises(SetupError, match="pip install tensorflow"):
        adapt.adapt(corrections, tmp_path, model_folder())
    assert main(["adapt", str(tmp_path / "gone.zip"), "--out", str(tmp_path / "mine")]) == SetupError.exit_code
    assert "pip install tensorflow" in capsys.readouterr().err
