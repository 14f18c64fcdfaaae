"""From a text line to candidates: what its pieces may be, and what the line reader makes of the whole."""
