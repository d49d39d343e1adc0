"""What is due when, and what was paid: 预付款, 发货款, 验收款, 质保金, and a month's credit on spare parts."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.customer import Customer
from kaizhi.interchange.demo_book.rows import InstalmentRow
from kaizhi.interchange.demo_book.trade import Deal

_ADVANCE, _SHIPMENT, _ACCEPTANCE, _RETENTION, _CREDIT = "预付款", "发货款", "验收款", "质保金", "货款"
_PATTERNS = (
    ((_ADVANCE, 30), (_SHIPMENT, 40), (_ACCEPTANCE, 25), (_RETENTION, 5)),
    ((_ADVANCE, 30), (_SHIPMENT, 60), (_RETENTION, 10)),
    ((_ADVANCE, 10), (_SHIPMENT, 40), (_ACCEPTANCE, 45), (_RETENTION, 5)),
    ((_ADVANCE, 30), (_SHIPMENT, 30), (_ACCEPTANCE, 30), (_RETENTION, 10)),
)
_COMMON = (6, 2, 1, 2)
# share of instalments paid late, and how many days late at most
_MANNERS = {"punctual": (0.04, 12), "mixed": (0.25, 40), "late": (0.6, 150)}


def instalments_of(rng: random.Random, customer: Customer, deal: Deal, as_of: date) -> Iterator[InstalmentRow]:
    """The payment plan of a deal, with what had come in by as_of. A cancelled deal owes nothing."""
    if deal.contract is None:
        order = deal.deliveries[0].order
        if order.status != "cancelled":
            due_on = deal.deliveries[0].delivery_on + timedelta(days=30)
            paid = _paid(rng, customer, order.amount, due_on, as_of)
            yield InstalmentRow(order.account, None, order.number, _CREDIT, order.amount, due_on, *paid)
        return
    if not deal.deliveries:
        return
    contract, rest = deal.contract, deal.contract.amount
    pattern = rng.choices(_PATTERNS, _COMMON)[0]
    for label, percent in pattern:
        amount = rest if label == _RETENTION else contract.amount * percent // 100
        rest -= amount
        due_on = _due_on(label, deal)
        paid = _paid(rng, customer, amount, due_on, as_of)
        yield InstalmentRow(contract.account, contract.number, None, label, amount, due_on, *paid)


def _due_on(label: str, deal: Deal) -> date:
    ordered_on = min(delivery.order.ordered_on for delivery in deal.deliveries)
    shipped_on = max(delivery.delivery_on for delivery in deal.deliveries)
    accepted_on = max(delivery.acceptance_on for delivery in deal.deliveries)
    return {
        _ADVANCE: ordered_on + timedelta(days=10),
        _SHIPMENT: shipped_on - timedelta(days=3),
        _ACCEPTANCE: accepted_on + timedelta(days=30),
        _RETENTION: accepted_on + timedelta(days=365),
    }[label]


def _paid(rng: random.Random, customer: Customer, amount: int, due_on: date, as_of: date) -> tuple[date | None, int]:
    """The day of the last payment and what has been paid; some late payers send a part first."""
    late_share, most = _MANNERS[customer.payer]
    is_late = chance(rng, late_share)
    paid_on = due_on + timedelta(days=rng.randint(2, most) if is_late else -rng.randint(0, 6))
    in_parts = is_late and chance(rng, 0.2)
    if paid_on <= as_of:
        return paid_on, amount
    if in_parts and due_on < as_of:
        return due_on, amount * 2 // 5
    return None, 0
