"""Words: names, notes, codes of records, mail addresses, WeChat names, sites."""

import re

from kaizhi.common import credit_code as gb32100
from kaizhi.common.chinese import tidy_lines
from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Doubtful, Issue, issue, quote

_SEVERAL_NAMES_RE = re.compile(r"[;；、,，\n\r|]+")
_EXPONENT_RE = re.compile(r"[+-]?\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_EMAIL_RE = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,24}")
_EMAILS_SPLIT_RE = re.compile(r"[;；、,，\s|/<>()（）]+")
_WECHAT_RE = re.compile(r"[A-Za-z0-9_-]{2,40}")
_SITE_RE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[\w-]{2,}(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)


def text(max_length: int) -> Parser:
    """One line."""

    def parse(cell: Cell, _column: Column) -> str | Issue | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        return line if len(line) <= max_length else _too_long(line, max_length)

    return parse


def record_number(max_length: int) -> Parser:
    """The number of a contract or an order: text, without inner spaces; 20240001.0 is 20240001."""

    def parse(cell: Cell, _column: Column) -> str | Issue | None:
        line = to_text(cell).replace(" ", "")
        if is_blank(line):
            return None
        return line if len(line) <= max_length else _too_long(line, max_length)

    return parse


def note(max_length: int = 10_000) -> Parser:
    """Several lines, kept as lines."""

    def parse(cell: Cell, _column: Column) -> str | Issue | None:
        lines = tidy_lines(cell) if isinstance(cell, str) else to_text(cell)
        if is_blank(lines):
            return None
        return lines if len(lines) <= max_length else _too_long(lines, max_length)

    return parse


def names(max_length: int) -> Parser:
    """Several names in a cell, as a list without repeats."""

    def parse(cell: Cell, _column: Column) -> list[str] | Issue | None:
        raw = cell if isinstance(cell, str) else to_text(cell)
        found = [name for part in _SEVERAL_NAMES_RE.split(raw) if not is_blank(name := to_text(part))]
        too_long = next((name for name in found if len(name) > max_length), None)
        if too_long:
            return _too_long(too_long, max_length)
        return list(dict.fromkeys(found)) or None

    return parse


def credit_code(cell: Cell, _column: Column) -> str | Issue | Doubtful | None:
    """18 characters. A number cell holds only 15 digits of them; what is merely wrong is kept with a warning."""
    line = to_text(cell)
    if is_blank(line):
        return None
    if _EXPONENT_RE.fullmatch(line) or (isinstance(cell, float | int) and len(line) >= gb32100.LENGTH):
        return issue(Code.CREDIT_CODE_DESTROYED, value=quote(line))
    return _checked(gb32100.normalise(line))


def _checked(code: str) -> str | Doubtful:
    problem = gb32100.check(code)
    if problem is None:
        return code
    if problem == gb32100.CreditCodeProblem.LENGTH:
        kept = code if len(code) < gb32100.LENGTH else None
        return Doubtful(kept, issue(Code.CREDIT_CODE_LENGTH, value=quote(code), length=len(code)))
    if problem == gb32100.CreditCodeProblem.CHARACTERS:
        return Doubtful(code, issue(Code.CREDIT_CODE_CHARACTERS, value=code))
    return Doubtful(code, issue(Code.CREDIT_CODE_CHECK, value=code))


def emails(max_length: int) -> Parser:
    """One or several addresses, `; ` between them; what is no address is left out with a warning."""

    def parse(cell: Cell, _column: Column) -> str | Issue | Doubtful | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        parts = [part.removeprefix("mailto:") for part in _EMAILS_SPLIT_RE.split(line) if part]
        good = list(dict.fromkeys(_lower_domain(part) for part in parts if _EMAIL_RE.fullmatch(part)))
        joined = "; ".join(good)
        if len(joined) > max_length:
            return _too_long(joined, max_length)
        if good and all(_EMAIL_RE.fullmatch(part) for part in parts if "@" in part):
            return joined
        return Doubtful(joined or None, issue(Code.EMAIL_INVALID, value=quote(line)))

    return parse


def _lower_domain(address: str) -> str:
    user, _, domain = address.rpartition("@")
    return f"{user}@{domain.lower()}"


def wechat(max_length: int) -> Parser:
    """A WeChat id; a nickname is kept and told."""

    def parse(cell: Cell, _column: Column) -> str | Issue | Doubtful | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        if len(line) > max_length:
            return _too_long(line, max_length)
        if _WECHAT_RE.fullmatch(line):
            return line
        return Doubtful(line, issue(Code.WECHAT_STRANGE, value=quote(line)))

    return parse


def website(max_length: int) -> Parser:
    """The first address in the cell; what cannot be a web address is left out, so that no link can carry a script."""

    def parse(cell: Cell, _column: Column) -> str | Issue | Doubtful | None:
        line = to_text(cell)
        if is_blank(line):
            return None
        first = next((part for part in re.split(r"[;；、,，\s]+", line) if part), "")
        if not _SITE_RE.fullmatch(first):
            return Doubtful(None, issue(Code.WEBSITE_INVALID, value=quote(line)))
        return first if len(first) <= max_length else _too_long(first, max_length)

    return parse


def _too_long(line: str, limit: int) -> Issue:
    return issue(Code.TEXT_TOO_LONG, value=quote(line), length=len(line), limit=limit)
