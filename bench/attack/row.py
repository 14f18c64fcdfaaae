"""An attack, what has to come of it, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """What an attack led to. said: in a few words, with figures. held: whether that is what was expected."""

    said: str
    held: bool


@dataclass(frozen=True)
class Row:
    """An attack: the name that SECURITY.md calls it by, its words, what is expected, and the function that tries it.

    Example:
        Row("utf-7", "A form in UTF-7", "400", lambda: Seen(f"{status}", status == 400))
    """

    name: str
    attack: str
    expected: str
    run: Callable[[], Seen]

    def tried(self) -> Seen:
        """Try it. What goes wrong in trying counts as broken, so that no row is held by never having run."""
        try:
            return self.run()
        except Exception as error:
            return Seen(f"could not be tried: {type(error).__name__}: {error}", held=False)
