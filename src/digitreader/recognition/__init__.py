"""From a line to candidates: what its pieces and its picture may say."""
