"""What the page "How it reads" says about a photo: a few sentences a stage, and each picture in words."""

from digitreader.ui import words
from digitreader.ui.how.story import Story
from digitreader.ui.model.model_words import listed


def grey(story: Story) -> tuple[str, str]:
    """The sentences for the grey picture, and for its enlarged detail."""
    width, height = story.size
    turned = " The writing is lighter than its background, so light and dark were swapped first." * story.turned
    return (
        f"To a computer a photo is a grid of small squares, **pixels**: here {width:,} by {height:,} of them. Colour "
        f"says little about digits, so each pixel keeps one number, from 0 for black to 255 for white.{turned}",
        "The red mark, enlarged: this is all that the reader sees.",
    )


def paper(story: Story) -> str:
    """The sentences for the light on the paper."""
    darkest, brightest = story.light
    return (
        f"No lamp lights a sheet evenly: here the paper is {brightest} at its brightest and only {darkest} at its "
        "darkest. The reader covers the writing with the paper around it. What remains is a picture of the light alone."
    )


def ink() -> str:
    """The sentences for the ink."""
    return (
        "Each pixel is compared with the paper around it: shadows go, and what is darker stays. Pixels darker than a "
        "**threshold** are ink, and so are their paler neighbours, the edges of strokes."
    )


def ruled_lines(story: Story) -> str:
    """The sentences for ruled lines."""
    if not story.ruled:
        return (
            "Ruled paper would get in the way here: its long, thin, straight lines are not writing. In this "
            "photo the reader found none; the sample with touching digits has some."
        )
    return (
        "What is long, thin and straight is no digit but a line of the paper, so :red[**what is red**] was removed. "
        "Where a pen crossed such a line the ink is thicker, and it stays."
    )


def components(story: Story) -> str:
    """The sentences for the connected components."""
    aside = " What is grey is left out: specks, frames, or the desk." * story.left_out
    return (
        "Ink that hangs together is a **stroke**, and its outline is a **contour**. Here are "
        f"{words.count(story.components, 'stroke')}, each in a colour of its own. A stroke need not be a digit: "
        f"touching digits make one stroke, and a 5 with a detached top makes two.{aside}"
    )


def lines(story: Story) -> str:
    """The sentences for the lines of writing."""
    there = "is" if story.written == 1 else "are"
    return (
        "Each stroke is linked to its nearest neighbour on the right, and such a chain is a **line** of writing. There "
        f"{there} {words.count(story.written, 'line')} here, read from top to bottom, each from left to right."
    )


def passes(story: Story) -> str:
    """How several readings of the photo voted; nothing where one was enough."""
    if len(story.passes) == 1:
        return ""
    said = listed([f"**{words.plain(text) or 'nothing'}**" for text in story.passes])
    return (
        f"The reader was not sure, so it read the photo {len(story.passes)} times, each time with another idea of how "
        f"dark ink is: {said}. These readings voted, and you see the winner."
    )


def alts(story: Story) -> dict[str, str]:
    """Each picture of the photo in words, for those who cannot see it."""
    read = f"It reads {', '.join(story.lines)}" if story.lines else "Nothing was read"
    darkest, brightest = story.light
    ruled = "removed ruled lines are red" if story.ruled else "there were no ruled lines"
    return {
        "photo": f"The photo, with a numbered box around each digit. {read}.",
        "grey": "The photo in grey, with a small red mark at the edge of a stroke.",
        "numbers": "The pixels inside the mark, enlarged, with a number in each: high on paper, low on ink.",
        "paper": f"The light on the paper, without the writing: from {darkest} to {brightest} of 255.",
        "darkness": "The writing on evenly white paper, without shadows.",
        "ink": "The same in black and white: every pixel is either ink or paper.",
        "ruled_lines": f"The ink; {ruled}.",
        "components": f"{words.count(story.components, 'stroke')}, each outlined in a colour.",
        "lines": f"{words.count(story.written, 'line')} of writing, each in a numbered box, its strokes linked.",
    }
