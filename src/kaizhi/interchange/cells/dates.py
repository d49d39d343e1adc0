"""Dates in every style of habits: real dates, 2024/8/27, 2024年8月27日, 20240827, serial numbers."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

#: Day 0 of Excel's calendar; it counts a 29 February 1900 that never was, so serials before 61 are not read.
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 2_200, 73_415  # 1906 to 2100
_FIRST_YEAR, _LAST_YEAR = 1_600, 2_100
_CLOCK = (
    r"(?:[T\s]*(?:上午|下午|AM|PM)?\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2})?秒?(?:\.\d+)?\s*"
    r"(?:Z|[+-]\d{2}:?\d{2})?\s*(?:AM|PM|am|pm)?)?"
)
_WEEKDAY = r"(?:\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?"
_YEAR_FIRST_RE = re.compile(rf"(\d{{4}})\s*[-/.年_]\s*(\d{{1,2}})\s*[-/.月_]\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}{_CLOCK}")
_DIGITS_RE = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_CLOCK}")
_MONTH_RE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?")
_YEAR_RE = re.compile(r"(\d{4})\s*年?(?:度)?(?:\.0+)?")
_SERIAL_RE = re.compile(r"(\d{4,5})(?:\.\d+)?")
_YEAR_LAST_RE = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_CLOCK}")
_SHORT_YEAR_RE = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_ENGLISH_RE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_ENGLISH_MONTH_FIRST_RE = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS_IN_YEAR = 12
_NO_END = frozenset({"长期", "永久", "永续", "无固定期限", "不限", "长期有效"})


def day(*, earliest: int = 1970, ahead_days: int, allow_partial: bool = False) -> Parser:
    """A date not before the year `earliest` and not more than `ahead_days` after today."""
    first = date(earliest, 1, 1)

    def parse(cell: Cell, column: Column) -> date | Issue | Doubtful | None:
        read = cell if type(cell) is date else _read_cell(cell)
        if read is None or isinstance(read, Issue):
            return read
        found = read.value if isinstance(read, Doubtful) else read
        if found < first:
            return issue(Code.DATE_TOO_EARLY, value=found.isoformat(), limit=first.isoformat())
        if (found - column.today).days > ahead_days:
            last = column.today + timedelta(days=ahead_days)
            return issue(Code.DATE_TOO_LATE, value=found.isoformat(), limit=last.isoformat())
        if isinstance(read, Doubtful) and not allow_partial:
            return issue(Code.DATE_NO_DAY, value=quote(to_text(cell)))
        return read

    return parse


def _read_cell(cell: Cell) -> date | Issue | Doubtful | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str):
        return _read_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_text(to_text(cell))
    return None if cell is None else issue(Code.DATE_UNREADABLE, value=quote(cell))


@lru_cache(maxsize=32_768)
def _read_text(raw: str) -> date | Issue | Doubtful | None:
    line = to_text(raw)
    if is_blank(line) or line in _NO_END:
        return None
    if match := _YEAR_FIRST_RE.fullmatch(line) or _DIGITS_RE.fullmatch(line):
        return _make(int(match[1]), int(match[2]), int(match[3]), line)
    if match := _YEAR_RE.fullmatch(line):
        year = int(match[1])
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return Doubtful(date(year, 1, 1), issue(Code.DATE_PARTIAL, value=quote(line), result=f"{year}-01-01"))
    if match := _MONTH_RE.fullmatch(line):
        return _first_of_month(int(match[1]), int(match[2]), line)
    return _read_rarer(line)


def _read_rarer(line: str) -> date | Issue:
    serial = _SERIAL_RE.fullmatch(line)
    if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    if match := _YEAR_LAST_RE.fullmatch(line):
        return _year_last(int(match[1]), int(match[2]), int(match[3]), line)
    if match := _ENGLISH_RE.fullmatch(line):
        return _english(match[2], int(match[1]), int(match[3]), line)
    if match := _ENGLISH_MONTH_FIRST_RE.fullmatch(line):
        return _english(match[1], int(match[2]), int(match[3]), line)
    code = Code.DATE_AMBIGUOUS if _SHORT_YEAR_RE.fullmatch(line) else Code.DATE_UNREADABLE
    return issue(code, value=quote(line))


def _first_of_month(year: int, month: int, line: str) -> Doubtful | Issue:
    made = _make(year, month, 1, line)
    if isinstance(made, Issue):
        return made
    return Doubtful(made, issue(Code.DATE_PARTIAL, value=quote(line), result=made.isoformat()))


def _year_last(one: int, two: int, year: int, line: str) -> date | Issue:
    """27/8/2024 can only be read one way; 7/8/2024 cannot be known."""
    if one > _MONTHS_IN_YEAR:
        return _make(year, two, one, line)
    if two > _MONTHS_IN_YEAR or one == two:
        return _make(year, one, two, line)
    return issue(Code.DATE_AMBIGUOUS, value=quote(line))


def _english(month: str, day_of_month: int, year: int, line: str) -> date | Issue:
    number = _MONTHS.get(month[:3].lower())
    return _make(year, number, day_of_month, line) if number else issue(Code.DATE_UNREADABLE, value=quote(line))


def _make(year: int, month: int, day_of_month: int, line: str) -> date | Issue:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return issue(Code.DATE_IMPOSSIBLE, value=quote(line))
