"""The rows that were not taken, as a workbook: the columns as they were, the row's old number, the reasons.

The person mends the rows in it and uploads it again: the headings are the file's own, and the two columns of ours are
none that the import knows.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import pgettext

from kaizhi.interchange.cells import Cell

#: Excel reads a cell that begins like this as a formula when the person edits it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_FIRST_EXCEL_YEAR = 1900
_LONGEST_SHEET_NAME = 31
_FORBIDDEN_IN_NAME = str.maketrans("[]:*?/\\'", "        ")
_REASON_WIDTH = 70


@dataclass(frozen=True, slots=True)
class RejectedRow:
    number: int
    cells: Sequence[Cell]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class RejectedSheet:
    name: str
    headings: Sequence[str]
    rows: Iterable[RejectedRow]


def write_rejects(file: BinaryIO, sheets: Iterable[RejectedSheet]) -> None:
    """Row by row, so that any number of rows fits into memory. Nothing in it is ever a formula or a link."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        styles = _Styles(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, styles)


class _Styles:
    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.reason = book.add_format({"text_wrap": True, "font_color": "#B42318", "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


def _write_sheet(target: Any, sheet: RejectedSheet, styles: _Styles) -> None:
    width = len(sheet.headings)
    target.freeze_panes(1, 0)
    target.set_column(width + 1, width + 1, _REASON_WIDTH)
    ours = (pgettext("heading", "Row in the file"), pgettext("heading", "Reason for rejection"))
    for column, heading in enumerate((*sheet.headings, *ours)):
        target.write_string(0, column, _fitting(heading), styles.heading)
    for position, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row.cells[:width]):
            _write_cell(target, position, column, cell, styles)
        target.write_number(position, width, row.number)
        target.write_string(position, width + 1, _fitting("\n".join(row.reasons)), styles.reason)


def _write_cell(target: Any, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    """With the type it had; a text that looks like a formula stays a text, also when it is edited."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        target.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        target.write_number(row, column, cell)
    elif isinstance(cell, date) and cell.year >= _FIRST_EXCEL_YEAR:
        target.write_datetime(row, column, cell, styles.instant if isinstance(cell, datetime) else styles.date)
    elif not isinstance(cell, str):
        target.write_string(row, column, str(cell), styles.text)
    else:
        style = styles.quoted if cell.lstrip().startswith(_FORMULA_STARTS) else styles.text
        target.write_string(row, column, _fitting(cell), style)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel's rules: at most 31 characters, some forbidden, no two alike."""
    plain = name.translate(_FORBIDDEN_IN_NAME).strip()[:_LONGEST_SHEET_NAME] or pgettext("sheet", "Sheet")
    unique, number = plain, 2
    while unique.casefold() in taken:
        tail = f" {number}"
        unique, number = plain[: _LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
    taken.add(unique.casefold())
    return unique
