"""How many statements every list and every main page takes; thirty times as many rows take not one more.

Two of them are the session and the person; the rest is the page's own.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.common.dates import today
from kaizhi.config.tests.scene import Scene
from kaizhi.config.tests.walk import HTMX, client_for
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.insight.actions import score_book
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction

LIST = 8
TIMES = 30
BUDGETS: dict[str, int] = {
    "/accounts/": LIST,
    "/accounts/?q=zyx": LIST,
    "/accounts/contacts/": LIST,
    "/opportunities/": LIST,
    "/contracts/": LIST,
    "/orders/": LIST,
    "/payments/": LIST,
    "/satisfaction/": LIST,
    "/tree/": LIST,
    "/radar/ranking/": LIST,
    "/scores/runs/": LIST + 2,  # with the state of the run under way
    "/people/": LIST,
    "/import/": LIST,
    "/scores/groups/{head}/history/": LIST,
    "/scores/groups/{head}/records/plants/": LIST,
    "/scores/groups/{head}/records/orders/": LIST + 2,  # the head and its current score come first
    "/accounts/search/?q=zyx": LIST,
    "/accounts/pick/?q=zyx": LIST,
    "/accounts/pick/groups/?q=zyx": LIST,
    "/contracts/pick/?q=zyx": LIST,
    "/radar/": 12,
    "/accounts/{head}/": 16,
    "/accounts/{lyon}/": 16,
    "/accounts/{lyon}/timeline/": LIST,
    "/tree/{head}/": 16,
    "/tree/{head}/?view=table": 16,
    "/tree/{head}/nodes/?under={company}": 16,
    "/tree/accounts/{lyon}/panel/": 16,
    "/scores/groups/{head}/": 12,
    "/scores/accounts/{head}/panel/": 12,
    "/opportunities/accounts/{head}/panel/": LIST,
    "/trade/accounts/{head}/panel/": 10,
    "/satisfaction/accounts/{head}/panel/": LIST,
    "/import/{batch}/": 12,
    "/people/teams/": LIST,
    "/people/roles/": LIST,
}
PIECES = ("/accounts/", "/accounts/contacts/", "/orders/", "/tree/", "/radar/ranking/")


def statements(client: Client, url: str, *, piece: bool = False) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url, headers=HTMX if piece else {})
    assert answer.status_code == 200, url
    return [one["sql"] for one in captured.captured_queries]


def counts(client: Client, scene: Scene) -> dict[str, int]:
    found = {}
    for url in BUDGETS:
        found[url] = len(statements(client, url.format(**scene.ids)))
    for url in PIECES:
        found[f"{url} as a piece"] = len(statements(client, url, piece=True))
    return found


def grow(scene: Scene) -> None:
    """Thirty times as much under the group, and thirty groups beside it."""
    lyon, brno, anna, now = scene.accounts["lyon"], scene.accounts["brno"], scene.cast.anna, today()
    for n in range(TIMES):
        head = create_account(Account(name=f"Zyxmore {n}", kind=Account.Kind.HEAD_OFFICE), parent=None, by=anna)
        create_account(Account(name=f"Zyxplant {n}", kind=Account.Kind.PLANT), parent=head, by=anna)
        create_account(
            Account(name=f"Zyxsister {n}", kind=Account.Kind.PLANT), parent=scene.accounts["company"], by=anna
        )
    numbers = range(TIMES)
    Contact.objects.bulk_create(Contact(account=lyon, name=f"Zyxperson {n}") for n in numbers)
    contracts = Contract.objects.bulk_create(
        Contract(account=lyon, number=f"ZK-{n}", signed_on=now - timedelta(days=n), amount=n * 100) for n in numbers
    )
    Order.objects.bulk_create(
        Order(account=brno, number=f"ZD-{n}", ordered_on=now - timedelta(days=n), amount=n * 100) for n in numbers
    )
    Instalment.objects.bulk_create(
        Instalment(account=lyon, contract=one, label="30 %", due_on=now, amount=100) for one in contracts
    )
    Opportunity.objects.bulk_create(
        Opportunity(account=lyon, number=f"ZO-{n}", name=f"Zyxdeal {n}", opened_on=now) for n in numbers
    )
    Satisfaction.objects.bulk_create(
        Satisfaction(account=lyon, surveyed_on=now - timedelta(days=n), score_hundredths=400) for n in numbers
    )
    for days in range(3):
        score_book(now + timedelta(days=days))


@pytest.mark.parametrize("who", ["anna", "root"])
def test_it_works(scene: Scene, who: str):
    """Within the budget with one row and with many; with many, not more than with one but for the page's last count."""
    if who == "anna":  # the lists of the house are for Root; the rest must hold for a person with a scope
        scene.cast.anna.role.capabilities = ["*"]
        scene.cast.anna.role.save()
    client = client_for(getattr(scene.cast, who))
    counts(client, scene)  # what is read once per process
    few = counts(client, scene)
    over = {url: n for url, n in few.items() if n > BUDGETS.get(url.removesuffix(" as a piece"), LIST)}
    assert over == {}
    grow(scene)
    many = counts(client, scene)
    assert {url: (few[url], n) for url, n in many.items() if n > few[url] + 1} == {}
    assert {url: n for url, n in many.items() if n > BUDGETS.get(url.removesuffix(" as a piece"), LIST)} == {}
