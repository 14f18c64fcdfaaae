"""Measuring the reader on labelled photos."""
