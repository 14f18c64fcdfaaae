"""Synthetic lines, strips and photos to train on, composed of single digits."""
