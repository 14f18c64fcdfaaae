"""What a number must be: so many digits, and check digits that fit."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

SEPARATORS = re.compile(r"[\s.,/_()\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}-]+")  # people group digits


@dataclass(frozen=True)
class Check:
    """A way in which the last digits of a number follow from the others.

    title: what people call it. lengths: how many digits such a number may have, any number if empty. fits: whether a
    number's check digits are right; it takes the number and the country letters of an IBAN.
    """

    title: str
    lengths: tuple[int, ...]
    fits: Callable[[str, str], bool]


def luhn(text: str) -> bool:
    """Return whether a number's last digit is right by Luhn's rule, as on payment cards and in IMEIs.

    Source: ISO/IEC 7812-1:2017, annex B.
    """
    doubled = "0246813579"  # twice a digit, its figures added: 2 * 7 = 14, 1 + 4 = 5
    digits = [doubled[int(sign)] if place % 2 else sign for place, sign in enumerate(reversed(_number(text)))]
    return len(digits) > 1 and sum(map(int, digits)) % 10 == 0


def isbn10(text: str) -> bool:
    """Return whether an ISBN of ten signs is right; its last sign may be an X, which stands for ten.

    Source: ISO 2108:1992.
    """
    if not re.fullmatch(r"[0-9]{9}[0-9X]", text):
        return False
    values = [10 if sign == "X" else int(sign) for sign in text]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def isbn13(text: str) -> bool:
    """Return whether an ISBN of thirteen digits is right.

    Source: ISO 2108:2017.
    """
    return text.startswith(("978", "979")) and ean13(text)


def ean8(text: str) -> bool:
    """Return whether the eight digits below a small barcode are right."""
    return len(text) == 8 and _ean(text)


def ean13(text: str) -> bool:
    """Return whether the thirteen digits below a barcode are right."""
    return len(text) == 13 and _ean(text)


def _ean(text: str) -> bool:
    """Return whether the last digit fits: weights 1, 3, 1, 3, ... from the right.

    Source: GS1 General Specifications, 7.9.1.
    """
    digits = [int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(reversed(_number(text)))]
    return bool(digits) and sum(digits) % 10 == 0


def mod97(text: str, country: str = "") -> bool:
    """Return whether a number leaves 1 when it is divided by 97.

    Args:
        text: the number, its two check digits last; of an IBAN what follows its country letters, check digits first.
        country: the two letters of an IBAN, or nothing.

    Source: ISO/IEC 7064:2003 (MOD 97-10) and ISO 13616-1:2020 (IBAN).
    """
    if len(_number(text)) < 3:
        return False
    letters = "".join(str(int(letter, 36)) for letter in country)  # A is 10, Z is 35
    whole = text[2:] + letters + text[:2] if country else text
    return reduce(lambda rest, sign: (10 * rest + int(sign)) % 97, whole, 0) == 1


def _number(text: str) -> str:
    """Return a text that is a number, nothing for any other."""
    return text if text.isascii() and text.isdecimal() else ""


CHECKS = {
    "luhn": Check("Luhn (payment cards, IMEI)", (), lambda text, _: luhn(text)),
    "isbn": Check("ISBN (books)", (10, 13), lambda text, _: isbn10(text) or isbn13(text)),
    "ean": Check("EAN (barcodes)", (8, 13), lambda text, _: ean8(text) or ean13(text)),
    "mod97": Check("Mod 97 (IBAN, ISO 7064)", (), mod97),
}


@dataclass(frozen=True)
class Expectation:
    """What every number must be.

    length: how many digits, None for any number of them. check: a key of CHECKS, or nothing. country: for mod 97 the
    two capital letters of an IBAN, or nothing.
    """

    length: int | None = None
    check: str = ""
    country: str = ""

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many digits a number may have; empty where any number of them will do."""
        return (self.length,) if self.length else CHECKS[self.check].lengths if self.check else ()

    def breach(self, text: str) -> str:
        """Return in a sentence what is wrong with a number, nothing where all is well; no number breaks no rule."""
        if not text:
            return ""
        if self.lengths and len(text) not in self.lengths:
            digits = f"{len(text)} digit{'' if len(text) == 1 else 's'}"
            return f"It has {digits}, not {' or '.join(map(str, self.lengths))}."
        if self.check and not CHECKS[self.check].fits(text, self.country):
            return f"Its check digit does not fit: {CHECKS[self.check].title}."
        return ""

    def number(self, typed: str) -> str | None:
        """Return the number that somebody typed, None where it holds anything but digits and what parts them.

        Digits of any script count. Where ISBNs are expected the last sign may be an X.
        """
        text = SEPARATORS.sub("", unicodedata.normalize("NFKC", typed))
        ending = text[-1:].upper() if self.check == "isbn" and len(text) == 10 and text[-1] in "xX" else ""
        body = text[: len(text) - len(ending)]
        return "".join(str(unicodedata.decimal(sign)) for sign in body) + ending if body.isdecimal() else None
