"""What the page "How it reads" says about cutting a line into pieces."""

from digitreader.explain.line_stages import LineStages
from digitreader.explain.rivals import rivals
from digitreader.ui import words


def cuts(line: LineStages) -> str:
    """The sentences beside the picture of the cuts."""
    if not line.seams:
        return (
            "Digits that touch have to be cut apart where a drop of water running down would meet the least ink. In "
            "this line no cut was tried: every stroke looked like a single digit, or had no place for a cut."
        )
    used = sum(seam.used for seam in line.seams)
    return (
        "Where digits touch, their stroke is cut where a drop of water running down would meet the least ink. Nobody "
        f"knows yet which cuts are right, so {words.count(len(line.seams), 'cut')} "
        f"{'was' if len(line.seams) == 1 else 'were'} tried. The :blue[**solid**] ones were used in the end "
        f"({used}), the :orange[**dashed**] ones were not."
    )


def cuts_alt(line: LineStages) -> str:
    """The picture of the cuts in words."""
    used = sum(seam.used for seam in line.seams)
    solid, dashed = words.count(used, "solid line"), words.count(len(line.seams) - used, "dashed line")
    pieces = words.count(len(line.lattice.pieces), "piece")
    return f"The line {line.text}, enlarged, in {pieces}; {solid} and {dashed} run down through it."


def candidates(line: LineStages) -> str:
    """The sentences beside the picture of the candidates."""
    said = (
        "Every run of neighbouring pieces may be a digit, so the network is asked about all "
        f"{len(line.lattice.candidates)} of them in this line. The brackets show which pieces a picture is made of. "
        "The likeliest chain that uses every piece exactly once wins: it is :blue[**blue and ticked**]."
    )
    if line.decoded == line.text:
        return said
    return f"{said} This network alone would read **{line.decoded or 'nothing'}** here; steps 12 and 13 tell more."


def candidates_alt(line: LineStages, place: int) -> str:
    """The picture of the candidates in words."""
    shown = rivals(line, place)
    won = "; ".join(rival.word for rival in sorted(shown, key=lambda rival: rival.span) if rival.chosen)
    lost = "; ".join(rival.word for rival in shown if not rival.chosen) or "none"
    return f"Pieces of the line, and below them what each run of pieces may be. Chosen: {won}. Not chosen: {lost}."
