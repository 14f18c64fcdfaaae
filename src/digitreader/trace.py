"""A trace: what the stages of a reading make on their way, kept for those who want to look at it."""

from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


class Made(Generic[T]):
    """The name of something that a stage makes, of type T; each stands in the module of its stage."""

    def __init__(self, name: str) -> None:
        """name: what errors call it."""
        self.name = name


class Trace:
    """Everything that the stages made, in the order they made it.

    passes: a trace for each ink that the photo was read from, the first one first.

    >>> COMPONENTS = Made[int]("components")
    >>> trace = Trace()
    >>> trace.keep(COMPONENTS, 3)
    >>> trace.last(COMPONENTS), trace.all(COMPONENTS)
    (3, (3,))
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._made: dict[Made[Any], list[Any]] = {}
        self.passes: list[Trace] = []

    def keep(self, what: Made[T], made: T) -> None:
        """Keep what a stage made; it is not copied."""
        self._made.setdefault(what, []).append(made)

    def all(self, what: Made[T]) -> tuple[T, ...]:
        """Everything of one kind, in order; empty where no stage came that far."""
        return tuple(self._made.get(what, ()))

    def last(self, what: Made[T]) -> T:
        """The last of one kind.

        Raises:
            LookupError: no stage has made any.
        """
        if what not in self._made:
            raise LookupError(f"no stage has made {what.name}")
        return cast("T", self._made[what][-1])

    def begin_pass(self) -> "Trace":
        """Begin the trace of another ink."""
        self.passes.append(Trace())
        return self.passes[-1]


class _Untraced(Trace):
    """A trace that keeps nothing, for readings that nobody looks into."""

    def keep(self, what: Made[T], made: T) -> None:
        """Keep nothing."""

    def begin_pass(self) -> Trace:
        """Keep nothing of that pass either."""
        return self


UNTRACED = _Untraced()
