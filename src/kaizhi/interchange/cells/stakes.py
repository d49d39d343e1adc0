"""Holders and their shares: "A [60.0%]; B [40.0%]", 甲（60%）、乙（40%）, or just one name."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

_SPLIT_RE = re.compile(r"[;；\n\r|]+|、(?=[^、]*[\[(（【]?\s*\d+(?:\.\d+)?\s*[%％])")
_SHARE_RE = re.compile(r"[\s:：,，]*[\[(（【]?\s*(?:持股(?:比例)?[:：]?)?(\d{1,3}(?:\.\d+)?)\s*[%％]\s*[\])）】]?$")
#: Holders that are a remainder and never an account: a share without a name.
_NAMELESS = re.compile(
    r"unknown|small shareholders?(?:\(s\))?|natural persons?(?:\(s\))?|others?|public|free float|treasury shares?"
    r"|employees?|其他(?:股东)?|自然人(?:股东)?|公众(?:股东)?|未知|小股东|散户|社会公众股",
    re.IGNORECASE,
)
_WHOLE = 10_000
#: Published shares are rounded one by one: up to two percent over is rounding.
_ROUNDING = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """`share_bp` in hundredths of a percent; None is unknown. A nameless holder is "others" of some kind."""

    name: str
    share_bp: int | None
    is_named: bool = True


def holders(max_length: int) -> Parser:
    """All holders of the cell in its order."""

    def parse(cell: Cell, _column: Column) -> tuple[Holder, ...] | Issue | Doubtful | None:
        raw = cell if isinstance(cell, str) else to_text(cell)
        if is_blank(to_text(raw)):
            return None
        found = tuple(holder for part in _SPLIT_RE.split(raw) if (holder := _holder(to_text(part))))
        for holder in found:
            if len(holder.name) > max_length:
                return issue(Code.TEXT_TOO_LONG, value=quote(holder.name), length=len(holder.name), limit=max_length)
            if holder.share_bp is not None and holder.share_bp > _WHOLE:
                return issue(Code.STAKE_RANGE, value=quote(raw))
        if sum(holder.share_bp or 0 for holder in found) > _WHOLE + _ROUNDING:
            return Doubtful(found, issue(Code.STAKES_OVER_ALL, value=quote(raw)))
        return found or None

    return parse


def principal(found: tuple[Holder, ...]) -> Holder | None:
    """The named holder of the greatest known share; the first one where none or several lead."""
    named = [holder for holder in found if holder.is_named]
    return max(named, key=lambda holder: holder.share_bp or 0, default=None)


def _holder(part: str) -> Holder | None:
    match = _SHARE_RE.search(part)
    name = part[: match.start()].strip() if match else part
    if not name:
        return None
    share = int((Decimal(match[1]) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if match else None
    is_named = not (is_blank(name) or _NAMELESS.fullmatch(name))
    if share is None and is_blank(name) and not _NAMELESS.fullmatch(name):
        return None
    return Holder(name, share, is_named)
