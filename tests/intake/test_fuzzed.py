"""What atheris does for hours (see tests/fuzz), Hypothesis does here for seconds."""

import pytest
from fuzz.scribbles import AS_SMALL_AS_DRAWN, drawn
from fuzz.seeds import seeds, with_sound_checksums
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitreader.decision.networks import load_networks
from digitreader.errors import ReadError
from digitreader.intake.photo import Photo, open_photo
from digitreader.reading import read_photo

SEEDS = {name: data for name, data in seeds().items() if name != "heic"}  # a process for each would take too long
unhurried = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def networks():
    return load_networks()


def changed(data: bytes, at: list[tuple[float, int]]) -> bytes:
    """A file with other bytes in some places."""
    result = bytearray(data)
    for share, value in at:
        result[int(share * len(data))] = value
    return bytes(result)


def comes_to_an_end(data: bytes) -> bool:
    """Whether bytes are a photo, or are refused by a sentence."""
    try:
        return isinstance(open_photo(data), Photo)
    except ReadError as error:
        return str(error).endswith(".")


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_sound(name):
    assert isinstance(open_photo(SEEDS[name]), Photo)


@settings(unhurried, max_examples=150)
@given(st.sampled_from(sorted(SEEDS)), changes, st.booleans())
def test_changed_files_give_a_photo_or_a_sentence(name, at, mended):
    data = changed(SEEDS[name], at)
    assert comes_to_an_end(with_sound_checksums(data) if mended and "png" in name else data)


@settings(unhurried, max_examples=100)
@given(st.sampled_from(sorted(SEEDS)), st.floats(0, 1), st.binary(max_size=60), st.floats(0, 1))
def test_files_cut_short_and_put_together_give_a_photo_or_a_sentence(name, start, middle, end):
    data = SEEDS[name]
    assert comes_to_an_end(data[: int(start * len(data))] + middle + data[int(end * len(data)) :])


@settings(unhurried, max_examples=25)
@given(data=st.binary(min_size=2, max_size=120))
def test_scribbles_give_a_reading_or_a_sentence(networks, data):
    classifier, line_recognizer = networks
    try:
        reading = read_photo(drawn(data), classifier, AS_SMALL_AS_DRAWN, line_recognizer)
    except ReadError as error:
        assert str(error).endswith(".")  # noqa: PT017 - a sentence is as right as a reading
        return
    assert all(digit.value in "0123456789" and 0 <= digit.confidence <= 1 for digit in reading.digits)
