"""Counts, percentages, scores."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

_COUNTERS = "家|个|座|间|人|名|位|条|台|套|年|第|名次|余|多|以上|左右|\\+"
_COUNT_RE = re.compile(rf"(约|大约|第|top|no\.?|#)?([+-]?\d[\d,]*(?:\.\d+)?)(?:{_COUNTERS})*", re.IGNORECASE)
_PERCENT_RE = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)(%|百分点)?")
_OF_RE = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(\d+)(?:分)?")
_SCORE_RE = re.compile(r"(\d(?:\.\d+)?)\s*(?:分|星|颗星|星级|stars?|points?|/5分?)?", re.IGNORECASE)
_STARS_RE = re.compile(r"(★{1,5}|⭐{1,5})[☆✩]{0,4}")
_WORDS_OF_SCORE = {
    500: "非常满意|很满意|十分满意|优秀|优|very satisfied|excellent",
    400: "满意|较满意|比较满意|良好|良|satisfied|good",
    300: "一般|基本满意|中|中等|neutral|fair",
    200: "不满意|较不满意|差|dissatisfied|poor",
    100: "非常不满意|很不满意|极差|很差|very dissatisfied",
}
_SCORE_WORDS = {word: hundredths for hundredths, words in _WORDS_OF_SCORE.items() for word in words.split("|")}
_LOWEST, _HIGHEST = 100, 500
_STARS = 5


def count(least: int, most: int) -> Parser:
    """A whole number; floats from Excel and counting words (12家) are understood."""

    def parse(cell: Cell, _column: Column) -> int | Issue | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        match = None if isinstance(cell, bool) else _COUNT_RE.fullmatch(line.replace(" ", ""))
        number = _number(match[2]) if match else None
        if number is None:
            return issue(Code.NUMBER_UNREADABLE, value=quote(line))
        if number != number.to_integral_value():
            return issue(Code.NUMBER_FRACTION, value=quote(line))
        if not least <= number <= most:
            return issue(Code.NUMBER_RANGE, value=quote(line), least=least, most=most)
        return int(number)

    return parse


def percent(least: int, most: int) -> Parser:
    """A whole percentage. 30%, 30 and 0.3 are the same; a bare number of at most 1 is a share."""

    def parse(cell: Cell, column: Column) -> int | Issue | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        match = None if isinstance(cell, bool) else _PERCENT_RE.fullmatch(line.replace(" ", ""))
        number = _number(match[1]) if match else None
        if match is None or number is None:
            return issue(Code.NUMBER_UNREADABLE, value=quote(line))
        if not match[2] and not column.is_percent and abs(number) <= 1:
            number *= 100
        rounded = int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if not least <= rounded <= most:
            return issue(Code.PERCENT_RANGE, value=quote(line), least=least, most=most)
        return rounded

    return parse


def score(cell: Cell, _column: Column) -> int | Issue | Doubtful | None:
    """Satisfaction from 1 to 5, in hundredths: 4.5, 4.5分, 5星, ★★★★☆, 4/5, 非常满意."""
    line = to_text(cell)
    if is_blank(line):
        return None
    if isinstance(cell, bool):
        return issue(Code.SCORE_UNREADABLE, value=quote(line))
    hundredths = _score_hundredths(line)
    if hundredths is None:
        code = Code.SCORE_RANGE if _number(line.rstrip("分%")) is not None else Code.SCORE_UNREADABLE
        return issue(code, value=quote(line))
    return hundredths if _LOWEST <= hundredths <= _HIGHEST else issue(Code.SCORE_RANGE, value=quote(line))


def _score_hundredths(line: str) -> int | None:
    word = _SCORE_WORDS.get(line.casefold())
    if word:
        return word
    if stars := _STARS_RE.fullmatch(line):
        return 100 * len(stars[1])
    if of := _OF_RE.fullmatch(line):
        return _hundredths(of[1]) if int(of[2]) == _STARS else None
    match = _SCORE_RE.fullmatch(line)
    return _hundredths(match[1]) if match else None


def _hundredths(digits: str) -> int:
    return int((Decimal(digits) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _number(digits: str) -> Decimal | None:
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 18 else None
