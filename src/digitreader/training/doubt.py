"""What doubt is worth: `python -m digitreader.training.doubt OUT LABELS…` counts silent errors and marked texts."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from digitreader.classifier import Classify, load_classifier
from digitreader.errors import ReadError
from digitreader.opinion import SecondOpinion, load_second_opinion
from digitreader.reading import read_photo
from digitreader.training.card import write_model_card
from digitreader.training.evaluate import as_lines, read_labels

THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99)  # of a line's confidence


@dataclass(frozen=True)
class Answer:
    """What was read in one picture: whether anything, whether rightly, and the confidence in its least certain line."""

    anything: bool
    right: bool
    confidence: float


def answers(labels: Path, classifier: Classify, second: SecondOpinion) -> list[Answer]:
    """Return the answer for every picture of a labels file."""
    found = []
    for row in read_labels(labels):
        try:
            reading = read_photo((labels.parent / row["file"]).read_bytes(), classifier, second=second)
        except ReadError:
            continue
        right = as_lines(reading.text, row["kind"]) == as_lines(row["text"], row["kind"])
        confidence = min((line.confidence for line in reading.lines), default=0.0)
        found.append(Answer(bool(reading.lines), right, confidence))
    return found


def curve(found: list[Answer]) -> list[dict[str, float]]:
    """Return for each threshold the share of texts that are marked, and of those that are wrong and are not."""
    return [
        {
            "threshold": threshold,
            "marked": round(sum(a.anything and a.confidence < threshold for a in found) / len(found), 4),
            "silent": round(
                sum(a.anything and not a.right and a.confidence >= threshold for a in found) / len(found), 4
            ),
        }
        for threshold in THRESHOLDS
    ]


def main() -> None:
    """Measure, write doubt.json into the folder of the model, and the model card anew."""
    out, *files = map(Path, sys.argv[1:])
    classifier, second = load_classifier(), load_second_opinion()
    curves = {file.parent.name: curve(answers(file, classifier, second)) for file in files}
    (out / "doubt.json").write_text(json.dumps(curves, indent=1) + "\n")
    write_model_card(out)


if __name__ == "__main__":
    main()
