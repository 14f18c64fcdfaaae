"""Every threshold of the reader with its unit and reason: a part for each stage, in the order of the stages."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class ChildLimits:
    """What a child process may take."""

    memory: int  # bytes beyond what its libraries take
    processor: int  # seconds
    clock: float  # seconds; a busy machine is slow, but not for ever


@dataclass(frozen=True)
class PhotoSettings:
    """What a photo may cost, and the size it is worked on."""

    max_bytes: int = 20_000_000  # a 12-megapixel phone JPEG has 2 to 6 MB
    max_pixels: int = 50_000_000  # of a JPEG, which is decoded reduced; today's phones give 12, some 48 million
    max_heic_pixels: int = 30_000_000  # decoded whole, in 165 MB; iPhones give 12 or 24 million
    max_pixel_bytes: int = 100_000_000  # bytes of a PNG's pixels, which are decoded whole
    max_decoder_bytes: int = 152_000_000  # bytes held while decoding; a progressive JPEG of 50 megapixels needs 150 MB
    max_jpeg_segments: int = 20_000  # 64 scans with tables each, 255 of a colour profile, some hundred of XMP are 1,000
    max_jpeg_tables: int = 500_000  # bytes; 64 scans with new tables each take 150,000
    long_jpeg_fill: int = 1_000  # bytes FF in a row; encoders write a few, and longer runs are shortened
    max_png_chunks: int = 20_000  # 20 MB in pieces of a kilobyte; usual are 8 to 64 kilobytes
    max_heic_boxes: int = 4_000  # a photo of 48 megapixels in tiles has 200 pictures with some properties each
    heic_limits: ChildLimits = ChildLimits(175_000_000, 2, 12.0)  # 30 megapixels take 165 MB and half a second
    max_scans: int = 64  # of a JPEG, each of which goes over the whole picture; progressive ones have about 10
    max_blocks_visited: int = 14_000_000  # blocks visited in all scans; those 50 megapixels in 10 scans need 7 million
    arithmetic_cost: int = 16  # times the work of Huffman coding, where coefficients cost next to no bits
    max_decoders: int = 2  # pictures decoded at the same time; the largest take 250 MB each
    decoding_wait: float = 10.0  # seconds that a photo waits for its turn to be decoded
    max_side: int = 16_384  # pixels; no camera gives more
    min_side: int = 8  # pixels; a legible digit is at least that tall
    working_side: int = 2_048  # pixels; a page of 8 x 14 digits still has 50 pixels a digit
    strip_above: int = 4_200_000  # pixels; larger pictures are converted in strips, not whole: a copy costs memory
    strip_pixels: int = 250_000  # pixels of such a strip; its conversion holds 3 MB at most
    heic_rows: int = 64  # times the reduction; rows of a HEIC that are converted at once
    draft_share: float = 0.75  # of the working side is left at least where the JPEG decoder itself reduces
    small_height: int = 160  # pixels; crops of one line are enlarged towards this before ink is looked for
    small_width: int = 1_000  # pixels; but never beyond this
    max_enlargement: float = 4.0  # times; more only blurs


@dataclass(frozen=True)
class CropRotateSettings:
    """What turning and cropping makes of a photo before it is read."""

    full_side: int = 4_096  # pixels; 12 megapixels stay as they are, 48 are halved, as the pipeline would
    preview_side: int = 900  # pixels; as wide as the page shows it
    jpeg_quality: int = 95  # thin strokes stay clean
    veil: float = 0.35  # of its brightness is left of what a preview will lose


@dataclass(frozen=True)
class ZipSettings:
    """What is taken out of one ZIP file."""

    max_entries: int = 2_000  # of any kind; a longer list only costs memory
    max_pictures: int = 100  # more results than that a session does not keep
    max_bytes: int = 20_000_000  # unpacked, of one picture; as many as an upload may have
    max_bytes_in_all: int = 200_000_000  # unpacked; 20 MB of photos, packed already, unpack to about 20 MB
    piece: int = 1 << 20  # bytes that are unpacked at once; no picture is held beyond its limit by more


@dataclass(frozen=True)
class PdfSettings:
    """What is drawn of one PDF."""

    max_pages: int = 100  # more results than that a session does not keep
    page_side: int = 2_500  # pixels; a page of A4 at 214 dots an inch, a little more than the pipeline works with
    jpeg_quality: int = 95  # thin strokes stay clean
    limits: ChildLimits = ChildLimits(175_000_000, 3, 20.0)  # a page; scans of 600 dots an inch: 60 MB, 0.2 seconds
    seconds_at_first: float = 10.0  # of the processor for a whole PDF, ...
    seconds_a_page: float = 1.0  # ... and so many more for each page; a hundred pages that take 3 seconds are no scan


@dataclass(frozen=True)
class NameSettings:
    """The names that files are shown by."""

    longest: int = 120  # letters; longer names are shortened in their middle, for the end tells files apart


@dataclass(frozen=True)
class RuledLineSettings:
    """Ruled lines, which are taken out of the ink."""

    hough_side: int = 800  # pixels; lines are looked for on a copy of about this size
    copy_ink: int = 64  # of 255; a pixel of that copy with more ink in it counts as ink
    length: float = 0.5  # of the picture's longer side; no stroke of a digit is as long
    window: float = 0.15  # of that length; the part of a line that is looked at first, and ...
    window_presence: float = 0.6  # ... the share of its columns with ink; between two digits there is none
    max_level: float = 0.4  # of the picture is ink that a line may run through; the fullest page measured 0.36
    slope: float = 0.15  # rise by run, the tilt of a hand-held photo
    angle_step: float = 0.5  # degrees between two directions in which lines are looked for
    presence: float = 0.85  # of that length must be ink
    gap: float = 0.03  # of that length; interruptions in a line
    min_gap: int = 2  # pixels of the copy; a shorter line may be interrupted as much
    slenderness: float = 0.03  # thickness by length; a longer stroke of a pen is thicker
    min_solid: int = 3  # pixels of the copy; thinner ink is never taken for a solid region
    max_candidates: int = 400  # level lines; looking at more one by one takes as long as the full search
    max_lines: int = 100  # followed in each direction; the fullest page has 36
    near: int = 2  # pixels; ink so close to a line found on the copy counts as on it
    erased: float = 0.425  # of a line's columns have ink; with less it was found twice and is gone already
    drift: int = 2  # pixels; how far a line may bend from one column to the next
    thickness: float = 1.6  # times the line's usual thickness; thicker is a crossing stroke
    first_thickness: float = 3.0  # pixels; taken for usual at first
    thickness_pace: float = 0.1  # of the difference; how fast the usual thickness follows what is met
    course_pace: float = 0.2  # of the difference; how fast the course follows the ink, without following strokes


@dataclass(frozen=True)
class InkSettings:
    """What is darker than the paper."""

    dark_paper: float = 90.0  # grey level; a picture whose median is darker may be light writing on dark paper, ...
    black_paper: float = 45.0  # grey level; ... and is, if it is darker than this in ...
    black_share: float = 0.25  # ... more than this share; a dim photo of white paper is not
    smoothing: int = 3  # pixels, odd; blurs the finest of a camera's noise and no edge of a stroke
    paper_side: int = 512  # pixels; the longer side of the small copy that the paper's brightness is estimated on
    paper_window: float = 0.13  # of that side; wider than the thickest stroke in a photo of two digits
    paper_disc: int = 4  # pixels; the smallest radius of a disc that is still round
    paper_median: int = 5  # pixels, odd; takes single bright pixels out of the paper's level
    least_paper: float = 0.05  # of a window; less paper tells nothing about its pattern
    darkest_paper: float = 48.0  # grey level; on darker paper differences are noise, not ink
    faintest_ink: float = 0.08  # of the paper's brightness; thin pencil has 0.12, crumpled paper 0.05
    noise_factor: float = 4.0  # times the root mean square contrast of the paper
    min_ink_pixels: int = 12  # pixels; fewer are no digit
    strong_share: float = 0.8  # of Otsu's threshold; a darker pixel is sure to be ink
    weak_share: float = 0.55  # of that; connected pixels are ink down to it
    retry_thresholds: tuple[tuple[float, float], ...] = ((0.8, 0.4), (1.05, 0.55))  # strong and weak, to read again
    edge_share: float = 0.15  # of a side of the picture; what lies along more of it is no writing
    drawn_edge: float = 0.5  # of its darkest pixel; the edge of a stroke that was drawn on a screen
    ruled_lines: RuledLineSettings = RuledLineSettings()


@dataclass(frozen=True)
class ComponentSettings:
    """Connected components of ink: how many, how large."""

    busy: int = 400_000  # changes between ink and paper along the rows; the fullest of 102 real pages has 23,000
    max_marks: int = 1_000  # components; the fullest page has 194
    max_overlap: float = 3.0  # of the picture's area, all their boxes together; the fullest page has 1.0
    min_pixels: int = 12  # pixels; fewer are no digit
    min_side: float = 0.008  # of the picture's longer side; specks in the paper stay below
    max_height: float = 0.98  # of the picture's height, and ...
    max_width: float = 0.7  # ... of its width; what exceeds both is a frame or scenery
    speck: float = 0.2  # of the usual height of the writing; smaller is no digit
    lying: float = 0.5  # of its width; a flat component counts as so tall, so that a roof or a dash is no speck


@dataclass(frozen=True)
class ScenerySettings:
    """What a photo shows beside the paper."""

    near_edge: int = 1  # pixels; what is so near to the picture's edge touches it
    contact: float = 0.5  # of its longer side lies on the picture's edge; more is the edge of something
    size: float = 0.3  # of the picture's side; what is larger and at the edge may be the desk
    fill: float = 0.5  # of its box; writing fills less
    sides: int = 2  # of the picture; what is large and touches so many is the desk
    crop_height: int = PhotoSettings.small_height  # pixels; a lower picture is a crop of one line, which may cut digits
    crop_pen: float = 0.2  # of a crop's height; thicker is no pen's stroke
    crop_room: float = 3.0  # times its thickness; a narrower component is a bar, no digit
    crop_sides: int = 2  # of such a crop, its top and bottom; what touches more is no digit
    crop_contact: float = 0.85  # of its longer side; digits that such a crop cuts into measured up to 0.82, ...
    crop_bar_contact: float = 0.3  # ... bars and digits in a corner up to 0.23
    halo: float = 0.5  # of a stroke's thickness; a stroke's blurred edge is no wider
    min_halo: int = 2  # pixels; the edge of the thinnest stroke
    neighbour: float = 0.5  # of its own darkness; darker ink around it is another stroke and counts as so dark
    unrest: float = 0.28  # root mean square around it, of its own darkness; writing measured up to 0.23


@dataclass(frozen=True)
class FrameSettings:
    """Frames and printed boxes around writing."""

    sides: int = 3  # of four; a frame has ink on so many
    fill: float = 0.35  # of its box; frames are hollow
    content: float = 0.25  # of the frame's height; what stands in it is at least so tall
    box_side: float = 0.85  # of a side of a printed box is drawn
    box_fill: float = 0.6  # of a printed box is ink at most
    margin: float = 0.15  # of its shorter side; how far from its edge the border may run
    min_margin: int = 2  # pixels; the border of the smallest box
    border_thickness: float = 1.6  # times the border's usual thickness; thicker is a stroke that crosses it


@dataclass(frozen=True)
class LineSettings:
    """Which components follow each other on a line."""

    gap: float = 2.5  # times the taller one's height; a wider gap ends the chain
    close: float = 0.5  # of the smaller height; components no further apart need not be of a size, others ...
    size: float = 0.33  # ... are: the smaller has this share of the larger height
    shift: float = 1.5  # a step up or down counts this much more than one to the right
    row_overlap: float = 0.4  # of the smaller height; components of one line share at least so much
    roof_gap: float = 0.2  # of a digit's height, between its body and a roof drawn for itself
    stack_overlap: float = 0.6  # of the smaller width; components above each other are one digit
    point: float = 3.0  # times; a point or a dash is so much lower than its line's tallest component
    ends: int = 3  # components; the tallest of so many tells where a line ends and goes on after a wide gap, ...
    likeness: float = 0.5  # ... if the lower of both has this share of the taller one's height


@dataclass(frozen=True)
class ScrapSettings:
    """Scraps beside a longer line, which are no line of their own."""

    longer: int = 2  # times as many components; a shorter line says nothing about what is beside it
    fewest: int = 3  # components; nor does one of fewer
    height: float = 0.55  # of the longer line's height; smaller writing close to it is left of boxes and ruled lines
    near_edge: int = 1  # pixels; what is so near to the picture's edge is cut off by it, and ...
    cut_height: float = 0.8  # ... has lost less than the rest: of the longer line's height
    reach: float = 0.5  # of that height, above and below the longer line
    amidst_most: int = 2  # components amidst another line; more are a line
    amidst_around: int = 2  # components of that line around them; one alone surrounds nothing
    amidst_reach: float = 2.0  # times that height, left and right, and in it ...
    amidst_height: float = 0.5  # ... components taller than this share of it


@dataclass(frozen=True)
class CombSettings:
    """Combs, the rows of printed bars between a form's cells."""

    bars: int = 4  # at least, evenly spaced
    slender: float = 0.35  # of its height; no bar is wider
    fill: float = 0.5  # of its box is ink; a bar is straight
    stray: float = 0.12  # of the distance between two bars, how far one may stand from its place
    written: float = 0.7  # of the places have a bar, and of the gaps between bars have writing in them
    height: float = 1.15  # times the writing's usual height; bars are taller, ...
    tall: float = 0.5  # ... at least this share of them


