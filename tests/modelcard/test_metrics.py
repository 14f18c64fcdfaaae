"""What was measured, and that card, README and page say the same."""

import json
import re
import shutil
from pathlib import Path

import pytest

from digitreader.errors import ModelError
from digitreader.modelcard.card import model_card
from digitreader.modelcard.metrics import Confusion, Figures, confusions, digit_scores, load_figures, networks
from digitreader.recognition.model_files import model_folder

ROOT = Path(__file__).parents[2]
COUNTS = [[8, 2, 0, *[0] * 7, 0], [1, 9, 0, *[0] * 7, 0], [0, 0, 7, *[0] * 7, 3], *[[0] * 11 for _ in range(7)]]


@pytest.fixture(scope="module")
def figures() -> Figures:
    """The shipped ones."""
    return load_figures()


@pytest.fixture(scope="module")
def readme() -> str:
    """The README and the pages of docs/, on one line."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return " ".join(" ".join(page.read_text() for page in pages).split())


def percent(share: float, places: int = 1) -> str:
    return f"{100 * share:.{places}f} %"


def test_precision_and_recall_are_counted_by_columns_and_by_rows() -> None:
    zero, one, two, *rest = digit_scores(COUNTS)
    assert (zero.precision, zero.recall) == (pytest.approx(8 / 9), 0.8)
    assert (one.precision, one.recall) == (pytest.approx(9 / 11), 0.9)
    assert (two.precision, two.recall) == (1.0, 0.7)
    assert {(score.precision, score.recall) for score in rest} == {(0.0, 0.0)}


def test_the_most_frequent_confusions_come_first() -> None:
    assert confusions(COUNTS, 2) == [Confusion(2, 10, 3), Confusion(0, 1, 2)]


def test_the_shipped_figures_were_measured_on_the_shipped_networks() -> None:
    for name in ("real.json", "doubt.json", "corruptions.json"):
        measured = json.loads((model_folder() / name).read_text())["measured_on"]
        assert measured == networks(model_folder()), f"{name} is of other networks: run `make measure`"


def test_figures_of_other_networks_count_for_nothing(tmp_path: Path) -> None:
    for name in ("card.json", "lines.json", "real.json", "doubt.json", "corruptions.json", "corruptions.png"):
        shutil.copy(model_folder() / name, tmp_path)
    assert load_figures(tmp_path).real
    card = json.loads((tmp_path / "card.json").read_text())
    card["sha256"]["digits.tflite"] = "another"
    (tmp_path / "card.json").write_text(json.dumps(card))
    found = load_figures(tmp_path)
    assert (found.real, found.doubt, found.robustness) == (None, None, ())
    assert "real writing" not in model_card(tmp_path)


def test_a_folder_may_hold_one_network_alone(tmp_path: Path) -> None:
    shutil.copy(model_folder() / "lines.json", tmp_path)
    assert load_figures(tmp_path).tiles == {}
    assert model_card(tmp_path).lstrip().startswith("# Model card: lines")


@pytest.mark.parametrize("broken", [None, "{", "[1]"])
def test_missing_and_broken_figures_are_told_in_a_sentence(tmp_path: Path, broken: str | None) -> None:
    shutil.copy(model_folder() / "card.json", tmp_path)
    if broken is None:
        (tmp_path / "card.json").unlink()
    else:
        (tmp_path / "real.json").write_text(broken)
    with pytest.raises(ModelError, match="make measure"):
        load_figures(tmp_path)


def test_the_readme_gives_mnists_figures(figures: Figures, readme: str) -> None:
    card = figures.tiles
    low, high = card["mnist_test_accuracy_interval"]
    interval = f"{percent(low, 2)} to {percent(high, 2)}"
    right = percent(card["mnist_test_accuracy"], 2)
    assert f"names {right} right when asked which of ten digits each is (95 % Wilson interval {interval})" in readme
    eleven = percent(card["mnist_test_accuracy_eleven_classes"], 2)
    assert f"{eleven} when the {card['mnist_test_called_not_a_digit']} tiles" in readme
    assert f"{percent(card['mnist_test_accuracy_eleven_classes_int8'], 2)} where float32 has {eleven}" in readme
    assert f"It has {card['parameters']:,} parameters" in readme


@pytest.mark.parametrize(
    ("name", "called"),
    [("photos", "photos"), ("cheques", "amounts cut from real cheques"), ("forms", "scanned form fields")],
)
def test_the_readmes_table_gives_the_figures_of_real_writing(
    figures: Figures, readme: str, name: str, called: str
) -> None:
    score = figures.real[name]
    shares = " | ".join(percent(score[share]) for share in ("character_errors", "marked", "silent"))
    row = rf"\| {score['images']} {called}[^|]*\|[^|]*\| \*\*{percent(score['right'])}\*\* \| {re.escape(shares)} \|"
    assert re.search(row, readme), row


def test_the_readmes_table_gives_the_kinds_of_photos(figures: Figures, readme: str) -> None:
    kinds = figures.real["photos"]["kinds"]
    groups = {
        "of postcode boxes": {"postcode-boxes", "postcode-boxes-drawn"},
        "crops of ruled paper": {"ruled-paper-crop"},
        "sums, operators": {"expr-with-operators"},
    }
    groups["of phones, scans"] = kinds.keys() - set().union(*groups.values())
    for called, names in groups.items():
        images = sum(kinds[name]["images"] for name in names)
        right = sum(round(kinds[name]["images"] * kinds[name]["right"]) for name in names) / images
        row = rf"{images} {called}[^|]*\|[^|]*\| {percent(right).replace('.0', '(.0)?')} \|"
        assert re.search(row, readme), row


def test_the_readme_gives_the_other_figures_of_real_writing(figures: Figures, readme: str) -> None:
    real, mail = figures.real, figures.single_digits["usps_test"]
    both = [f"{100 * real[name]['right']:.1f}" for name in ("photos", "cheques", "forms")]
    assert f"both {both[0]}, {both[1]} and {both[2]} %" in readme
    assert f"{percent(real['forms']['right_without_start'])} of the form fields" in readme
    assert f"Of all these texts, {percent(real['all']['marked'])} are marked" in readme
    assert f"{percent(real['all']['silent'])} are wrong without a mark" in readme
    assert f"**{percent(mail['right'])}**; {percent(mail['right_of_ten'])} asked which of ten digits" in readme
    assert real["blank"]["images"] == 16
    assert f"read as nothing | 63 % | **{percent(real['blank']['right']).replace('.0', '')}**" in readme


def test_the_readme_gives_the_mean_over_the_corruptions(figures: Figures, readme: str) -> None:
    mean = next(row for row in figures.robustness if row["corruption"].startswith("mean of MNIST-C"))
    assert f"it names {percent(mean['error_of_ten'])} wrong on average" in readme


def test_the_card_gives_every_figure_that_the_page_gives(figures: Figures) -> None:
    card = model_card(model_folder())
    for row in figures.robustness:
        assert f"| {row['corruption']} | {row['error_of_ten']:.2%} | {row['error']:.2%} |" in card
    for name, score in figures.real.items():
        assert re.search(rf"\| \*\*{name}\*\* \| {score['images']:,} \| {score['right']:.1%} \|", card)
    for score in digit_scores(figures.confusion):
        assert f"| {score.digit} | {score.precision:.2%} | {score.recall:.2%} |" in card
