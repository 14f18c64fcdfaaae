"""Keeps spreadsheets from running text as a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could take for a formula.

    Source: OWASP, "CSV Injection".
    """
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
