"""Let atheris look for bytes that the gate answers by anything but a photo or a sentence for the visitor.

    pip install atheris
    PYTHONPATH=src:tests python tests/fuzz/fuzz_gate.py -runs=200000

Its options are libFuzzer's. What it finds is left as a file crash-..., which the same command takes as its argument.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["digitreader", "PIL"]):
    from digitreader.errors import ReadError
    from digitreader.intake import photo
    from digitreader.intake.header import damaged

from fuzz.seeds import seeds, with_sound_checksums

LIMITS = ["-max_len=20000", "-timeout=10", "-rss_limit_mb=1500"]


def no_child(*_: object) -> None:
    """A process for every HEIC would make two hours of a minute; test_hostile.py starts them."""
    raise damaged()


def one_input(data: bytes) -> None:
    """Open what the fuzzer made."""
    try:
        photo.open_photo(data)
    except ReadError as error:
        assert str(error).endswith("."), error  # noqa: PT017 - a sentence is as right as a photo


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Return changed bytes, with sound checksums where they are a PNG's."""
    changed = atheris.Mutate(data, most)
    return with_sound_checksums(changed)[:most] if changed[1:4] == b"PNG" and seed % 8 else changed


def main() -> None:
    """Start from the seeds, in a folder that is gone afterwards."""
    photo.decode_heic = no_child
    with tempfile.TemporaryDirectory() as folder:
        for name, data in seeds().items():
            (Path(folder) / name.replace(" ", "-")).write_bytes(data)
        atheris.Setup([sys.argv[0], *LIMITS, *sys.argv[1:], folder], one_input, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
