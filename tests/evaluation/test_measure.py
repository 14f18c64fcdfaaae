"""One command that measures everything a model's card and page show."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from handwriting import glyph, photo_of

from digitreader.evaluation.measure import main, measure, real
from digitreader.evaluation.scores import Case
from digitreader.modelcard.card import model_card
from digitreader.modelcard.metrics import load_figures
from digitreader.recognition.model_files import model_folder
from digitreader.recognition.tile import normalise


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with the shipped networks, but nothing measured."""
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("card.json", "digits.tflite", "lines.json", "lines.tflite", "confusion.json"):
        shutil.copy(model_folder() / name, folder)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder: two collections of a picture each, a few single digits, and a MNIST of ten."""
    folder = tmp_path / "data"
    for name, text in (("forms", "160427"), ("blank", "")):
        (folder / "eval" / name).mkdir(parents=True)
        (folder / "eval" / name / "a.png").write_bytes(photo_of([text] if text else []))
        (folder / "eval" / name / "labels.csv").write_text(f"file,text,kind\na.png,{text},{name}-kind\n")
    tiles = np.stack([np.rint(normalise(glyph(digit, 40)) * 255).astype(np.uint8) for digit in range(10)])
    labels = np.arange(10, dtype=np.uint8)
    np.savez(folder / "mnist.npz", x_train=tiles, y_train=labels, x_test=tiles, y_test=labels)
    np.savez(folder / "eval" / "mail.npz", images=tiles, labels=labels)
    return folder


def test_everything_that_a_card_and_a_page_show_is_written_beside_the_networks(model: Path, data: Path) -> None:
    before = load_figures(model)
    assert before.real is before.doubt is None
    assert before.robustness == ()
    measure(model, data)
    found = load_figures(model)
    assert found.real["forms"]["images"] == found.real["blank"]["images"] == 1
    assert found.real["all"]["images"] == 2
    assert list(found.doubt) == ["forms"]  # in blank pictures nothing can be marked
    assert found.single_digits["mail"]["images"] == 10
    assert found.corrupted == 10
    assert len(found.robustness) == 1 + 16 + 2
    assert found.examples.startswith(b"\x89PNG")
    assert (model / "README.md").read_text() == model_card(model)


def test_scores_are_given_for_each_collection_and_kind_without_what_depends_on_the_machine() -> None:
    cases = [Case("a", "pen", ("16042",), ("16042",), 10), Case("b", "ink", ("16042",), ("17042",), 20)]
    found = real({"forms": cases, "blank": [Case("c", "none", (), (), 30)]})
    assert found["forms"]["right"] == 0.5
    assert {kind: score["right"] for kind, score in found["forms"]["kinds"].items()} == {"ink": 0.0, "pen": 1.0}
    assert (found["forms"]["start"], found["forms"]["right_without_start"]) == (3, 1.0)
    assert found["all"]["right"] == pytest.approx(2 / 3, abs=1e-4)
    assert "_ms" not in json.dumps(found)


def test_a_data_folder_without_pictures_is_named(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure", str(model), str(tmp_path / "nowhere")])
    assert main() == 1
    assert "nowhere" in capsys.readouterr().err


def test_without_its_two_folders_the_command_says_how_it_is_used(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["measure"])
    assert main() == 2
    assert "MODEL DATA" in capsys.readouterr().err
