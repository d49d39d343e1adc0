"""How a sheet and its fields are declared. Recognition, parsing and the template all read these declarations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from kaizhi.interchange.cells import Cell, Column, Parser, choice
from kaizhi.interchange.issues import Code, RowIssue, Severity, issue

Text = str | Promise


class SheetKind(StrEnum):
    ACCOUNTS = "accounts"
    GROUPS = "groups"
    CONTACTS = "contacts"
    CONTRACTS = "contracts"
    ORDERS = "orders"
    INSTALMENTS = "instalments"
    SATISFACTION = "satisfaction"
    COMPETITORS = "competitors"
    CASES = "cases"
    OPPORTUNITIES = "opportunities"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list: what is stored, what is shown, the other words people use for it."""

    value: str | int
    label: Text
    words: str  # separated by |; the first is the Chinese label


class ChoiceList:
    """A closed list under a name, so that a sentence can show what would have been right."""

    def __init__(self, name: str, *options: Option) -> None:
        self.name = name
        self.options = options

    def parser(self, cell: Cell, column: Column) -> Any:
        """Knows the stored value, the label in every language of ours and all the other words."""
        return self._parse(cell, column)

    @cached_property
    def _parse(self) -> Parser:
        table: dict[str, str | int] = {}
        for option in self.options:
            known = (str(option.value), *in_every_language(option.label), *option.words.split("|"))
            table |= dict.fromkeys(known, option.value)
        return choice(table, of=self.name)

    def labels(self) -> list[str]:
        return [str(option.label) for option in self.options]


def in_every_language(text: Text) -> list[str]:
    """A marked text as each language of the product shows it: files come from colleagues with either setting."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(text))
    return found


@dataclass(frozen=True)
class FieldSpec:
    """One importable field. `code` is the model's field; a value of a `many` field may come from several columns."""

    code: str
    label: Text
    parser: Parser
    aliases: str  # separated by |; the first is the Chinese heading
    required: bool = False
    key: bool = False  # part of what finds the same row again
    fills_down: bool = False  # a merged cell's value belongs to all its rows
    is_text: bool = False  # Excel must not turn it into a number
    is_amount: bool = False
    is_date: bool = False
    many: bool = False
    room: int = 0  # of a text that several columns fill
    choices: ChoiceList | None = None
    is_yes_no: bool = False
    part_of: SheetKind | None = None  # a column of this sheet that makes a row of another kind
    part_code: str = ""  # the field's code in that row
    needs: str = ""  # recognised only beside this field ...
    instead: str = ""  # ... else it feeds this one
    in_template: bool = True
    example: Text = ""
    hint: Text = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.aliases.split("|"))


Check = Callable[["RowValues"], Iterable[RowIssue]]


@dataclass(slots=True)
class RowValues:
    """A row's parsed values for a check that looks at several: `mapped` says which fields had a column at all."""

    values: dict[str, Any]
    mapped: frozenset[str]


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: what it is called, its fields, what must be there."""

    kind: SheetKind
    label: Text
    sheet_names: str  # separated by |; the first is the Chinese name
    fields: tuple[FieldSpec, ...]
    one_of: tuple[tuple[str, ...], ...] = ()  # at least one field of each group must have a value
    check: Check | None = None

    @cached_property
    def by_code(self) -> dict[str, FieldSpec]:
        return {field.code: field for field in self.fields}

    @cached_property
    def key_fields(self) -> tuple[str, ...]:
        return tuple(field.code for field in self.fields if field.key)


def problem(code: Code, field: str, severity: Severity = Severity.ERROR, **params: str | int) -> RowIssue:
    """An issue about several cells, shown at one field."""
    return RowIssue(issue(code, **params), severity, field)
