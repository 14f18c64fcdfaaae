"""The page "Draw"."""
