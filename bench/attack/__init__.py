"""Attacks on the app, the API and the command line, on this machine alone: `make attack`.

Each module here holds rows of one kind in `ROWS`. To add a kind, add a module; nothing else names it.
"""
