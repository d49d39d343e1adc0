"""What every cell parser takes and gives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from kaizhi.common.chinese import tidy
from kaizhi.common.money import DEFAULT_CURRENCY

#: What a spreadsheet library hands over for one cell.
Cell = str | float | int | bool | date | datetime | time | timedelta | None

#: Beyond this a double no longer holds every whole number.
EXACT_FLOAT = 1e15

#: Words people write to say that there is nothing to write.
BLANKS = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "\\", ".", "…", "无", "暂无", "没有", "未知", "不详", "待定", "空"}
    | {
        "n/a",
        "#n/a",
        "na",
        "nan",
        "nil",
        "null",
        "none",
        "unknown",
        "tbd",
        "(blank)",
        "#ref!",
        "#value!",
        "#div/0!",
        "#name?",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a parser must know beside the cell: the day, the row's currency, what the heading said of the unit."""

    today: date
    currency: str = DEFAULT_CURRENCY
    factor: Decimal | None = None  # 金额(万元): 10,000
    is_percent: bool = False


#: Gives the value, None for a blank cell, an Issue that refuses it or a Doubtful value. Never raises.
Parser = Callable[[Cell, Column], Any]


def to_text(cell: Cell) -> str:
    """One tidy line, whatever the cell's type; whole floats without their .0."""
    kind = type(cell)
    if kind is str:
        return tidy(cell)  # type: ignore[arg-type]
    if cell is None:
        return ""
    if kind is float:
        return number_text(cell)  # type: ignore[arg-type]
    if kind is datetime:
        assert isinstance(cell, datetime)
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return tidy(str(cell))


def number_text(number: float) -> str:
    """9326.0 is 9326; 1.5 stays; never an exponent while the digits are exact."""
    if number.is_integer() and abs(number) < EXACT_FLOAT:
        return str(int(number))
    return repr(number)


_LONGEST_BLANK = max(map(len, BLANKS))


def is_blank(text: str) -> bool:
    return len(text) <= _LONGEST_BLANK and text.casefold() in BLANKS
