"""What one cell of a workbook says: dates, money, counts, yes or no, scores from 1 to 5.

Each reader takes the cell as the workbook gives it and returns the value, None for an empty cell, or raises
Unreadable with what would have been right.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: what a date without its format looks like
_DATE_RE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_COMPACT_DATE_RE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_MONEY_RE = re.compile(r"(?P<sign>-?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿|千万|百万|十万|万|千)?(?P<word>元|圆)?")
_UNITS = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "": 1}
_CURRENCY_WORDS = {
    "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "¥": "CNY", "美元": "USD", "usd": "USD", "$": "USD",
    "欧元": "EUR", "eur": "EUR", "€": "EUR",
}  # fmt: skip
_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "在职", "在用", "在营"})
_NO = frozenset({"否", "无", "no", "n", "false", "0", "×", "x", "离职", "停用", "关停"})
_SCORE_WORDS = {"非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1}
_LOWEST_SCORE, _HIGHEST_SCORE = 1, 5


class Unreadable(ValueError):
    """A cell that says nothing its column can hold. `code` tells what would be right, for the words of cli.py."""

    def __init__(self, code: str, value: Any) -> None:
        self.code, self.value = code, text(value)
        super().__init__(f"{code}: {self.value}")


def text(cell: Any) -> str:
    """One line, half-width, without spaces at its ends. A whole float loses its point: codes are no fractions."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(normalize("NFKC", str(cell)).split())


def day(cell: Any) -> date | None:
    """A real date, a text such as 2026-11-22, 2026/11/22, 2026年11月22日, 20261122, or the bare serial number."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = text(cell)
    if not said:
        return None
    match = _DATE_RE.fullmatch(said) or _COMPACT_DATE_RE.fullmatch(said)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (serial := int(float(said))) in _SERIALS:
            return _EXCEL_EPOCH + timedelta(days=serial)
    except (ValueError, OverflowError):  # 2026-02-30, or no number at all: refused below, like everything else
        pass
    raise Unreadable("date", said)


def money(cell: Any, unit: int) -> tuple[int, str | None] | None:
    """Minor units, and the currency if the cell names one. `unit` is the heading's: 10,000 for 金额(万元)."""
    if isinstance(cell, bool):
        raise Unreadable("money", cell)
    if isinstance(cell, int | float):
        return _minor(Decimal(repr(cell)) * unit, cell), None
    said = text(cell).casefold()
    if not said:
        return None
    currency, rest = _currency(said.replace(" ", ""))
    match = _MONEY_RE.fullmatch(rest)
    if match is None:
        raise Unreadable("money", said)
    scale = _UNITS[match["unit"] or ""] if match["unit"] or match["word"] else unit
    number = Decimal(match["number"].replace(",", ""))
    return _minor(number * scale * (-1 if match["sign"] else 1), said), currency


def heading_unit(heading: str) -> int:
    """The unit a heading names in brackets: 10,000 for 合同金额(万元), else 1."""
    named = re.search(r"\((亿|千万|百万|十万|万|千)元?\)", normalize("NFKC", heading))
    return _UNITS[named[1]] if named else 1


def count(cell: Any) -> int | None:
    """A whole number, not negative."""
    said = text(cell).replace(",", "")
    if not said:
        return None
    if not re.fullmatch(r"\d{1,9}", said):
        raise Unreadable("count", said)
    return int(said)


def rank(cell: Any) -> int | None:
    """A place in a ranking, from 1: 3, 第3名, TOP3."""
    said = re.sub(r"^(?:第|top|no\.?)|[名位]$", "", text(cell).casefold()).strip()
    if not said:
        return None
    number = count(said)
    if not number:
        raise Unreadable("rank", said)
    return number


def flag(cell: Any) -> int | None:
    """1 for yes, 0 for no."""
    said = text(cell).casefold()
    if not said:
        return None
    if said in _YES or said in _NO:
        return int(said in _YES)
    raise Unreadable("flag", said)


def score(cell: Any) -> float | None:
    """From 1 to 5: 4.5, 4.5分, 5星, 非常满意."""
    said = text(cell)
    if not said:
        return None
    if said in _SCORE_WORDS:
        return float(_SCORE_WORDS[said])
    try:
        number = float(re.sub(r"[分星]$", "", said))
    except ValueError:
        raise Unreadable("score", said) from None
    if not _LOWEST_SCORE <= number <= _HIGHEST_SCORE:
        raise Unreadable("score", said)
    return number


def _currency(said: str) -> tuple[str | None, str]:
    said = said.replace("￥", "¥")
    for word, code in _CURRENCY_WORDS.items():
        if said.startswith(word) or said.endswith(word):
            return code, said.replace(word, "", 1)
    return None, said


def _minor(major: Decimal, said: object) -> int:
    try:
        minor = int((major * 100).to_integral_value())
    except (InvalidOperation, OverflowError, ValueError):  # infinity, or not a number
        raise Unreadable("money", said) from None
    if minor < 0:
        raise Unreadable("money", said)
    return minor