@dataclass(frozen=True)
class LayoutSettings:
    """Which ink is writing, and which writing makes a line."""

    components: ComponentSettings = ComponentSettings()
    scenery: ScenerySettings = ScenerySettings()
    frames: FrameSettings = FrameSettings()
    lines: LineSettings = LineSettings()
    scraps: ScrapSettings = ScrapSettings()
    combs: CombSettings = CombSettings()


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
class RecognitionSettings:
    """What the networks see of a line, and what its pieces may be."""

    cuts: CutSettings = CutSettings()
    tile: TileSettings = TileSettings()
    decoder: DecoderSettings = DecoderSettings()
    lattice: LatticeSettings = LatticeSettings()
    strip: StripSettings = StripSettings()


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


@dataclass(frozen=True)
class SharpnessSettings:
    """How the sharpness of strokes is measured."""

    max_marks: int = 12  # boxes measured; more of them take time and tell no more
    mark_height: int = 96  # pixels; taller boxes are measured on a copy of this height
    margin: float = 0.125  # of a box's height, that is measured around it; an edge needs the paper beside it, ...
    min_margin: int = 3  # pixels; ... at least as much as smoothing spreads
    sharp_edge: float = 2.5  # pixels; the rise of the sharpest edge after the paper's smoothing
    edge_paper: float = 0.6  # of a stroke's darkness; within two pixels of a true edge it falls below that
    directions: int = 4  # that edges are grouped by; a moving camera blurs those across its way, not those along it
    edge_group: float = 0.1  # of all pixels of edges; fewer that face one way say nothing
    full_ink: float = 0.9  # quantile of a stroke's darkness that counts as full ink
    flattest: float = 1e-4  # rise in darkness a pixel; no edge is flatter


