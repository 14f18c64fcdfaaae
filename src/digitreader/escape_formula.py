"""Keeps spreadsheets from running a text as a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run.

    Source: OWASP, "CSV Injection".

    >>> escape_formula("=1+1"), escape_formula("a.jpg")
    ("'=1+1", 'a.jpg')
    """
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
