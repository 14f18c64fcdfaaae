"""The model card: its figures, and where they come from."""
