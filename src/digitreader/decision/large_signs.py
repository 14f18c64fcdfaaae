"""Signs as large as digits, such as slashes: where the line reader sees one, the decoder doubts its digits."""

from dataclasses import replace

import numpy as np

from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.recognition.ctc import Timesteps, symbols_of
from digitreader.recognition.lattice import Lattice
from digitreader.recognition.line_reader import WRITTEN_SYMBOLS
from digitreader.recognition.strip import STRIDE, Strip
from digitreader.settings.decision import FusionSettings

LARGE = "/+×÷()%"


def heeding_signs(lattice: Lattice, timesteps: Timesteps, strip: Strip, settings: FusionSettings) -> Lattice:
    """Take candidates in whose middle the line reader sees a large sign for "not one digit", as likely as it is a sign.

    The classifier has learnt digits and other writing, but a slash looks like a 1 to it.

    timesteps: the line reader's output for the strip.
    """
    if timesteps.shape[1] != WRITTEN_SYMBOLS:
        return lattice
    seen = np.exp(timesteps[:, symbols_of(LARGE)]).sum(axis=1)
    if seen.max() < settings.large_sign:
        return lattice
    probabilities = lattice.probabilities.copy()
    for row, candidate in zip(probabilities, lattice.candidates, strict=True):
        box = candidate.component.box
        reach = settings.large_sign_reach * box.width
        ends = [(box.middle[0] + side * reach - strip.left) * strip.scale / STRIDE for side in (-1, 1)]
        share = float(seen[max(0, int(ends[0])) : max(0, int(ends[1])) + 1].max(initial=0))
        if share >= settings.large_sign and share > row[NOT_A_DIGIT]:
            row *= (1 - share) / max(1 - row[NOT_A_DIGIT], 1e-6)
            row[NOT_A_DIGIT] = share
    return replace(lattice, probabilities=probabilities)
