"""A column of a list: where its value comes from, how it looks, sorts, exports, and which field rule governs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from html import escape
from typing import Any, Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kaizhi.common.money import Money, format_units
from kaizhi.ui import show

Words = str | Promise
FieldName = tuple[str, str]  # ("accounts.contact", "mobile")


class Kind(StrEnum):
    TEXT = "text"
    LINK = "link"
    CODE = "code"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DAY = "day"
    MOMENT = "moment"
    PERSON = "person"
    BADGE = "badge"
    YES_NO = "yes_no"
    HTML = "html"


class Policy(Protocol):
    """What a list asks of the field rules; `kaizhi.access.fields.FieldPolicy` answers."""

    def can_see(self, object_name: str, field_name: str) -> bool: ...
    def can_read_plainly(self, object_name: str, field_name: str) -> bool: ...
    def shown(self, object_name: str, field_name: str, value: object) -> object: ...


@dataclass(frozen=True, slots=True)
class Badge:
    label: Words
    tone: str = "neutral"

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `value(row)` gives a plain value of the kind: MONEY whole minor units or Money, PERCENT 0..1, DATE a date, BADGE a
    `Badge`, HTML a safe string (give `export` too). None means unknown. `sort` names model fields or annotations of the
    queryset; without it the column does not sort. `tells` names other records' fields that a sum would give away: where
    one of them may not be read plainly, there is no such column.
    """

    key: str
    label: Words
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: str | tuple[str, ...] = ()
    field: FieldName | None = None
    tells: Sequence[FieldName] = ()
    url: Callable[[Any], str] | None = None
    visible: bool = True
    width: int = 0
    unknown: Words = ""
    export: Callable[[Any], Any] | None = None

    @property
    def sort_paths(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    @property
    def is_numeric(self) -> bool:
        return self.kind in {Kind.MONEY, Kind.NUMBER, Kind.PERCENT}

    @property
    def head(self) -> str:
        """The label with its unit."""
        return _("%(label)s (10k yuan)") % {"label": self.label} if self.kind == Kind.MONEY else str(self.label)


class Ruled(Protocol):
    """A column or a filter, as the field rules look at it."""

    @property
    def field(self) -> FieldName | None: ...
    @property
    def tells(self) -> Sequence[FieldName]: ...


def may_see(column: Ruled, policy: Policy) -> bool:
    is_open = all(policy.can_read_plainly(*field) for field in column.tells)
    return is_open and (column.field is None or policy.can_see(*column.field))


def may_use(one: Ruled, policy: Policy) -> bool:
    """Sort and filter tell a value as surely as showing it: hidden and masked fields do neither."""
    fields = [*one.tells, one.field] if one.field is not None else one.tells
    return all(policy.can_read_plainly(*field) for field in fields)


def value_getter(column: Column, policy: Policy) -> Callable[[Any], Any]:
    """The column's value under the field rules. Masked text stays masked in every kind."""
    if may_use(column, policy) or column.field is None:
        return column.value
    object_name, field_name = column.field
    return lambda row: policy.shown(object_name, field_name, column.value(row))


def cell_renderer(column: Column, policy: Policy) -> Callable[[Any], str]:
    """A function from a row to the inside of its cell, decided once per column rather than once per cell."""
    get = value_getter(column, policy)
    look = _plain if not may_use(column, policy) else _LOOKS[column.kind]
    dash = str(show.unknown(str(column.unknown)))
    if column.url is not None:
        return _linked(get, look, column.url, dash)

    def render(row: Any) -> str:
        value = get(row)
        return dash if value is None or value == "" else look(value)

    return render


def _linked(
    get: Callable[[Any], Any], look: Callable[[Any], str], url: Callable[[Any], str], dash: str
) -> Callable[[Any], str]:
    def render(row: Any) -> str:
        value = get(row)
        if value is None or value == "":
            return dash
        to = url(row)
        return f'<a href="{escape(to)}">{look(value)}</a>' if to else look(value)

    return render


def _plain(value: object) -> str:
    return escape(str(value))


def _money(value: Money | int) -> str:
    amount = value if isinstance(value, Money) else Money(value)
    full = format_units(amount.minor, amount.currency)
    code = "" if amount.currency == "CNY" else f"{escape(amount.currency)} "
    return f'<span title="{full}">{code}{show.wan(amount.minor, amount.currency)}</span>'


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _date(value: date) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{value:%Y-%m-%d}"
    return value.isoformat()


def _badge(value: Badge | object) -> str:
    return show.badge(str(value), value.tone if isinstance(value, Badge) else "neutral")


@lru_cache(maxsize=512)
def _named(name: str) -> str:
    return show.person(name)


def _person(value: object) -> str:
    return _named(str(value))


def _yes_no(value: object) -> str:
    return escape(_("yes") if value else _("no"))


def _code(value: object) -> str:
    return f"<code>{escape(str(value))}</code>"


_LOOKS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _plain,
    Kind.LINK: _plain,
    Kind.CODE: _code,
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.PERCENT: show.percent,
    Kind.DATE: _date,
    Kind.DAY: show.day,
    Kind.MOMENT: show.moment,
    Kind.PERSON: _person,
    Kind.BADGE: _badge,
    Kind.YES_NO: _yes_no,
    Kind.HTML: str,
}
