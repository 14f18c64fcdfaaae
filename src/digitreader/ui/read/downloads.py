"""The formats to take results home in; each file is made when somebody asks for it."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from digitreader.output.corrections_archive import corrections_zip, labelled
from digitreader.output.records import WIDTHS, record_table
from digitreader.output.table import to_csv, to_json_list
from digitreader.output.text import all_texts, to_text
from digitreader.output.workbook import to_xlsx
from digitreader.output.zip_writer import zip_files
from digitreader.ui import words
from digitreader.ui.read.reviewed_lines import as_corrected, left_out, lines_of, records
from digitreader.ui.read.session_files import Entry, SessionFiles

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Entries = Sequence[Entry]


def offer_formats(session: SessionFiles) -> None:
    """Show the formats; until somebody opens them, nothing is counted."""
    formats = st.expander("More formats", key="formats", on_change="rerun", icon=":material/folder_zip:")
    if not formats.open:
        return
    entries = [entry for entry, result in session.results if not result.error]
    with formats:
        with st.container(horizontal=True):
            _offer("CSV", "digits.csv", "text/csv", partial(as_csv, entries))
            _offer("JSON", "digits.json", "application/json", partial(as_json, entries))
            _offer("Excel (XLSX)", "digits.xlsx", XLSX, partial(as_xlsx, entries))
            _offer("Text files (ZIP)", "texts.zip", "application/zip", partial(as_texts, entries))
            _offer("Everything (ZIP)", "digits.zip", "application/zip", partial(as_everything, entries))
        st.markdown(
            "One row a line: as read and as corrected, confidence, boxes in pixels of the photo, model. Spreadsheets "
            "drop the leading zeros of a CSV; Excel's own format keeps them. Everything: all of these, and the photos "
            "with their boxes."
        )
        _offer_corrections(entries)


def _offer(label: str, file: str, kind: str, make: Callable[[], str | bytes], *, empty: bool = False) -> None:
    """Show a download button."""
    st.download_button(
        label, make, file, kind, key=f"format-{file}", on_click="ignore", disabled=empty, icon=":material/download:"
    )


def _offer_corrections(entries: Entries) -> None:
    """Show the download of tiles to train on, and say which lines give any."""
    lines = [line for entry in entries for line in lines_of(entry)]
    checked = [line for line in lines if line.checked]
    empty = not any(line.aligned for line in checked)
    _offer("Corrections to train on (ZIP)", "corrections.zip", "application/zip", partial(as_corrections, entries),
           empty=empty)  # fmt: skip
    said = (
        f"The digits of {words.count(len(checked) - left_out(lines), 'checked line')} as the network saw them, with "
        "what you say they are, for `digitreader train --extra`. Only a line whose text is as long as the text read is "
        "in it: there it is certain which picture is which digit."
    )
    if left_out(lines):
        said += f" {words.count(left_out(lines), 'checked line')} of another length left out."
    st.markdown(said)


def texts(entries: Entries) -> list[tuple[str, str]]:
    """Return (file name, text) of photos, again for each name that a photo came under."""
    return [(name, to_text(as_corrected(entry))) for entry in entries for name in entry.names]


def as_csv(entries: Entries) -> str:
    """Return all lines as CSV."""
    return to_csv(record_table(records(entries)))


def as_json(entries: Entries) -> str:
    """Return all lines as JSON."""
    return to_json_list(record_table(records(entries)))


def as_xlsx(entries: Entries) -> bytes:
    """Return all lines as a workbook."""
    return to_xlsx(record_table(records(entries)), WIDTHS)


def as_texts(entries: Entries) -> bytes:
    """Return a text file for each photo, in a ZIP archive."""
    return zip_files((words.download_name(name), text) for name, text in texts(entries))


def as_corrections(entries: Entries) -> bytes:
    """Return the tiles that a person has named, as an archive to train on."""
    found = [pair for entry in entries for line in lines_of(entry) for pair in labelled(line, line.tiles)]
    return corrections_zip([tile for tile, _ in found], [label for _, label in found])


def as_everything(entries: Entries) -> bytes:
    """Return all formats and the photos with their boxes, in a ZIP archive."""
    named = texts(entries)
    table = record_table(records(entries))
    files: list[tuple[str, str | bytes]] = [
        ("digits.txt", all_texts(named)),
        ("digits.csv", to_csv(table)),
        ("digits.json", to_json_list(table)),
        ("digits.xlsx", to_xlsx(table, WIDTHS)),
        *((f"texts/{words.download_name(name)}", text) for name, text in named),
        *(
            (f"pictures/{words.download_name(entry.names[0], 'jpg')}", entry.result.picture)
            for entry in entries
            if entry.result and entry.result.picture
        ),
    ]
    if any(line.checked and line.aligned for entry in entries for line in lines_of(entry)):
        files.append(("corrections.zip", as_corrections(entries)))
    return zip_files(files)
