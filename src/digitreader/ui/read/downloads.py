"""The formats to take results home in; each file is made when somebody asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from digitreader.output import number_table
from digitreader.output.corrections_archive import LabelledLine, corrections_zip
from digitreader.output.records import WIDTHS, record_table
from digitreader.output.table import Table, to_csv, to_json_list
from digitreader.output.text import all_texts, to_text
from digitreader.output.workbook import Sheet, to_xlsx
from digitreader.output.zip_writer import zip_files
from digitreader.ui import words
from digitreader.ui.read.reviewed_lines import ReviewedLine, lines_of, records
from digitreader.ui.read.session_files import Entry

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 16  # figures of a photo's SHA-256; enough to tell photos apart
Entries = Sequence[Entry]


def offer_formats(entries: Entries) -> None:
    """Offer other formats of photos that were read; until somebody opens the list, nothing is computed."""
    formats = st.expander("More formats", key="formats", on_change="rerun", icon=":material/folder_zip:")
    if not formats.open:
        return
    with formats:
        with st.container(horizontal=True):
            _offer("Numbers (CSV)", "numbers.csv", "text/csv", lambda: to_csv(_numbers(entries)))
            _offer("CSV", "digits.csv", "text/csv", lambda: to_csv(_table(entries)))
            _offer("JSON", "digits.json", "application/json", lambda: to_json_list(_table(entries)))
            _offer("Excel (XLSX)", "digits.xlsx", XLSX, lambda: as_workbook(entries))
            _offer("Text files (ZIP)", "texts.zip", "application/zip", partial(as_texts, entries))
            _offer("Everything (ZIP)", "digits.zip", "application/zip", partial(as_everything, entries))
        st.markdown(
            "Excel has a sheet with a row for each number, as text and as a number that can be added up, and one with "
            "a row for each line: as read and as corrected, its confidence, its boxes in pixels of the photo, and the "
            "model. Numbers (CSV) is the first sheet, CSV and JSON the second. Spreadsheets drop the leading zeros "
            "of a CSV; Excel's own format keeps them. Everything is all of these, and the photos with their boxes."
        )
        _offer_corrections(entries)


def _offer(label: str, file: str, kind: str, make: Callable[[], str | bytes], *, empty: bool = False) -> None:
    """Show a download button. empty: there is nothing to download."""
    st.download_button(
        label, make, file, kind, key=f"format-{file}", on_click="ignore", disabled=empty, icon=":material/download:"
    )


def _offer_corrections(entries: Entries) -> None:
    """Offer the checked lines to adapt with, and say how many there are."""
    checked = _checked(entries)
    usable = sum(bool(line.plain) for line in checked)
    _offer("Corrections to learn from (ZIP)", "corrections.zip", "application/zip", partial(as_corrections, entries),
           empty=not usable)  # fmt: skip
    said = (
        f"The pictures of {words.count(usable, 'checked line')}, with what you say they are. From a few hundred of "
        "them `digitreader adapt corrections.zip --out mymodel/` makes a reader that knows these hands."
    )
    if others := len(checked) - usable:
        said += f" Left out: {words.count(others, 'checked line')} without a picture."
    st.markdown(said)


def _checked(entries: Entries) -> list[ReviewedLine]:
    """The lines that a person checked, with their signs."""
    return [line for entry in entries for line in lines_of(replace(entry, digits_only=False)) if line.checked]


def texts(entries: Entries) -> list[tuple[str, str]]:
    """(File name, text) of photos, again for each name that a photo came under."""
    return [(name, to_text(entry.page)) for entry in entries for name in entry.names]


def _table(entries: Entries) -> Table:
    """All lines as a table."""
    return record_table(records(entries))


def _numbers(entries: Entries) -> Table:
    """All numbers as a table."""
    named = (replace(entry.page, file=name) for entry in entries for name in entry.names)
    return replace(number_table.number_table(named), quoted=True)


def as_workbook(entries: Entries) -> bytes:
    """All numbers and all lines, each on a sheet of an Excel workbook."""
    numbers = Sheet("Numbers", _numbers(entries), number_table.WIDTHS)
    return to_xlsx(numbers, Sheet("Lines", _table(entries), WIDTHS))


def as_texts(entries: Entries) -> bytes:
    """A text file for each photo, in a ZIP archive."""
    return zip_files((words.download_name(name), text) for name, text in texts(entries))


def as_corrections(entries: Entries) -> bytes:
    """The lines that a person confirmed or corrected, with their pictures, as an archive to adapt with."""
    return corrections_zip(
        LabelledLine(line.plain, line.written, line.read, line.key[:PAGE], line.name)
        for line in _checked(entries)
        if line.plain
    )


def as_everything(entries: Entries) -> bytes:
    """All formats and the photos with their boxes, in a ZIP archive."""
    named, table = texts(entries), _table(entries)
    files: list[tuple[str, str | bytes]] = [
        ("digits.txt", all_texts(named)),
        ("digits.csv", to_csv(table)),
        ("digits.json", to_json_list(table)),
        ("numbers.csv", to_csv(_numbers(entries))),
        ("digits.xlsx", as_workbook(entries)),
        *((f"texts/{words.download_name(name)}", text) for name, text in named),
        *(
            (f"pictures/{words.download_name(entry.names[0], 'jpg')}", entry.result.picture)
            for entry in entries
            if entry.result and entry.result.picture
        ),
    ]
    if any(line.plain for line in _checked(entries)):
        files.append(("corrections.zip", as_corrections(entries)))
    return zip_files(files)
