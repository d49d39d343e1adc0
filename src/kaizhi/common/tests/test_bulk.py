"""Rows written in bulk are the rows Django would have written."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.audit.models import Event
from kaizhi.common.bulk import insert_many
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.models import Order


def _events(by: int, n: int) -> list[Event]:
    return [
        Event(
            by_id=by, verb="account.created", subject_type="accounts.account", subject_id=i, data={"名": [i, None, "'"]}
        )
        for i in range(n)
    ]


def test_it_works(cast: Cast):
    written = _events(cast.anna.pk, 30)
    insert_many(written)
    found = list(Event.objects.order_by("pk"))
    assert [event.pk for event in written] == [event.pk for event in found]
    assert {event.at for event in found} == {written[0].at}
    assert found[3].data == {"名": [3, None, "'"]}
    assert not written[0]._state.adding


def test_equals_what_bulk_create_writes(acme: Acme):
    def contacts(name: str) -> list[Contact]:
        facts = {"post": "厂长\\\t\n'\"", "role_weight": 40, "decision_role": Contact.DecisionRole.CHAMPION}
        return [
            Contact(account=acme.lyon, name=name, **facts, closeness=Contact.Closeness.KNOWN),
            Contact(account_id=acme.brno.pk, name=name, is_active=False),
        ]

    insert_many(contacts("a"))
    Contact.objects.bulk_create(contacts("b"))
    hidden = {"id", "name", "created_at", "updated_at"}
    rows = {
        name: [
            {key: value for key, value in row.items() if key not in hidden}
            for row in Contact.objects.filter(name=name).order_by("account_id").values()
        ]
        for name in "ab"
    }
    assert rows["a"] == rows["b"]
    assert Contact.objects.filter(decision_role="champion").count() == 2


def test_wide_rows_with_keys_of_their_own(cast: Cast, acme: Acme):
    model = create_account(
        Account(name="Wide", founded_on=date(2012, 5, 6), former_names=["Old"], registered_capital=5 * 10**15),
        parent=acme.head,
        by=cast.anna,
    )
    before = Account.objects.filter(pk=model.pk).values().get()
    Account.objects.filter(pk=model.pk).delete()
    insert_many([model])
    after = Account.objects.filter(pk=model.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"created_at", "updated_at"}


def test_later_rows_get_later_keys(cast: Cast):
    insert_many(_events(cast.anna.pk, 3))
    one = Event.objects.create(verb="x.y", subject_type="t", subject_id=1)
    more = _events(cast.anna.pk, 2)
    insert_many(more)
    keys = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    assert len(keys) == 6
    assert one.pk < more[0].pk < more[1].pk


def test_keys_already_given_are_kept(cast: Cast):
    given, fresh = _events(cast.anna.pk, 2)
    given.pk = 10**12
    insert_many([fresh, given])
    assert Event.objects.filter(pk=10**12).exists()
    assert fresh.pk != given.pk


def test_constraints_hold_and_nothing_of_the_rest_stays(acme: Acme):
    def order(number: str, amount: int) -> Order:
        return Order(account=acme.lyon, number=number, ordered_on=date(2026, 1, 2), amount=amount)

    insert_many([order("A-1", 5)])
    for bad in ([order("A-2", 1), order("A-1", 1)], [order("A-3", 1), order("A-4", -1)]):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_many(bad)
    assert list(Order.objects.values_list("number", flat=True)) == ["A-1"]


def test_nothing_costs_nothing(db: None, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_many([])
