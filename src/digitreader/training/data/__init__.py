"""Digits to train on, from files of many kinds."""
