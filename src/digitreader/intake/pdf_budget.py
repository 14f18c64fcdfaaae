"""What all pages of one PDF may take together."""

import threading

from digitreader.settings.intake import PdfSettings


class PdfBudget:
    """Seconds of the processor for one PDF: some at first, and some more for each page, until they are used up.

    >>> budget = PdfBudget(PdfSettings(seconds_at_first=3, seconds_a_page=1))
    >>> budget.grant_page(), budget.spend(5.0), budget.grant_page()
    (True, None, False)
    """

    def __init__(self, settings: PdfSettings) -> None:
        """Begin with what the first page may take."""
        self._lock = threading.Lock()
        self._left = settings.seconds_at_first
        self._a_page = settings.seconds_a_page

    def grant_page(self) -> bool:
        """Whether another page may be drawn; once the seconds are used up, none ever may."""
        with self._lock:
            if self._left > 0:
                self._left += self._a_page
                return True
            return False

    def spend(self, seconds: float) -> None:
        """Take off what a page took."""
        with self._lock:
            self._left -= seconds
