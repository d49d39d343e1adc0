"""Telephone numbers as people write them: several in a cell, as floats, without the area's zero, with an extension."""

import re
from collections.abc import Iterable

from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

_MOBILE_RE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_LANDLINE_RE = re.compile(r"(?:\+?86|0086)?(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})")
_SERVICE_RE = re.compile(r"([48]00)(\d{3})(\d{4})")
_LOCAL_RE = re.compile(r"[2-8]\d{6,7}|[19]\d{4,5}")
_ABROAD_RE = re.compile(r"(?:\+|00)([1-9]\d{6,14})")
_AREA_WITHOUT_ZERO_RE = re.compile(r"(10|2\d|[3-9]\d{2})(\d{7,8})")
_EXTENSION_RE = re.compile(r"(?:转|分机|ext\.?|x|#|-)\s*(\d{1,6})$", re.IGNORECASE)
_WORDS_RE = re.compile(
    r"(?:手机|电话|座机|固话|传真|办公|联系方式|tel|mobile|phone|fax|m|t)\s*[:：.]?\s*", re.IGNORECASE
)
_STRONG_SPLIT_RE = re.compile(r"[;；、,，/\\|\n\r]+|\s+(?:or|或)\s+|或", re.IGNORECASE)
_FILLING_RE = re.compile(r"[\s\-()（）.·–—]+")
_EXPONENT_RE = re.compile(r"(\d(?:\.(\d+))?)E\+?(\d+)", re.IGNORECASE)
_MASK_RE = re.compile(r"\d[*＊xX×]{3,}\d*|[*＊]{3,}")
_MOBILE_LENGTH = 11
SEPARATOR = "; "


def phones(max_length: int) -> Parser:
    """All numbers of the cell as one text, `; ` between them, as far as they fit.

    A strange one is kept as written, with a warning.
    """

    def parse(cell: Cell, _column: Column) -> str | Issue | Doubtful | None:
        line = to_text(cell)
        plain = _MOBILE_RE.fullmatch(line)
        if plain:
            return plain[1]
        if is_blank(line):
            return None
        raw = cell if isinstance(cell, str) else line
        return _joined(raw, isinstance(cell, float | int), max_length)

    return parse


def _joined(raw: str, is_number: bool, max_length: int) -> str | Issue | Doubtful | None:
    found: list[str] = []
    trouble: Issue | None = None
    for piece in _pieces(raw):
        number = _read(piece, is_number)
        if isinstance(number, Issue):
            return number
        if isinstance(number, Doubtful):
            trouble = trouble or number.issue
            number = number.value
        if number and number not in found:
            found.append(number)
    joined = fitting(found, max_length)
    if len(joined) < len(SEPARATOR.join(found)):
        trouble = issue(Code.PHONE_TOO_MANY, value=quote(raw), kept=joined)
    return Doubtful(joined or None, trouble) if trouble else joined or None


def fitting(numbers: Iterable[str], max_length: int) -> str:
    """As many numbers, from the first one on, as the field has room for."""
    joined = ""
    for number in numbers:
        longer = f"{joined}{SEPARATOR}{number}" if joined else number
        if len(longer) > max_length:
            break
        joined = longer
    return joined


def _pieces(raw: str) -> list[str]:
    """Cut at ； 、 , / first; at spaces only where the whole is no number (0571 8888 6666 is one)."""
    pieces = []
    for part in _STRONG_SPLIT_RE.split(raw):
        piece = to_text(_WORDS_RE.sub(" ", part))
        if is_blank(piece):
            continue
        words = piece.split()
        is_several = len(words) > 1 and _recognised(piece) is None
        pieces += words if is_several and all(_recognised(word) for word in words) else [piece]
    return pieces


def _read(piece: str, is_number: bool) -> str | Issue | Doubtful:
    known = _recognised(piece)
    if known:
        return known
    exponent = _EXPONENT_RE.fullmatch(piece)
    if exponent:
        return _from_exponent(piece, exponent)
    if _MASK_RE.search(piece):
        return Doubtful(None, issue(Code.PHONE_MASKED, value=quote(piece)))
    lost_zero = _AREA_WITHOUT_ZERO_RE.fullmatch(piece) if is_number else None
    if lost_zero:
        number = f"0{lost_zero[1]}-{lost_zero[2]}"
        return Doubtful(number, issue(Code.PHONE_ZERO_RESTORED, value=quote(piece), result=number))
    return Doubtful(piece, issue(Code.PHONE_STRANGE, value=quote(piece)))


def _from_exponent(piece: str, exponent: re.Match[str]) -> str | Issue:
    """1.3800001234E+10 still has its digits; 1.38E+10 has lost them for ever."""
    digits = exponent[1].replace(".", "")
    if len(digits) == int(exponent[3]) + 1 == _MOBILE_LENGTH and _MOBILE_RE.fullmatch(digits):
        return digits
    return issue(Code.PHONE_DESTROYED, value=quote(piece))


def _recognised(piece: str) -> str | None:
    """The usual form of one number, or None."""
    body, extension = piece, ""
    tail = _EXTENSION_RE.search(piece)
    if tail and not _shape(_FILLING_RE.sub("", piece)):
        body, extension = piece[: tail.start()], f"-{tail[1]}"
    shaped = _shape(_FILLING_RE.sub("", body))
    return shaped + extension if shaped else None


def _shape(digits: str) -> str | None:
    if match := _MOBILE_RE.fullmatch(digits):
        return match[1]
    if match := _LANDLINE_RE.fullmatch(digits):
        return f"{match[1]}-{match[2]}"
    if match := _SERVICE_RE.fullmatch(digits):
        return "-".join(match.groups())
    if match := _ABROAD_RE.fullmatch(digits):
        return f"+{match[1]}"
    return digits if _LOCAL_RE.fullmatch(digits) else None
