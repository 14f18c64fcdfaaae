"""The page "Read"."""
