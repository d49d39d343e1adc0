"""A raw row becomes values and issues. One compiled parser per mapping; a row costs a few microseconds a cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from kaizhi.common.money import DEFAULT_CURRENCY
from kaizhi.interchange.cells import SEPARATOR, Cell, Column, Holder, Parser, fitting, principal
from kaizhi.interchange.headers import SheetMapping
from kaizhi.interchange.issues import Code, Doubtful, Issue, RowIssue, Severity, issue, quote
from kaizhi.interchange.schema import SHEETS, FieldSpec, RowValues, SheetKind, SheetSpec


@dataclass(frozen=True, slots=True)
class RawRow:
    """`number` is the row Excel shows. `inherited` holds merged cells' values at the places they cover."""

    number: int
    cells: Sequence[Cell]
    inherited: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class ParsedRow:
    """`values` has only what the row says: a blank cell is no statement. `parts` are rows of other kinds it implies.

    Keys are the model's fields. `parent` and `group` are names; their holders with shares stand in `parent_stakes` and
    `group_stakes` where the cell named several or any share.
    """

    kind: SheetKind
    number: int
    values: dict[str, Any]
    issues: list[RowIssue]
    parts: list["ParsedRow"] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        return any(found.severity == Severity.ERROR for found in self.issues)


#: Cells of one column that are remembered with what they mean: provinces, owners, parents repeat, addresses do not.
_REMEMBERED = 4_096
_NEW: Any = object()


@dataclass(frozen=True, slots=True)
class _Step:
    code: str
    column: int
    parser: Parser
    context: Column
    heading: str
    fills_down: bool
    is_amount: bool
    is_many: bool
    room: int
    remembers: bool
    memory: dict[str, Any] = field(default_factory=dict)


RowParser = Callable[[RawRow], ParsedRow]


def parse_row(mapping: SheetMapping, raw: RawRow, *, today: date, currency: str = DEFAULT_CURRENCY) -> ParsedRow:
    """One row. In a loop take `row_parser` once."""
    return row_parser(mapping, today=today, currency=currency)(raw)


@lru_cache(maxsize=64)
def row_parser(mapping: SheetMapping, *, today: date, currency: str = DEFAULT_CURRENCY) -> RowParser:
    """The parser of all rows of a sheet. `currency` is what an amount without one is in."""
    spec = SHEETS[mapping.kind]
    steps = _steps(spec, mapping, Column(today, currency))
    constants = _constants(spec, mapping, Column(today, currency))
    required = _required(spec)
    headings = {step.code: (step.column, step.heading) for step in reversed(steps)}
    mapped = mapping.fields
    has_parts = any(spec.by_code[step.code].part_of for step in steps)
    is_tree = "parent" in mapped or "group" in mapped

    def parse(raw: RawRow) -> ParsedRow:
        values, issues = _read(raw, steps)
        for code, value in constants:
            values.setdefault(code, value)
        for codes in required:
            if codes[0] not in values and _is_missing(codes, values, issues):
                issues.append(_missing(codes, headings))
        if spec.check is not None:
            issues += (_placed(found, headings) for found in spec.check(RowValues(values, mapped)))
        if is_tree:
            _name_holders(values)
        row = ParsedRow(mapping.kind, raw.number, values, issues)
        if has_parts:
            row.parts = _take_parts(spec, row)
        return row

    return parse


def _steps(spec: SheetSpec, mapping: SheetMapping, base: Column) -> list[_Step]:
    """In the order of the columns, the currency first: amounts depend on it."""
    steps = []
    has_currency = "currency" in mapping.fields
    for column in mapping.columns:
        if column.field is None:
            continue
        known = spec.by_code[column.field]
        context = replace(
            base, currency=column.currency or base.currency, factor=column.factor, is_percent=column.is_percent
        )
        steps.append(
            _Step(
                code=known.code,
                column=column.column,
                parser=known.parser,
                context=context,
                heading=column.heading,
                fills_down=known.fills_down,
                is_amount=known.is_amount,
                is_many=known.many,
                room=known.room,
                remembers=not known.many and not (known.is_amount and has_currency),
            )
        )
    return sorted(steps, key=lambda step: step.code != "currency")


def _constants(spec: SheetSpec, mapping: SheetMapping, base: Column) -> list[tuple[str, Any]]:
    parsed = [(code, spec.by_code[code].parser(text, base)) for code, text in mapping.constants]
    return [(code, value) for code, value in parsed if value is not None and not isinstance(value, Issue | Doubtful)]


def _required(spec: SheetSpec) -> list[tuple[str, ...]]:
    return [(known.code,) for known in spec.fields if known.required] + list(spec.one_of)


