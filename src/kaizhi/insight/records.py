"""The records behind the figures: the very rows a figure was computed from, as lists to sort, filter and export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kaizhi.access.models import User
from kaizhi.accounts.models import Account, CompetitorProduct
from kaizhi.accounts.record_lists import account_column, owner_column, search_by_account, with_account
from kaizhi.contracts.lists import CONTRACTS, INSTALMENTS, ORDERS
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.service.lists import SATISFACTIONS
from kaizhi.service.models import Satisfaction
from kaizhi.ui.tables import Column, Kind, ListSpec

PLANTS = ListSpec(
    name="insight.plants",
    columns=(
        Column(
            "name",
            _("Plant"),
            lambda row: row.name,
            Kind.LINK,
            sort="sort_key",
            field=("accounts.account", "name"),
            url=lambda row: row.get_absolute_url(),
            width=260,
        ),
        Column(
            "first_signed_on",
            _("First signed on"),
            lambda row: row.first_signed_on,
            Kind.DATE,
            sort="first_signed_on",
            field=("contracts.contract", "signed_on"),
            unknown=_("Nothing signed yet"),
        ),
        Column("city", _("City"), lambda row: row.city, sort="city", field=("accounts.account", "city")),
        Column(
            "owner",
            _("Owner"),
            lambda row: row.owner,
            Kind.PERSON,
            sort="owner__display_name",
            field=("accounts.account", "owner"),
        ),
    ),
    default_sort="first_signed_on",
    title=lambda row: row.name,
    prepare=lambda plants: plants.select_related("owner"),
    empty=_("No such plant is known by name."),
)

COMPETITORS = ListSpec(
    name="insight.competitors",
    columns=(
        account_column(),
        Column(
            "competitor",
            _("Competitor"),
            lambda row: row.competitor,
            sort="competitor",
            field=("accounts.competitorproduct", "competitor"),
        ),
        Column(
            "product_line",
            _("Product line"),
            lambda row: row.product_line,
            sort="product_line",
            field=("accounts.competitorproduct", "product_line"),
        ),
        owner_column(),
    ),
    search=search_by_account,
    default_sort="competitor",
    title=lambda row: row.account.name,
    prepare=with_account,
    empty=_("No competitor's product known in the uncovered plants"),
)


def _first(documents: QuerySet[Any], day: str) -> Subquery:
    of_plant = documents.filter(account=OuterRef("pk")).order_by(day)
    return Subquery(of_plant.values(day)[:1], output_field=DateField())


def _plants(user: User, head: Account, as_of: date) -> QuerySet[Account]:
    """Active plants with the day they first signed; null: never."""
    contract = _first(Contract.objects.signed().filter(signed_on__lte=as_of), "signed_on")
    order = _first(Order.objects.signed().filter(ordered_on__lte=as_of), "ordered_on")
    seen = Account.objects.visible_to(user).under(head).plants().annotate(by_contract=contract, by_order=order)
    either = Coalesce(F("by_contract"), F("by_order")), Coalesce(F("by_order"), F("by_contract"))
    return seen.annotate(first_signed_on=Least(*either))


def _cooperating(user: User, head: Account, as_of: date) -> QuerySet[Account]:
    return _plants(user, head, as_of).exclude(Q(by_contract__isnull=True) & Q(by_order__isnull=True))


def _uncovered(user: User, head: Account, as_of: date) -> QuerySet[Account]:
    return _plants(user, head, as_of).filter(Q(by_contract__isnull=True) & Q(by_order__isnull=True))


def _contracts(user: User, head: Account, as_of: date) -> QuerySet[Contract]:
    return Contract.objects.visible_to(user).under(head).signed().filter(signed_on__lte=as_of)


def _orders(user: User, head: Account, as_of: date) -> QuerySet[Order]:
    """Those whose amount counts: under no contract, or under one that does not count itself."""
    seen = Order.objects.visible_to(user).under(head).signed().filter(ordered_on__lte=as_of)
    return seen.exclude(contract__in=Contract.objects.signed().filter(signed_on__lte=as_of))


def _instalments(user: User, head: Account, as_of: date) -> QuerySet[Instalment]:
    of_signed = Q(contract__in=Contract.objects.signed()) | Q(order__in=Order.objects.signed())
    return Instalment.objects.visible_to(user).under(head).filter(of_signed, due_on__lte=as_of)


def _satisfaction(user: User, head: Account, as_of: date) -> QuerySet[Satisfaction]:
    seen = Satisfaction.objects.visible_to(user).under(head).filter(surveyed_on__lte=as_of)
    return seen.filter(account__in=_cooperating(user, head, as_of).values("pk"))


def _competitors(user: User, head: Account, as_of: date) -> QuerySet[CompetitorProduct]:
    uncovered = _uncovered(user, head, as_of).values("pk")
    return CompetitorProduct.objects.visible_to(user).under(head).filter(is_active=True, account__in=uncovered)


@dataclass(frozen=True, slots=True)
class Records:
    """One kind of records behind a figure."""

    title: Promise
    spec: ListSpec
    rows: Callable[[User, Account, date], QuerySet[Any]]


RECORDS: dict[str, Records] = {
    "plants": Records(_("Active plants known by name"), PLANTS, _plants),
    "cooperating": Records(_("Cooperating plants"), PLANTS, _cooperating),
    "uncovered": Records(_("Uncovered plants known by name"), PLANTS, _uncovered),
    "contracts": Records(_("Contracts that count"), CONTRACTS, _contracts),
    "orders": Records(_("Orders outside of contracts"), ORDERS, _orders),
    "instalments": Records(_("Instalments due"), INSTALMENTS, _instalments),
    "satisfaction": Records(_("Survey answers of cooperating plants"), SATISFACTIONS, _satisfaction),
    "competitors": Records(_("Competitors in uncovered plants"), COMPETITORS, _competitors),
}
