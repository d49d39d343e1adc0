"""Reading a group's tree: a constant number of statements whatever its size, nothing the person may not see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from kaizhi.access.models import User
from kaizhi.access.scope import scope_of
from kaizhi.accounts.models import Account, CompetitorProduct
from kaizhi.accounts.models.account import path_after
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.coverage import rules
from kaizhi.coverage.rights import Rights, rights_of
from kaizhi.coverage.rules import Dealings
from kaizhi.coverage.tree import NOTHING, CoverageTree, Node, Sums, build
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction

_MOST_NAMED = 20_000  # SQLite takes 32,766 parameters a statement
_BARRED_DOCUMENTS = ("draft", "cancelled")


@dataclass(slots=True)
class _Facts:
    """What the statements say of one account, put together."""

    sums: Sums = field(default_factory=Sums)
    signed_on: date | None = None
    won_on: date | None = None
    lost_on: date | None = None


_NO_FACTS = _Facts(sums=NOTHING)


def tree_of(user: User, account: Account, as_of: date) -> CoverageTree:
    """The part of the account's group that the person sees, with every figure up to `as_of` summed over subtrees.

    Five statements. A figure the person's field rules hide is not read: it stays empty, and counts nowhere.
    """
    rights = rights_of(user)
    rows = list(_account_rows(user, account.root_id, rights, as_of))
    hanging = _hanging_on(user, rows, account.root_id)
    facts: dict[int, _Facts] = defaultdict(_Facts)
    _read_signings(hanging, rights, as_of, facts)
    _read_opportunities(hanging, rights, as_of, facts)
    _read_overdue(hanging, rights, as_of, facts)
    declared = next((row.get("declared") for row in rows if row["path"] == account.root_id), None)
    return build([_node(row, facts.get(row["id"]) or _NO_FACTS, as_of) for row in rows], declared)


def in_group(root: str, prefix: str = "") -> Q:
    """Rows of one tree: a range of the path's index."""
    return Q(**{f"{prefix}path__gte": root, f"{prefix}path__lt": path_after(root)})


def _hanging_on(user: User, rows: list[dict[str, Any]], root: str) -> Q:
    """What hangs on these visible accounts: on the whole tree for who sees everything, else on each of them.

    Asking for visible rows again in every statement would walk all a person sees, not this one tree. So many accounts
    that a statement cannot name them all are asked for by tree too: what hangs on any other account is dropped.
    """
    if scope_of(user).is_everything or len(rows) > _MOST_NAMED:
        return in_group(root, "account__")
    return Q(account_id__in=[row["id"] for row in rows])


def _account_rows(user: User, root: str, rights: Rights, as_of: date) -> QuerySet[Account, dict[str, Any]]:
    """One row an account; what its rights leave out has no key.

    The latest satisfaction and a running competitor are looked up by index inside the statement.
    """
    answers = Satisfaction.objects.filter(account=OuterRef("pk"), surveyed_on__lte=as_of)
    rivals = CompetitorProduct.objects.filter(account=OuterRef("pk"), is_active=True)
    latest = answers.order_by("-surveyed_on", "-pk").values("score_hundredths")[:1]
    readable = {
        "short_name": (rights.short_name, F("short_name")),
        "registration": (rights.registration, F("registration")),
        "owner_name": (rights.owner, F("owner__display_name")),
        "follow_up_on": (rights.follow_up, F("next_follow_up_on")),
        "group_follow_up_on": (rights.group_follow_up, F("group__next_follow_up_on")),
        "declared": (rights.declared, F("group__declared_plants")),
        "satisfaction": (rights.satisfaction, Subquery(latest)),
        "has_competitor": (rights.competitors, Exists(rivals)),
    }
    fields = {name: expression for name, (allowed, expression) in readable.items() if allowed}
    plain = [name for name in fields if name in {"short_name", "registration"}]
    added = {name: fields[name] for name in fields if name not in plain}
    visible = Account.objects.visible_to(user).filter(in_group(root)).order_by("path")
    rows: QuerySet[Account, dict[str, Any]] = visible.values(
        "id", "path", "kind", "name", "sort_key", "is_active", *plain, **added
    )
    return rows


