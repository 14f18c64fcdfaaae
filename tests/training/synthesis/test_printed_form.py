import numpy as np

from digitreader.training.synthesis.printed_form import print_form

SIDES = [(40.0, 70.0), (90.0, 120.0), (140.0, 170.0)]


def printed(seed: int, even: bool) -> np.ndarray:
    picture = np.zeros((64, 220), np.uint8)
    print_form(picture, SIDES, 46.0, even, np.random.default_rng(seed))
    return picture


def test_forms_are_printed_more_often_where_digits_stand_in_equal_steps() -> None:
    often, seldom = (np.mean([printed(seed, even).any() for seed in range(80)]) for even in (True, False))
    assert 0.1 < seldom < 0.5 < often < 1.0


def test_what_was_written_stays() -> None:
    for seed in range(40):
        picture = np.full((64, 220), 80, np.uint8)
        print_form(picture, SIDES, 46.0, True, np.random.default_rng(seed))
        assert picture.min() == 80


def test_where_nothing_was_written_nothing_is_printed() -> None:
    picture = np.zeros((64, 220), np.uint8)
    print_form(picture, [], 46.0, True, np.random.default_rng(0))
    assert not picture.any()
