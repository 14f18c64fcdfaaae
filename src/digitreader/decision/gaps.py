"""Gaps between the numbers of a line: far wider than those within its numbers."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digitreader.geometry import Box
from digitreader.settings.decision import GapSettings


def gap_log_odds(digits: Sequence[Box], others: Sequence[Box], settings: GapSettings) -> NDArray[np.float64]:
    """The log-odds of a gap in each place of a line: float64 (digits + 1,), minus infinity before and after them.

    The gaps of a line are ordered by width. Where one is far wider than the next narrower one, it and all wider ones
    part numbers; digits written evenly, however wide, are one number. So a single gap is compared with a usual one.

    Args:
        digits: from left to right.
        others: ink that may stand between them; where it does, width alone says nothing.
        settings: how wide is far wider.
    """
    height = float(np.median([box.height for box in digits]))
    widths = np.array([(b.x - a.right) / height for a, b in pairwise(digits)])
    ordered = np.sort(np.concatenate([widths, [settings.usual] if len(widths) == 1 else []]))
    odds = np.full(len(digits) + 1, -np.inf)
    if not len(widths):
        return odds
    jumps = np.diff(ordered)
    widest = int(jumps.argmax())
    apart = (widths > ordered[widest]) & (widths >= settings.least)
    sure = min(settings.slope * (float(jumps[widest]) - settings.jump), settings.most)
    odds[1:-1] = np.where(apart & (sure > 0), sure, -settings.even)
    for k, (a, b) in enumerate(pairwise(digits), 1):
        if any(a.middle[0] < other.middle[0] < b.middle[0] for other in others):
            odds[k] = 0.0
    return odds
