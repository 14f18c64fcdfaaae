"""The words of the page "Model": every figure in a plain sentence, for those who cannot see a chart, too."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Confusion, Figures, Row, confusions
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.words import NO_BREAK

COLLECTIONS = {
    "photos": "photos",
    "cheques": "cheque amounts",
    "forms": "form fields",
    "blank": "pictures without digits",
}  # in the order in which they are shown
KINDS = {
    "canvas": "drawn on a screen",
    "cheque-amount": "amount on a cheque",
    "digit-table-scan": "scanned table of digits",
    "expr-with-operators": "sum, operators left out",
    "form-field-scan": "scanned form field",
    "light-on-dark": "light on dark",
    "no-digits": "without any digit",
    "page-photo": "photo of a full page",
    "pencil-scan": "scanned pencil",
    "phone-photo": "photo by a phone",
    "postcode-boxes": "postcode in boxes",
    "postcode-boxes-drawn": "postcode in drawn boxes",
    "ruled-paper-crop": "ruled paper",
    "scatter": "scattered digits",
}  # what the labels call them, in people's words
NOTHING = "none"  # what "not one digit" is called where there is little room


def share(value: float, places: int = 1) -> str:
    """Return a share of 1 in per cent, rounded: "94.2 %"."""
    return f"{100 * value:.{places}f}{NO_BREAK}%"


def collection(name: str, scores: Mapping[str, Any]) -> str:
    """Return what a collection of pictures is called, with their number: "86 photos"."""
    return f"{scores['images']:,} {COLLECTIONS.get(name, name)}"


def kind(name: str) -> str:
    """Return what a kind of picture is called."""
    return KINDS.get(name, name.replace("-", " "))


def in_order(real: Mapping[str, Any]) -> dict[str, Any]:
    """Return the collections in the order in which they are shown, without the sum of all."""
    known = [name for name in COLLECTIONS if name in real]
    return {name: real[name] for name in [*known, *real] if name != "all"}


def called(answer: int) -> str:
    """Return what one of eleven answers is called in a chart."""
    return NOTHING if answer == NOT_A_DIGIT else str(answer)


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def accuracy(card: Mapping[str, Any], digits: int) -> str:
    """Return how good the tiles' network is on MNIST, and how far chance may have helped."""
    low, high = card["mnist_test_accuracy_interval"]
    return (
        f"Shown {digits:,} handwritten digits that it had never seen, the network for single digits names "
        f"**{share(card['mnist_test_accuracy'], 2)}** of them right. Another {digits:,} would give a slightly "
        f"different figure; with 95{NO_BREAK}% certainty the truth lies between {share(low, 2)} and {share(high, 2)} "
        "(Wilson's interval)."
    )


def seeds(found: Mapping[str, Any]) -> str:
    """Return what the same training gave when chance began elsewhere, and what the networks know together."""
    each = listed([share(run["accuracy"], 2) for run in found["runs"]])
    low, high = found["together"]["interval"]
    start = "" if found.get("started_from", "nothing") == "nothing" else " from the same start"
    together = share(found["together"]["accuracy"], 2)
    return (
        f"Trained {len(found['runs'])} times by the same recipe{start}, each time with other random numbers, "
        f"networks like it name {each} right, {share(found['mean'], 2)} on average; asked together {together} "
        f"({share(low, 2)} to {share(high, 2)})."
    )


def reading(real: Mapping[str, Any]) -> str:
    """Return how much of each collection is read right."""
    parts = [f"{share(score['right'])} of {collection(name, score)}" for name, score in real.items()]
    return f"Read without a mistake: {listed(parts)}."


def silent(real: Mapping[str, Any]) -> str:
    """Return what the mistakes without a mark come to."""
    parts = [f"{share(score['silent'])} of {collection(name, score)}" for name, score in real.items()]
    return f"Wrong without warning: {listed(parts)}."