def _read_signings(hanging: Q, rights: Rights, as_of: date, facts: dict[int, _Facts]) -> None:
    """Contracts, and orders; an order under a contract counts as an order but its money is the contract's."""
    contracts = Contract.objects.signed().filter(hanging, signed_on__lte=as_of).order_by()
    orders = Order.objects.signed().filter(hanging, ordered_on__lte=as_of).order_by()
    for account_id, currency, amount, last_on in contracts.values_list("account_id", "currency").annotate(
        amount_sum=Sum("amount"), last_on=Max("signed_on")
    ):
        _add_signing(facts, account_id, last_on, amount if rights.amount else 0, currency)
    for account_id, currency, amount, last_on, n in orders.values_list("account_id", "currency").annotate(
        amount_sum=Sum("amount", filter=Q(contract__isnull=True)), last_on=Max("ordered_on"), n=Count("pk")
    ):
        _add_signing(facts, account_id, last_on, amount if rights.amount else 0, currency, n)


def _add_signing(
    facts: dict[int, _Facts], account_id: int, last_on: date, amount: int | None, currency: str, n_orders: int = 0
) -> None:
    found = facts[account_id]
    found.signed_on = max(found.signed_on or last_on, last_on)
    found.sums.n_orders += n_orders
    if amount:
        found.sums.add_amount(amount, currency)


def _read_opportunities(hanging: Q, rights: Rights, as_of: date, facts: dict[int, _Facts]) -> None:
    if not rights.opportunities:
        return
    outcome = Opportunity.Outcome
    rows = (
        Opportunity.objects.filter(hanging, opened_on__lte=as_of)
        .order_by()
        .values_list("account_id")
        .annotate(
            n_open=Count("pk", filter=Q(closed_on__isnull=True) | Q(closed_on__gt=as_of)),
            won_on=Max("closed_on", filter=Q(outcome=outcome.WON, closed_on__lte=as_of)),
            lost_on=Max("closed_on", filter=Q(outcome=outcome.LOST, closed_on__lte=as_of)),
        )
    )
    for account_id, n_open, won_on, lost_on in rows:
        found = facts[account_id]
        found.sums.n_open, found.won_on, found.lost_on = n_open, won_on, lost_on


def _read_overdue(hanging: Q, rights: Rights, as_of: date, facts: dict[int, _Facts]) -> None:
    """Instalments due before the day and not paid in full, of documents that stand."""
    if not rights.overdue:
        return
    barred = Q(contract__status__in=_BARRED_DOCUMENTS) | Q(order__status__in=_BARRED_DOCUMENTS)
    rows = (
        Instalment.objects.filter(hanging, due_on__lt=as_of, paid_amount__lt=F("amount"))
        .exclude(barred)
        .order_by()
        .values_list("account_id", "currency")
        .annotate(n=Count("pk"), missing=Sum(F("amount") - F("paid_amount")))
    )
    for account_id, currency, n, missing in rows:
        sums = facts[account_id].sums
        sums.n_overdue += n
        if rights.overdue_amount:
            sums.add_overdue(missing, currency)


def _node(row: dict[str, Any], found: _Facts, as_of: date) -> Node:
    dealings = Dealings(
        last_signed_on=found.signed_on,
        n_open=found.sums.n_open,
        last_won_on=found.won_on,
        last_lost_on=found.lost_on,
        has_competitor=row.get("has_competitor", False),
    )
    is_plant = row["kind"] == Account.Kind.PLANT and row["is_active"]
    follow_up_on = row.get("follow_up_on") or row.get("group_follow_up_on")
    marks = rules.marks_of(
        registration=row.get("registration", ""),
        n_overdue=found.sums.n_overdue,
        satisfaction=row.get("satisfaction"),
        follow_up_on=follow_up_on,
        as_of=as_of,
    )
    return Node(
        id=row["id"],
        path=row["path"],
        kind=row["kind"],
        name=row.get("short_name") or row["name"],
        full_name=row["name"],
        sort_key=row["sort_key"],
        is_active=row["is_active"],
        owner=row.get("owner_name") or "",
        next_follow_up_on=follow_up_on,
        own_relation=rules.own_relation(dealings, is_plant=is_plant, as_of=as_of).value,
        marks=marks,
        is_cooperating=found.signed_on is not None,
        own=found.sums,
    )
