"""The description of a list: its columns, filters, views and batch actions. One per list page, at module level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kaizhi.ui.tables.columns import Column, Policy, Words
from kaizhi.ui.tables.filters import Filter

#: Query-string names the list itself owns.
RESERVED = frozenset({"q", "sort", "view", "after", "before", "rows", "part", "export", "pk", "all", "columns"})
_specs: dict[str, "ListSpec"] = {}


@dataclass(frozen=True, slots=True)
class View:
    """A fixed view, shown as a tab: 全部, 我负责的, 我参与的, 下属的."""

    key: str
    label: Words
    narrow: Callable[[QuerySet[Any], Any], QuerySet[Any]] = lambda queryset, _user: queryset


@dataclass(frozen=True, slots=True)
class BatchAction:
    """A button of the bar that ticked rows bring.

    The form posts `pk` (many), `all` ("1" when every match is meant) and `query` (the list's query string) to `url`.
    With `asks` the URL answers a GET with a dialog first. `may(user)` tells whether the button is drawn; the act asks
    again.
    """

    key: str
    label: Words
    url: Callable[[], str]
    icon: str = ""
    asks: bool = False
    danger: bool = False
    may: Callable[[Any], bool] = lambda _user: True


@dataclass(frozen=True)
class ListSpec:
    """A list page.

    `search(queryset, words, policy)` narrows by the search box, leaving fields out that the policy hides.
    `peek(row)` gives the URL of the quick look. `title(row)` names a row to a screen reader.
    `related` joins what the columns read; `default_sort` is a column key, "-" in front for downwards.
    """

    name: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    views: Sequence[View] = ()
    batch: Sequence[BatchAction] = ()
    search: Callable[[QuerySet[Any], str, Policy], QuerySet[Any]] | None = None
    search_hint: Words = ""
    default_sort: str = ""
    title: Callable[[Any], str] = str
    peek: Callable[[Any], str] | None = None
    prepare: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda queryset: queryset
    empty: Words = ""
    page_rows: int = 50

    def __post_init__(self) -> None:
        names = [name for one in self.filters for name in one.names]
        clash = RESERVED.intersection(names) | {name for name in names if names.count(name) > 1}
        keys = [column.key for column in self.columns]
        if clash or len(set(keys)) < len(keys):
            raise ValueError(f"List {self.name}: query names {sorted(clash)} or column keys {keys} are not unique.")
        _specs[self.name] = self

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


def is_list(name: str) -> bool:
    return name in _specs


def list_spec(name: str) -> ListSpec:
    return _specs[name]
