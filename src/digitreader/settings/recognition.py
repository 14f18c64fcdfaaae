"""How a line is cut into digits and the networks are asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NetworkSettings:
    """How the networks are run; taken when they are loaded, not when a photo is read."""

    threads: int = 2  # of each interpreter; a page's tiles come in batches that are worth spreading
    max_batch: int = 128  # tiles at once; a page of print has thousands, whose feature maps take hundreds of megabytes


@dataclass(frozen=True)
class CutSettings:
    """Where touching digits may be cut."""

    distance: float = 0.15  # of a stroke's height between two cuts
    min_distance: int = 2  # pixels between two cuts
    ink: float = 0.45  # of a stroke's height; more ink is not cut through
    sidestep: float = 0.02  # of full ink; of all ways through paper the straight one is taken


@dataclass(frozen=True)
class TileSettings:
    """The picture of one digit that the classifier sees."""

    faintest: float = 0.05  # of the peak; fainter pixels are the halo of anti-aliasing and do not widen the box
    large: int = 640  # pixels; larger components are shrunk first: thickening takes the cube of their side
    pen: float = 0.09  # of a digit's longer side; MNIST's finer strokes have 1.8 of its 20 pixels
    reach: float = 0.5  # of the line's height, left and right of where the line reader alone finds a digit


@dataclass(frozen=True)
class DecoderSettings:
    """Which pieces of a line are tried as digits."""

    max_length: float = 3_000.0  # heights of its line, all lines together; the fullest page has 300
    max_candidates: int = 3_000  # tiles that the classifier is asked about; the fullest page has 225
    certain: float = 0.95  # probability; a stroke that is one digit so surely is not cut
    cut_width: float = 0.45  # of a stroke's height; narrower ones hold one digit
    max_pieces_per_digit: int = 5  # pieces; a digit breaks or is cut into no more
    max_width: float = 1.3  # times the line's height; no digit is wider


@dataclass(frozen=True)
class LatticeSettings:
    """How the likeliest path through the candidates is found."""

    min_probability: float = 1e-9  # nothing is less likely, so that logarithms are finite
    partial_prior: float = 0.7  # probability that a part of a stroke is a digit, against the stroke as a whole
    drop_prior: float = 0.004  # probability that a piece cut from a stroke belongs to no digit
    empty_prior: float = 0.5  # probability that a stroke that could be cut, and is no digit as a whole, holds none
    pair_width: float = 1.2  # times its height; a wider stroke that can be cut is touching digits, not a symbol
    tall: float = 2.0  # times the line's usual height; taller is a bracket, a bar or the edge of something
    small: float = 0.4  # of the line's height; smaller components are points, commas or parts of a digit
    bar_length: float = 4.0  # times its height; two touching digits are half as long
    bar_fill: float = 0.6  # of its box; touching digits fill 0.15 to 0.45, remains of ruled lines 0.6 to 1


@dataclass(frozen=True)
class StripSettings:
    """The picture of a line that the line reader sees."""

    margin: float = 0.18  # of the writing's height, above and below it
    ends: float = 0.5  # of that height, before and after it
    tall: float = 0.5  # of the line's height; smaller components do not show where the line runs
    min_tall: int = 3  # taller components; with fewer the line counts as level, and so it does if ...
    min_length: float = 3.0  # ... they span no more than this many heights of the line
    max_slope: float = 0.5  # rise by run
    outliers: float = 0.1  # share of tops above the line's, and of bottoms below its own
    soft_edge: int = 3  # pixels around printed bars
    full_ink: float = 0.8  # quantile of a line's darkness that counts as full ink
    faintest: float = 0.05  # of the paper's brightness; full ink is no paler


@dataclass(frozen=True)
class MarkSettings:
    """The small ink beside digits that may be a sign.

    Heights are those of the digits; a depth is 0 at their tops and 1 at their feet.
    """

    reach: float = 2.5  # heights, before the first digit and after the last; a closing dash stands so far away
    rise: float = 0.5  # heights, above and below the digits
    least: float = 0.07  # heights; a smaller one is a speck
    blot: float = 0.7  # of the pen's thickness is the side of the smallest point
    darkness: float = 0.65  # of the digits'; the printed pattern of a cheque is paler, points measured 0.66 and more
    part: float = 0.5  # of its ink is a digit's; then it is part of what was read as that digit
    flat: float = 1.9  # times its breadth; a mark so long is a stroke, and no blot
    slope: float = 0.8  # rise by run; a steeper stroke is no bar
    upright: float = 2.0  # rise by run; a comma leans to the right, or to the left no further than this
    bar: tuple[float, float] = (0.15, 2.0)  # heights; a bar is that long
    bar_depth: tuple[float, float] = (-0.3, 0.95)  # depths; a closing "=" may stand as high as the digits' tops
    level: tuple[float, float] = (0.0, 0.8)  # depths; a higher or lower bar may be left of a ruled line
    high: float = 0.05  # depth; a bar that stands higher is left of a frame, or the upper one of two
    low: float = 0.75  # depth; a bar that stands lower and is shorter ...
    low_bar: float = 0.6  # heights ... than this may be a point, drawn out
    point: float = 0.35  # of a height, or ...
    point_pens: float = 2.6  # times the pen's thickness; no point is wider or taller
    point_depth: float = 0.55  # depth; a point that stands higher is the upper one of two
    lowest_point: float = 1.2  # depth; what stands lower is left of a ruled line; ...
    tail_depth: float = 1.4  # ... a comma may stand so low
    fill: float = 0.45  # of a point's box is ink
    tail: float = 0.75  # heights; no comma is taller
    stacked: float = 0.5  # of the narrower one's columns are shared by marks above each other


@dataclass(frozen=True)
class RecognitionSettings:
    """What the networks see of a line, and what its pieces may be."""

    cuts: CutSettings = CutSettings()
    tile: TileSettings = TileSettings()
    decoder: DecoderSettings = DecoderSettings()
    lattice: LatticeSettings = LatticeSettings()
    strip: StripSettings = StripSettings()
    marks: MarkSettings = MarkSettings()
