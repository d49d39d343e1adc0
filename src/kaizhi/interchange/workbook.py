"""A workbook or a table as sheets of raw rows, with the row numbers a person sees in Excel.

    with open_book(file, "customers.xlsx") as book:
        for sheet in book.sheets:
            for row in sheet.rows(): ...

Rows come one at a time. Of an .xlsx the reader holds one sheet in its compact form; of a .csv nothing is held.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kaizhi.common.chinese import tidy
from kaizhi.interchange.cells import Cell
from kaizhi.interchange.filelimits import FileFault, Limits, UnreadableFile, megabytes
from kaizhi.interchange.headers import HeaderRow, SheetMapping, find_header, propose
from kaizhi.interchange.rows import RawRow
from kaizhi.interchange.textfile import read_rows
from kaizhi.interchange.xlsxguard import check_xlsx

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
#: Rows looked at to find the headings: a title, a disclaimer, a date and some blank ones may stand above.
_LOOKED_AT = 30
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_NOTES = ("#说明", "#示例", "#例", "#note", "#example")
_HASHES = str.maketrans("＃", "#")

Merges = list[tuple[tuple[int, int], tuple[int, int]]]


class Sheet:
    """One sheet. Cells are counted from column A, rows from 1, whatever stands blank before them."""

    def __init__(self, name: str, *, is_hidden: bool = False) -> None:
        self.name = name
        self.is_hidden = is_hidden

    def raw_rows(self) -> Iterator[RawRow]:
        """Every row that is not blank."""
        raise NotImplementedError

    def layout(self) -> "SheetLayout | None":
        """Where the headings stand and what the sheet seems to be; None for a sheet without any row."""
        first = [row for row, _ in zip(self.raw_rows(), range(_LOOKED_AT), strict=False)]
        header = find_header([row.cells for row in first])
        if header is None:
            return None
        return SheetLayout(first[header.position].number, header, propose(self.name, header.headings))

    def data_rows(self, header_row: int) -> Iterator[RawRow]:
        """The rows below the headings, without the template's notes and examples."""
        return (row for row in self.raw_rows() if row.number > header_row and not is_note(row.cells))


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """`header_row` is Excel's number; `proposal` is None where no kind fits the headings."""

    header_row: int
    header: HeaderRow
    proposal: SheetMapping | None


class Book(AbstractContextManager["Book"]):
    """An open file. Close it, or use it as a context."""

    def __init__(self, sheets: list[Sheet], reader: Any = None) -> None:
        self.sheets = sheets
        self._reader = reader

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def open_book(file: BinaryIO, name: str, limits: Limits | None = None) -> Book:
    """Open an uploaded file by what it is, not by what its name says. Raises UnreadableFile."""
    limits = limits or Limits()
    start = _start_of(file, limits)
    if start.startswith(_ZIP):
        check_xlsx(file, limits)
        return _open_xlsx(file, limits)
    if start.startswith(_OLE):
        raise UnreadableFile(FileFault.PASSWORD if _ENCRYPTED_STREAM in file.read() else FileFault.OLD_EXCEL)
    if start.startswith(_PDF) or (b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UnreadableFile(FileFault.UNKNOWN_TYPE)
    if not name.lower().endswith(_TEXT_SUFFIXES):
        raise UnreadableFile(FileFault.UNKNOWN_TYPE)
    return Book([_TextSheet(_stem(name), file, limits)])


def is_note(cells: Sequence[Cell]) -> bool:
    """A row of the template that explains or shows: its first filled cell begins with #说明 or #示例."""
    first = next((cell for cell in cells if cell is not None and cell != ""), None)
    if not isinstance(first, str) or first.lstrip()[:1] not in {"#", "＃"}:
        return False
    return tidy(first).translate(_HASHES).replace(" ", "").casefold().startswith(_NOTES)


def _start_of(file: BinaryIO, limits: Limits) -> bytes:
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise UnreadableFile(FileFault.EMPTY)
    if size > limits.file_bytes:
        raise UnreadableFile(FileFault.TOO_LARGE, limit=megabytes(limits.file_bytes))
    start = file.read(4_096)
    file.seek(0)
    return start


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _open_xlsx(file: BinaryIO, limits: Limits) -> Book:
    try:
        reader = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise UnreadableFile(FileFault.PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(FileFault.BROKEN) from error
    known = [found for found in reader.sheets_metadata if found.typ == SheetTypeEnum.WorkSheet]
    if len(known) > limits.sheets:
        raise UnreadableFile(FileFault.TOO_MANY_SHEETS, limit=limits.sheets)
    sheets: list[Sheet] = [
        _XlsxSheet(found.name, reader, is_hidden=found.visible != SheetVisibleEnum.Visible) for found in known
    ]
    return Book(sheets, reader)


class _XlsxSheet(Sheet):
    def __init__(self, name: str, reader: CalamineWorkbook, *, is_hidden: bool) -> None:
        super().__init__(name, is_hidden=is_hidden)
        self._reader = reader

    def raw_rows(self) -> Iterator[RawRow]:
        try:
            sheet = self._reader.get_sheet_by_name(self.name)
            merges: Merges = sheet.merged_cell_ranges or []
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableFile(FileFault.BROKEN) from error
        if sheet.start is None:
            return
        blank_columns: list[Cell] = [""] * sheet.start[1]
        merged = _Merged(merges)
        # The reader gives the rows from Excel's row 1 on, but the columns from the first filled one on.
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row: list[Cell] = blank_columns + cells if blank_columns else cells  # type: ignore[operator, assignment]
            inherited = merged.at(number - 1, row)
            if inherited or any(cell != "" and not _is_space(cell) for cell in row):
                yield RawRow(number, row, inherited)


def _is_space(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.isspace()


class _TextSheet(Sheet):
    def __init__(self, name: str, file: BinaryIO, limits: Limits) -> None:
        super().__init__(name)
        self._file = file
        self._limits = limits

    def raw_rows(self) -> Iterator[RawRow]:
        for number, cells in enumerate(read_rows(self._file, self._limits), start=1):
            if any(cell and not cell.isspace() for cell in cells):
                yield RawRow(number, cells)


@dataclass(slots=True)
class _Merged:
    """Hands a merged cell's value on to the rows it covers, as they come by in order."""

    merges: Merges
    _position: int = 0
    _open: dict[int, tuple[int, Cell]] = field(default_factory=dict)  # column: last row of the range, its value

    def __post_init__(self) -> None:
        self.merges = sorted(self.merges)

    def at(self, row: int, cells: list[Cell]) -> Mapping[int, Cell]:
        """What the row inherits, by column: the leftmost one of the range holds the value in Excel, too."""
        if self._open:
            self._open = {column: known for column, known in self._open.items() if known[0] >= row}
        inherited = {column: value for column, (_last, value) in self._open.items()}
        while self._position < len(self.merges) and self.merges[self._position][0][0] <= row:
            (top, left), (bottom, _right) = self.merges[self._position]
            self._position += 1
            value = cells[left] if top == row and left < len(cells) else ""
            if bottom > top and value != "":
                self._open[left] = (bottom, value)
        return inherited
