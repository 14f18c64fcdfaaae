"""What counts as ink, and what is a ruled line."""

from dataclasses import dataclass


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
