"""Groups with business, made row by row for the tests of the tree."""

from datetime import date, timedelta
from itertools import count

from kaizhi.access.models import User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, CompetitorProduct, Group
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction

TODAY = date(2026, 11, 22)
LATELY = TODAY - timedelta(days=90)
_numbers = count(1)


def make_account(
    name: str, parent: Account | None, by: User, kind: str = Account.Kind.PLANT, **facts: object
) -> Account:
    return create_account(Account(name=name, kind=kind, **facts), parent=parent, by=by)


def make_order(account: Account, amount: int = 100_000_00, on: date = LATELY, **facts: object) -> Order:
    return Order.objects.create(account=account, number=f"T-{next(_numbers)}", ordered_on=on, amount=amount, **facts)


def make_contract(account: Account, amount: int, on: date = LATELY, **facts: object) -> Contract:
    return Contract.objects.create(account=account, number=f"K-{next(_numbers)}", signed_on=on, amount=amount, **facts)


def make_instalment(order: Order, amount: int, due_on: date, paid: int = 0) -> Instalment:
    return Instalment.objects.create(
        account=order.account, order=order, label="30 %", due_on=due_on, amount=amount, paid_amount=paid
    )


def make_opportunity(
    account: Account, outcome: str = "open", closed_on: date | None = None, **facts: object
) -> Opportunity:
    return Opportunity.objects.create(
        account=account, number=f"O-{next(_numbers)}", name="Dust removal", outcome=outcome, closed_on=closed_on,
        opened_on=TODAY - timedelta(days=400), **facts,
    )  # fmt: skip


def make_answer(account: Account, score: int, on: date = TODAY) -> Satisfaction:
    return Satisfaction.objects.create(account=account, surveyed_on=on, score_hundredths=score)


def make_rival(account: Account, *, is_active: bool = True) -> CompetitorProduct:
    return CompetitorProduct.objects.create(account=account, competitor="Rival", is_active=is_active)


def make_r6(by: User) -> tuple[Account, list[Account]]:
    """R6: a group of 12 plants of which 5 buy; two companies between the head and the plants."""
    head = make_account("Northwind Holding", None, by, Account.Kind.HEAD_OFFICE)
    Group.objects.filter(head=head).update(declared_plants=12)
    halves = [make_account(f"Northwind {side}", head, by, Account.Kind.COMPANY) for side in ("East", "West")]
    plants = [make_account(f"Northwind plant {n:02}", halves[n % 2], by) for n in range(12)]
    for plant in plants[:5]:
        make_order(plant)
    return head, plants
