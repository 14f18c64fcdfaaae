"""Sentences on how pictures are read, for the page "Model"; screen readers read them in place of its charts."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Figures, Row
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.words import NO_BREAK

COLLECTIONS = {
    "photos": "photos",
    "cheques": "cheque amounts",
    "forms": "form fields",
    "blank": "pictures without digits",
}  # in the order shown
KINDS = {
    "canvas": "drawn on a screen",
    "cheque-amount": "amount on a cheque",
    "digit-table-scan": "scanned table of digits",
    "expr-with-operators": "sum, without its operators",
    "form-field-scan": "scanned form field",
    "light-on-dark": "light on dark",
    "no-digits": "without any digit",
    "page-photo": "photo of a full page",
    "pencil-scan": "scanned pencil",
    "phone-photo": "photo taken with a phone",
    "postcode-boxes": "postcode in boxes",
    "postcode-boxes-drawn": "postcode in drawn boxes",
    "ruled-paper-crop": "ruled paper",
    "scatter": "scattered digits",
}  # in the labels -> in plain words
NOTHING = "none"  # short for "not one digit"


def share(value: float, places: int = 1) -> str:
    """A share, 0 to 1, as a percentage: "94.2 %"."""
    return f"{100 * value:.{places}f}{NO_BREAK}%"


def collection(name: str, scores: Mapping[str, Any]) -> str:
    """A collection with its number of pictures: "86 photos"."""
    return f"{scores['images']:,} {COLLECTIONS.get(name, name)}"


def kind(name: str) -> str:
    """The plain name of a kind of picture; an unknown kind keeps its label, without hyphens."""
    return KINDS.get(name, name.replace("-", " "))


def in_order(real: Mapping[str, Any]) -> dict[str, Any]:
    """The collections in the order shown, without the total."""
    known = [name for name in COLLECTIONS if name in real]
    return {name: real[name] for name in [*known, *real] if name != "all"}


def called(answer: int) -> str:
    """The short name of one of the eleven answers."""
    return NOTHING if answer == NOT_A_DIGIT else str(answer)


def listed(parts: Sequence[str]) -> str:
    """Join parts as people do: "a", "a and b" or "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def reading(real: Mapping[str, Any]) -> str:
    """How much of each collection is read right."""
    parts = [f"{share(score['right'])} of {collection(name, score)}" for name, score in real.items()]
    return f"Read without a mistake: {listed(parts)}."


def silent(real: Mapping[str, Any]) -> str:
    """How much of each collection is wrong without a mark."""
    parts = [f"{share(score['silent'])} of {collection(name, score)}" for name, score in real.items()]
    return f"Wrong without warning: {listed(parts)}."


def doubts(curves: Mapping[str, Sequence[Row]], used: float) -> str:
    """What the threshold of the app marks, and what slips through."""
    found = {name: point for name, points in curves.items() for point in points if point["threshold"] == used}
    parts = [
        f"Of the {COLLECTIONS.get(name, name)} {share(p['marked'])} are marked and {share(p['silent'])} slip through."
        for name, p in found.items()
    ]
    return " ".join(parts)


def reliability(rows: Sequence[Row]) -> str:
    """How often digits were right, for each level of confidence."""
    parts = [f"said {share(r['confidence'], 0)}, right {share(r['right'], 0)}" for r in rows]
    return f"{'; '.join(parts)}; {sum(int(r['digits']) for r in rows):,} digits in all."


def size(figures: Figures) -> str:
    """How many parameters both networks have together."""
    count = sum(card.get("parameters", 0) for card in (figures.tiles, figures.lines))
    return f"{count:,}"
