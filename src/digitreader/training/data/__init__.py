"""Load training digits from many kinds of files."""
