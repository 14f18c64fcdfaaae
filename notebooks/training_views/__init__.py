"""The figures, tables and live curves of the training notebook."""
