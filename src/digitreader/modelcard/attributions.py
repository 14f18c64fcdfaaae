"""Limits of the networks, and what they and the app are made of, with licences."""

from collections.abc import Iterable
from dataclasses import dataclass

from digitreader.modelcard.font_licences import FONT, by_licence

LIMITS = (
    "They read Western digits in adult handwriting, separate or touching. They never learnt digits of other scripts, "
    "printed text or a child's first digits.",
    "They know no letters. O, l, S or Z may be read as the digits they resemble; a lone straight stroke is a 1 to them "
    "and an empty ring a 0.",
    "MNIST's writers were Americans of the 1990s. European forms of 1, 4 and 7 come from few writers and from drawn "
    "shapes, so rarer ways of writing are read less well.",
    "The confidence was fitted on synthetic pictures. On other paper it may be too high or too low.",
    "The steps around the networks were tuned on errors in the same pictures that they are measured on here. Expect "
    "somewhat less on yours.",
    "Let a person check whatever matters: amounts, dates, numbers that decide about someone.",
)


@dataclass(frozen=True)
class Attribution:
    """Something that was used, to be credited.

    name: its usual name. use: what for. licence: of the part in use. link: its address, or nothing.
    """

    name: str
    use: str
    licence: str
    link: str


MNIST = Attribution(
    "MNIST, 70,000 digits",
    "training; its 10,000 test digits for measuring alone",
    "CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
    "https://keras.io/api/datasets/mnist/",
)
BHMSDS = Attribution("bhmsds, digits and signs by hand", "training", "MIT", "https://github.com/wblachowski/bhmsds")
NOT_MNIST = Attribution(
    "notMNIST, printed letters",
    'training what is "not one digit"',
    "MIT",
    "https://github.com/davidflanagan/notMNIST-to-MNIST",
)
OMNIGLOT = Attribution(
    "Omniglot, characters of many alphabets",
    'training what is "not one digit"',
    "MIT",
    "https://github.com/brendenlake/omniglot",
)
UNIPEN = Attribution(
    "UNIPEN train_r01_v07, digits and signs as pen strokes (I. Guyon and others, ICPR 1994)",
    "training: lines written with their strokes",
    "CC BY 4.0, International Unipen Foundation",
    "https://doi.org/10.1109/ICPR.1994.576870",
)
PENDIGITS = Attribution(
    "pendigits, digits as pen strokes (E. Alpaydin and F. Alimoglu, UCI 81)",
    "training: lines written with their strokes",
    "CC BY 4.0",
    "https://archive.ics.uci.edu/dataset/81",
)
TRAINED_ON = {
    "MNIST": MNIST,
    "bhmsds": BHMSDS,
    "notmnist": NOT_MNIST,
    "omniglot": OMNIGLOT,
    "unipen": UNIPEN,
    "pendigits": PENDIGITS,
}  # by how the cards' names for them begin
MEASURED_ON = (
    Attribution(
        "ORAND-CAR-A, amounts on cheques",
        "measuring alone",
        "not stated; not shipped",
        "https://github.com/Fzkuji/Labeled_ORAND-CAR-A",
    ),
    Attribution(
        "Scanned form fields",
        "measuring alone",
        "not stated; not shipped",
        "https://github.com/rcortx/handwritten-digit-extraction",
    ),
    Attribution("Photos from public projects", "measuring alone", "each its owner's; not shipped", ""),
    Attribution("USPS, digits from US mail", "measuring alone", "not stated; not shipped", ""),
    Attribution(
        "MNIST-C, a list of corruptions",
        "measuring alone; written anew here",
        "Apache-2.0",
        "https://github.com/google-research/mnist-c",
    ),
)
SOFTWARE = (
    Attribution(
        "LiteRT (ai-edge-litert)", "runs the networks", "Apache-2.0", "https://github.com/google-ai-edge/LiteRT"
    ),
    Attribution("TensorFlow, Keras", "training alone", "Apache-2.0", "https://keras.io"),
    Attribution("scikit-learn", "fits the confidence", "BSD-3-Clause", "https://scikit-learn.org"),
    Attribution("matplotlib", "training alone", "Matplotlib's own, PSF-like", "https://matplotlib.org"),
    Attribution("OpenCV (opencv-python-headless)", "finds the ink", "Apache-2.0", "https://opencv.org"),
    Attribution("NumPy", "arithmetic", "BSD-3-Clause", "https://numpy.org"),
    Attribution("Pillow", "opens photos", "MIT-CMU", "https://python-pillow.github.io"),
    Attribution(
        "pillow-heif, with libheif and libde265",
        "opens HEIC photos",
        "BSD-3-Clause, LGPL-3.0",
        "https://github.com/bigcat88/pillow_heif",
    ),
    Attribution(
        "pypdfium2, with PDFium",
        "opens PDF files",
        "BSD-3-Clause, Apache-2.0",
        "https://github.com/pypdfium2-team/pypdfium2",
    ),
    Attribution("python-stdnum", "checks check digits", "LGPL-2.1-or-later", "https://arthurdejong.org/python-stdnum/"),
    Attribution("XlsxWriter", "writes Excel files", "BSD-2-Clause", "https://github.com/jmcnamara/XlsxWriter"),
    Attribution(
        "Streamlit, with Altair", "this app and its charts", "Apache-2.0, BSD-3-Clause", "https://streamlit.io"
    ),
    Attribution(
        "streamlit-drawable-canvas",
        "the field to draw in",
        "MIT",
        "https://github.com/andfanilo/streamlit-drawable-canvas",
    ),
)
UNKNOWN = "not stated"
OURS = (
    Attribution("The networks, the code and the drawn training pictures", "Digit Reader itself", "MIT", ""),
    Attribution("Six handwriting fonts", "the sample pictures", "SIL Open Font License 1.1", "https://fontsource.org"),
)


def trained_on(names: Iterable[str]) -> tuple[Attribution, ...]:
    """The data that the cards name, each once; unknown data keeps its name."""
    found, families = {}, list[str]()
    for name in names:
        if name.startswith(FONT):
            families.append(name.removeprefix(FONT))
            continue
        known = [source for start, source in TRAINED_ON.items() if name.startswith(start)]
        source = known[0] if known else Attribution(name, "training", UNKNOWN, "")
        found[source.name] = source
    fonts = (
        Attribution(f"Fonts: {', '.join(known)}", "training: lines in type", licence or UNKNOWN, "")
        for licence, known in by_licence(families).items()
    )
    return (*found.values(), *fonts)


def attributions(names: Iterable[str]) -> tuple[Attribution, ...]:
    """Everything that was used, the training data first."""
    return (*trained_on(names), *MEASURED_ON, *SOFTWARE, *OURS)
