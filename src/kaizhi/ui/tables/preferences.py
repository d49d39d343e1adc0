"""Reading and keeping one person's way with a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from kaizhi.common.errors import BadInput
from kaizhi.ui.models import ListPreference
from kaizhi.ui.tables.spec import ListSpec

MAX_VIEWS = 20
_WIDTH = (48, 800)
_NAME_LENGTH = 40
_QUERY_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class SavedView:
    key: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Preference:
    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    views: tuple[SavedView, ...] = ()


def preference_of(user: Any, list_name: str) -> Preference:
    row = ListPreference.objects.filter(user=user.pk, list_name=list_name).first()
    if row is None:
        return Preference()
    return Preference(tuple(row.columns), row.widths, tuple(SavedView(**view) for view in row.views))


def choose_columns(user: Any, spec: ListSpec, keys: list[str]) -> None:
    """Keep which columns are shown and in which order. No key means the list's own choice again."""
    known = list(dict.fromkeys(key for key in keys if spec.column(key)))
    _keep(user, spec, columns=known)


def set_width(user: Any, spec: ListSpec, key: str, pixels: int) -> None:
    if spec.column(key) is None:
        raise BadInput(_("This list has no such column."))
    low, high = _WIDTH
    with transaction.atomic():
        row = _locked(user, spec)
        row.widths = {**row.widths, key: max(low, min(high, pixels))}
        row.save(update_fields=["widths"])


def save_view(user: Any, spec: ListSpec, name: str, query: str) -> SavedView:
    """Name the present search, filters and sort. The same name again replaces."""
    name = name.strip()[:_NAME_LENGTH]
    if not name:
        raise BadInput(_("Give the view a name."))
    if len(query) > _QUERY_LENGTH:
        raise BadInput(_("This query is too long to be saved."))
    view = SavedView(uuid4().hex[:8], name, query)
    with transaction.atomic():
        row = _locked(user, spec)
        others = [kept for kept in row.views if kept["name"] != name]
        if len(others) >= MAX_VIEWS:
            raise BadInput(_("At most %(n)s saved views per list; delete one first.") % {"n": MAX_VIEWS})
        row.views = [*others, {"key": view.key, "name": view.name, "query": view.query}]
        row.save(update_fields=["views"])
    return view


def delete_view(user: Any, spec: ListSpec, key: str) -> None:
    with transaction.atomic():
        row = _locked(user, spec)
        row.views = [kept for kept in row.views if kept["key"] != key]
        row.save(update_fields=["views"])


def _keep(user: Any, spec: ListSpec, **values: Any) -> None:
    ListPreference.objects.update_or_create(user_id=user.pk, list_name=spec.name, defaults=values)


def _locked(user: Any, spec: ListSpec) -> ListPreference:
    ListPreference.objects.get_or_create(user_id=user.pk, list_name=spec.name)
    return ListPreference.objects.select_for_update().get(user_id=user.pk, list_name=spec.name)
