"""What the page "How it reads" says of a photo: two sentences a stage for a pupil, and each picture in words."""

from digitreader.ui import words
from digitreader.ui.how.story import Story
from digitreader.ui.model.model_words import listed


def grey(story: Story) -> tuple[str, str]:
    """What is said of the grey picture."""
    width, height = story.size
    turned = " The writing is lighter than what it stands on, so light and dark were swapped first." * story.turned
    return (
        f"For a computer a photo is a grid of small squares, **pixels**: here {width:,} by {height:,} of them. Colour "
        f"says little about digits, so each pixel keeps one number, from 0 for black to 255 for white.{turned}",
        "Inside the red mark, enlarged: this is all that the reader gets to see.",
    )


def paper(story: Story) -> str:
    """What is said of the light on the paper."""
    darkest, brightest = story.light
    return (
        f"No lamp lights a sheet evenly: here the paper is {brightest} where it is brightest and only {darkest} where "
        "it is darkest. The reader covers the writing with the paper around it, and what remains is a picture of the "
        "light alone."
    )


def ink() -> str:
    """What is said of the ink."""
    return (
        "Each pixel is compared with the paper around it: shadows are gone, and what is darker stays. Whatever is "
        "clearly darker than a **threshold** is ink, and so are its paler neighbours, which are the edges of strokes."
    )


def ruled_lines(story: Story) -> str:
    """What is said of ruled lines."""
    if not story.ruled:
        return (
            "Ruled paper would be in the way here: its long, thin, straight lines are no writing. In this photo none "
            "had to go; the sample with touching digits has some."
        )
    return (
        "Long, thin and straight: that is no digit but the paper's own lines, so :red[**what is red**] was taken away. "
        "Where a pen crossed one of them the ink is thicker, and it stays."
    )


def components(story: Story) -> str:
    """What is said of the components."""
    aside = " Grey is left out: specks, frames, or the desk." * story.left_out
    return (
        "Ink that hangs together is a **stroke**, and its outline is a **contour**: each has a colour of its own here, "
        f"and there are {words.count(story.components, 'stroke')}. A stroke need not be a digit: digits that touch "
        f"make one stroke, and a 5 with a loose roof makes two.{aside}"
    )


def lines(story: Story) -> str:
    """What is said of the lines."""
    there = "is" if story.written == 1 else "are"
    return (
        "Each stroke looks for its nearest neighbour to the right, and such a chain is a **line** of writing. There "
        f"{there} {words.count(story.written, 'line')} here, read from top to bottom and each from left to right."
    )


def passes(story: Story) -> str:
    """What is said where the photo was read more than once; nothing where once was enough."""
    if len(story.passes) == 1:
        return ""
    said = listed([f"**{text or 'nothing'}**" for text in story.passes])
    return (
        f"It was not sure, so it read the photo {len(story.passes)} times, each time with another idea of how dark "
        f"ink is: {said}. These readings voted, and you see the one that won."
    )


def alts(story: Story) -> dict[str, str]:
    """What each picture of the photo shows, for those who cannot see it."""
    read = f"It reads {', '.join(story.lines)}" if story.lines else "Nothing was read"
    darkest, brightest = story.light
    ruled = "ruled lines that were taken away are red" if story.ruled else "it had no ruled lines"
    return {
        "photo": f"The photo, with a numbered box around each digit. {read}.",
        "grey": "The photo in grey, with a small red mark at the edge of a stroke.",
        "numbers": "The pixels inside the mark, enlarged, a number in each: high ones on paper, low ones on ink.",
        "paper": f"The light on the paper without the writing: from {darkest} to {brightest} of 255.",
        "darkness": "The writing on paper that is evenly white now, without shadows.",
        "ink": "The same in black and white: every pixel is either ink or paper.",
        "ruled_lines": f"The ink; {ruled}.",
        "components": f"{words.count(story.components, 'stroke')}, each outlined in a colour.",
        "lines": f"{words.count(story.written, 'line')} of writing, each in a numbered box, its strokes linked.",
    }
