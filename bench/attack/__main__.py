"""Try every attack and write docs/security-tests.md; end with 1 if one of them succeeded."""

import argparse
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # `python bench/attack` puts only this folder there

from attack.page import read_page, write_page  # noqa: E402
from attack.row import Row  # noqa: E402

PAGE = HERE.parents[1] / "docs" / "security-tests.md"


def kinds() -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield each module that holds rows, by name, with its rows."""
    for module in sorted(iter_modules([str(HERE)]), key=lambda found: found.name):
        if module.name != "__main__":
            rows = getattr(import_module(f"attack.{module.name}"), "ROWS", None)
            if rows:
                yield module.name, tuple(rows)


def main() -> int:
    """Try the attacks, or those that hold a word; the page keeps what it had of the others."""
    parser = argparse.ArgumentParser("attack", description=__doc__)
    parser.add_argument("word", nargs="?", default="", help="try only what has this in its module, name or words")
    word = parser.parse_args().word.casefold()
    rows = [(kind, row) for kind, rows in kinds() for row in rows]
    lines, broken = read_page(PAGE), 0
    for kind, row in rows:
        if not any(word in text.casefold() for text in (kind, row.name, row.attack)):
            continue
        began = time.monotonic()
        seen = row.tried()
        broken += not seen.held
        lines[row.name] = (row.name, row.attack, row.expected, ("" if seen.held else "**broken:** ") + seen.said)
        said = f"{'held  ' if seen.held else 'BROKEN'}  {row.name}: {seen.said}"
        print(f"{time.monotonic() - began:6.1f} s  {said}", flush=True)
        write_page(PAGE, [lines[row.name] for _, row in rows if row.name in lines])  # a run cut short is not lost
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
