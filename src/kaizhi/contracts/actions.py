"""What is done to contracts, orders and instalments."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.accounts.records import save_record
from kaizhi.audit.actions import record_event
from kaizhi.common.errors import BadInput, Conflict
from kaizhi.common.money import format_units
from kaizhi.contracts.models import Contract, Instalment, Order


def save_contract(contract: Contract, *, by: User, seen_version: int | None = None) -> Contract:
    return save_record(contract, noun="contract", by=by, seen_version=seen_version)


@transaction.atomic
def save_order(order: Order, *, by: User, seen_version: int | None = None) -> Order:
    """Create or change an order. Raises BadInput when its contract belongs to another customer."""
    if order.contract is not None and order.contract.account_id != order.account_id:
        raise BadInput(_("Contract %(number)s belongs to another customer.") % {"number": order.contract.number})
    return save_record(order, noun="order", by=by, seen_version=seen_version)


@transaction.atomic
def save_instalment(instalment: Instalment, *, by: User, seen_version: int | None = None) -> Instalment:
    """Create or change a payment node; its account is its document's."""
    document = instalment.contract or instalment.order
    if document is None or (instalment.contract is not None and instalment.order is not None):
        raise BadInput(_("A payment belongs to one contract or to one order: choose exactly one."))
    instalment.account_id = document.account_id
    instalment.currency = document.currency
    return save_record(instalment, noun="instalment", by=by, seen_version=seen_version)


@transaction.atomic
def record_payment(instalment: Instalment, amount: int, *, on: date, by: User) -> Instalment:
    """Add a payment of `amount` minor units received `on`. Raises Conflict where more would be paid than is due."""
    instalment = Instalment.objects.select_for_update().get(pk=instalment.pk)
    open_amount = instalment.amount - instalment.paid_amount
    if not 0 < amount <= open_amount:
        raise Conflict(
            _("At most %(open)s is still open here.") % {"open": format_units(open_amount, instalment.currency)}
        )
    instalment.paid_amount += amount
    instalment.paid_on = max(on, instalment.paid_on) if instalment.paid_on else on
    instalment.version += 1
    instalment.save(update_fields=["paid_amount", "paid_on", "version"])
    record_event("payment.received", instalment, by=by, data={"amount": amount, "on": on.isoformat()})
    return instalment
