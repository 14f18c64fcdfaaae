"""This project, reading as its command line does."""

from pathlib import Path

from protocol import serve

from digitreader.decision.networks import load_networks
from digitreader.errors import ReadError
from digitreader.reading import read_photo

classifier, line_recognizer = load_networks()


def read(file: str, psm: int) -> str:
    """Read the lines of digits in a file."""
    try:
        return read_photo(Path(file).read_bytes(), classifier, line_recognizer=line_recognizer).text
    except ReadError:
        return ""


serve(read)
