"""Compare this project with Tesseract and RapidOCR, as far as they are installed: `make bench`.

One run prints one table: wrong images, character errors, milliseconds, cold start, memory and disk space, with ratios
to this project. It uses generated pictures and, if DIGITREADER_DATA names a data folder, the pictures in its eval/.
All readers take turns on the same files, each in its own process with its default number of threads. Tesseract (LSTM)
may read digits only, in the page segmentation mode that works best for it on generated pictures of that kind. From
RapidOCR's text (PP-OCR, sides of up to 960 pixels) only the digits are kept. Readings are compared as in
evaluation/evaluate.py: spaces never count, and kind "scatter" is compared as a sorted multiset of digits.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from entrants import Entrant, Running, entrants
from pictures import LINE, SHEET, make_pictures

from bench import draw_photo
from digitreader.evaluation.evaluate import as_lines, read_labels
from digitreader.evaluation.scores import Case, summarise

MODES = {LINE: (7, 6, 8, 13), SHEET: (6, 4, 3, 11)}  # of Tesseract: a line, a block, a word, raw; a block, columns, ...
WARM = 2  # pictures read before timing starts
STARTS = 3
FASTER, LEANER, SOON = 5.0, 2.0, 1.0  # targets against the better rival: factor, factor, seconds

Modes = dict[str, int]


@dataclass(frozen=True)
class Picture:
    """One labelled picture. kind: from its label; shape: a crop of one line, or a sheet of several."""

    file: Path
    text: str
    kind: str
    shape: str


@dataclass(frozen=True)
class Result:
    """The results of one reader.

    busy: CPU milliseconds for each picture of each set. peak: MiB of the process that read them all. cold: seconds and
    MiB of a process that reads one 12-megapixel photo.
    """

    entrant: Entrant
    cases: dict[str, list[Case]]
    busy: dict[str, list[float]]
    peak: float
    cold: tuple[float, float]


def main() -> None:
    """Measure and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make_pictures(folder / "made", options.fonts or _fonts(options.rapidocr), options.count)
        evals = sorted((options.data / "eval").glob("*/labels.csv")) if options.data else []
        sets = {file.parent.name: load(file) for file in made}
        sets |= {file.parent.name: load(file)[:: options.every] for file in evals}
        photo = folder / "photo.jpg"
        photo.write_bytes(draw_photo())
        results = _measure(entrants(options.rapidocr), sets, photo, len(made))
    print(as_table(results))
    for target in targets(results, [file.parent.name for file in evals]):
        print(target)
    print(
        f"load average {', '.join(f'{load:.1f}' for load in os.getloadavg())} at the end, {os.cpu_count()} processors"
    )
    if options.json:
        options.json.write_text(json.dumps([as_dict(result) for result in results], indent=1) + "\n")


def _options() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description="This project beside Tesseract and RapidOCR.")
    data = os.environ.get("DIGITREADER_DATA")
    parser.add_argument("--data", type=Path, default=Path(data) if data else None, help="(default: DIGITREADER_DATA)")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="every Nth of the data folder, for a quick look"
    )
    parser.add_argument("--count", type=int, default=20, help="generated pictures of each kind and hand (default: 20)")
    parser.add_argument("--rapidocr", type=Path, default=Path(sys.executable), help="the Python that has RapidOCR")
    parser.add_argument("--fonts", type=Path, nargs="+", help="to letter with (default: those beside RapidOCR)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure and reading, too")
    return parser.parse_args()


def _fonts(python: Path) -> list[Path]:
    """Find the fonts in a Python's environment."""
    return sorted(python.parent.parent.glob("lib/*/site-packages/font_*/files/*.ttf"))


def load(labels: Path) -> list[Picture]:
    """List the pictures of a labels file; a kind counts as lines if no label of it has several lines."""
    rows = read_labels(labels)
    sheets = {row["kind"] for row in rows if "|" in row["text"] or not row["text"]}
    return [
        Picture(labels.parent / row["file"], row["text"], row["kind"], SHEET if row["kind"] in sheets else LINE)
        for row in rows
    ]


def _measure(found: Sequence[Entrant], sets: dict[str, list[Picture]], photo: Path, made: int) -> list[Result]:
    """Run the readers on all sets, the first `made` of which are generated.

    They take turns on every picture, so that other load on the machine slows all of them alike.
    """
    generated = [picture for name in list(sets)[:made] for picture in sets[name]]
    modes = [_best_modes(entrant, generated) if entrant.name == "Tesseract" else {} for entrant in found]
    running = [Running(entrant) for entrant in found]
    for k, reader in enumerate(running):
        _cases(reader, generated[:WARM], modes[k], [])
    busy: list[dict[str, list[float]]] = [{name: [] for name in sets} for _ in found]
    cases: list[dict[str, list[Case]]] = [{name: [] for name in sets} for _ in found]
    for name, pictures in sets.items():
        print(f"{name}: {len(pictures)} pictures", file=sys.stderr)
        for picture in pictures:
            for k, reader in enumerate(running):
                cases[k][name] += _cases(reader, [picture], modes[k], busy[k][name])
    peaks = [reader.end() for reader in running]
    starts = [[entrant.cold(photo) for entrant in found] for _ in range(STARTS)]
    cold = [(median(seconds for seconds, _ in some), max(mib for _, mib in some)) for some in zip(*starts, strict=True)]
    return [Result(*row) for row in zip(found, cases, busy, peaks, cold, strict=True)]


