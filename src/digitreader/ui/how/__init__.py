"""The page "How it reads"."""
