"""Every threshold of the reader, with its unit and its reason: a part for each stage."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotoSettings:
    """What a photo may cost, and the size it is worked on."""

    max_bytes: int = 20_000_000  # a 12-megapixel phone JPEG has 2 to 6 MB
    max_pixels: int = 50_000_000  # of a JPEG, which is decoded reduced; today's phones give 12, some 48 million
    max_heic_pixels: int = 30_000_000  # decoded whole, in 210 MB; iPhones give 12 or 24 million
    max_samples: int = 100_000_000  # bytes of a PNG's pixels, which are decoded whole
    max_held: int = 152_000_000  # bytes held while decoding; a progressive JPEG of 50 megapixels needs 150 MB
    max_scans: int = 64  # of a JPEG, each of which goes over the whole picture; progressive ones have about 10
    max_steps: int = 14_000_000  # blocks visited in all scans; those 50 megapixels in 10 scans need 7 million
    decoding_wait: float = 10.0  # seconds that a photo waits for its turn to be decoded
    max_side: int = 16_384  # pixels
    min_side: int = 8  # pixels; a legible digit is at least that tall
    working_side: int = 2_048  # pixels; a page of 8 x 14 digits still has 50 pixels a digit
    small_height: int = 160  # pixels; crops of one line are enlarged towards this before ink is looked for
    small_width: int = 1_000  # pixels; but never beyond this
    max_enlargement: float = 4.0


@dataclass(frozen=True)
class InkSettings:
    """What is darker than the paper."""

    dark_paper: float = 90.0  # grey level; a picture whose median is darker is light writing on dark paper
    paper_side: int = 512  # pixels of the small copy that the paper's brightness is estimated on
    paper_window: float = 0.13  # of that copy's longer side; wider than the thickest stroke of a photo of two digits
    darkest_paper: float = 48.0  # grey level; below it differences are noise, not ink
    faintest_ink: float = 0.08  # of the paper's brightness; thin pencil has 0.12, crumpled paper 0.05
    noise_factor: float = 4.0  # times the root mean square contrast of the paper
    min_ink_pixels: int = 12  # pixels; fewer are no digit
    strong_share: float = 0.8  # of Otsu's threshold; above it a pixel is sure to be ink
    weak_share: float = 0.55  # of that; down to it a neighbour belongs to the stroke
    retry_thresholds: tuple[tuple[float, float], ...] = ((0.8, 0.4), (1.05, 0.55))  # strong and weak for a second look
    edge_share: float = 0.15  # of a side of the picture; what lies along more of it is no writing


@dataclass(frozen=True)
class RuledLineSettings:
    """Printed lines, which are taken away."""

    max_lines: int = 100  # lines followed in each direction; 36
    max_level: float = 0.4  # of the picture, ink in which rules are looked for; 0.36
    hough_side: int = 800  # pixels; rules are looked for on a copy of about this size
    length: float = 0.5  # of the picture's longer side; no stroke of a digit is as long
    window: float = 0.15  # of that length; the part of a rule that is looked at first, and ...
    window_presence: float = 0.6  # ... the share of its columns with ink; in between two digits there is none
    gap: float = 0.03  # of that length; interruptions in a rule
    presence: float = 0.85  # of that length must be ink
    slope: float = 0.15  # rise by run, the tilt of a hand-held photo
    slenderness: float = 0.03  # thickness by length; a longer stroke of a pen is thicker
    drift: int = 2  # pixels; how far a rule may bend from one column to the next
    thickness: float = 1.6  # times the rule's usual thickness; thicker is a crossing stroke


@dataclass(frozen=True)
class ComponentSettings:
    """Connected pieces of ink, without specks, frames and scenery."""

    max_marks: int = 1_000  # separate pieces of ink; 194
    max_overlap: float = 3.0  # of the picture's area, all boxes around them together; 1.0
    min_stroke: float = 0.008  # of the picture's longer side; paper specks stay below
    max_stroke_height: float = 0.98  # of the picture's height, and ...
    max_stroke_width: float = 0.7  # ... of its width; larger pieces are frames or scenery
    scenery_size: float = 0.3  # of the picture's side; larger pieces at its edge may be the desk
    scenery_contact: float = 0.3  # of a bar's or a corner's longer side, in such a crop; digits measured up to 0.23
    crop_pen: float = 0.2  # of the height of a crop of one line; thicker is no pen's stroke
    crop_contact: float = (
        0.85  # of its longer side along one edge; digits that such a crop cuts into measured up to 0.82
    )
    scenery_fill: float = 0.5  # of its box; writing fills less
    halo: float = 0.5  # of a stroke's thickness; a stroke's blurred edge is no wider
    unrest: float = 0.28  # root mean square around a stroke, of its own darkness; writing measured up to 0.23
    edge_contact: float = 0.5  # of a piece's longer side lies on the picture's edge; more is the edge of something
    frame_fill: float = 0.35  # of its box; frames are hollow
    frame_content: float = 0.25  # of the frame's height; what stands in it is at least that tall
    box_side: float = 0.85  # of a side of a printed box is drawn
    box_margin: float = 0.15  # of its shorter side; how far from its edge the border may run
    box_fill: float = 0.6  # of a printed box is ink at most
    speck: float = 0.2  # of the usual height of the writing; smaller is no digit


@dataclass(frozen=True)
class LineSettings:
    """Lines of writing."""

    gap: float = 2.5  # times the taller stroke's height; a wider gap ends the chain
    size: float = 0.33  # of the larger height; strokes further apart than half the smaller are of a size
    shift: float = 1.5  # a step up or down counts this much more than one to the right
    row_overlap: float = 0.4  # of the smaller height; strokes of one line overlap at least so much
    likeness: float = 0.5  # of the larger height; lines that go on after a wide gap are of a size
    scrap: float = 0.55  # of a longer line's height; smaller writing close to it is what is left of boxes and rules
    cut_scrap: float = 0.8  # of that, where the picture's edge cuts it off
    scrap_reach: float = 0.5  # of that height, above and below that line
    roof_gap: float = 0.2  # of a digit's height between its body and a roof drawn for itself
    stack_overlap: float = 0.6  # of the smaller width; pieces above each other are one digit


@dataclass(frozen=True)
class CombSettings:
    """Printed combs: rows of bars that part the digits."""

    bars: int = 4  # at least, evenly spaced
    slender: float = 0.35  # of a bar's height is its width at most
    fill: float = 0.5  # of its box is ink
    stray: float = 0.12  # of the distance between two bars, how far one may stand from its place
    written: float = 0.7  # of the places have a bar, and of the gaps between bars have writing in them
    height: float = 1.15  # of the writing's usual height; half of the bars are taller


@dataclass(frozen=True)
class CutSettings:
    """Where touching digits may be cut."""

    distance: float = 0.15  # of a stroke's height between two cuts
    ink: float = 0.45  # of a stroke's height; more ink is not cut through


@dataclass(frozen=True)
class DecoderSettings:
    """Which pieces are tried as digits."""

    max_length: float = 3_000.0  # heights of its line, all lines together; 300
    max_candidates: int = 3_000  # tiles that the network is asked about; 225
    certain: float = 0.95  # probability; a stroke that is one digit so surely is not cut
    cut_width: float = 0.45  # of a stroke's height; narrower ones hold one digit
    max_pieces_per_digit: int = 5  # pieces; a digit breaks or is cut into no more
    max_width: float = 1.3  # times the line's height; no digit is wider


@dataclass(frozen=True)
class LatticeSettings:
    """Which candidates make the likeliest text."""

    partial_prior: float = 0.7  # probability that a part of a stroke is a digit, against the stroke as a whole
    drop_prior: float = 0.004  # probability that a piece cut from a stroke belongs to no digit
    empty_prior: float = 0.5  # probability that a stroke that could be cut, and is no digit as a whole, holds none
    pair_width: float = 1.2  # times its height; a wider stroke that can be cut is no sign but digits that touch
    tall: float = 2.0  # times the line's usual height; taller is a bracket, a bar or the edge of something
    small: float = 0.4  # of the line's height; smaller strokes are points, commas or parts of a digit
    bar_length: float = 4.0  # times its height; two touching digits are half as long
    bar_fill: float = 0.6  # of its box; touching digits fill 0.15 to 0.45, remains of rules 0.6 to 1


@dataclass(frozen=True)
class StripSettings:
    """The picture of a line that the line reader sees."""

    margin: float = 0.18  # of the writing's height, above and below it
    ends: float = 0.5  # of that height, before and after it


@dataclass(frozen=True)
class FusionSettings:
    """What both networks say together."""

    proposals: int = 5  # of the line reader's likeliest texts are weighed
    decoder_weight: float = 0.5  # of the decoder's word against the line reader's, where it is sure
    decoder_power: float = 3.0  # power of its mean belief in its digits, by which its word counts less
    max_decoder_margin: float = 25.0  # log-probability; the decoder finds nothing less likely than that
    max_reader_cost: float = 30.0  # log-probability; one look of the line reader finds nothing less likely than that
    retry_below: float = (
        0.9  # belief in the least certain digit; below it, in short texts, the line reader looks again, at ...
    )
    strip_width_scales: tuple[float, ...] = (0.85, 1.15)  # ... strips of these widths, times the usual one
    max_retry_columns: int = 4_000  # columns; the line reader does not look again at a longer line, of over 100 digits
    tile_weight: float = 0.2  # how far the network's word on one tile counts among a digit's alternatives


@dataclass(frozen=True)
class VoteSettings:
    """When a photo is read again from other inks."""

    below: float = 0.9  # confidence in the whole text; below it the ink is taken anew
    max_digits: int = 100  # at most; no more looks are taken at longer texts
    max_lines: int = 3  # at most; texts of more lines are looked at once, as more looks would take too long


@dataclass(frozen=True)
class EvidenceSettings:
    """What is no writing after all."""

    edge_margin: float = 0.01  # of the picture's longer side; a lone mark nearer to its edge is cut off
    writing_share: float = 0.08  # of the ink must be in digits, by confidence; photos of writing measured 0.12 and more


@dataclass(frozen=True)
class AdviceSettings:
    """What is wrong with a photo: 38 photos were made worse until they were read wrong; see model/DIARY.md."""

    dark_photo: float = 60.0  # grey level of the brightest; 4 in 5 are read at 65, 1 in 5 at 46; photos have over 130
    blurred: float = 0.11  # of a digit's height; the softest of 86 photos has 0.10; half are read at 0.13
    blurred_height: int = 24  # pixels; smaller strokes on a page without digits are stains and threads
    white_paper: float = 215.0  # grey level; scans are brighter, and white without glare
    glare: float = 250.0  # grey level; nothing darker than that is left where light is reflected
    glare_share: float = 0.02  # of the picture around the writing; photos without glare measured up to 0.015
    faint_writing: float = 0.075  # of the paper's brightness; 9 in 10 are read at 0.09, 2 in 5 at 0.067, none at 0.05
    small_digit: float = 11.0  # pixels; 3 in 4 are read at 13, 3 in 5 at 9


@dataclass(frozen=True)
class SharpnessSettings:
    """How sharp the edges of strokes are."""

    sharp_edge: float = 2.5  # pixels; the rise of the sharpest edge after the paper's smoothing
    edge_paper: float = 0.6  # of a stroke's darkness; within two pixels of a true edge it falls below that
    edge_group: float = 0.1  # of all pixels of edges; fewer that face one way say nothing


@dataclass(frozen=True)
class CutoffSettings:
    """Writing that the edge of the picture cuts off."""

    height: float = 0.5  # of the digits' height; smaller strokes at the edge are no digits
    darkness: float = 0.9  # of a stroke's darkness; what only touches the edge is paler there
    share: float = 0.5  # of a line's digits touch the top or bottom; tails of single ones may


@dataclass(frozen=True)
class DoubtSettings:
    """What a person should look at."""

    digit_below: float = 0.8  # confidence; below it a digit is shown as doubtful
    line_below: float = 0.9  # confidence in a whole line; 27 % of real texts are marked, 3.5 % silently wrong


@dataclass(frozen=True)
class Settings:
    """How a photo is read, a part for each stage; the defaults were chosen by measuring (see model/DIARY.md).

    >>> Settings().ink.paper_side
    512
    """

    photo: PhotoSettings = PhotoSettings()
    ink: InkSettings = InkSettings()
    ruled_lines: RuledLineSettings = RuledLineSettings()
    components: ComponentSettings = ComponentSettings()
    lines: LineSettings = LineSettings()
    combs: CombSettings = CombSettings()
    cuts: CutSettings = CutSettings()
    decoder: DecoderSettings = DecoderSettings()
    lattice: LatticeSettings = LatticeSettings()
    strip: StripSettings = StripSettings()
    fusion: FusionSettings = FusionSettings()
    vote: VoteSettings = VoteSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    advice: AdviceSettings = AdviceSettings()
    sharpness: SharpnessSettings = SharpnessSettings()
    cutoff: CutoffSettings = CutoffSettings()
    doubt: DoubtSettings = DoubtSettings()
