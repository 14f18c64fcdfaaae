"""The notebook's figures, drawn and looked into."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from digitreader.modelcard.metrics import DigitScore
from training_views import plots
from training_views.explore import ConfidenceBin, layers_of
from digitreader.training.network import build_network

ROWS = [
    {"epoch": e, "loss": 1 / (e + 1), "accuracy": 0.9, "val_loss": loss, "val_accuracy": 0.95, "learning_rate": rate}
    for e, (loss, rate) in enumerate([(0.5, 1e-3), (0.2, 1e-3), (0.3, 1e-3), (0.25, 5e-4)])
]


def drawn(figure: Figure) -> np.ndarray:
    """The figure as pixels, as a notebook shows it."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    with Image.open(stream) as image:
        return np.asarray(image.convert("RGB"))


def test_each_tile_is_shown_with_its_title_and_wrong_ones_in_red() -> None:
    figure = plots.tiles(np.eye(28)[None].repeat(3, axis=0), 2, ["a", "b", "c"], [False, True, False])
    assert [axes.get_title() for axes in figure.axes] == ["a", "b", "c", ""]
    assert [axes.title.get_color() == plots.RED for axes in figure.axes[:3]] == [False, True, False]
    assert [len(axes.images) for axes in figure.axes] == [1, 1, 1, 0]


def test_ink_is_drawn_dark_on_paper_be_it_a_tile_or_a_mask() -> None:
    ink = np.zeros((28, 28), bool)
    ink[:, :14] = True
    for figure in (plots.tiles(ink[None].astype(float), 1), plots.pictures([ink], ["ink"])):
        pixels = drawn(figure).astype(int).sum(axis=2)
        middle = pixels[len(pixels) // 2]
        left, right = middle[len(middle) // 4], middle[3 * len(middle) // 4]
        assert left < 150 < 600 < right


def test_every_digit_is_counted() -> None:
    figure = plots.counts(np.array([0, 0, 3, 9], np.uint8))
    assert [text.get_text() for text in figure.axes[0].texts] == ["2", "0", "0", "1", "0", "0", "0", "0", "0", "1"]


def test_a_network_is_drawn_from_its_input_to_its_answers() -> None:
    figure = plots.network(layers_of(build_network(width=0.1)))
    said = [text.get_text() for text in figure.axes[0].texts]
    assert said[0] == "28x28\n1 deep"
    assert said[-1] == "11\nnumbers"
    assert len(said) == 1 + 5 + 2  # the input, five convolutions, two dense layers


def test_a_history_marks_the_best_epoch_and_where_the_learning_rate_fell() -> None:
    figure = plots.history(ROWS, "title")
    for axes in figure.axes:
        lines = {line.get_label(): line for line in axes.get_lines()}
        assert list(lines["best epoch"].get_xdata()) == [2]
        assert [
            line.get_xdata()[0] for line in axes.get_lines() if line.get_linestyle() == ":" and any(line.get_xdata())
        ] == [3.5]
    wrong = {line.get_label(): line for line in figure.axes[1].get_lines()}["validation"]
    np.testing.assert_allclose(wrong.get_ydata(), 0.05)


def test_a_history_of_a_single_epoch_can_be_drawn() -> None:
    assert drawn(plots.history(ROWS[:1])).std() > 0


def test_the_confusion_matrix_tells_every_number_but_zero_and_paints_mistakes_red() -> None:
    numbers = np.diag([100] * 11)
    numbers[4, 9] = 7
    axes = plots.confusion(numbers).axes[0]
    assert sorted(text.get_text() for text in axes.texts) == sorted(["100"] * 10 + ["7"])
    colours = np.asarray(axes.images[0].get_array())
    assert colours.shape[:2] == (10, 11)
    np.testing.assert_allclose(colours[4, 9, :3], [0xC0 / 255, 0x39 / 255, 0x2F / 255], atol=0.01)
    assert colours[4, 4, 2] > colours[4, 4, 0]


def test_precision_and_recall_are_both_shown() -> None:
    axes = plots.scores([DigitScore(0, 0.9, 0.8), DigitScore(1, 0.7, 0.95)]).axes[0]
    shown = {line.get_label().split(":")[0]: list(line.get_ydata()) for line in axes.get_lines()}
    assert shown == {"recall": [0.8, 0.95], "precision": [0.9, 0.7]}


def test_filters_share_one_scale_on_which_nothing_is_nothing() -> None:
    found = np.stack([np.full((5, 5), 2.0), np.full((5, 5), -1.0)])
    limits = [axes.images[0].get_clim() for axes in plots.filters(found, 2).axes]
    assert limits == [(-2, 2), (-2, 2)]


def test_the_most_active_feature_maps_are_shown_in_a_row_for_each_convolution() -> None:
    maps = np.zeros((3, 4, 4))
    maps[2, 0, 0] = 1
    figure = plots.feature_maps(np.eye(28), [maps], columns=2)
    shown = [axes.images[0].get_array() if axes.images else None for axes in figure.axes]
    np.testing.assert_array_equal(shown[0], np.eye(28))
    assert shown[1] is None
    np.testing.assert_array_equal(shown[2], maps[2])


def test_a_reliability_diagram_has_a_dot_for_each_bin() -> None:
    before, after = [ConfidenceBin(10, 0.9, 0.6), ConfidenceBin(1000, 0.99, 0.97)], [ConfidenceBin(1010, 0.95, 0.95)]
    figure = plots.reliability([before, after], ["before", "after"])
    assert [axes.get_title() for axes in figure.axes] == ["before", "after"]
    dots = figure.axes[0].collections[0]
    np.testing.assert_allclose(dots.get_offsets(), [[0.9, 0.6], [0.99, 0.97]])
    small, large = dots.get_sizes()
    assert small < large


@pytest.mark.parametrize("name", ["BLUE", "AMBER", "RED"])
def test_colours_stand_out_on_the_paper(name: str) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    assert (luminance(plots.PAPER) + 0.05) / (luminance(getattr(plots, name)) + 0.05) > 3  # WCAG 2, graphics
