import numpy as np

from digitreader.numbers.alphabet import DIGITS, SIGNS
from digitreader.training.data.fonts import HEIGHT
from digitreader.training.synthesis.dot_matrix import dot_matrix_faces


def test_each_digit_and_sign_is_another_pattern_of_dots() -> None:
    for face in dot_matrix_faces():
        assert set(DIGITS) <= set(face.types) <= set(DIGITS + SIGNS)
        pictures = [types[0].pixels for types in face.types.values()]
        assert {picture.shape[0] for picture in pictures} == {HEIGHT}
        assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_small_dots_stand_apart_and_large_ones_touch() -> None:
    small, *_, large = (face.types["1"][0].pixels for face in dot_matrix_faces())
    middle = np.s_[4:-4, 20:26]
    assert (small[middle].max(axis=1) < 60).sum() > 6
    assert (large[middle].max(axis=1) > 120).all()
