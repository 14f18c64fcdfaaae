"""Whether a point or a comma is the decimal mark, and what a number is worth then.

A number says it by its form, as 7,5 and 13.254,00 do, or leaves it open, as 1.234 does; then the rest of its page
says it.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

Convention = Literal["auto", "point", "comma"]
Mark = Literal["point", "comma"]
MARKS: tuple[Mark, ...] = get_args(Mark)
CONVENTIONS: tuple[Convention, ...] = get_args(Convention)

WHOLE = r"[0-9]+|[1-9][0-9]{0,2}(?:G[0-9]{3})+"  # G: what parts the groups
LAKHS = r"|[1-9][0-9]?(?:G[0-9]{2})+G[0-9]{3}"  # 12,34,567 as in India, where commas part the groups
TWICE = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,])(?:[0-9]{3}(?P=mark))+(?:[0-9]{1,2}|[0-9]{4,})")


def _form(decimal: str, groups: str, whole: str) -> re.Pattern[str]:
    """The form of a number with this decimal mark."""
    return re.compile(f"(?:{whole.replace('G', re.escape(groups))})?(?:{re.escape(decimal)}[0-9]+)?")


FORMS = {"point": _form(".", ",", WHOLE + LAKHS), "comma": _form(",", ".", WHOLE)}
SIGN = {"point": ".", "comma": ","}


def worths(body: str, *, whole: bool = False) -> dict[Mark, str]:
    """What digits with points and commas are worth by each decimal mark that their form allows.

    Args:
        body: at least one digit.
        whole: a closing sign, as in 1.000.- or 250,-, says that nothing follows the decimal mark.

    >>> worths("1.234")
    {'point': '1.234', 'comma': '1234'}
    >>> worths("13.254,00")
    {'comma': '13254.00'}
    >>> worths("12.3.2020")
    {}
    """
    found: dict[Mark, str] = {mark: _plain(body, mark) for mark in MARKS if FORMS[mark].fullmatch(body)}
    closed = {mark: worth for mark, worth in found.items() if "." not in worth}
    return closed if whole and closed else found


def settled(numbers: Iterable[dict[Mark, str]]) -> Mark | None:
    """The decimal mark of a page, by the worths of its numbers: the one that all allow; None while that is open."""
    said = {mark for worth in numbers if len(worth) == 1 for mark in worth}
    return said.pop() if len(said) == 1 else None


def value(body: str, mark: Mark | None, *, whole: bool = False) -> tuple[str | None, bool]:
    """What digits with points and commas are worth, and whether they could be worth something else.

    Where nothing settles it, three digits behind one mark are taken for thousands, which are written more often than
    thousandths; that is told as doubtful. So is a mark that stands both between thousands and before the decimals
    (1.234.50), for point and comma are easily taken for each other. None: it is no single number, such as 12.3.2020.

    Args:
        body: at least one digit.
        mark: the decimal mark of the page, if it is known.
        whole: see worths.

    >>> value("1.234", None), value("1.234", "point"), value("7,5", None), value("12.3.2020", None)
    (('1234', True), ('1.234', False), ('7.5', False), (None, False))
    """
    found = worths(body, whole=whole)
    if mark in found:
        return found[mark], False
    if found:
        thousands = min(found.values(), key=lambda worth: "." in worth)
        return thousands, len(set(found.values())) > 1
    if twice := TWICE.fullmatch(body):
        before, _, after = body.rpartition(twice["mark"])
        return f"{before.replace(twice['mark'], '')}.{after}", True
    return None, False


def _plain(body: str, mark: Mark) -> str:
    """A number with a decimal point, if any, and without groups and leading zeros."""
    whole, point, decimals = "".join(sign for sign in body if sign.isdigit() or sign == SIGN[mark]).partition(
        SIGN[mark]
    )
    return f"{whole.lstrip('0') or '0'}{'.' if point else ''}{decimals}"
