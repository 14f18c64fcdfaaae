"""Count the visits of a load test and check them against targets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

SOON, LEAN, FLAT = 3.0, 500.0, 0.05  # targets: seconds, MB, growth
PROMPT = 10.0  # seconds; longer waits must be announced


@dataclass(frozen=True)
class Visit:
    """The outcome of one visit.

    outcome: "read", "turned away" (told when to come back), or "failed". told: whether the page ever said that there is
    a wait. seconds: from the start of the upload to the text; page: from arrival to the page. said: the text, or what
    went wrong.
    """

    outcome: str
    told: bool
    seconds: float
    page: float
    said: str


@dataclass(frozen=True)
class Part:
    """A part of the run: its name, its visits, and the server's memory samples in MB, in order."""

    name: str
    visits: tuple[Visit, ...]
    memory: tuple[float, ...]

    def count(self, outcome: str) -> int:
        """Number of visits with an outcome."""
        return sum(visit.outcome == outcome for visit in self.visits)

    @property
    def seconds(self) -> list[float]:
        """Seconds from upload to text, of visits that were read."""
        return [visit.seconds for visit in self.visits if visit.outcome == "read"]

    @property
    def untold(self) -> int:
        """Number of visitors who waited long, or in vain, without being told."""
        return sum(not visit.told and not visit.seconds <= PROMPT for visit in self.visits)

    @property
    def growth(self) -> float:
        """Growth of memory from the middle third to the last, as a share; the first third is warm-up."""
        third = len(self.memory) // 3
        return mean(self.memory[-third:]) / mean(self.memory[third : 2 * third]) - 1 if third else math.nan


def as_table(parts: Sequence[Part]) -> str:
    """Format the table in Markdown."""
    titles = ["visitors", "visits", "read", "told to wait", "turned away", "failed", "page p95 s"]
    titles += ["text p50 s", "text p95 s", "longest s", "MB at start", "peak", "end"]
    rows = [titles, ["---"] * len(titles), *(_row(part) for part in parts)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(part: Part) -> list[str]:
    """Format a part's row."""
    told = sum(visit.told for visit in part.visits)
    counts = [len(part.visits), part.count("read"), told, part.count("turned away"), part.count("failed")]
    pages = [visit.page for visit in part.visits if not math.isnan(visit.page)]
    times = [percentile(pages, 95), percentile(part.seconds, 50), percentile(part.seconds, 95)]
    times.append(max(part.seconds, default=math.nan))
    memory = [part.memory[0], max(part.memory), part.memory[-1]] if part.memory else [math.nan] * 3
    return [part.name, *map(str, counts), *(f"{s:.2f}" for s in times), *(f"{size:.0f}" for size in memory)]


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that the given percentage does not exceed."""
    return sorted(values)[max(0, math.ceil(share / 100 * len(values)) - 1)] if values else math.nan


def targets(waves: Part, surplus: Part, alive: bool) -> list[tuple[bool, str]]:
    """Check each target: first for the waves, then for more visitors than can be served at once."""
    p95, lost = percentile(waves.seconds, 95), len(waves.visits) - waves.count("read")
    texts = {visit.said for part in (waves, surplus) for visit in part.visits if visit.outcome == "read"}
    peak = max(waves.memory, default=math.nan)
    return [
        (lost == 0, f"{lost} of {len(waves.visits)} uploads not read (target: none)"),
        (p95 <= SOON, f"p95 {p95:.2f} s from upload to text (target: {SOON:.0f})"),
        (peak <= LEAN, f"at most {peak:.0f} MB resident (target: {LEAN:.0f})"),
        (waves.growth <= FLAT, f"{waves.growth:+.1%} from the middle third to the last (target: flat, {FLAT:.0%})"),
        (alive, f"the server {'lives' if alive else 'ENDED'} after {surplus.name}"),
        (surplus.count("failed") == 0, f"{surplus.count('failed')} failed of {surplus.name} (target: none)"),
        (surplus.untold == 0, f"{surplus.untold} of them waited over {PROMPT:.0f} s untold (target: none)"),
        (len(texts) == 1, f"{len(texts)} different texts read in one photo (target: 1)"),
    ]
