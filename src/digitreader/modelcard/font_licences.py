"""Licences of the fonts that lines were printed in to train on."""

from collections.abc import Iterable

FONT = "font "  # how cards name one, before its family
FONTS = {
    "SIL Open Font License 1.0 or 1.1": (
        *("Allerta", "Andika", "Arimo", "Averia GWF", "B612", "Bebas Neue", "Because We", "Breip", "Cabin"),
        *("Charis SIL", "Chilanka", "Comfortaa", "Comic Neue", "Compagnon", "Courier Prime", "Cousine", "DSEG"),
        *("Dancing Script", "Dosis", "DotGothic16", "Ecolier_court", "GFS Didot", "Humor Sans", "Inconsolata"),
        *("Jura", "Karla", "Kaushan Script", "Klee One", "Kristi", "Lato", "League Spartan", "Old Standard TT"),
        *("Play", "Quicksand", "Routed Gothic", "Tinos", "Tomson Talks", "Yanone Kaffeesatz", "Yusei Magic"),
    ),
    "Apache-2.0": ("Open Sans",),
    "Bitstream Vera": ("DejaVu",),
    "public domain": ("OCRA",),
}


def by_licence(families: Iterable[str]) -> dict[str, list[str]]:
    """Sort font families by their licence; it is empty where it is not known."""
    found: dict[str, list[str]] = {}
    for family in sorted(set(families)):
        licence = next((licence for licence, known in FONTS.items() if family.startswith(known)), "")
        found.setdefault(licence, []).append(family)
    return found
