"""The theme's colours: whether they can be told apart (WCAG 2.2, level AA)."""

import tomllib

import pytest
from browsing import ROOT

from digitreader.ui.model import charts, curves

Rgb = tuple[float, float, float]

THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
TEXT, EDGE = 4.5, 3.0  # the least contrast of text, and of what shows where a field is (success criteria 1.4.3, 1.4.11)
FADED = 0.6  # how much of the text's colour Streamlit gives to captions
CHOSEN = 0.1  # how much of the first colour lies under the text of what is chosen
BOTH = pytest.mark.parametrize("theme", ["light", "dark"])
GROUNDS = pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])


def colour(theme: str, name: str) -> Rgb:
    return rgb(THEME[theme][name])


def rgb(value: str) -> Rgb:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def over(colour: Rgb, ground: Rgb, share: float) -> Rgb:
    """Return a colour laid over a ground, of which so much is seen."""
    red, green, blue = (share * c + (1 - share) * g for c, g in zip(colour, ground, strict=True))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    shares = (value / 255 for value in colour)
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@BOTH
@GROUNDS
@pytest.mark.parametrize("name", ["textColor", "linkColor", "codeTextColor"])
def test_text_stands_out_from_both_grounds(theme: str, ground: str, name: str) -> None:
    assert contrast(colour(theme, name), colour(theme, ground)) >= TEXT


@BOTH
@GROUNDS
def test_captions_stand_out_too_although_they_are_faded(theme: str, ground: str) -> None:
    paper = colour(theme, ground)
    assert contrast(over(colour(theme, "textColor"), paper, FADED), paper) >= TEXT


@BOTH
@GROUNDS
def test_what_is_chosen_can_be_read(theme: str, ground: str) -> None:
    first = colour(theme, "primaryColor")
    assert contrast(first, over(first, colour(theme, ground), CHOSEN)) >= TEXT


def test_white_can_be_read_on_the_light_theme_s_main_button() -> None:
    assert contrast((255, 255, 255), colour("light", "primaryColor")) >= TEXT


@BOTH
@GROUNDS
def test_edges_of_fields_can_be_seen(theme: str, ground: str) -> None:
    assert contrast(colour(theme, "borderColor"), colour(theme, ground)) >= EDGE


@BOTH
@pytest.mark.parametrize("hue", curves.HUES)
def test_the_colours_of_charts_can_be_seen(theme: str, hue: str) -> None:
    assert contrast(rgb(hue), colour(theme, "backgroundColor")) >= EDGE


def test_white_can_be_read_on_the_bars_of_charts() -> None:
    assert contrast((255, 255, 255), rgb(charts.BLUE)) >= TEXT
