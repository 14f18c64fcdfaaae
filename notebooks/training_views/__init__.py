"""What the training notebook shows: figures, tables and live curves."""