def _best_modes(entrant: Entrant, pictures: Sequence[Picture]) -> Modes:
    """Find the page segmentation modes in which Tesseract reads generated pictures best."""
    running, best = Running(entrant), {}
    for shape, modes in MODES.items():
        some = [picture for picture in pictures if picture.shape == shape]
        scores = {mode: summarise("", _cases(running, some, {shape: mode}, [])) for mode in modes}
        best[shape] = max(modes, key=lambda mode, s=scores: (s[mode].right, -(s[mode].character_errors or 0)))
        rates = ", ".join(f"{mode}: {scores[mode].right:.0%}" for mode in modes)
        print(f"  mode {best[shape]} for a {shape} ({rates} right)", file=sys.stderr)
    running.end()
    return best


def _cases(running: Running, pictures: Sequence[Picture], modes: Modes, busy: list[float]) -> list[Case]:
    """Read pictures with one reader; CPU milliseconds are added to `busy`."""
    cases = []
    for picture in pictures:
        text, ms, processor = running.read(picture.file, modes.get(picture.shape, 0))
        busy.append(processor)
        expected, read = as_lines(picture.text, picture.kind), as_lines(text, picture.kind)
        cases.append(Case(picture.file.name, picture.kind, expected, read, ms))
    return cases


def as_table(results: Sequence[Result]) -> str:
    """Format the table in Markdown; brackets hold a figure as a multiple of this project's, which comes first."""
    rows = [
        ["", *(f"{result.entrant.name} {result.entrant.version}" for result in results)],
        ["---"] * (len(results) + 1),
    ]
    for name in results[0].cases:
        scores = [summarise(name, result.cases[name]) for result in results]
        wrong = [sum(not case.right for case in result.cases[name]) for result in results]
        rows.append([f"{name}: wrong of {scores[0].images}", *_ratios(wrong, "{:.0f}")])
        if scores[0].character_errors is not None:
            rows.append([f"{name}: character errors, %", *_ratios([100 * (s.character_errors or 0) for s in scores])])
        rows.append([f"{name}: median ms", *_ratios([score.median_ms for score in scores], "{:.0f}")])
        processor = [median(result.busy[name]) for result in results]
        rows.append([f"{name}: median ms of the processor", *_ratios(processor, "{:.0f}")])
    everything = [_median_ms(result, list(result.cases)) for result in results]
    rows.append(["all: median ms", *_ratios(everything, "{:.0f}")])
    rows.append(["first result of a 12-megapixel photo, s from process start", *_ratios([r.cold[0] for r in results])])
    rows.append(["memory of that process, MiB", *_ratios([result.cold[1] for result in results], "{:.0f}")])
    rows.append(["memory of the process that read all, MiB", *_ratios([result.peak for result in results], "{:.0f}")])
    rows.append(["installed, MB", *_ratios([result.entrant.megabytes for result in results], "{:.0f}")])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _ratios(figures: Sequence[float], form: str = "{:.1f}") -> list[str]:
    """Format figures, all but the first with their ratio to it."""
    first = figures[0]
    return [
        form.format(figure) + (f" ({figure / first:.1f}x)" if place and first else "")
        for place, figure in enumerate(figures)
    ]


def _median_ms(result: Result, names: Sequence[str]) -> float:
    """Median milliseconds a picture over some sets."""
    return median(case.ms for name in names for case in result.cases[name])


def _wrong(result: Result, names: Sequence[str]) -> int:
    """Number of pictures of some sets that were read wrong."""
    return sum(not case.right for name in names for case in result.cases[name])


def targets(results: Sequence[Result], evals: Sequence[str]) -> list[str]:
    """Check each target against the rival with fewer wrong images."""
    ours, *rivals = results
    names = evals or list(ours.cases)
    if not rivals:
        return ["No rival is installed."]
    best = min(rivals, key=lambda rival: _wrong(rival, names))
    fewer = [name for name in names if _wrong(ours, [name]) < max(_wrong(best, [name]), 1)]
    pace = {name: _median_ms(best, [name]) / _median_ms(ours, [name]) for name in ours.cases}
    faster = [f"{name} {times:.1f}" for name, times in pace.items()]
    leaner = best.peak / ours.peak
    return [
        f"better rival: {best.entrant.name}",
        f"{_met(len(fewer) == len(names))} fewer wrong images, or none, in {len(fewer)} of {len(names)} folders",
        f"{_met(min(pace.values()) >= FASTER)} times faster a photo: {', '.join(faster)} (target: {FASTER:.0f})",
        f"{_met(leaner >= LEANER)} {1 / leaner:.2f} of its memory (target: {1 / LEANER:.2f})",
        f"{_met(ours.cold[0] <= SOON)} first result {ours.cold[0]:.2f} s from process start (target: {SOON:.1f})",
    ]


def _met(target: bool) -> str:
    """Say in a word whether a target is met."""
    return "met:" if target else "MISSED:"


def as_dict(result: Result) -> dict[str, object]:
    """All of a result as JSON data, reading by reading."""
    return {
        "name": result.entrant.name,
        "version": result.entrant.version,
        "megabytes": result.entrant.megabytes,
        "peak_mib": result.peak,
        "cold": {"seconds": result.cold[0], "mib": result.cold[1]},
        "sets": {
            name: [{"file": c.file, "expected": c.expected, "read": c.read, "ms": c.ms} for c in cases]
            for name, cases in result.cases.items()
        },
    }


if __name__ == "__main__":
    main()