@dataclass(frozen=True)
class CutoffSettings:
    """When the picture's edge cuts writing off."""

    height: float = 0.5  # of the digits' height; smaller strokes at the edge are no digits
    darkness: float = 0.9  # of a stroke's darkness; what only touches the edge is paler there
    full_ink: float = 0.7  # quantile of a stroke's darkness that counts as that
    min_touching: int = 2  # digits, and at least ...
    share: float = 0.5  # ... this share of a line's digits touch the top or bottom; tails of single ones may


@dataclass(frozen=True)
class AdviceSettings:
    """When a photo is too poor: measured on 38 photos made worse until they were read wrong; see model/DIARY.md."""

    step: int = 8  # pixels; light is measured in every eighth row and column
    dark_photo: float = 60.0  # grey level of the brightest; 4 in 5 are read at 65, 1 in 5 at 46; photos have over 130
    brightest: float = 0.995  # quantile of the grey levels
    blurred: float = 0.11  # of a digit's height; the softest of 86 photos has 0.10; half are read at 0.13
    blurred_height: int = 24  # pixels; smaller components on a page without digits are stains and threads
    dark_paper: float = InkSettings.dark_paper  # grey level; a darker picture has no white paper to be lost in, ...
    white_paper: float = 215.0  # grey level; ... and scans are brighter, and white without glare
    glare: float = 250.0  # grey level; where light is reflected nothing is darker
    glare_share: float = 0.02  # of the picture around the writing; photos without glare measured up to 0.015
    glare_paper: float = 0.75  # quantile of the grey levels in a digit's box that is paper
    glare_reach: int = 2  # digits' heights on each side of the writing
    faint_writing: float = 0.075  # of the paper's brightness; 9 in 10 are read at 0.09, 2 in 5 at 0.067, none at 0.05
    small_digit: float = 11.0  # pixels; 3 in 4 are read at 13, 3 in 5 at 9
    sharpness: SharpnessSettings = SharpnessSettings()
    cutoff: CutoffSettings = CutoffSettings()


@dataclass(frozen=True)
class Settings:
    """How a photo is read, a part for each stage; the defaults were chosen by measuring (see model/DIARY.md).

    To change a threshold, name its part; what is not named keeps its default.

    >>> settings = Settings(ink=InkSettings(faintest_ink=0.05))
    >>> settings.ink.faintest_ink, settings.ink.noise_factor
    (0.05, 4.0)

    From other settings, replace it in its part.

    >>> from dataclasses import replace
    >>> replace(settings, ink=replace(settings.ink, noise_factor=3.0)).ink.faintest_ink
    0.05
    """

    photo: PhotoSettings = PhotoSettings()
    crop_rotate: CropRotateSettings = CropRotateSettings()
    zip: ZipSettings = ZipSettings()
    pdf: PdfSettings = PdfSettings()
    names: NameSettings = NameSettings()
    ink: InkSettings = InkSettings()
    layout: LayoutSettings = LayoutSettings()
    networks: NetworkSettings = NetworkSettings()
    recognition: RecognitionSettings = RecognitionSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    decision: DecisionSettings = DecisionSettings()
    advice: AdviceSettings = AdviceSettings()
