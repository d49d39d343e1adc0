"""What a field rule locks stays as it is, whatever is posted."""

from datetime import date

from kaizhi.access.models import FieldRule
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.forms import OrderForm
from kaizhi.contracts.models import Contract, Order


def posted_to_contract(acme: Acme, cast: Cast) -> int | None:
    contract = Contract.objects.create(account=acme.lyon, number="HT-1", amount=100, status=Contract.Status.DRAFT)
    order = Order.objects.create(account=acme.lyon, number="DD-1", amount=100, ordered_on=date(2026, 1, 1))
    data = {
        "number": "DD-1",
        "contract": contract.pk,
        "status": order.status,
        "ordered_on": "2026-01-01",
        "amount": "1",
    }
    form = OrderForm({**data, "seen_version": order.version}, instance=order, user=cast.anna)
    assert form.is_valid(), form.errors
    return form.instance.contract_id and int(form.instance.contract_id)


def test_it_works(cast: Cast, acme: Acme):
    assert posted_to_contract(acme, cast) == Contract.objects.get().pk


def test_a_locked_contract_is_not_set(cast: Cast, acme: Acme):
    FieldRule.objects.create(
        role=cast.anna.role, object_name="contracts.order", field_name="contract", mode=FieldRule.Mode.READ
    )
    assert posted_to_contract(acme, cast) is None