def doubts(curves: Mapping[str, Sequence[Row]], used: float) -> str:
    """Return what the app's own threshold marks and lets through."""
    found = {name: point for name, points in curves.items() for point in points if point["threshold"] == used}
    parts = [
        f"Of the {COLLECTIONS.get(name, name)} {share(p['marked'])} are marked and {share(p['silent'])} slip through."
        for name, p in found.items()
    ]
    return " ".join(parts)


def reliability(rows: Sequence[Row]) -> str:
    """Return how often digits were right for how sure the app was."""
    parts = [f"said {share(r['confidence'], 0)}, right {share(r['right'], 0)}" for r in rows]
    return f"{'; '.join(parts)}; {sum(int(r['digits']) for r in rows):,} digits in all."


def mistakes(counts: Sequence[Sequence[int]], most: int = 3) -> str:
    """Return how many digits were called something else, and which confusions are the most frequent."""
    total = sum(map(sum, counts))
    wrong = total - sum(row[digit] for digit, row in enumerate(counts))
    frequent = confusions(counts, most)
    named = f" Most often: {listed([_confused(error) for error in frequent])}." if frequent else ""
    return f"{wrong} of {total:,} test digits were taken for something else.{named}"


def _confused(error: Confusion) -> str:
    """Return one confusion in words."""
    what = '"not one digit"' if error.called == NOT_A_DIGIT else f"a {error.called}"
    return f"a {error.digit} for {what} ({error.times} {'time' if error.times == 1 else 'times'})"


def taken_for(counts: Sequence[Sequence[int]], digit: int) -> str:
    """Return what a digit is most often taken for."""
    others = [(times, other) for other, times in enumerate(counts[digit]) if other != digit and times]
    times, other = max(others, key=lambda found: found[0], default=(0, 0))
    return f"{called(other)} ({times})" if others else "nothing else"


def parted(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the rows of single corruptions, the digits as they are first, and those of their means."""
    means = [row for row in rows if str(row["corruption"]).startswith("mean ")]
    return [row for row in rows if row not in means], means


def corruptions(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what each corruption does."""
    single, means = parted(rows)
    told = [f"{row['corruption']} {share(row['error_of_ten'])}" for row in [*single, *means]]
    return f"Named wrong, of ten digits: {', '.join(told)}."


def mean_error(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the means over the corruptions in a sentence."""
    _, means = parted(rows)
    told = listed([f"the {row['corruption']} is {share(row['error_of_ten'])}" for row in means])
    return f"{told[:1].upper()}{told[1:]}."


def size(figures: Figures) -> str:
    """Return how many numbers both networks have learnt."""
    count = sum(card.get("parameters", 0) for card in (figures.tiles, figures.lines))
    return f"{count:,}"


def last_epoch(card: Mapping[str, Any], history: Sequence[Row]) -> str:
    """Return where the training of the tiles' network ended; its history is that of the training from nothing."""
    left = (
        f"at best {share(min(1 - row['val_accuracy'] for row in history), 2)} of the held-out digits were still wrong."
    )
    if card.get("started_from", "nothing") == "nothing":
        return f"{card['epochs']} rounds, of which number {card['best_epoch']} was kept; {left}"
    return (
        f"{len(history)} rounds from nothing; {left} Then it was refined, the last time by {card['epochs']} rounds "
        "that held pieces of drawn lines as they are cut when photos are read, and digits damaged on purpose; number "
        f"{card['best_epoch']} was the best of them. What serves is a mean: {share(card['kept_of_start'], 0)} of the "
        "network before and the rest of the one after."
    )


def line_epochs(card: Mapping[str, Any]) -> str:
    """Return how the line reader was trained."""
    return (
        f"{card['epochs']} rounds, started from {card['started_from']}: {card['strips']:,} strips of drawn writing, "
        f"each shown once. Of strips drawn from held-out digits it reads {share(card['made_strips_right'])} "
        "without a mistake; they are harder than most photos."
    )
