"""How labels and readings are compared."""

import json

import numpy as np
import pytest
from handwriting import photo_of
from PIL import Image

from digitreader.cli.main import main
from digitreader.decision.calibration import Calibration
from digitreader.decision.line_recognizer import LineRecognizer
from digitreader.errors import DataError
from digitreader.evaluation import evaluate as evaluation
from digitreader.evaluation.evaluate import as_lines, evaluate, read_labels
from digitreader.settings import Settings
from digitreader.settings.decision import DecisionSettings, DoubtSettings, FusionSettings

USUAL = FusionSettings().decoder_weight


def fives(pixels):
    """A network that takes every tile for a 5."""
    return np.eye(11, dtype=np.float32)[np.full(len(pixels), 5)]


def write_labels(folder, *rows):
    path = folder / "labels.csv"
    path.write_text("file,text,kind,source\n" + "".join(f"{row},made\n" for row in rows))
    return path


def test_a_bar_is_a_new_line_and_spaces_do_not_count():
    assert as_lines("12 3|45", "paper") == ("123", "45")


def test_a_blank_label_has_no_lines():
    assert as_lines("", "blank") == ()


def test_scatter_has_no_order():
    assert as_lines("31|2", "scatter") == as_lines("2\n13", "scatter") == ("123",)
    assert as_lines("31", "paper") != as_lines("13", "paper")


def test_photos_beside_their_labels_are_read_and_compared(tmp_path):
    (tmp_path / "a.png").write_bytes(photo_of(["055", "55"]))
    labels = write_labels(tmp_path, "a.png,555|55,paper", "a.png,055|55,paper")
    right, wrong = evaluate(labels, fives)
    assert right.right
    assert right.read == ("555", "55")
    assert right.ms > 0
    assert not wrong.right
    assert wrong.edits == 1


def test_skipped_digits_are_left_out_of_both_sides(tmp_path):
    (tmp_path / "a.png").write_bytes(photo_of(["055"]))
    (case,) = evaluate(write_labels(tmp_path, "a.png,055,paper"), fives, skip=1)
    assert case.expected == case.read == ("55",)


