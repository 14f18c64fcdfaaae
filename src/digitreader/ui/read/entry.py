"""One file of a session, or one photo of a file that holds several: from its upload to its corrected result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from digitreader.intake.containers import Part, container_of
from digitreader.intake.file_type import EARLY
from digitreader.numbers.alphabet import parted, with_signs
from digitreader.numbers.decimal_mark import Convention
from digitreader.output.corrected import Corrections, corrected_page
from digitreader.output.pictured import PicturedPage, unread
from digitreader.output.result import PageResult
from digitreader.ui.disk import Stored

BESIDE = 400  # bytes of a digit beside its tile


@dataclass(frozen=True)
class Entry:
    """A file of the session, or one photo of it.

    key: the SHA-256 of the photo; before it is taken out of a file that holds several, that of the file with the
    photo's place. names: all it was uploaded as. batch: counts uploads. file: its bytes, until it is read. result: what
    was read, from then on. part: which photo of the file it is; None until the file was opened. corrections: the texts
    that a person confirmed or gave, as they are written, by the lines' numbers from 1; lines that a person added come
    after those read. decimal: the decimal mark of its numbers. digits_only: signs are left out wherever it is shown.
    """

    key: str
    names: tuple[str, ...]
    batch: int
    file: Stored | None = None
    result: PicturedPage | None = None
    part: Part | None = None
    corrections: Mapping[int, str] = field(default_factory=dict, hash=False)
    light: bool = False
    decimal: Convention = "auto"
    digits_only: bool = False

    @cached_property
    def as_read(self) -> PageResult:
        """What was read in it, without signs if they are left out; nothing while it waits."""
        page = (self.result or PicturedPage()).page
        return page.without_signs if self.digits_only else page

    @cached_property
    def said(self) -> Corrections:
        """The corrections, without signs if they are left out."""
        return {line: digits(text) for line, text in self.corrections.items()} if self.digits_only else self.corrections

    @cached_property
    def page(self) -> PageResult:
        """What was read in it, as corrected; nothing while it waits."""
        page = corrected_page(self.as_read, self.said)
        return page if page.decimal == self.decimal else replace(page, decimal=self.decimal)

    @property
    def size(self) -> int:
        """The bytes of its file; 0 once it is read."""
        return self.file.size if self.file else 0

    def data(self) -> bytes:
        """The bytes of its file; none once it is read."""
        return self.file.read() if self.file else b""

    @cached_property
    def is_pdf(self) -> bool:
        """Whether it is a PDF that nobody has looked into, or a page of one."""
        if self.part is None:
            return self.file is not None and container_of(self.file.read(EARLY)) == "pdf"
        return self.part.kind == "pdf"

    @property
    def waits(self) -> bool:
        """Whether it is still to be read."""
        return self.result is None

    @property
    def refused(self) -> bool:
        """Whether it could not be read."""
        return self.result is not None and bool(self.result.error)

    @property
    def kept(self) -> bool:
        """Whether it was read and all of that is still there, so that it need not be read again."""
        return not (self.waits or self.refused or self.light)

    @cached_property
    def memory(self) -> int:
        """About how many bytes its result takes."""
        if self.result is None:
            return 0
        pictures = len(self.result.picture) + sum(map(len, (*self.result.crops, *self.result.lines)))
        return pictures + sum(len(tile) + BESIDE for line in self.result.tiles for tile in line)

    def called(self, names: Iterable[str]) -> "Entry":
        """The same with more names, each once."""
        return replace(self, names=tuple(dict.fromkeys([*self.names, *names])))

    def read(self, result: PicturedPage, key: str) -> "Entry":
        """The same with its result, under its photo's own SHA-256 and without the file."""
        return replace(self, key=key, file=None, result=result, light=False)

    def again(self, file: Stored) -> "Entry":
        """Return it with its file, to be read once more; what a person says stays."""
        return replace(self, file=file, result=None, part=None)

    def corrected(self, corrections: Mapping[int, str]) -> "Entry":
        """The same with more corrections; later ones replace earlier ones."""
        return replace(self, corrections={**self.corrections, **corrections})

    def with_signs(self, line: int, text: str) -> str:
        """The digits that a person gave for a line, with the signs that it had if it has as many digits."""
        lines = (self.result or PicturedPage()).page.lines
        old, signs = parted(self.corrections.get(line, lines[line - 1].written if line <= len(lines) else ""))
        return with_signs(digits(text), signs) if len(old) == len(digits(text)) else text

    def without_pictures(self) -> "Entry":
        """The same without its pictures; text, digits and corrections stay."""
        return replace(self, result=replace(self.result or PicturedPage(), picture=b"", crops=(), lines=()), light=True)

    def photos(self, parts: Iterable[Part]) -> list["Entry"]:
        """An entry for each photo of the file."""
        found = list(parts)
        if [part.kind for part in found] == ["photo"]:
            return [replace(self, part=found[0])]
        return [self._photo(part, place) for place, part in enumerate(found)]

    def _photo(self, part: Part, place: int) -> "Entry":
        """The entry of one photo of a file that holds several."""
        refused = unread(part.refusal) if part.refusal else None
        return Entry(f"{self.key}-{place}", (part.name,), self.batch, None if refused else self.file, refused, part)


def digits(text: str) -> str:
    """The digits of a text alone, and an ISBN's X."""
    return parted(text)[0]