def _read(raw: RawRow, steps: list[_Step]) -> tuple[dict[str, Any], list[RowIssue]]:
    values: dict[str, Any] = {}
    issues: list[RowIssue] = []
    cells, inherited = raw.cells, raw.inherited
    width = len(cells)
    for step in steps:
        cell = cells[step.column] if step.column < width else None
        if inherited and step.fills_down and (cell is None or cell == ""):
            cell = inherited.get(step.column)
        if cell is None or cell == "":
            continue
        value = step.memory.get(cell, _NEW) if type(cell) is str else _NEW
        if value is _NEW:
            value = _understood(step, cell, values)
        if value is None:
            continue
        kind = type(value)
        if kind is Issue:
            issues.append(RowIssue(value, Severity.ERROR, step.code, step.column, step.heading))
            continue
        if kind is Doubtful:
            issues.append(RowIssue(value.issue, Severity.WARNING, step.code, step.column, step.heading))
            value = value.value
            if value is None:
                continue
        if step.is_many and step.code in values:
            value = _joined(values[step.code], value, step, issues)
        values[step.code] = value
    return values, issues


def _understood(step: _Step, cell: Cell, values: dict[str, Any]) -> Any:
    """Parse, and remember a text whose meaning depends on nothing but itself. Lists are not shared between rows."""
    if step.is_amount and "currency" in values:
        return step.parser(cell, _in_currency(step.context, values["currency"]))
    value = step.parser(cell, step.context)
    if type(cell) is str and len(step.memory) < _REMEMBERED and step.remembers:
        step.memory[cell] = value
    return value


@lru_cache(maxsize=256)
def _in_currency(context: Column, currency: str) -> Column:
    return replace(context, currency=currency)


def _joined(before: Any, value: Any, step: _Step, issues: list[RowIssue]) -> Any:
    """Two columns of one field: lists grow, numbers are put side by side as far as there is room."""
    if isinstance(before, list):
        return list(dict.fromkeys(before + value))
    parts = list(dict.fromkeys([*before.split(SEPARATOR), *value.split(SEPARATOR)]))
    joined = fitting(parts, step.room)
    if joined != SEPARATOR.join(parts):
        found = issue(Code.PHONE_TOO_MANY, value=quote(value), kept=joined)
        issues.append(RowIssue(found, Severity.WARNING, step.code, step.column, step.heading))
    return joined


def _is_missing(codes: tuple[str, ...], values: dict[str, Any], issues: list[RowIssue]) -> bool:
    """A cell that was refused is told once, not as missing again."""
    return not any(code in values for code in codes) and not any(found.field in codes for found in issues)


def _missing(codes: tuple[str, ...], headings: dict[str, tuple[int, str]]) -> RowIssue:
    code = next((code for code in codes if code in headings), codes[0])
    column, heading = headings.get(code, (None, ""))
    found = issue(Code.REQUIRED) if len(codes) == 1 else issue(Code.ONE_OF_REQUIRED, fields="|".join(codes))
    return RowIssue(found, Severity.ERROR, code, column, heading)


def _placed(found: RowIssue, headings: dict[str, tuple[int, str]]) -> RowIssue:
    column, heading = headings.get(found.field, (None, ""))
    return replace(found, column=column, heading=heading)


def _name_holders(values: dict[str, Any]) -> None:
    """The parent is the principal holder's name; shares and further holders are kept beside it."""
    for code in ("parent", "group"):
        found: tuple[Holder, ...] | None = values.pop(code, None)
        if not found:
            continue
        leading = principal(found)
        if leading is not None:
            values[code] = leading.name
        if len(found) > 1 or found[0].share_bp is not None:
            values[f"{code}_stakes"] = found


def _take_parts(spec: SheetSpec, row: ParsedRow) -> list[ParsedRow]:
    """Move the columns of another kind into rows of their own, which refer to this row's account."""
    by_kind: dict[SheetKind, dict[str, Any]] = {}
    for code in list(row.values):
        known: FieldSpec | None = spec.by_code.get(code)
        if known is not None and known.part_of is not None:
            by_kind.setdefault(known.part_of, {})[known.part_code] = row.values.pop(code)
    parts = []
    for kind, values in by_kind.items():
        if all(code in values for code in (known.code for known in SHEETS[kind].fields if known.required)):
            parts.append(ParsedRow(kind, row.number, {"account": row.values.get("name"), **values}, []))
        else:
            row.issues.append(RowIssue(issue(Code.CONTACT_WITHOUT_NAME), Severity.WARNING, "contact_name"))
    return parts
