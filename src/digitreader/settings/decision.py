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
    decoder_weight: float = 0.3  # of the decoder's log-probabilities, where the classifier is sure of its digits
    decoder_power: float = 3.0  # of the classifier's mean probability: the less sure it is, the less they weigh
    max_decoder_margin: float = 25.0  # log-probability; a text is no further than that below the decoder's best one
    max_reader_cost: float = 30.0  # log-probability; the line reader finds no text less likely than that
    retry_below: float = 0.9  # posterior of the least certain digit; below it the line is read again, ...
    strip_width_scales: tuple[float, ...] = (0.75, 0.85, 1.15, 1.3)  # ... from strips so much wider or narrower
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
    line_below: float = 0.9  # confidence in a whole line; 37 % of real texts are marked, 1.6 % are wrong and unmarked
    alternatives: int = 3  # other values kept for each digit
    tile_weight: float = 0.2  # of the classifier's probabilities among them, beside both networks' together
    min_spoken: float = 0.1  # probability; read aloud are the likeliest of them, and others no less likely than this
    min_shown: float = 0.01  # probability; page "How it reads" names no less likely ones
    no_digit: float = 0.5  # probability; from here on "not one digit" outweighs all ten digits together


@dataclass(frozen=True)
class GapSettings:
    """When two digits belong to two numbers by the width between them, in heights of the digits.

    Of 223 gaps of real pages so all but 8 are found, and 17 others of 2775.
    """

    least: float = 1.0  # heights; a narrower gap parts no numbers
    jump: float = 0.5  # heights; so much wider than the next narrower gap is one that parts numbers
    slope: float = 10.0  # log-odds for each height that it is wider still
    most: float = 5.0  # log-odds of the widest gap
    even: float = 6.0  # log-odds against a gap where digits are written evenly
    usual: float = 1.5  # heights; what a single gap is compared with


@dataclass(frozen=True)
class SignSettings:
    """How signs are found among digits that are decided; costs are negative log-odds."""

    faint: float = 0.2  # probability; without marks, a line has no signs where no timestep sees them so likely
    seen: float = 0.02  # timesteps that see signs between two digits; where it is less, and no mark, there is none
    candidates: int = 3  # signs, at most, that are weighed against each other and in twos, ...
    seen_each: float = 0.005  # ... if so many timesteps see them
    marks: int = 3  # at most, whose signs are weighed against those
    least_share: float = 0.01  # by the line reader, of any signs that marks in the picture speak for
    no_mark: float = 1.8  # a small sign of which no mark is seen: it touches a digit, or is none
    odd_pair: float = 3.0  # two signs in one place; ...
    usual_pair: float = 0.7  # ... less if they are a flourish such as ".-", or a sign and a gap
    point_ignored: float = 4.2  # a point that is no sign
    tail_ignored: float = 3.8  # a stroke like a comma that is none
    end_bar_ignored: float = 4.5  # a level dash before or after the digits that is none, ...
    bar_ignored: float = 2.0  # ... or any other, which may be left of a ruled line
    low_bar_ignored: float = 2.5  # a short dash at the digits' feet that is none
    two_bars_ignored: float = 5.0  # two dashes above each other that are none
    two_points_ignored: float = 3.0  # two points above each other that are none
    part_ignored: float = 0.5  # a mark that is part of what was read as a digit
    point_as_comma: float = 1.6  # a blot that is a comma
    comma_as_point: float = 1.2  # a stroke that falls and is a point
    bar_as_equals: float = 1.5  # one dash that is an equals sign whose two bars touch
    equals_as_minus: float = 2.5  # two dashes above each other, one of them stray
    low_bar_as_any: float = 0.5  # a short dash at the digits' feet that is a point or a minus
    doubtful_below: float = 0.85  # confidence of a sign; below it a person should look
    missing_below: float = 0.7  # ... that there is none; remains of frames and specks leave it unsure in many lines
    alternatives: int = 3  # other signs kept for each
    gaps: GapSettings = GapSettings()


@dataclass(frozen=True)
class CrossedSettings:
    """When ink is crossed out; heights are those of the line's writing."""

    height: int = 48  # rows to which the writing is scaled before its ink is measured
    window: float = 0.6  # heights; how wide the ink is that is looked at: about a digit
    step: float = 0.125  # heights from one window to the next
    inset: float = 0.15  # heights; how much further in a stretch begins than its first window, which is half paper
    run: int = 3  # windows beside each other; where fewer are dense it is a knot in a digit
    around: float = -0.3  # log-odds; what a stretch that is crossed out goes on with
    sure: float = 0.96  # confidence; a digit read with so much is not crossed out
    alike: float = 2.0  # times; lines so much higher or lower than the digits that were read are none
    most_holes: float = 5.0  # in a window; more say no more
    longest: float = 8.0  # heights of strokes in a window, by its ink and its pen; longer ones say no more
    widest_pen: float = 0.25  # heights; where most ink is wider, by blur, even a 0 is filled, and nothing is told
    most_edges: float = 4.0  # times that rows and columns meet ink, a height; grain that has more says no more
    tallest: float = 1.8  # heights; a taller component is no writing but the edge of something
    weights: tuple[float, ...] = (0.7, 1.2, 21.0, -1.3, -1.9)  # log-odds for what is measured, fitted on made lines
    bias: float = -6.5  # log-odds; over half of made crossings out are found, few real digits taken for one


@dataclass(frozen=True)
class DecisionSettings:
    """Which numbers win, how sure they are, and when a person should check them."""

    fusion: FusionSettings = FusionSettings()
    vote: VoteSettings = VoteSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    doubt: DoubtSettings = DoubtSettings()
    signs: SignSettings = SignSettings()
    crossed: CrossedSettings = CrossedSettings()
