"""Measure the reader on labelled photos."""
