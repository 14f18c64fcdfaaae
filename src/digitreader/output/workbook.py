"""A table as an Excel workbook."""

import io
import json
from collections.abc import Sequence
from typing import Any

from digitreader.escape_formula import escape_formula
from digitreader.output.table import Cell, Table


def to_xlsx(table: Table, widths: Sequence[int]) -> bytes:
    """Make a workbook with one sheet. Numbers that are texts become text cells and so keep their leading zeros.

    Args:
        table: the rows; texts are escaped against formulas, fractions are shown as a percentage.
        widths: the columns' widths, in characters.
    """
    from xlsxwriter import Workbook  # 12 MB that only those who ask for a workbook need

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Digits")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    percent = book.add_format({"num_format": "0.00%"})
    for column, (name, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, (number, column), cell, text, percent)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # else Excel flags each of them
    book.close()
    return stream.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: Cell, text: Any, percent: Any) -> None:
    """Write a cell as its own type, never as a formula."""
    if isinstance(cell, bool):
        sheet.write_boolean(*place, cell)
    elif isinstance(cell, float):
        sheet.write_number(*place, cell, percent)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell)
    elif cell is not None:
        sheet.write_string(*place, escape_formula(cell) if isinstance(cell, str) else json.dumps(cell), text)
