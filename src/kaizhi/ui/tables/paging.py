"""Key paging: the next rows are found by the last row's sort values, so page 500 costs what page 1 costs.

Order is total (the primary key ends every key) and the same in both directions. Unknown values come last, whether the
column is sorted up or down. A cursor is signed, so nobody can ask a question through a made-up one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

_SALT = "kaizhi.ui.cursor"
_NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Key:
    """One part of the order."""

    path: str
    descending: bool = False
    nullable: bool = False
    unknown_last: bool = True

    def reversed(self) -> "Key":
        return replace(self, descending=not self.descending, unknown_last=not self.unknown_last)

    def order(self) -> OrderBy:
        expression = F(self.path)
        last, first = (True, None) if self.unknown_last else (None, True)
        if not self.nullable:  # a plain order can use the plain index
            last = first = None
        return OrderBy(expression, descending=self.descending, nulls_last=last, nulls_first=first)

    def beyond(self, value: Any) -> Q:
        """Rows that come strictly after this value."""
        strict = Q(**{f"{self.path}__{'lt' if self.descending else 'gt'}": value}) if value is not None else _NOTHING
        if not self.nullable:
            return strict
        is_unknown = Q(**{f"{self.path}__isnull": True})
        if self.unknown_last:
            return strict | is_unknown if value is not None else _NOTHING
        return strict if value is not None else ~is_unknown

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def not_before(self, value: Any) -> Q:
        return Q(**{f"{self.path}__{'lte' if self.descending else 'gte'}": value})


def keys_for(model: type[Model], paths: Sequence[str], *, descending: bool) -> tuple[Key, ...]:
    """The order by these paths, ended by the primary key in the same direction so that one index serves both ways."""
    keys = [Key(path, descending, _is_nullable(model, path)) for path in paths if path not in {"pk", "id"}]
    return (*keys, Key("pk", descending))


def _is_nullable(model: type[Model], path: str) -> bool:
    """Whether any step of a field path may be null. An annotation is taken as nullable."""
    current: type[Model] | None = model
    for step in path.split("__"):
        if current is None:
            return True
        try:
            found = current._meta.get_field(step)  # noqa: SLF001  Django's documented model API
        except FieldDoesNotExist:
            return True
        if getattr(found, "null", True):
            return True
        related = found.related_model
        current = related if isinstance(related, type) else None
    return False


def after(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Rows beyond the row with these sort values."""
    condition = Q()
    for place, key in enumerate(keys):
        step = key.beyond(values[place])
        for earlier, value in zip(keys[:place], values, strict=False):
            step = earlier.same(value) & step
        condition |= step
    first, value = keys[0], values[0]
    if len(keys) > 1 and value is not None and not first.nullable:
        return first.not_before(value) & condition  # the range an index can start from
    return condition


def read_page(queryset: QuerySet[Any], keys: Sequence[Key], values: Sequence[Any] | None, n: int) -> list[Any]:
    """Up to n rows in order, beyond the given sort values."""
    names = {f"sort_{place}": F(key.path) for place, key in enumerate(keys[:-1])}
    rows = queryset.annotate(**names).order_by(*(key.order() for key in keys))
    if values is not None:
        rows = rows.filter(after(keys, values))
    return list(rows[:n])


def sort_values(row: Model, keys: Sequence[Key]) -> list[Any]:
    return [getattr(row, f"sort_{place}") for place in range(len(keys) - 1)] + [row.pk]


def encode(order: str, values: Sequence[Any]) -> str:
    """A signed cursor, bound to the order it was made for."""
    return signing.dumps([order, *(_pack(value) for value in values)], salt=_SALT)


def decode(order: str, cursor: str, n_keys: int) -> list[Any] | None:
    """The sort values of a cursor; None where it is broken, foreign or made for another order."""
    try:
        made_for, *packed = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return [_unpack(value) for value in packed] if made_for == order and len(packed) == n_keys else None


def _pack(value: Any) -> Any:
    match value:
        case datetime():
            return {"t": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case Decimal():
            return {"n": str(value)}
        case UUID():
            return {"u": str(value)}
        case _:
            return value


_UNPACK: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "u": UUID,
}


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        ((tag, text),) = value.items()
        return _UNPACK[tag](text)
    return value
