"""What a number must be: its length and its check digits.

python-stdnum computes the check digits. It also forgives spaces, dashes and other lengths; what was read in a picture
gets no such grace, so each check looks at the digits first. To add a check, write its function and its entry in CHECKS.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from digitreader.numbers.alphabet import GAP, WRITTEN, digits_of, parted
from digitreader.numbers.written import numbers_in

SAME = dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-") | {
    "*": "×", "\N{DOT OPERATOR}": "×", "\N{FRACTION SLASH}": "/", "\N{DIVISION SLASH}": "/", "_": GAP,
}  # what people type for a sign  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A kind of check digit.

    title: its name for people. lengths: how many digits such a number may have; empty for any. fits: whether a number's
    check digits are right, given the number and the country letters of an IBAN.
    """

    title: str
    lengths: tuple[int, ...]
    fits: Callable[[str, str], bool]


def luhn(text: str, country: str = "") -> bool:
    """Whether a number ends in its Luhn digit, as payment cards and IMEIs do (ISO/IEC 7812-1)."""
    return len(_number(text)) > 1 and _valid("luhn", text)


def isbn(text: str, country: str = "") -> bool:
    """Whether an ISBN of ten or thirteen digits is right; of ten, the last may be an X (ISO 2108)."""
    return bool(re.fullmatch("[0-9]{9}[0-9X]|[0-9]{13}", text)) and _valid("isbn", text)


def ean(text: str, country: str = "") -> bool:
    """Whether the eight or thirteen digits below a barcode are right (GS1 General Specifications, 7.9.1)."""
    return len(_number(text)) in (8, 13) and _valid("ean", text)


def mod97(text: str, country: str = "") -> bool:
    """Whether a number leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10; for IBANs ISO 13616-1).

    Args:
        text: the number with its two check digits last; of an IBAN what follows the country, check digits first.
        country: the two letters of an IBAN, or nothing.
    """
    if len(_number(text)) < 3:
        return False
    return _valid("iso7064.mod_97_10", text[2:] + country + text[:2] if country else text)


def _valid(kind: str, text: str) -> bool:
    """Whether a module of python-stdnum accepts a text."""
    return bool(_module(kind).is_valid(text))


@cache
def _module(kind: str) -> Any:
    """A module of python-stdnum, loaded when it is first needed: the package takes 60 ms."""
    return import_module(f"stdnum.{kind}")


def _as_written(sign: str) -> str:
    """A digit or sign that was typed, as lines hold it; nothing for anything else."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    found = SAME.get(sign, sign)
    return found if found in WRITTEN else ""


def _number(text: str) -> str:
    """A text if it is a number, otherwise nothing."""
    return text if text.isascii() and text.isdecimal() else ""


CHECKS = {
    "luhn": Check("Luhn (payment cards, IMEI)", (), luhn),
    "isbn": Check("ISBN (books)", (10, 13), isbn),
    "ean": Check("EAN (barcodes)", (8, 13), ean),
    "mod97": Check("Mod 97 (IBAN, ISO 7064)", (), mod97),
}


@dataclass(frozen=True)
class Expectation:
    """What every number on a page must be.

    length: how many digits; None for any. check: a key of CHECKS, or nothing. country: the two capital letters of an
    IBAN, for mod 97 only.
    """

    length: int | None = None
    check: str = ""
    country: str = ""

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many digits a number may have; empty for any."""
        return (self.length,) if self.length else CHECKS[self.check].lengths if self.check else ()

    def breach(self, written: str) -> str:
        """Say in a sentence what is wrong with a line as it was written; nothing if it is right or empty.

        Either its digits together are as expected, whatever signs and gaps part them, or each of its numbers is.
        """
        whole = self._breach(parted(written)[0])
        numbers = [number.written for number in numbers_in(written)] if whole else []
        breaches = {number: self._breach(parted(number)[0]) for number in numbers}
        said = [f"{number}: {breach}" for number, breach in breaches.items() if breach]
        return whole if len(numbers) == 1 else " ".join(said)

    def _breach(self, text: str) -> str:
        """Say what is wrong with a number's digits."""
        if not text:
            return ""
        if self.lengths and len(text) not in self.lengths:
            digits = f"{len(text)} digit{'' if len(text) == 1 else 's'}"
            return f"It has {digits}, not {' or '.join(map(str, self.lengths))}."
        if self.check and not CHECKS[self.check].fits(text, self.country):
            return f"Its check digit does not fit: {CHECKS[self.check].title}."
        return ""

    def number(self, typed: str) -> str | None:
        """The line that somebody typed, as it is written, or None if it holds no digit or more than digits and signs.

        Digits of any script count, and every dash is one. An expected ISBN may end in an X.
        """
        text = " ".join(unicodedata.normalize("NFKC", typed).split())
        ending = "X" if self.check == "isbn" and text[-1:] in ("x", "X") and len(parted(text)[0]) == 10 else ""
        body = [_as_written(sign) for sign in text[: len(text) - len(ending)]]
        written = "".join(body) + ending
        return written if all(body) and digits_of(written) else None
