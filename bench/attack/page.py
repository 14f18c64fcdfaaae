"""The page that says what came of the attacks: one table."""

import re
from collections.abc import Iterable
from pathlib import Path

Line = tuple[str, str, str]  # attack, expected, seen
HEAD = """# What was tried

`make attack` tries every attack below on this machine alone (loopback, its own folders, a few minutes) and writes this
page; `make attack ONLY=word` tries those with the word in their name and keeps the other lines. Each line is a function
in `bench/attack/`. What did not hold says **broken**.

| attack | expected | seen |
|---|---|---|
"""
CELL = re.compile(r"(?<!\\)\|")


def read_page(path: Path) -> dict[str, Line]:
    """Return the table's lines by the name of the attack; none if there is no page yet."""
    if not path.exists():
        return {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    found = [[cell.strip().replace(r"\|", "|") for cell in CELL.split(line)[1:-1]] for line in lines]
    return {name: (name, expected, seen) for name, expected, seen in found}


def write_page(path: Path, lines: Iterable[Line]) -> None:
    """Write the page."""
    rows = ("| " + " | ".join(_cell(text) for text in line) + " |\n" for line in lines)
    path.write_text(HEAD + "".join(rows), encoding="utf-8")


def _cell(text: str) -> str:
    """Return text that cannot end its cell: on one line, and as printable signs."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split()).replace("|", r"\|")