def test_a_photo_that_cannot_be_read_is_wrong_even_where_nothing_is_expected(tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture")
    (case,) = evaluate(write_labels(tmp_path, "a.png,,blank"), fives)
    assert not case.right
    assert "JPG or PNG" in case.error


def test_a_photo_that_the_labels_name_but_is_missing_stops_the_measurement(tmp_path):
    with pytest.raises(DataError, match=r"a\.png"):
        evaluate(write_labels(tmp_path, "a.png,1,paper"), fives)


@pytest.mark.parametrize("text", ["file,text\na.png,1\n", ""])
def test_a_file_without_the_columns_is_refused_and_named(tmp_path, text):
    path = tmp_path / "labels.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=r"labels\.csv.*kind"):
        read_labels(path)


def test_a_missing_labels_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv"):
        read_labels(tmp_path / "none.csv")


@pytest.mark.parametrize("paper", [0, 255])
def test_single_digits_of_an_npz_are_read_on_dark_and_on_light_paper(tmp_path, classifier, paper):
    images = np.full((2, 16, 16), paper, np.uint8)
    images[:, 3:13, 7:9] = 255 - paper
    np.savez(tmp_path / "digits.npz", images=images, labels=[1, 7])
    one, seven = evaluate(tmp_path / "digits.npz", classifier)
    assert one.right
    assert (seven.right, seven.expected, seven.read) == (False, ("7",), ("1",))


def test_single_digits_in_folders_by_class_are_read_too(tmp_path, classifier):
    for label in ("1", "7"):
        (tmp_path / "mine" / label).mkdir(parents=True)
        tile = np.zeros((28, 28), np.uint8)
        tile[5:23, 13:16] = 255
        Image.fromarray(tile).save(tmp_path / "mine" / label / "a.png")
    cases = evaluate(tmp_path / "mine", classifier)
    assert [(case.expected, case.read) for case in cases] == [(("1",), ("1",)), (("7",), ("1",))]


def test_the_command_prints_kinds_files_and_all_and_lists_errors(tmp_path, capsys):
    for name, text in (("one", "1"), ("two", "0")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.png").write_bytes(photo_of([text]))
        write_labels(folder, f"a.png,{'1' if name == 'one' else '4'},{name}-kind")
    files = [str(tmp_path / name / "labels.csv") for name in ("one", "two")]
    assert main(["evaluate", *files, "--format", "json", "--errors"]) == 0
    errors, _, scores = capsys.readouterr().out.partition("\n\n")
    assert errors.split("\t") == [str(tmp_path / "two" / "a.png"), "4", "0"]
    rows = [json.loads(line) for line in scores.splitlines()]
    assert [row["group"] for row in rows] == ["one-kind", "two-kind", *files, "all"]
    assert [row["right"] for row in rows] == [1, 0, 1, 0, 0.5]


def test_a_second_opinion_and_settings_are_asked_for_photos(tmp_path, classifier):
    (tmp_path / "a.png").write_bytes(photo_of(["40281"]))
    labels = write_labels(tmp_path, "a.png,40281,paper")
    asked = []

    def silent(strip):
        asked.append(strip.shape)
        places = np.full((strip.shape[1] // 4, 11), -20, np.float32)
        places[:, 0] = -1e-6
        return places

    line_recognizer = LineRecognizer(silent, Calibration((0.0,) * 5))
    settings = Settings(decision=DecisionSettings(FusionSettings(decoder_weight=0.0, strip_width_scales=())))
    (alone,) = evaluate(labels, classifier, settings=settings)
    (overruled,) = evaluate(labels, classifier, line_recognizer=line_recognizer, settings=settings)
    assert (alone.read, overruled.read) == (("40281",), ())
    assert len(asked) == 1


def test_a_case_is_marked_where_a_digit_is_doubtful(tmp_path, classifier):
    (tmp_path / "a.png").write_bytes(photo_of(["40281"]))
    labels = write_labels(tmp_path, "a.png,40281,paper")
    for below, rejected in ((0.0, False), (1.01, True)):
        settings = Settings(decision=DecisionSettings(doubt=DoubtSettings(digit_below=below)))
        assert [case.rejected for case in evaluate(labels, classifier, settings=settings)] == [rejected]


@pytest.mark.parametrize(
    ("opinion", "asked", "weight"), [("both", True, USUAL), ("decoder", False, USUAL), ("lines", True, 0)]
)
def test_the_command_asks_whom_it_is_told_to(tmp_path, monkeypatch, capsys, opinion, asked, weight):
    seen = {}
    monkeypatch.setattr(evaluation, "evaluate", lambda path, **options: (seen.update(options), [])[1])
    assert main(["evaluate", str(tmp_path / "labels.csv"), "--opinion", opinion]) == 0
    assert (seen["line_recognizer"] is not None, seen["settings"].decision.fusion.decoder_weight) == (asked, weight)


def test_the_command_measures_corrupted_digits(tmp_path, monkeypatch, capsys):
    tiles = np.full((3, 28, 28), 40, np.uint8)
    np.savez(tmp_path / "mnist.npz", x_train=tiles, y_train=[1, 2, 3], x_test=tiles, y_test=[1, 2, 3])
    monkeypatch.setenv("DIGITREADER_DATA", str(tmp_path))
    assert main(["evaluate", "--corruptions", "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["corruption"] for row in rows][:2] == ["none", "shot noise"]
    assert len(rows) == 1 + 16 + 2
    assert main(["evaluate", "--corruptions"]) == 0
    assert "mean of all 16" in capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--corruptions", "labels.csv"]])
def test_labels_or_corruptions_are_measured_not_neither_and_not_both(options, capsys):
    with pytest.raises(SystemExit):
        main(["evaluate", *options])
    assert "LABELS" in capsys.readouterr().err


def test_a_case_has_its_lines_with_their_confidence(tmp_path, classifier):
    (tmp_path / "a.png").write_bytes(photo_of(["40281"]))
    (tmp_path / "b.png").write_bytes(photo_of([]))
    labels = write_labels(tmp_path, "a.png,40281,paper", "b.png,,blank")
    written, blank = evaluate(labels, classifier)
    (line,) = written.lines
    assert line.text == "40281"
    assert 0 < line.confidence <= 1
    assert line.marked == written.rejected
    assert blank.lines == ()
