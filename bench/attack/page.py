"""The page that says what came of the attacks: one table."""

import re
from collections.abc import Iterable
from pathlib import Path

Line = tuple[str, str, str, str]  # name, attack, expected, seen
HEAD = """# What was tried

`make attack` tries every attack below on this machine alone (loopback, its own folders, some minutes) and writes this
page; `make attack ONLY=word` tries those that hold the word and keeps the other lines. Each line is a `Row` in
`bench/attack/`; [SECURITY.md](../SECURITY.md) names it where it promises what the line shows. What did not hold says
**broken**.

| name | attack | expected | seen |
|---|---|---|---|
"""
CELL = re.compile(r"(?<!\\)\|")


def read_page(path: Path) -> dict[str, Line]:
    """Return the table's lines by name; none if there is no page yet."""
    if not path.exists():
        return {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    found = [[cell.strip().replace(r"\|", "|") for cell in CELL.split(line)[1:-1]] for line in lines]
    return {name.strip("`"): (name.strip("`"), *told) for name, *told in found}


def write_page(path: Path, lines: Iterable[Line]) -> None:
    """Write the page."""
    rows = (f"| `{name}` | " + " | ".join(map(_cell, told)) + " |\n" for name, *told in lines)
    path.write_text(HEAD + "".join(rows), encoding="utf-8")


def _cell(text: str) -> str:
    """Return text that cannot end its cell: on one line, and as printable signs."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split()).replace("|", r"\|")
