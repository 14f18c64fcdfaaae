"""Stacks of photos: thousands read on one machine or on many, each photo exactly once."""
