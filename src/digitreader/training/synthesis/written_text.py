"""What people write into a line: numbers, amounts, dates, times, sums, rows of a table."""

from collections.abc import Callable

import numpy as np

from digitreader.numbers.alphabet import GAP
from digitreader.training.synthesis.handwriting import random_digits

TRIES, FILLED = 6, 0.8  # texts drawn until one fills so much of the room

Draw = Callable[[np.random.Generator], str]


def draw_text(room: int, rng: np.random.Generator) -> str:
    """Draw a text of digits, SIGNS and gaps, made for about so many places."""
    kinds = np.array([weight for weight, _ in KINDS])
    kind = KINDS[int(rng.choice(len(KINDS), p=kinds / kinds.sum()))][1]
    if kind is plain:
        return plain(room, rng)
    text = kind(rng)
    while len(text) < room and rng.random() < 0.3:
        text += GAP + kind(rng)
    return text


def fill_room(room: float, step: float, rng: np.random.Generator) -> str:
    """A text that fills the room, but for one in ten; room and step, from digit to digit, are in digit heights."""
    tries = 1 if rng.random() < 0.1 else TRIES
    best = ""
    for _ in range(tries):
        text = draw_text(max(1, int(rng.uniform(0.75, 1.05) * room / step)), rng)
        wide = sum(1.2 + step if sign == GAP else step if sign.isdigit() else 0.5 * step for sign in text)
        if len(text) > len(best) and (wide < room or not best):
            best = text
        if FILLED * room < wide < room:
            return text
    return best


def plain(count: int, rng: np.random.Generator) -> str:
    """Digits alone: sometimes they end in zeros or repeat one digit."""
    return "".join(map(str, random_digits(max(count, 1), rng)))


def amount(rng: np.random.Generator) -> str:
    """An amount with its thousands set off, and what writers close it with."""
    groups = int(rng.integers(1, 4))
    text = str(rng.integers(1, 1000))
    apart = str(rng.choice((".", ",", "-", "")))
    for _ in range(groups - 1):
        text += apart + ("000" if rng.random() < 0.35 else f"{rng.integers(1000):03d}")
    ends = ("", ".", ",", "-", ".-", ",-", "--", "=", ",00", ".00", ".--", ",--", f",{rng.integers(100):02d}")
    return text + str(rng.choice(ends))


def decimal(rng: np.random.Generator) -> str:
    """A number with decimals, sometimes negative."""
    sign = "-" if rng.random() < 0.2 else ""
    return f"{sign}{_number(3, rng)}{rng.choice(('.', ','))}{plain(int(rng.integers(1, 4)), rng)}"


def date(rng: np.random.Generator) -> str:
    """A date, or a part of one."""
    apart = str(rng.choice(("/", ".", "-")))
    day, month, year = int(rng.integers(1, 32)), int(rng.integers(1, 13)), int(rng.integers(1850, 2030))
    padded = rng.random() < 0.5
    parts = [f"{day:02d}" if padded else str(day), f"{month:02d}" if padded else str(month)]
    kind = rng.random()
    if kind < 0.7:
        parts.append(str(year) if rng.random() < 0.6 else f"{year % 100:02d}")
    if kind > 0.9:
        return f"{day}." if rng.random() < 0.5 else f"{year}."
    return apart.join(parts)


def time(rng: np.random.Generator) -> str:
    """A time of day."""
    return f"{rng.integers(24)}{rng.choice((':', '.'), p=(0.8, 0.2))}{rng.integers(60):02d}"


def term(rng: np.random.Generator) -> str:
    """A sum with or without its result."""
    operator = str(rng.choice(list("+-×÷:/")))
    space = "" if rng.random() < 0.4 else GAP
    text = f"{_number(3, rng)}{space}{operator}{space}{_number(3, rng)}"
    kind = rng.random()
    if kind < 0.8:
        text += f"{space}="
    return text + f"{space}{_number(4, rng)}" if kind < 0.6 else text


def negative(rng: np.random.Generator) -> str:
    """A number with its sign."""
    return f"{rng.choice(('-', '+'), p=(0.75, 0.25))}{_number(4, rng)}"


def bracketed(rng: np.random.Generator) -> str:
    """A number in brackets, or one that a bracket closes."""
    return f"({_number(3, rng)})" if rng.random() < 0.8 else f"{rng.integers(1, 30)})"


def percent(rng: np.random.Generator) -> str:
    """A share in percent."""
    number = decimal(rng) if rng.random() < 0.4 else _number(2, rng)
    return f"{number}{GAP if rng.random() < 0.4 else ''}%"


def row(rng: np.random.Generator) -> str:
    """Numbers with gaps between them, as in a row of a table."""
    kind = (decimal, negative, None)[int(rng.choice(3, p=(0.2, 0.1, 0.7)))]
    longest = int(rng.integers(1, 5))
    return GAP.join(kind(rng) if kind else _number(longest, rng) for _ in range(int(rng.integers(2, 7))))


def fraction(rng: np.random.Generator) -> str:
    """A fraction, a mark out of so many, or a number with a part behind a slash or dash."""
    return f"{_number(3, rng)}{rng.choice(('/', '-'), p=(0.7, 0.3))}{_number(4, rng)}"


def _number(longest: int, rng: np.random.Generator) -> str:
    return plain(int(rng.integers(1, longest + 1)), rng)


KINDS: tuple[tuple[float, Callable[..., str]], ...] = (
    (0.42, plain),
    (0.18, amount),
    (0.06, decimal),
    (0.07, date),
    (0.02, time),
    (0.06, term),
    (0.03, negative),
    (0.02, bracketed),
    (0.02, percent),
    (0.09, row),
    (0.015, fraction),
)
