"""The sample pictures that come with the app."""

import csv

import pytest

from digitreader.decision.line_recognizer import load_line_recognizer
from digitreader.reading import read_photo
from digitreader.recognition.classifier import load_classifier
from digitreader.ui.samples import FOLDER, SAMPLES

LARGEST = 150_000  # bytes; they travel with every install

with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as _file:
    LABELS = {row["file"]: row["text"].split("|") for row in csv.DictReader(_file)}


def test_every_sample_has_its_true_text_and_a_button() -> None:
    assert {sample.file for sample in SAMPLES} == set(LABELS) == {path.name for path in FOLDER.glob("*.jpg")}


@pytest.mark.parametrize("file", LABELS)
def test_a_sample_is_light_and_read_without_a_mistake(file: str) -> None:
    data = (FOLDER / file).read_bytes()
    assert len(data) < LARGEST
    assert read_photo(data, load_classifier(), line_recognizer=load_line_recognizer()).text.split("\n") == LABELS[file]
