"""The n best readings of a line that are numbers as expected."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp, log
from typing import Protocol

from digitreader.numbers.alphabet import digits_of
from digitreader.numbers.check_digits import Expectation

LEAST = 1e-6  # probability; the floor, so that a check digit can still bring up an unlikely digit
NOTHING = 0.2  # probability left over by a digit's values; above this the mark may be no digit
WORTH = 0.01  # of the likeliest text's probability; below it readings are offered only if that one breaks a check
TRIES = 3_000  # texts to look at: some 50 ms; mod 97 lets one in 97 through
Option = tuple[str, float]  # what may stand at a place, and its probability
Changes = tuple[tuple[int, int], ...]  # (place, option) for each place that does not take its likeliest option


class Guessable(Protocol):
    """A digit or sign as it was read."""

    @property
    def value(self) -> str:
        """What was read."""

    @property
    def confidence(self) -> float:
        """How sure that is, 0 to 1."""

    @property
    def alternatives(self) -> tuple[Option, ...]:
        """What else it may be."""


@dataclass(frozen=True)
class Place:
    """What may stand at one place of a text.

    at: its index. signs: likeliest first; "" leaves the place out. costs: negative log-probabilities.
    """

    at: int
    signs: tuple[str, ...]
    costs: tuple[float, ...]

    @property
    def step(self) -> float:
        """How much more the second likeliest sign costs than the likeliest."""
        return self.costs[1] - self.costs[0]


def guesses(line: Sequence[Guessable], expectation: Expectation, wanted: int = 3) -> list[str]:
    """The likeliest other readings of a line that are as expected, likeliest first.

    Any digit and sign may become one of its alternatives. A very doubtful digit may be left out, since it may be a
    stray mark; in a line with too many digits any digit may. Nothing is ever added but signs that may have been missed.

    Args:
        line: its digits and signs.
        expectation: what numbers must be.
        wanted: how many texts at most.
    """
    read = "".join(digit.value for digit in line)
    spare = bool(expectation.lengths) and len(digits_of(read)) > min(expectation.lengths)
    options = [_options(digit, spare) for digit in line]

    def fits(text: str) -> bool:
        return text != read and bool(digits_of(text)) and not expectation.breach(text)

    return likeliest(options, fits, wanted, least=0.0 if expectation.breach(read) else WORTH)


def _options(digit: Guessable, spare: bool) -> list[Option]:
    """What may stand at a digit's place; "" stands for no digit and gets the probability left over."""
    found = [(digit.value, digit.confidence), *digit.alternatives]
    if not digits_of(digit.value):
        return found
    nothing = max(0.0, 1 - sum(share for _, share in found))
    return [*found, ("", nothing)] if spare or nothing > NOTHING else found


def likeliest(
    options: Sequence[Sequence[Option]],
    fits: Callable[[str], bool],
    wanted: int,
    tries: int = TRIES,
    least: float = 0.0,
) -> list[str]:
    """The likeliest texts that fit, likeliest first; fewer than wanted if the tries run out.

    Args:
        options: for each place what may stand there.
        fits: whether a text will do.
        wanted: how many texts at most.
        tries: how many texts to look at.
        least: how likely a text must be, times the likeliest.
    """
    found: dict[str, None] = {}  # digits that are alike give the same text, whichever is left out
    for text, share in islice(_by_likelihood(options), tries):
        if len(found) == wanted or share < least:
            break
        if fits(text):
            found[text] = None
    return list(found)


def _by_likelihood(options: Sequence[Sequence[Option]]) -> Iterator[tuple[str, float]]:
    """Yield all texts, likeliest first, each with its probability relative to the likeliest.

    Best-first search over sets of changes to the likeliest text. Places are sorted by the cost of their first change.
    Each set leads to at most three others, which cost no less and are reached in no other way.
    """
    usual = [_place(at, place) for at, place in enumerate(options)]
    places = sorted((place for place in usual if len(place.signs) > 1), key=lambda place: place.step)
    heap: list[tuple[float, Changes]] = [(0.0, ())]
    while heap:
        cost, changes = heapq.heappop(heap)
        signs = [place.signs[0] for place in usual]
        for which, option in changes:
            signs[places[which].at] = places[which].signs[option]
        yield "".join(signs), exp(-cost)
        for more in _leads_to(changes, places):
            heapq.heappush(heap, (sum(places[k].costs[o] - places[k].costs[0] for k, o in more), more))


def _place(at: int, options: Sequence[Option]) -> Place:
    """A place of a text with its options sorted."""
    ordered = sorted(options, key=lambda option: -option[1])
    return Place(at, tuple(sign for sign, _ in ordered), tuple(-log(max(share, LEAST)) for _, share in ordered))


def _leads_to(changes: Changes, places: Sequence[Place]) -> Iterator[Changes]:
    """Yield the sets that follow one: its last place changes on, the next place joins, or replaces the last."""
    if not changes:
        if places:
            yield ((0, 1),)
        return
    *before, (last, option) = changes
    if option + 1 < len(places[last].signs):
        yield (*before, (last, option + 1))
    if last + 1 < len(places):
        yield (*changes, (last + 1, 1))
        if option == 1:
            yield (*before, (last + 1, 1))
