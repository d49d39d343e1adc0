"""Columns and filters that every list of records hanging on an account shares."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.models import User
from kaizhi.access.scope import reports_of
from kaizhi.accounts.models import Account
from kaizhi.accounts.models.account import path_after
from kaizhi.accounts.search import matching
from kaizhi.common.money import Money
from kaizhi.ui.tables import Column, Kind, PickFilter, Policy, View


def account_column() -> Column:
    return Column(
        "account",
        _("Customer"),
        lambda row: row.account.name,
        sort=("account__sort_key",),
        field=("accounts.account", "name"),
        url=lambda row: row.account.get_absolute_url(),
        width=240,
    )


def owner_column() -> Column:
    """The owner of the account: whom to ask."""
    return Column(
        "owner",
        _("Owner"),
        lambda row: row.account.owner,
        Kind.PERSON,
        sort="account__owner__display_name",
        field=("accounts.account", "owner"),
    )


def owner_filter() -> PickFilter:
    return PickFilter(
        key="owner",
        label=_("Owner"),
        path="account__owner",
        search_url="access:pick",
        name_of=name_of_person,
        field=("accounts.account", "owner"),
    )


def name_for(pk: int, user: User) -> str | None:
    """The name of an account, for who sees it."""
    return Account.objects.visible_to(user).filter(pk=pk).values_list("name", flat=True).first()


def under_filter(path: str = "account__path") -> PickFilter:
    """Rows of one account and of everything below it: what a figure on its page has counted."""

    def under(pk: int) -> Q:
        top = Account.objects.filter(pk=pk).values_list("path", flat=True).first()
        return Q(**{f"{path}__gte": top, f"{path}__lt": path_after(top)}) if top else Q(pk__in=())

    return PickFilter(
        key="under",
        label=_("Customer and all below"),
        search_url="accounts:pick",
        name_for=name_for,
        condition=under,
        field=("accounts.account", "parent"),
    )


def name_of_person(pk: int) -> str | None:
    return User.objects.filter(pk=pk).values_list("display_name", flat=True).first()


def money_of(field: str) -> Callable[[Any], Money | None]:
    """A getter of an amount in the row's own currency."""

    def get(row: Any) -> Money | None:
        minor = getattr(row, field)
        return None if minor is None else Money(minor, row.currency)

    return get


def search_by_account(rows: QuerySet[Any], words: str, policy: Policy) -> QuerySet[Any]:
    """Rows whose account is found by these words."""
    return rows.filter(account__in=matching(Account.objects.all(), words, policy))


def search_by_number(
    object_name: str, *, path: str = "number"
) -> Callable[[QuerySet[Any], str, Policy], QuerySet[Any]]:
    """A search that finds rows by their account, or by the beginning of their own number where that may be read."""

    def search(rows: QuerySet[Any], words: str, policy: Policy) -> QuerySet[Any]:
        by_account = Q(account__in=matching(Account.objects.all(), words, policy))
        if not policy.can_read_plainly(object_name, "number"):
            return rows.filter(by_account)
        return rows.filter(by_account | Q(**{f"{path}__istartswith": words}))

    return search


def account_views() -> tuple[View, ...]:
    """全部, 我负责的, 我参与的, 下属的: by the owner of the account."""
    return (
        View("all", pgettext_lazy("list view", "All")),
        View("mine", pgettext_lazy("list view", "Mine"), lambda rows, user: rows.filter(account__owner=user)),
        View(
            "shared",
            pgettext_lazy("list view", "I take part"),
            lambda rows, user: rows.filter(account__in=Account.objects.shared_with(user)),
        ),
        View(
            "reports",
            pgettext_lazy("list view", "My reports'"),
            lambda rows, user: rows.filter(account__owner__in=reports_of(user)),
        ),
    )


#: What a list reads of the account and of its owner.
_SHOWN = {
    "account__": {"id", "name", "short_name", "sort_key", "owner"},
    "account__owner__": {"id", "display_name", "username"},
}
_UNSHOWN = [
    f"{prefix}{field.name}"
    for prefix, model in (("account__", Account), ("account__owner__", User))
    for field in model._meta.concrete_fields  # noqa: SLF001 Django's documented model API
    if field.name not in _SHOWN[prefix]
]


def with_account(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The account and its owner beside each row: their few columns that a list shows."""
    return rows.select_related("account__owner").defer(*_UNSHOWN)
