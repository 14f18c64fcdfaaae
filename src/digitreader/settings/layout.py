"""How ink becomes lines of writing."""

from dataclasses import dataclass

from digitreader.settings.intake import PhotoSettings


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
    placed: float = 0.6  # of the places have a bar that stands free, ...
    written: float = 0.7  # ... and of the cells between them have writing in them
    height: float = 1.15  # times the writing's usual height; bars are taller, ...
    tall: float = 0.5  # ... at least this share of them
    even_digits: int = 6  # in cells without bars; fewer may stand evenly by chance
    even: float = 0.13  # of the mean step from digit to digit, their standard deviation where they stand in cells
    low: float = 0.5  # of the usual height; what is lower is a point or a speck, and no step
    thick: float = 1.6  # times the bars' usual width; what is wider is none, not even a broken one
    cells: float = 0.9  # of the distance between two bars; a component wider than that touches a bar
    part: float = 0.45  # of a bar's usual height; so much of one that touches writing is a straight upright run
    crumb: float = 0.2  # of that height; what is left when bars are cut out is larger


@dataclass(frozen=True)
class LayoutSettings:
    """Which ink is writing, and which writing makes a line."""

    components: ComponentSettings = ComponentSettings()
    scenery: ScenerySettings = ScenerySettings()
    frames: FrameSettings = FrameSettings()
    lines: LineSettings = LineSettings()
    scraps: ScrapSettings = ScrapSettings()
    combs: CombSettings = CombSettings()
