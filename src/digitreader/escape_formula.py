"""Keeps spreadsheets from running a text as a formula."""

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip

SIGNED = re.compile(r"[+-][0-9]+([.,][0-9]+)*")  # what a spreadsheet makes of such a number is that number


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run.

    Source: OWASP, "CSV Injection".

    >>> escape_formula("=1+1"), escape_formula("a.jpg")
    ("'=1+1", 'a.jpg')
    >>> escape_formula("-1+1"), escape_formula("-1.5")
    ("'-1+1", '-1.5')
    """
    if SIGNED.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
