"""The reader's own stages, kept to be shown."""

import numpy as np
import pytest
from handwriting import PAPER, as_file, ink_of, photo_of, photographed

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.errors import UnknownFormat
from digitreader.explain.line_stages import LineStages, follow_line, instructive_line
from digitreader.explain.stages import Stages, follow
from digitreader.intake.photo import open_photo
from digitreader.layout.components import join
from digitreader.layout.ink import find_ink
from digitreader.reading import read_photo
from digitreader.recognition.classifier import Classifier
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, VoteSettings
from digitreader.settings.recognition import CutSettings, RecognitionSettings
from digitreader.ui.samples import FOLDER

TOUCHING = (FOLDER / "touching-digits.jpg").read_bytes()
DOUBTFUL = Settings(decision=DecisionSettings(vote=VoteSettings(below=1.01)))  # whatever is read is looked at again


@pytest.fixture(scope="module")
def line_recognizer() -> LineRecognizer:
    return load_line_recognizer()


@pytest.fixture(scope="module")
def touching(classifier: Classifier, line_recognizer: LineRecognizer) -> Stages:
    return follow(TOUCHING, classifier, line_recognizer)


@pytest.fixture(scope="module")
def line(touching: Stages, line_recognizer: LineRecognizer) -> LineStages:
    return follow_line(touching, instructive_line(touching))


def test_the_stages_end_in_what_read_photo_reads(
    touching: Stages, classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    read = read_photo(TOUCHING, classifier, line_recognizer=line_recognizer)
    assert touching.reading.text == read.text == "304275\n8196032"
    assert [digit.confidence for digit in touching.reading.digits] == [digit.confidence for digit in read.digits]
    np.testing.assert_array_equal(touching.ink.mask, read.ink.mask)


def test_pictures_of_the_stages_fit_each_other(touching: Stages) -> None:
    shape = touching.photo.grey.shape
    assert (
        touching.grey.shape == touching.marked.shape == touching.ruled_lines.shape == touching.left_out.shape == shape
    )


def test_paper_is_the_light_without_the_writing(touching: Stages) -> None:
    assert touching.paper.shape[0] < touching.grey.shape[0]
    assert touching.paper.min() > touching.grey[touching.ink.mask].mean()
    assert touching.paper[:, :50].mean() > touching.paper[:, -50:].mean() + 50  # the sample's shadow


def test_what_was_marked_is_either_ink_or_rule(touching: Stages) -> None:
    np.testing.assert_array_equal(touching.marked, touching.ink.mask | touching.ruled_lines)
    assert not (touching.ink.mask & touching.ruled_lines).any()
    assert touching.ruled_lines.sum() > 10_000  # the sample is on ruled paper


def test_ink_is_either_in_a_line_or_left_aside(touching: Stages) -> None:
    written = join([stroke for line in touching.lines for stroke in line.components])
    assert int(touching.left_out.sum()) + int(written.mask.sum()) == int(touching.ink.mask.sum())
    assert len(touching.lattices) == len(touching.lines) == 2


def test_a_line_ends_in_the_digits_that_were_read(touching: Stages, line: LineStages) -> None:
    assert line.text == line.fused.text == touching.reading.lines[0].text
    assert len(line.path) == len(line.digits)
    assert sum(line.fused.text_posteriors.values()) == pytest.approx(1.0)
    assert max(line.fused.text_posteriors, key=lambda text: line.fused.text_posteriors[text]) == line.text


def test_each_line_is_followed_in_its_own_lattice(touching: Stages, line_recognizer: LineRecognizer) -> None:
    lower = follow_line(touching, 1)
    assert lower.text == touching.reading.lines[1].text
    assert lower.lattice is touching.lattices[1]


def test_cuts_are_used_where_digits_were_parted(line: LineStages) -> None:
    cut = [step for step in line.path if not line.lattice.pieces[step.candidate.end - 1].last]
    assert sum(seam.used for seam in line.seams) == len(cut) > 0
    assert any(not seam.used for seam in line.seams)


def test_seams_run_through_the_strokes_that_they_cut(line: LineStages) -> None:
    boxes = {piece.of.box for piece in line.lattice.pieces if not (piece.first and piece.last)}
    for seam in line.seams:
        assert any(
            y == seam.top and len(seam.columns) == height and x <= seam.columns.min() and seam.columns.max() < x + width
            for x, y, width, height in boxes
        )


def test_the_line_and_digit_to_begin_with_were_cut(touching: Stages, line: LineStages) -> None:
    assert instructive_line(touching) == 0
    step = line.path[line.instructive]
    assert not all(p.first and p.last for p in line.lattice.pieces[step.candidate.start : step.candidate.end])


def test_the_ink_before_rules_is_that_of_the_look_that_won(
    classifier: Classifier, line_recognizer: LineRecognizer
) -> None:
    stages = follow(TOUCHING, classifier, line_recognizer, DOUBTFUL)
    assert len(stages.passes) == 3
    assert any(stages.ink is read.ink for read in stages.passes)
    assert not (stages.ink.mask & ~stages.marked).any()


def test_light_writing_is_shown_as_its_negative(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    chalk = as_file(photographed(ink_of(["42"]), 30.0, 210.0))
    stages = follow(chalk, classifier, line_recognizer)
    assert stages.turned
    assert stages.grey[stages.ink.mask].mean() < stages.grey[~stages.ink.mask].mean()
    np.testing.assert_array_equal(stages.ink.mask, find_ink(open_photo(chalk)).mask)


def test_a_blank_page_has_stages_and_no_lines(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    blank = as_file(photographed(np.zeros((300, 400), np.float32), PAPER))
    stages = follow(blank, classifier, line_recognizer)
    assert (stages.lines, stages.components, stages.lattices) == ((), (), ())
    assert not stages.turned
    assert not stages.ruled_lines.any()
    assert stages.reading.text == ""


def test_settings_reach_every_stage(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    whole = follow(
        TOUCHING, classifier, line_recognizer, Settings(recognition=RecognitionSettings(CutSettings(distance=2.0)))
    )
    assert all(len(lattice.pieces) == len(lattice.line.components) for lattice in whole.lattices)


def test_a_line_that_needs_no_cut_has_no_seams(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    stages = follow(photo_of(["0123"]), classifier, line_recognizer)
    line = follow_line(stages, 0)
    assert (line.seams, line.instructive, line.decoded) == ((), 0, "0123")


def test_what_is_no_photo_has_no_stages(classifier: Classifier, line_recognizer: LineRecognizer) -> None:
    with pytest.raises(UnknownFormat):
        follow(b"no photo", classifier, line_recognizer)
