"""What was used is all named, with its licence."""

from pathlib import Path

from digitreader.modelcard.attributions import UNKNOWN, attributions, trained_on
from digitreader.modelcard.metrics import load_figures

ROOT = Path(__file__).parents[2]


def test_everything_the_shipped_networks_were_trained_on_is_known_with_its_licence() -> None:
    found = trained_on(load_figures().trained_on)
    assert found
    assert [source.name for source in found if source.licence == UNKNOWN] == []


def test_a_source_named_twice_is_told_once_and_an_unknown_one_keeps_its_name() -> None:
    found = trained_on(["MNIST train (11 of 12 parts)", "MNIST train", "mine.npz"])
    assert [source.name for source in found] == ["MNIST, 70,000 digits", "mine.npz"]
    assert found[1].licence == UNKNOWN


def test_the_hands_of_pen_strokes_are_credited_with_their_licence() -> None:
    found = trained_on(["MNIST train", "unipen", "pendigits"])
    assert [source.licence.split(",")[0] for source in found[1:]] == ["CC BY 4.0", "CC BY 4.0"]


def test_fonts_are_credited_together_by_their_licence() -> None:
    found = trained_on(["font Lato", "MNIST train", "font Dosis", "font Open Sans", "font Mine"])
    assert [(source.name, source.licence) for source in found[1:]] == [
        ("Fonts: Dosis, Lato", "SIL Open Font License 1.0 or 1.1"),
        ("Fonts: Mine", UNKNOWN),
        ("Fonts: Open Sans", "Apache-2.0"),
    ]


def test_every_package_that_is_installed_with_the_app_is_named() -> None:
    named = " ".join(source.name for source in attributions([])).lower().replace(" ", "-")
    pins = [line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line]
    assert [package for package in pins if package not in named] == []
