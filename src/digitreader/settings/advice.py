"""When a photo itself is the problem."""

from dataclasses import dataclass

from digitreader.settings.ink import InkSettings


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
