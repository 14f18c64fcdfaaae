import re

import numpy as np
import pytest

from digitreader.numbers.alphabet import SIGNS, WRITTEN
from digitreader.training.synthesis import written_text
from digitreader.training.synthesis.written_text import KINDS, draw_text


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("kind", "looks"),
    [
        ("amount", r"\d{1,3}([.,-]?\d{3})*[.,=-]?(\d\d|--?)?"),
        ("decimal", r"-?\d+[.,]\d+"),
        ("date", r"\d+([./-]\d+){0,2}\.?"),
        ("time", r"\d?\d[:.]\d\d"),
        ("term", r"\d+ ?[-+×÷:/] ?\d+( ?=( ?\d+)?)?"),
        ("negative", r"[-+]\d+"),
        ("bracketed", r"\(?\d+\)"),
        ("percent", r"-?\d+([.,]\d+)? ?%"),
        ("row", r"[-+]?\d+([.,]\d+)?( [-+]?\d+([.,]\d+)?)+"),
        ("fraction", r"\d+[/-]\d+"),
    ],
)
def test_each_kind_looks_as_people_write_it(kind: str, looks: str) -> None:
    texts = [getattr(written_text, kind)(chance(seed)) for seed in range(60)]
    assert [text for text in texts if not re.fullmatch(looks, text)] == []
    assert len(set(texts)) > 20


def test_every_sign_is_written_now_and_then_and_nothing_unknown() -> None:
    seen = set("".join(draw_text(6, chance(seed)) for seed in range(800)))
    assert set(SIGNS) <= seen <= set(WRITTEN)


def test_plain_digits_are_as_many_as_there_is_room_for() -> None:
    assert [len(written_text.plain(room, chance(room))) for room in range(1, 20)] == list(range(1, 20))
    assert KINDS[0][1] is written_text.plain
