"""Sentences on the networks, for the page "Model": how good they are, and how they were trained."""

from collections.abc import Mapping, Sequence
from typing import Any

from digitreader.modelcard.metrics import Confusion, Row, confusions
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.ui.model.model_words import called, listed, share
from digitreader.ui.words import NO_BREAK


def accuracy(card: Mapping[str, Any], digits: int) -> str:
    """The accuracy of the network for single digits on MNIST, with its 95 % interval."""
    low, high = card["mnist_test_accuracy_interval"]
    return (
        f"Shown {digits:,} handwritten digits that it had never seen, the network for single digits names "
        f"**{share(card['mnist_test_accuracy'], 2)}** of them right. Another {digits:,} would give a slightly "
        f"different figure: the 95{NO_BREAK}% confidence interval lies between {share(low, 2)} and {share(high, 2)} "
        "(Wilson)."
    )


def seeds(found: Mapping[str, Any]) -> str:
    """How good the same training is from other random seeds, and those networks together."""
    each = listed([share(run["accuracy"], 2) for run in found["runs"]])
    low, high = found["together"]["interval"]
    start = "" if found.get("started_from", "nothing") == "nothing" else " from the same start"
    together = share(found["together"]["accuracy"], 2)
    return (
        f"Trained {len(found['runs'])} times by the same recipe{start}, each time with other random numbers, such "
        f"networks name {each} right, {share(found['mean'], 2)} on average; together they name {together} right "
        f"({share(low, 2)} to {share(high, 2)})."
    )


def mistakes(counts: Sequence[Sequence[int]], most: int = 3) -> str:
    """How many digits were named wrong, and the most frequent confusions."""
    total = sum(map(sum, counts))
    wrong = total - sum(row[digit] for digit, row in enumerate(counts))
    frequent = confusions(counts, most)
    named = f" Most often: {listed([_confused(error) for error in frequent])}." if frequent else ""
    return f"{wrong} of {total:,} test digits were taken for something else.{named}"


def _confused(error: Confusion) -> str:
    """One confusion: "a 9 for a 4 (5 times)"."""
    what = '"not one digit"' if error.called == NOT_A_DIGIT else f"a {error.called}"
    return f"a {error.digit} for {what} ({error.times} {'time' if error.times == 1 else 'times'})"


def taken_for(counts: Sequence[Sequence[int]], digit: int) -> str:
    """What a digit is most often taken for, and how often: "4 (5)"."""
    others = [(times, other) for other, times in enumerate(counts[digit]) if other != digit and times]
    times, other = max(others, key=lambda found: found[0], default=(0, 0))
    return f"{called(other)} ({times})" if others else "nothing else"


def split_means(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The rows of single corruptions, and those of means over several."""
    means = [row for row in rows if str(row["corruption"]).startswith("mean ")]
    return [row for row in rows if row not in means], means


def corruptions(rows: Sequence[Mapping[str, Any]]) -> str:
    """The error under each corruption."""
    single, means = split_means(rows)
    told = [f"{row['corruption']} {share(row['error_of_ten'])}" for row in [*single, *means]]
    return f"Named wrong, of ten digits: {', '.join(told)}."


def mean_error(rows: Sequence[Mapping[str, Any]]) -> str:
    """The mean errors over corruptions, in one sentence."""
    _, means = split_means(rows)
    told = listed([f"the {row['corruption']} is {share(row['error_of_ten'])}" for row in means])
    return f"{told[:1].upper()}{told[1:]}."


def last_epoch(card: Mapping[str, Any], history: Sequence[Row]) -> str:
    """How the training of the digit network ended.

    The history holds the training from scratch alone; the card counts the epochs of a refinement.
    """
    left = (
        f"at best {share(min(1 - row['val_accuracy'] for row in history), 2)} of the held-out digits were still wrong."
    )
    if card.get("started_from", "nothing") == "nothing":
        return f"{card['epochs']} epochs, of which number {card['best_epoch']} was kept; {left}"
    return (
        f"{len(history)} epochs from scratch; {left} Then it was refined, the last time by {card['epochs']} epochs "
        "on corrupted digits and on pieces of synthetic lines, cut as photos are; number "
        f"{card['best_epoch']} was the best of them. The app uses an average of both: "
        f"{share(card['kept_of_start'], 0)} of the network before, the rest of the network after."
    )


def line_epochs(card: Mapping[str, Any]) -> str:
    """How the line reader was trained, and how well it reads synthetic strips."""
    return (
        f"{card['epochs']} epochs, started from {card['started_from']}: {card['strips']:,} synthetic strips, "
        f"each shown once. Of strips drawn from held-out digits it reads {share(card['made_strips_right'])} "
        "without a mistake; these are harder than most photos."
    )
