"""Let atheris look for scribbles that the reader answers by anything but a reading or a sentence for the visitor.

    pip install atheris
    PYTHONPATH=src:tests python tests/fuzz/fuzz_reading.py -runs=8000 -max_len=50 -seed=1

again and again with other seeds: about 35 scribbles a second on one core, with up to eight marks each. Its options are
libFuzzer's. What it finds is left as a file crash-..., which the same command takes as its argument.
"""

import sys
import tempfile
from pathlib import Path

import atheris
import numpy as np

STAGES = (
    *("layout.ink", "layout.paper", "layout.threshold", "layout.ruled_lines", "layout.line_search"),
    *("layout.components", "layout.writing", "layout.scenery", "layout.frames"),
    *("layout.lines", "layout.chains", "layout.scraps", "layout.combs"),
    *("recognition.cuts", "recognition.decoder", "recognition.tile", "recognition.strip"),
    *("decision.vote", "advice.advice"),
)
WATCHED = [f"digitreader.{stage}" for stage in STAGES]  # what counts and adds in long loops is slow when watched
with atheris.instrument_imports(include=WATCHED):
    from digitreader.decision.networks import load_networks
    from digitreader.errors import ReadError
    from digitreader.reading import read_photo
from fuzz.scribbles import AS_SMALL_AS_DRAWN, drawn  # noqa: E402 - after what is watched

LIMITS = ["-max_len=400", "-timeout=120", "-rss_limit_mb=8000"]  # atheris 3.0 itself keeps 0.4 MB for each input
SEEDS = 40


def main() -> None:
    """Start from random scribbles, in a folder that is gone afterwards."""
    classifier, line_recognizer = load_networks(threads=1)

    def one_input(data: bytes) -> None:
        try:
            reading = read_photo(drawn(data), classifier, AS_SMALL_AS_DRAWN, line_recognizer)
        except ReadError as error:
            assert str(error).endswith("."), error  # noqa: PT017 - a sentence is as right as a photo
            return
        assert all(digit.value in "0123456789" and 0 <= digit.confidence <= 1 for digit in reading.digits)

    with tempfile.TemporaryDirectory() as folder:
        for seed in range(SEEDS):
            rng = np.random.default_rng(seed)
            (Path(folder) / str(seed)).write_bytes(rng.integers(0, 256, 2 + 6 * seed, np.uint8).tobytes())
        atheris.Setup([sys.argv[0], *LIMITS, *sys.argv[1:], folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
