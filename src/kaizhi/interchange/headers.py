"""Which column is which field, and which sheet is what: a proposal the person can change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from kaizhi.interchange.cells import Cell, heading_unit, to_text
from kaizhi.interchange.layouts import LAYOUTS
from kaizhi.interchange.schema import SHEETS, FieldSpec, SheetKind, SheetSpec, in_every_language

#: How sure a match is: our own heading, an alias, one with its brackets dropped, one with a number, only its end.
EXACT, ALIAS, WITHOUT_BRACKETS, NUMBERED, ENDING = 1.0, 0.95, 0.85, 0.8, 0.5
#: Below this the mapping step asks the person to look.
SURE = 0.7
_NAME_WEIGHT = 5.0
_SHORTEST_ENDING = 3
_SHORTEST_LATIN_ENDING = 6

_BRACKETS_RE = re.compile(r"[(\[{【〔][^)\]}】〕]*[)\]}】〕]")
_BRACKET_WORDS_RE = re.compile(r"[(\[{【〔]([^)\]}】〕]*)[)\]}】〕]")
_NOISE_RE = re.compile(r"[\s()\[\]{}【】〔〕<>《》\"'“”‘’*＊#:：/\\|,，、.。;；!?！？~_\-–—&+]+")
_TRAILING_NUMBER_RE = re.compile(r"(?:[0-9]+|[一二三四五])$")
_PERCENT_RE = re.compile(r"[%％]|百分比")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of the file. `field` is None where nothing takes it."""

    column: int
    heading: str
    field: str | None = None
    confidence: float = 0.0
    factor: Decimal | None = None  # 金额(万元)
    currency: str | None = None
    is_percent: bool = False

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet is read. `constants` are values for rows that have none of their own (every row is a plant)."""

    kind: SheetKind
    columns: tuple[ColumnMapping, ...]
    constants: tuple[tuple[str, str], ...] = ()
    layout: str = ""

    @property
    def unknown(self) -> tuple[ColumnMapping, ...]:
        """Columns with a heading that no field takes."""
        return tuple(column for column in self.columns if column.field is None and column.heading)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field) | {name for name, _ in self.constants}

    def missing(self) -> tuple[FieldSpec, ...]:
        """Required fields without a column; the first of a group where one of several is needed."""
        spec, fields = SHEETS[self.kind], self.fields
        alone = [known for known in spec.fields if known.required and known.code not in fields]
        groups = [spec.by_code[codes[0]] for codes in spec.one_of if not fields & set(codes)]
        return (*alone, *groups)

    def change(self, column: int, to: str | None) -> "SheetMapping":
        """The person's own choice; a single-column field is taken from the column that had it."""
        is_many = to is not None and SHEETS[self.kind].by_code[to].many
        columns = tuple(_changed(known, column, to, keep=is_many) for known in self.columns)
        return SheetMapping(self.kind, columns, self.constants, self.layout)

    def as_dict(self) -> dict[str, Any]:
        """For storing; `from_dict` gives the mapping back."""
        columns = [
            [
                c.column,
                c.heading,
                c.field,
                c.confidence,
                None if c.factor is None else str(c.factor),
                c.currency,
                c.is_percent,
            ]
            for c in self.columns
        ]
        return {
            "kind": self.kind.value,
            "columns": columns,
            "constants": [list(pair) for pair in self.constants],
            "layout": self.layout,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "SheetMapping":
        columns = tuple(
            ColumnMapping(column, heading, code, confidence, Decimal(factor) if factor else None, currency, is_percent)
            for column, heading, code, confidence, factor, currency, is_percent in data["columns"]
        )
        constants = tuple((name, value) for name, value in data["constants"])
        return cls(SheetKind(data["kind"]), columns, constants, data["layout"])


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """Where the headings stand: `position` among the rows looked at, and the texts of its cells."""

    position: int
    headings: tuple[str, ...] = field(default=())


def _changed(known: ColumnMapping, column: int, to: str | None, *, keep: bool) -> ColumnMapping:
    if known.column == column:
        code, confidence = to, 1.0 if to else 0.0
    elif known.field == to and not keep:
        code, confidence = None, 0.0
    else:
        return known
    return ColumnMapping(known.column, known.heading, code, confidence, known.factor, known.currency, known.is_percent)


def find_header(rows: Sequence[Sequence[Cell]]) -> HeaderRow | None:
    """The row with the most known headings; where none is known, the first row that is all text and the widest."""
    best, most = None, 0
    for position, row in enumerate(rows):
        known = len({key for cell in row if isinstance(cell, str) and (key := heading_key(cell)) in _all_names()})
        if known > most:
            best, most = position, known
    if best is None:
        best = _widest_text_row(rows)
    return None if best is None else HeaderRow(best, headings_of(rows[best]))


def headings_of(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(to_text(cell) for cell in row)


def _widest_text_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    widths = [_text_width(row) for row in rows]
    widest = max(widths, default=0)
    return widths.index(widest) if widest else None


def _text_width(row: Sequence[Cell]) -> int:
    """Filled cells of a row without numbers, dates or anything else that headings do not hold."""
    filled = [cell for cell in row if cell is not None and cell != ""]
    return len(filled) if all(isinstance(cell, str) for cell in filled) else 0


def propose(sheet_name: str, headings: Sequence[str]) -> SheetMapping | None:
    """The kind that explains the sheet best, with its mapping; None where nothing but the name of a thing fits."""
    layout = next((known for known in LAYOUTS if known.recognises({heading_key(text) for text in headings})), None)
    if layout is not None:
        return propose_for(layout.kind, headings)
    proposals = [(_score(sheet_name, mapping), mapping) for mapping in map(_for_headings(headings), SHEETS)]
    score, best = max(proposals, key=lambda scored: scored[0])
    return best if score > 0 else None


def _for_headings(headings: Sequence[str]) -> Any:
    return lambda kind: propose_for(kind, headings)


def propose_for(kind: SheetKind, headings: Sequence[str]) -> SheetMapping:
    """The best mapping onto one kind: surest matches first, each single field once."""
    spec = SHEETS[kind]
    keys = {heading_key(text) for text in headings}
    layout = next((known for known in LAYOUTS if known.kind == kind and known.recognises(keys)), None)
    own = layout.columns if layout else {}
    found = [(column, *_match(spec, text, own)) for column, text in enumerate(headings)]
    taken: dict[str, int] = {}
    chosen: dict[int, tuple[str, float]] = {}
    for column, code, confidence in sorted(found, key=lambda match: (-match[2], match[0])):
        if code and (code not in taken or spec.by_code[code].many):
            taken[code] = column
            chosen[column] = (code, confidence)
    _mend_dependents(spec, chosen)
    columns = tuple(_column(column, text, *chosen.get(column, (None, 0.0))) for column, text in enumerate(headings))
    constants = tuple(layout.constants.items()) if layout else ()
    return SheetMapping(kind, columns, constants, layout.name if layout else "")


def _column(column: int, heading: str, code: str | None, confidence: float) -> ColumnMapping:
    words = _BRACKET_WORDS_RE.findall(_fold(heading))
    factor, currency = next((unit for word in words if any(unit := heading_unit(word))), (None, None))
    return ColumnMapping(column, heading, code, confidence, factor, currency, bool(_PERCENT_RE.search(heading)))


def _mend_dependents(spec: SheetSpec, chosen: dict[int, tuple[str, float]]) -> None:
    """手机 beside 联系人 is the person's; alone it is the company's."""
    present = {code for code, _ in chosen.values()}
    for column, (code, confidence) in list(chosen.items()):
        known = spec.by_code[code]
        if not known.needs or known.needs in present:
            continue
        if known.instead and (spec.by_code[known.instead].many or known.instead not in present):
            chosen[column] = (known.instead, confidence)
        else:
            del chosen[column]


def _match(spec: SheetSpec, heading: str, own: dict[str, str]) -> tuple[str | None, float]:
    key = heading_key(heading)
    if not key:
        return None, 0.0
    if key in own:
        return own[key] or None, EXACT
    names = _names(spec.kind)
    if key in names:
        return names[key]
    bare = heading_key(_BRACKETS_RE.sub("", _fold(heading)))
    if bare and bare in names:
        return names[bare][0], WITHOUT_BRACKETS
    numbered = _TRAILING_NUMBER_RE.sub("", bare)
    if numbered and numbered in names:
        return names[numbered][0], NUMBERED
    return _ending(names, bare)


def _ending(names: dict[str, tuple[str, float]], key: str) -> tuple[str | None, float]:
    """甲方联系电话 ends in a known name; the longest such name wins."""
    for start in range(1, len(key)):
        tail = key[start:]
        shortest = _SHORTEST_LATIN_ENDING if tail.isascii() else _SHORTEST_ENDING
        if len(tail) < shortest:
            break
        if tail in names:
            return names[tail][0], ENDING
    return None, 0.0


def _score(sheet_name: str, mapping: SheetMapping) -> float:
    """Recognised columns count, the kind's own keys double; foreign columns and missing required fields take away."""
    spec = SHEETS[mapping.kind]
    score = 0.0
    for column in mapping.columns:
        if column.field:
            known = spec.by_code[column.field]
            weight = 0.6 if known.part_of else 2.0 if known.required else 1.0
            score += weight * column.confidence
        elif column.heading:
            score -= 0.4
    if not mapping.fields:
        return 0.0
    score -= 3.0 * len(mapping.missing())
    return score + (_NAME_WEIGHT if heading_key(sheet_name) in _sheet_names(mapping.kind) else 0.0)


@lru_cache(maxsize=8_192)
def heading_key(text: str) -> str:
    """The form under which two spellings of a heading meet.

    >>> heading_key(" 企业（机构）类型：* ") == heading_key("企业(机构)类型")
    True
    """
    return _NOISE_RE.sub("", _fold(text))


def _fold(text: str) -> str:
    return normalize("NFKC", text).casefold()


@cache
def _names(kind: SheetKind) -> dict[str, tuple[str, float]]:
    """Every known heading of a kind. An own heading beats another field's alias, an earlier field a later one."""
    names: dict[str, tuple[str, float]] = {}
    for known in SHEETS[kind].fields:
        for label in (*in_every_language(known.label), known.names[0], known.code):
            names.setdefault(heading_key(label), (known.code, EXACT))
    for known in SHEETS[kind].fields:
        for alias in known.names[1:]:
            names.setdefault(heading_key(alias), (known.code, ALIAS))
    return names


@cache
def _sheet_names(kind: SheetKind) -> frozenset[str]:
    spec = SHEETS[kind]
    labels = in_every_language(spec.label)
    return frozenset(heading_key(name) for name in (*labels, *spec.sheet_names.split("|"), kind.value))


@cache
def _all_names() -> frozenset[str]:
    """Every heading known anywhere, layouts included."""
    own = {key for layout in LAYOUTS for key in layout.columns}
    return frozenset(own.union(*(_names(kind) for kind in SHEETS)))
