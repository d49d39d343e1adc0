"""Trade of an account and everything below it, for the panel on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, Sum

from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.contracts.models import Contract, Instalment, Order

PANEL_ROWS = 6


@dataclass(frozen=True, slots=True)
class Trade:
    """Signed amounts count a contract once and an order under it not again. One currency: the company's own, CNY."""

    signed_amount: int
    n_orders: int
    last_ordered_on: date | None
    open_amount: int
    overdue_amount: int
    orders: Sequence[Order]
    contracts: Sequence[Contract]
    open_instalments: Sequence[Instalment]


def trade_of(user: User, account: Account, as_of: date, currency: str = "CNY") -> Trade:
    """Sums and the newest rows of the whole visible subtree. Five statements."""
    contracts = Contract.objects.under(account).visible_to(user)
    orders = Order.objects.under(account).visible_to(user)
    signed = contracts.signed().filter(signed_on__lte=as_of, currency=currency).aggregate(total=Sum("amount"))["total"]
    own = orders.signed().filter(ordered_on__lte=as_of)
    alone = Q(contract__isnull=True, currency=currency)
    ordered = own.aggregate(total=Sum("amount", filter=alone), n=Count("pk"), last_on=Max("ordered_on"))
    newest = orders.order_by("-ordered_on", "-pk").values("pk")[:PANEL_ROWS]  # found in the index, then read
    unpaid = Instalment.objects.under(account).visible_to(user).filter(paid_amount__lt=F("amount"))
    waiting = list(unpaid.select_related("account", "contract", "order").order_by("due_on", "pk"))
    in_currency = [row for row in waiting if row.currency == currency]
    return Trade(
        signed_amount=(signed or 0) + (ordered["total"] or 0),
        n_orders=ordered["n"],
        last_ordered_on=ordered["last_on"],
        open_amount=sum(row.open_amount for row in in_currency),
        overdue_amount=sum(row.open_amount for row in in_currency if row.due_on < as_of),
        orders=list(Order.objects.filter(pk__in=newest).select_related("account").order_by("-ordered_on", "-pk")),
        contracts=list(
            contracts.select_related("account").order_by(F("signed_on").desc(nulls_first=True), "-pk")[:PANEL_ROWS]
        ),
        open_instalments=waiting[:PANEL_ROWS],
    )
