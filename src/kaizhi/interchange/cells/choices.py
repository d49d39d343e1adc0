"""Closed lists and yes or no."""

from collections.abc import Mapping
from unicodedata import normalize

from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.issues import Code, Issue, issue, quote

_DROPPED = str.maketrans("", "", " \t\n()（）[]【】:：/／-－_.,，、")
_YES = frozenset(
    {"是", "有", "对", "真", "y", "yes", "true", "t", "1", "√", "✓", "✔", "☑", "已", "已知", "明确", "ok", "x是"}
)
_NO = frozenset(
    {"否", "无", "没有", "不", "不是", "假", "n", "no", "false", "f", "0", "×", "x", "✗", "✘", "未", "未知", "不明确"}
)


def choice_key(word: str) -> str:
    """The form under which two spellings of a choice meet."""
    return normalize("NFKC", word).casefold().translate(_DROPPED)


def choice(table: Mapping[str, str | int], of: str) -> Parser:
    """`table` maps choice_key forms to stored values; `of` names the list, so that the sentence can show it."""
    keyed = {choice_key(word): value for word, value in table.items()}
    seen: dict[str, str | int] = dict(table)

    def parse(cell: Cell, _column: Column) -> str | int | Issue | None:
        if type(cell) is str and cell in seen:
            return seen[cell]
        line = to_text(cell)
        found = keyed.get(choice_key(line))
        if found is not None:
            return found
        return None if is_blank(line) else issue(Code.CHOICE_UNKNOWN, value=quote(line), of=of)

    return parse


def yes_no(extra: Mapping[str, bool] | None = None) -> Parser:
    """是/否, 有/无, Y/N, √/×, true/false, 1/0; `extra` adds the field's own words (停产 is no for 是否在营)."""
    words = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False) | {choice_key(k): v for k, v in (extra or {}).items()}

    def parse(cell: Cell, _column: Column) -> bool | Issue | None:
        if isinstance(cell, bool):
            return cell
        line = to_text(cell)
        found = words.get(choice_key(line))
        if found is not None:
            return found
        return None if is_blank(line) else issue(Code.YES_NO_UNREADABLE, value=quote(line))

    return parse
