"""What the benchmark measures on, and how it counts; bench/ is no package."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(autouse=True)
def _beside_the_benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))


def test_generated_pictures_are_the_same_each_time_and_have_a_label_each(tmp_path):
    from pictures import PHONE, make_pictures

    (first, phone), (second, _) = (make_pictures(tmp_path / name, [], 2) for name in "ab")
    assert [labels.parent.name for labels in (first, phone)] == ["made-pen", "made-phone"]
    assert [max(Image.open(io.BytesIO(file.read_bytes())).size) for file in phone.parent.glob("*.jpg")] == [PHONE]
    pictures = sorted(first.parent.glob("*.jpg"))
    assert len(pictures) == 4
    assert [file.read_bytes() for file in pictures] == [
        file.read_bytes() for file in sorted(second.parent.glob("*.jpg"))
    ]


def test_a_kind_is_one_of_lines_where_no_label_has_several(tmp_path):
    from compare import load
    from pictures import LINE, SHEET

    labels = tmp_path / "labels.csv"
    labels.write_text("file,text,kind\na.jpg,12,cheque\nb.jpg,12,page\nc.jpg,1|2,page\nd.jpg,,blank\n")
    assert [picture.shape for picture in load(labels)] == [LINE, SHEET, SHEET, SHEET]


def test_a_rivals_figures_are_followed_by_their_ratio_to_the_first():
    from compare import _ratios

    assert _ratios([2, 3, 1]) == ["2.0", "3.0 (1.5x)", "1.0 (0.5x)"]
    assert _ratios([0, 3]) == ["0.0", "3.0"]


def test_generated_digits_are_dark_on_paper():
    from pictures import LINE, draw_picture

    picture = draw_picture(["0123456789"], LINE, None, np.random.default_rng(0))
    assert picture.shape[1] > 3 * picture.shape[0]
    assert 0.02 < (picture[..., 1] < 0.6 * np.median(picture[..., 1])).mean() < 0.3
