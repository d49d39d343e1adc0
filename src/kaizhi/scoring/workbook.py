"""A workbook's sheets as rows that know their fields, and remember what could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kaizhi.scoring.cells import Unreadable, heading_unit, money, text
from kaizhi.scoring.errors import HeaderMissing, SheetMissing, WorkbookUnreadable
from kaizhi.scoring.headings import HEADINGS, NOTES, REQUIRED, field_of, plain, sheet_of

Value = TypeVar("Value")
_HEADER_WITHIN = 10  # a disclaimer may stand above the headings, a whole page hardly


@dataclass(frozen=True)
class Problem:
    """One cell or row that could not be taken as it is. `row` counts from 1, as the spreadsheet program shows it.

    `code` is date, money, count, rank, flag, score, kind: what the cell should have held, and it counts as unknown,
    as does an amount in other_currency; or needed, no_such_account, no_such_document, repeated, loop: why the row,
    or its parent, was left out.
    """

    sheet: str
    row: int
    column: str
    code: str
    value: str


@dataclass
class Sheet:
    """One sheet of the workbook that we know. `columns` tells where each field stands, and its heading."""

    kind: str
    title: str
    columns: dict[str, tuple[int, str]]
    body: list[tuple[int, list[Any]]]
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator["Row"]:
        for number, cells in self.body:
            if any(text(cell) for cell in cells) and not _is_note(cells):
                yield Row(self, number, cells)

    @cached_property
    def unit_of(self) -> dict[str, int]:
        return {name: heading_unit(heading) for name, (_, heading) in self.columns.items()}


@dataclass(frozen=True)
class Row:
    """One row. Reading a cell that says nothing sensible notes the problem and gives None: unknown."""

    sheet: Sheet
    number: int
    cells: list[Any]

    def text(self, name: str) -> str:
        return text(self._cell(name))

    def read(self, name: str, reader: Callable[[Any], Value]) -> Value | None:
        try:
            return reader(self._cell(name))
        except Unreadable as error:
            self.note(name, error.code, error.value)
            return None

    def money(self, name: str) -> tuple[int, str | None] | None:
        unit = self.sheet.unit_of.get(name, 1)
        return self.read(name, lambda cell: money(cell, unit))

    def note(self, name: str, code: str, value: str = "") -> None:
        heading = self.sheet.columns[name][1] if name in self.sheet.columns else HEADINGS[self.sheet.kind][name][0]
        self.sheet.problems.append(Problem(self.sheet.title, self.number, heading, code, value))

    def need(self, name: str) -> None:
        """Note an empty cell the row cannot do without; one that could not be read is noted already."""
        if not self.text(name):
            self.note(name, "needed")

    def _cell(self, name: str) -> Any:
        if name not in self.sheet.columns:
            return None
        index = self.sheet.columns[name][0]
        return self.cells[index] if index < len(self.cells) else None


def open_workbook(path: Path) -> dict[str, Sheet]:
    """The sheets we know, by kind. A workbook of a single sheet may call it what it likes: it holds the accounts.

    Raises:
        WorkbookUnreadable: there is no such file, or it is no workbook.
        SheetMissing: no sheet holds accounts.
        HeaderMissing: a sheet lacks a column the radar cannot do without.
    """
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        tabs = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    except (CalamineError, OSError) as error:
        raise WorkbookUnreadable(f"{path} is no readable workbook: {error}", path=str(path)) from error
    sheets: dict[str, Sheet] = {}
    for tab in tabs:
        kind = "accounts" if len(tabs) == 1 else sheet_of(tab.name)
        if kind and kind not in sheets and tab.height:
            sheets[kind] = _sheet(kind, tab)
    if "accounts" not in sheets:
        titles = ", ".join(tab.name for tab in tabs)
        raise SheetMissing(f"No sheet 客户 (accounts) among: {titles}.", found=titles)
    return sheets


def _sheet(kind: str, tab: CalamineSheet) -> Sheet:
    cells = tab.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in tab.merged_cell_ranges or ():
        _spread(cells, top, left, bottom, right)
    fields = field_of(kind)
    header = max(range(min(_HEADER_WITHIN, len(cells))), key=lambda index: _n_known(cells[index], fields))
    columns: dict[str, tuple[int, str]] = {}
    for index, cell in enumerate(cells[header]):
        name = fields.get(plain(cell))
        if name and name not in columns:
            columns[name] = (index, text(cell).rstrip("* "))
    _require(kind, tab.name, columns)
    body = [(number, cells[number - 1]) for number in range(header + 2, len(cells) + 1)]
    return Sheet(kind, tab.name, columns, body)


def _n_known(cells: list[Any], fields: dict[str, str]) -> int:
    return sum(plain(cell) in fields for cell in cells)


def _require(kind: str, title: str, columns: dict[str, tuple[int, str]]) -> None:
    missing = [choice for choice in REQUIRED[kind] if not any(name in columns for name in choice)]
    if missing:
        headings = ", ".join(" / ".join(HEADINGS[kind][name][0] for name in choice) for choice in missing)
        raise HeaderMissing(f"Sheet {title} lacks the column {headings}.", sheet=title, headings=headings)


def _spread(cells: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    """A merged cell says the same in each row and column it covers."""
    for row in cells[top : bottom + 1]:
        for index in range(left, min(right + 1, len(row))):
            row[index] = cells[top][left]


def _is_note(cells: list[Any]) -> bool:
    first = next((plain(cell) for cell in cells if text(cell)), "")
    return first.startswith(NOTES)
