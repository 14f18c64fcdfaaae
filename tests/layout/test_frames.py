import numpy as np

from digitreader.layout.frames import remove_border
from digitreader.settings import FrameSettings


def test_a_boxs_border_goes_and_what_touches_it_stays() -> None:
    box = np.zeros((60, 50), bool)
    box[:3], box[-3:], box[:, :3], box[:, -3:] = True, True, True, True
    digit = np.zeros_like(box)
    digit[20:50, 20:25] = True
    digit[30:34, 0:25] = True  # a stroke that runs into the left border
    left = remove_border(box | digit, 8, FrameSettings())
    assert left[20:50, 20:25].all()
    assert left[30:34, 3:25].all()
    assert not left[6:16].any()
    assert not left[:, 40:].any()
