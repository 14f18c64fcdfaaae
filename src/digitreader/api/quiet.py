"""Keeps a log from being filled from outside: the same line a few times a minute, then no more."""

import logging
import time
from collections.abc import Callable

LOGGERS = ("uvicorn.error", "asyncio", "python_multipart.multipart")  # say a line for each broken request
TIMES = 5  # that a line is said in a window; enough to see what is wrong
WINDOW = 60.0  # seconds


class Rarely(logging.Filter):
    """Lets each kind of line through a few times a minute, and says once when it falls silent."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count by a clock in seconds."""
        super().__init__()
        self._clock = clock
        self._began, self._said = clock(), dict[tuple[str, int], int]()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is said. Lines from one place in the source are of one kind."""
        if self._clock() - self._began >= WINDOW:
            self._began, self._said = self._clock(), {}
        kind = (record.pathname, record.lineno)
        self._said[kind] = self._said.get(kind, 0) + 1
        if self._said[kind] == TIMES:
            record.msg = f"{record.getMessage()} (said {TIMES} times; no more of these for up to a minute)"
            record.args = ()
        return self._said[kind] <= TIMES


def quieten() -> None:
    """Have the loggers of what faces the network say each kind of line rarely."""
    rarely = Rarely()
    for name in LOGGERS:
        logging.getLogger(name).addFilter(rarely)
