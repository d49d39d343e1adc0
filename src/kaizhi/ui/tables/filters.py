"""Filters of a list: each reads the query string, narrows the queryset, words its chip and names its form field."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaizhi.common.money import to_minor
from kaizhi.ui.tables.columns import FieldName, Words

Params = Mapping[str, str]
Choices = Sequence[tuple[str, Words]] | Callable[[], Iterable[tuple[str, Words]]]
_LONGEST_TEXT = 100
_BIGINT_MAX = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Filter(ABC):
    """One filter. `path` is the field it narrows by; `condition` replaces it where one path does not say it."""

    key: str
    label: Words
    path: str = ""
    field: FieldName | None = None
    tells: Sequence[FieldName] = ()  # as a column's
    condition: Callable[[Any], Q] | None = None

    widget = "text"

    @property
    def names(self) -> tuple[str, ...]:
        """The query-string names it owns."""
        return (self.key,)

    @abstractmethod
    def read(self, params: Params) -> Any:
        """The wanted value, or None where nothing or nonsense is asked."""

    @abstractmethod
    def words(self, value: Any) -> str:
        """The value as its chip says it."""

    def words_for(self, value: Any, user: Any) -> str:  # noqa: ARG002  for filters whose words not everybody may read
        return self.words(value)

    def where(self, value: Any) -> Q:
        return self.condition(value) if self.condition else self.default_condition(value)

    def default_condition(self, value: Any) -> Q:
        return Q(**{self.path: value})

    def narrow(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset.filter(self.where(value))


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Contains."""

    def read(self, params: Params) -> str | None:
        return params.get(self.key, "").replace("\0", "").strip()[:_LONGEST_TEXT] or None

    def words(self, value: str) -> str:
        return value

    def default_condition(self, value: str) -> Q:
        has_case = value.upper() != value.lower()  # Chinese has none, and folding it costs more than the comparison
        return Q(**{f"{self.path}__{'icontains' if has_case else 'contains'}": value})


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One of a short list. For thousands of values use PersonFilter or a search."""

    choices: Choices = ()
    widget = "choice"

    def options(self) -> list[tuple[str, Words]]:
        return list(self.choices() if callable(self.choices) else self.choices)

    def read(self, params: Params) -> str | None:
        wanted = params.get(self.key, "")
        return wanted if wanted and wanted in {str(value) for value, _label in self.options()} else None

    def words(self, value: str) -> str:
        return next(str(label) for key, label in self.options() if str(key) == value)


@dataclass(frozen=True, kw_only=True)
class PickFilter(Filter):
    """One record found by search-as-you-type (a person, a group). `name_of(pk)` words the chip where everybody may
    read the name, `name_for(pk, user)` where not (None: not known to this reader). `search_url` is the URL name that
    answers with `ui/_options.html`.
    """

    search_url: str = ""
    name_of: Callable[[int], str | None] = str
    name_for: Callable[[int, Any], str | None] | None = None
    widget = "pick"

    def read(self, params: Params) -> int | None:
        text = params.get(self.key, "")
        return int(text) if text.isascii() and text.isdigit() and int(text) <= _BIGINT_MAX else None

    def words(self, value: int) -> str:
        return self.name_of(value) or _("not known")

    def words_for(self, value: int, user: Any) -> str:
        return (self.name_for(value, user) or _("not known")) if self.name_for else self.words(value)


@dataclass(frozen=True, kw_only=True)
class YesNoFilter(Filter):
    widget = "yes_no"

    def read(self, params: Params) -> bool | None:
        return {"1": True, "0": False}.get(params.get(self.key, ""))

    def words(self, value: bool) -> str:
        return _("yes") if value else _("no")


@dataclass(frozen=True, kw_only=True)
class DateFilter(Filter):
    """From and to, both included. Works on a date field; for an instant give path="created_at__date"."""

    widget = "date_range"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, params: Params) -> tuple[date | None, date | None] | None:
        start, end = (_read_date(params.get(name, "")) for name in self.names)
        return (start, end) if start or end else None

    def words(self, value: tuple[date | None, date | None]) -> str:
        return _range_words(*(str(part) if part else "" for part in value))

    def default_condition(self, value: tuple[date | None, date | None]) -> Q:
        return _range(self.path, *value)


@dataclass(frozen=True, kw_only=True)
class NumberFilter(Filter):
    """Between two numbers, both included."""

    widget = "number_range"
    unit: Words = ""
    to_stored: Callable[[Decimal], object] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_min", f"{self.key}_max")

    def read(self, params: Params) -> tuple[Decimal | None, Decimal | None] | None:
        low, high = (_read_number(params.get(name, "")) for name in self.names)
        return (low, high) if low is not None or high is not None else None

    def words(self, value: tuple[Decimal | None, Decimal | None]) -> str:
        ends = _range_words(*("" if part is None else f"{part:,f}" for part in value))
        return f"{ends} {self.unit}" if self.unit else ends

    def default_condition(self, value: tuple[Decimal | None, Decimal | None]) -> Q:
        stored = self.to_stored or (lambda number: number)
        return _range(self.path, *(None if part is None else stored(part) for part in value))


def money_filter(**named: Any) -> NumberFilter:
    """万元 on screen, minor units in the field."""
    return NumberFilter(
        to_stored=lambda wan: min(to_minor(wan * 10_000), _BIGINT_MAX), unit=gettext_lazy("×10k yuan"), **named
    )


def percent_filter(**named: Any) -> NumberFilter:
    """Percent on screen, a share 0 to 1 in the field."""
    return NumberFilter(to_stored=lambda points: float(points / 100), unit="%", **named)


def _range(path: str, low: object, high: object) -> Q:
    condition = Q()
    if low is not None:
        condition &= Q(**{f"{path}__gte": low})
    if high is not None:
        condition &= Q(**{f"{path}__lte": high})
    return condition


def _range_words(low: str, high: str) -> str:
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("from %(low)s") % {"low": low} if low else _("up to %(high)s") % {"high": high}


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").strip())
    except (InvalidOperation, ValidationError):
        return None
    return number if number.is_finite() and abs(number) < _BIGINT_MAX // 1_000_000 else None
