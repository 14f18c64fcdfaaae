"""Tables as an Excel workbook."""

import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from digitreader.escape_formula import escape_formula
from digitreader.output.table import Cell, Table

EXACT = 15  # digits of a number that Excel keeps


class Sheet(NamedTuple):
    """A sheet of a workbook. title: its name. widths: the columns' widths, in characters."""

    title: str
    table: Table
    widths: Sequence[int]


def to_xlsx(*sheets: Sheet) -> bytes:
    """Make a workbook. Texts are escaped against formulas and keep their leading zeros, as numbers that are texts do.

    Decimals become numbers that can be added up; those of more than 15 digits, which Excel would round, texts. Floats
    are probabilities, shown as percentages.
    """
    from xlsxwriter import Workbook  # 12 MB that only those who ask for a workbook need

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    percent = book.add_format({"num_format": "0.00%"})
    for title, table, widths in sheets:
        sheet = book.add_worksheet(title)
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
    elif isinstance(cell, int) or (isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= EXACT):
        sheet.write_number(*place, cell)
    elif cell is not None:
        said = cell if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else json.dumps(cell)
        sheet.write_string(*place, escape_formula(said), text)
