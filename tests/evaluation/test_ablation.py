from functools import partial
from pathlib import Path

import pytest
from handwriting import photo_of

from digitreader.evaluation.ablation import plain, share_right, with_ink, with_lines
from digitreader.recognition.classifier import Classifier

STEPS = (plain, with_ink, with_lines)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_reads_digits_that_nothing_makes_hard(step, classifier: Classifier) -> None:
    assert step(photo_of(["90432", "1857"]), classifier) == "90432\n1857"


def test_the_share_counts_pictures_that_are_wholly_right(tmp_path: Path, classifier: Classifier) -> None:
    for name, text in (("a.png", "402"), ("b.png", "18")):
        (tmp_path / name).write_bytes(photo_of([text]))
    (tmp_path / "labels.csv").write_text("file,text,kind\na.png,402,paper\nb.png,19,paper\n")
    assert share_right(tmp_path / "labels.csv", partial(plain, classifier=classifier)) == 0.5
