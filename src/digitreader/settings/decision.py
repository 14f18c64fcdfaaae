"""How the networks decide together, and what is a doubt."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class CalibrationSettings:
    """Bounds of what a confidence is computed from; the fitted weights go with these, whatever a photo is read with."""

    max_log_odds: float = 8.0  # nothing is surer than 2999 in 3000
    min_probability: float = 1e-9  # so that logarithms are finite
    max_line_log_prob: float = -1e-4  # log-probability of a text, for each digit; ...
    min_line_feature: float = -9.0  # ... and logarithm of the probability that it is wrong


@dataclass(frozen=True)
class CtcSettings:
    """How the line reader's output is searched for texts."""

    beam: int = 8  # texts that are followed at once
    sure_blank: float = -1e-4  # log-probability; where the blank is likelier, no digit is looked for
    min_digit: float = math.exp(-9)  # probability; less likely digits are not followed
    min_text: float = math.exp(-10)  # of the likeliest text's probability; less likely texts are given up


@dataclass(frozen=True)
class FusionSettings:
    """How the texts that decoder and line reader propose are weighed."""

    proposals: int = 5  # the line reader's likeliest texts
    decoder_weight: float = 0.5  # of the decoder's log-probabilities, where the classifier is sure of its digits
    decoder_power: float = 3.0  # of the classifier's mean probability: the less sure it is, the less they weigh
    max_decoder_margin: float = 25.0  # log-probability; a text is no further than that below the decoder's best one
    max_reader_cost: float = 30.0  # log-probability; the line reader finds no text less likely than that
    retry_below: float = 0.9  # posterior of the least certain digit; below it the line is read again, ...
    strip_width_scales: tuple[float, ...] = (0.85, 1.15)  # ... from strips of these widths, times the usual one
    max_retry_columns: int = 4_000  # columns; a longer line, of over 100 digits, is not read again
    ctc: CtcSettings = CtcSettings()


@dataclass(frozen=True)
class VoteSettings:
    """When a photo is read again from inks found with other thresholds."""

    below: float = 0.9  # confidence in the whole text; below it the photo is read again
    max_digits: int = 100  # in the whole text; longer ones are read once
    max_lines: int = 3  # in the whole text; reading more lines again would take too long


@dataclass(frozen=True)
class EvidenceSettings:
    """When what was read is no writing after all."""

    edge_margin: float = 0.01  # of the picture's longer side; a lone digit nearer to its edge is something cut off
    writing_share: float = 0.08  # of the ink must be in digits, weighted by confidence; writing measured 0.12 and more


@dataclass(frozen=True)
class DoubtSettings:
    """When a person should check what was read."""

    digit_below: float = 0.8  # confidence; below it a digit is shown as doubtful
    line_below: float = 0.9  # confidence in a whole line; 27 % of real texts are marked, 3.5 % are wrong and unmarked
    alternatives: int = 3  # other values kept for each digit
    tile_weight: float = 0.2  # of the classifier's probabilities among them, beside both networks' together
    min_spoken: float = 0.1  # probability; read aloud are the likeliest of them, and others no less likely than this
    min_shown: float = 0.01  # probability; page "How it reads" names no less likely ones
    no_digit: float = 0.5  # probability; from here on "not one digit" outweighs all ten digits together


@dataclass(frozen=True)
class DecisionSettings:
    """Which numbers win, how sure they are, and when a person should check them."""

    fusion: FusionSettings = FusionSettings()
    vote: VoteSettings = VoteSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    doubt: DoubtSettings = DoubtSettings()
