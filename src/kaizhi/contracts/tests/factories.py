"""Trade for tests: signed business of an account."""

from datetime import date
from itertools import count

from kaizhi.accounts.models import Account
from kaizhi.contracts.models import Contract, Instalment, Order

_numbers = count(1)
YUAN = 100


def make_order(
    account: Account, *, on: date = date(2026, 5, 4), amount: int = 1_000_000 * YUAN, **facts: object
) -> Order:
    return Order.objects.create(account=account, number=f"DD{next(_numbers):05}", ordered_on=on, amount=amount, **facts)


def make_contract(
    account: Account, *, on: date | None = date(2026, 3, 2), amount: int = 2_000_000 * YUAN, **facts: object
) -> Contract:
    return Contract.objects.create(
        account=account, number=f"HT{next(_numbers):05}", signed_on=on, amount=amount, **facts
    )


def make_instalment(document: Contract | Order, *, due: date, amount: int, **facts: object) -> Instalment:
    named = {"contract" if isinstance(document, Contract) else "order": document}
    return Instalment.objects.create(
        account=document.account, label="预付款", due_on=due, amount=amount, **named, **facts
    )
