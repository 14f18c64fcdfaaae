from pathlib import Path

import numpy as np
import pytest
from fonts import font_bank, write_font

from digitreader.errors import DataError
from digitreader.training.data import fonts
from digitreader.training.data.fonts import HEIGHT, read_face, read_fonts


def test_digits_of_a_font_are_of_one_height_and_stand_on_one_line() -> None:
    face = font_bank().families[0][0]
    for digit in "0123456789":
        (shape,) = face.types[digit]
        assert shape.pixels.dtype == np.uint8
        assert shape.pixels.max() > 200
        assert abs(shape.top) < 0.06 * HEIGHT
        assert abs(shape.top + len(shape.pixels) - HEIGHT) < 0.06 * HEIGHT
        assert shape.advance > 0.3 * HEIGHT


def test_a_sign_may_have_several_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(tmp_path / "one.ttf")
    monkeypatch.setattr(fonts, "SAME", {"-": "-~"})
    face = read_face(tmp_path / "one.ttf")
    assert face is not None
    assert [len(face.types[sign]) for sign in "-+"] == [2, 1]


def test_a_sign_that_a_font_lacks_has_no_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(tmp_path / "one.ttf")
    monkeypatch.setattr(fonts, "SIGNS", ".\N{CJK UNIFIED IDEOGRAPH-4E00}")
    face = read_face(tmp_path / "one.ttf")
    assert face is not None
    assert set(face.types) == set("0123456789.")


def test_fonts_to_be_measured_with_are_never_trained_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(tmp_path / "one.ttf")
    monkeypatch.setattr(fonts, "MEASURED_WITH", ("aileron",))
    with pytest.raises(DataError, match="no fonts with digits"):
        read_fonts([tmp_path])


def test_files_that_are_no_fonts_are_left_out(tmp_path: Path) -> None:
    write_font(tmp_path / "one.otf")
    (tmp_path / "broken.ttf").write_bytes(b"nothing")
    (tmp_path / "licence.txt").write_text("free")
    train, held = read_fonts([tmp_path])
    assert train.sources == held.sources == ("font Aileron",)


def test_families_are_held_back_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(tmp_path / "one.ttf")
    write_font(tmp_path / "two.ttf")
    faces = iter(("Kept", "Held"))
    monkeypatch.setattr(fonts, "read_face", lambda path: fonts.Face(next(faces), {}))
    monkeypatch.setattr(fonts, "is_held_back", lambda name: name == "Held")
    train, held = read_fonts([tmp_path])
    assert (train.sources, held.sources) == (("font Kept",), ("font Held",))
