"""Chinese text: one form for lookups, the reading for search and sorting, the kind a name gives away."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

AccountKind = Literal["head_office", "company", "branch", "plant", "workshop"]

#: Full-width letters, digits and the signs that belong to them become half width; Chinese punctuation stays Chinese.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_HALF_WIDTH |= {ord(wide): narrow for wide, narrow in zip("＆＋－．／＠＿％＃＝", "&+-./@_%#=", strict=True)}
#: What must never be stored: controls, zero-width and direction marks, lone surrogates, non-characters.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
)
_INVISIBLE_RE = re.compile(f"[{_INVISIBLE}]")
_SPACES_RE = re.compile(r"\s+")
_ODD_RE = re.compile(
    f"[{_INVISIBLE}\uff03-\uff5a\u3000\xa0\t\n\x0b\x0c\r\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]|  "
)
_LINE_RE = re.compile(r"[ \t\x0b\x0c\xa0\u3000]+")
_OPENING = str.maketrans("[{<〈《【〔〖「『", "(" * 10)
_CLOSING = str.maketrans("]}>〉》】〕〗」』", ")" * 10)
_BRACKETS = _OPENING | _CLOSING


def tidy(text: str) -> str:
    r"""One line as people mean it: no control or zero-width characters, single spaces, letters and digits half width.

    Chinese punctuation is left alone, （） in a registered company name included.

    >>> tidy("  ＡＢＣ　钢铁（集团）\u200b ")
    'ABC 钢铁（集团）'
    """
    if _ODD_RE.search(text):
        text = _SPACES_RE.sub(" ", _INVISIBLE_RE.sub("", text.translate(_HALF_WIDTH)))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def tidy_lines(text: str) -> str:
    """As `tidy`, keeping the lines of a longer note."""
    text = _INVISIBLE_RE.sub("", text.translate(_HALF_WIDTH).replace("\r\n", "\n").replace("\r", "\n"))
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(_LINE_RE.sub(" ", line).strip() for line in lines).strip()


def squeeze(text: str) -> str:
    """Everything in its compatibility form and without any space: for codes and keys, never for display."""
    text = unicodedata.normalize("NFKC", text)
    if text.isprintable():  # no control, no invisible, no space but the common one
        return text.replace(" ", "")
    return _SPACES_RE.sub("", _INVISIBLE_RE.sub("", text))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The form under which two spellings of one name meet.

    >>> name_key("华东 重工（集团）有限公司") == name_key("华东重工(集團)有限公司".replace("團", "团"))
    True
    """
    return squeeze(name).translate(_BRACKETS).casefold()


_TAIL = r"[\s（(]*(?:第?[一二三四五六七八九十\d]+[期号]?|[东西南北中新老]区?|[A-Za-z])?[\s)）]*$"
_WORKSHOP_RE = re.compile(rf"(?:车间|工段|\bworkshop){_TAIL}", re.IGNORECASE)
_BRANCH_RE = re.compile(rf"(?:分公司|分行|分院|办事处|\bbranch){_TAIL}", re.IGNORECASE)
_PLANT_RE = re.compile(rf"(?:(?<!总)厂|厂区|基地|\b(?:plant|mill|works|factory|smelter)){_TAIL}", re.IGNORECASE)
_HEAD_RE = re.compile(
    r"(?:集团|\bgroup)(?:控股|股份|有限|责任|公司|总公司|总部|[\s()（）,.]|\b(?:co|ltd|corp|inc|holdings?|limited|company|plc)\b)*$"
    r"|总部$|\bheadquarters$",
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def guess_kind(name: str) -> AccountKind:
    """The kind of node a name gives away; a plain company when it gives away nothing.

    >>> guess_kind("华东重工集团长沙分公司"), guess_kind("华东重工集团有限公司"), guess_kind("第一机床厂有限公司")
    ('branch', 'head_office', 'company')
    """
    if _WORKSHOP_RE.search(name):
        return "workshop"
    if _BRANCH_RE.search(name):
        return "branch"
    if _PLANT_RE.search(name):
        return "plant"
    return "head_office" if _HEAD_RE.search(name) else "company"
