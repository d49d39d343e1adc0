"""A list page: reads the query string against a ListSpec, under one person's field rules, and reads the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from kaizhi.ui.tables import paging
from kaizhi.ui.tables.columns import Column, Policy, may_see, may_use
from kaizhi.ui.tables.filters import Filter
from kaizhi.ui.tables.preferences import Preference, SavedView, preference_of
from kaizhi.ui.tables.spec import BatchAction, ListSpec, View

COUNT_LIMIT = 10_000
MOST_ROWS = 500
MOST_PICKED = 1_000  # rows one batch action takes
_PASSING = frozenset({"after", "before", "rows", "part", "export"})  # of this answer only, not of the list
_LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Count:
    """How many match, counted no further than the limit."""

    n: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.n:,}+" if self.is_more else f"{self.n:,}"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, with the URL that removes it."""

    label: str
    words: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of this answer and the cursors around them; "" where the list ends."""

    rows: Sequence[Any]
    after: str
    before: str


class ListPage:
    """`queryset` must already be what the person may see; `policy` are the person's field rules."""

    def __init__(self, spec: ListSpec, request: HttpRequest, queryset: QuerySet[Any], policy: Policy) -> None:
        self.spec = spec
        self.request = request
        self.visible = queryset
        self.policy = policy
        self.params: QueryDict = request.GET

    # What the person asks for

    @cached_property
    def preference(self) -> Preference:
        return preference_of(self.request.user, self.spec.name)

    @cached_property
    def allowed_columns(self) -> list[Column]:
        return [column for column in self.spec.columns if may_see(column, self.policy)]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown, in the person's order."""
        by_key = {column.key: column for column in self.allowed_columns}
        chosen = [by_key[key] for key in self.preference.columns if key in by_key]
        return chosen or [column for column in self.allowed_columns if column.visible]

    @cached_property
    def filters(self) -> list[Filter]:
        return [one for one in self.spec.filters if may_use(one, self.policy)]

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """Filter values by key."""
        read = {one.key: one.read(self.params) for one in self.filters}
        return {key: value for key, value in read.items() if value is not None}

    @cached_property
    def refused(self) -> list[str]:
        """Labels of what was asked for but may not be used to filter or sort."""
        labels = [
            str(one.label) for one in self.spec.filters if one not in self.filters and one.read(self.params) is not None
        ]
        column = self.spec.column(self.params.get("sort", "").lstrip("-"))
        if column and not may_use(column, self.policy):
            labels.append(str(column.label))
        return labels

    @cached_property
    def batch(self) -> list[BatchAction]:
        """What this person may do with ticked rows."""
        return [action for action in self.spec.batch if action.may(self.request.user)]

    @property
    def has_search(self) -> bool:
        return self.spec.search is not None

    @cached_property
    def words(self) -> str:
        return self.params.get("q", "").replace("\0", "").strip()[:_LONGEST_SEARCH]

    @cached_property
    def view(self) -> View | None:
        wanted = self.params.get("view", "")
        views = self.spec.views
        return next((view for view in views if view.key == wanted), views[0] if views else None)

    @cached_property
    def saved_view(self) -> SavedView | None:
        """The saved view whose query is the present one."""
        return next((view for view in self.preference.views if view.query == self.query), None)

    @cached_property
    def sort(self) -> str:
        """The column key in force, "-" in front for downwards."""
        for wanted in (self.params.get("sort", ""), self.spec.default_sort):
            column = self.spec.column(wanted.lstrip("-"))
            if column and column.sort_paths and may_use(column, self.policy):
                return wanted
        return ""

    # What is read

    @cached_property
    def matching(self) -> QuerySet[Any]:
        """Everything that matches, unordered."""
        queryset = self.visible
        if self.view:
            queryset = self.view.narrow(queryset, self.request.user)
        for one in self.filters:
            if one.key in self.wanted:
                queryset = one.narrow(queryset, self.wanted[one.key])
        if self.words and self.spec.search:
            queryset = self.spec.search(queryset, self.words, self.policy)
        return queryset.order_by()

    @cached_property
    def keys(self) -> tuple[paging.Key, ...]:
        column = self.spec.column(self.sort.lstrip("-"))
        paths = column.sort_paths if column else ()
        return paging.keys_for(self.visible.model, paths, descending=self.sort.startswith("-"))

    @cached_property
    def prepared(self) -> QuerySet[Any]:
        """What matches, with the joins the columns read."""
        return self.spec.prepare(self.matching)

    @cached_property
    def n_rows(self) -> int:
        return self.spec.page_rows if self.is_continued else max(self.spec.page_rows, min(self._asked_rows, MOST_ROWS))

    @cached_property
    def is_continued(self) -> bool:
        return bool(self.params.get("after") or self.params.get("before"))

    @cached_property
    def rows(self) -> Rows:
        """One row more than shown is read to know whether the list goes on."""
        backwards = bool(self.params.get("before"))
        cursor = self.params.get("before") or self.params.get("after") or ""
        values = paging.decode(self._order, cursor, len(self.keys)) if cursor else None
        try:
            return self._read(values, backwards=backwards and values is not None)
        except (ValueError, TypeError, ValidationError):  # a cursor whose column has changed its type since
            return self._read(None, backwards=False)

    def _read(self, values: list[Any] | None, *, backwards: bool) -> Rows:
        keys = tuple(key.reversed() for key in self.keys) if backwards else self.keys
        found = paging.read_page(self.prepared, keys, values, self.n_rows + 1)
        goes_on = len(found) > self.n_rows
        rows = found[: self.n_rows]
        if backwards:
            rows.reverse()
        has_after = backwards or goes_on
        has_before = goes_on if backwards else values is not None
        return Rows(rows, self._cursor(rows, -1) if has_after else "", self._cursor(rows, 0) if has_before else "")

    def _cursor(self, rows: Sequence[Any], place: int) -> str:
        return paging.encode(self._order, paging.sort_values(rows[place], self.keys)) if rows else ""

    @property
    def _order(self) -> str:
        return f"{self.spec.name}:{self.sort}"

    @cached_property
    def count(self) -> Count:
        if not self.is_continued and not self.rows.after:
            return Count(len(self.rows.rows))  # all of them are on the page
        n = self.matching.values("pk")[: COUNT_LIMIT + 1].count()
        return Count(min(n, COUNT_LIMIT), is_more=n > COUNT_LIMIT)

    @property
    def can_take_all(self) -> bool:
        return bool(self.rows.after) and self.count.n <= MOST_PICKED

    # URLs of the same list, a little different

    @cached_property
    def query(self) -> str:
        """The query string that makes this list again."""
        return urlencode([(name, value) for name, value in self.params.items() if value and name not in _PASSING])

    def url(self, **changes: str | int | None) -> str:
        """The list with some query names changed; None or "" removes one."""
        values: dict[str, Any] = {name: value for name, value in self.params.items() if name not in _PASSING}
        values.update(changes)
        query = urlencode({name: value for name, value in values.items() if value not in (None, "")})
        return f"{self.request.path}?{query}" if query else self.request.path

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [Chip(_("Search"), self.words, self.url(q=None))] if self.words else []
        for one in self.filters:
            if one.key in self.wanted:
                without: Mapping[str, None] = dict.fromkeys(one.names)
                chips.append(
                    Chip(str(one.label), one.words_for(self.wanted[one.key], self.request.user), self.url(**without))
                )
        return chips

    @property
    def here(self) -> str:
        """The list's own address, for forms that come back to it."""
        return self.url()

    @property
    def opened(self) -> str:
        """The part a browser without scripts has asked to see opened: "filters" or "columns"."""
        return self.params.get("part", "")

    @property
    def clear_url(self) -> str:
        gone = dict.fromkeys(["q", *(name for one in self.spec.filters for name in one.names)])
        return self.url(**gone)

    @property
    def more_url(self) -> str:
        return self.url(after=self.rows.after, part="rows", rows=self.n_shown) if self.rows.after else ""

    @property
    def n_shown(self) -> int:
        """Rows on the screen with these: those before a "load more" are told by its URL."""
        before = self._asked_rows if self.is_continued else 0
        return min(len(self.rows.rows) + before, MOST_ROWS)

    @property
    def _asked_rows(self) -> int:
        wanted = self.params.get("rows", "")
        return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 0  # noqa: PLR2004  9,999
