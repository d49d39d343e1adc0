"""Contracts, orders and payments: forms, panel, lists; what they refuse and hide."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kaizhi.access.models import FieldRule
from kaizhi.audit.models import Event
from kaizhi.common.errors import BadInput, Conflict, StaleVersion
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.actions import record_payment, save_instalment, save_order
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.contracts.queries import trade_of
from kaizhi.contracts.tests.factories import YUAN, make_contract, make_instalment, make_order

AS_OF = date(2026, 11, 22)
ORDER = {"number": "DD-1", "status": "confirmed", "ordered_on": "2026-05-04", "amount": "1,234,567.89"}


def test_an_order_works(cast: Cast, acme: Acme, sign_in):
    answer = sign_in(cast.anna).post(f"/orders/new/?account={acme.lyon.pk}", ORDER)
    assert (answer.status_code, answer["Location"]) == (302, acme.lyon.get_absolute_url())
    order = Order.objects.get()
    assert (order.account, order.amount) == (acme.lyon, 123_456_789)
    assert Event.objects.about(order).get().verb == "order.created"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "-1", "greater than or equal to 0"),
        ("amount", "12 万 3", "Enter a number"),
        ("number", "", "required"),
        ("delivered_on", "2026-05-03", "delivered before it was ordered"),
        ("accepted_on", "2026-05-03", ""),
        ("status", "eaten", "not one of the available choices"),
    ],
)
def test_it_refuses_bad_input_and_keeps_what_was_typed(
    cast: Cast, acme: Acme, sign_in, field: str, value: str, words: str
):
    data = ORDER | {"delivered_on": "2026-06-01"} | {field: value}
    answer = sign_in(cast.anna).post(f"/orders/new/?account={acme.lyon.pk}", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "DD-1" in page or field == "number"
    assert not Order.objects.exists()


def test_an_amount_may_be_typed_in_ten_thousands(cast: Cast, acme: Acme, sign_in):
    sign_in(cast.anna).post(f"/orders/new/?account={acme.lyon.pk}", ORDER | {"amount": "88万"})
    assert Order.objects.get().amount == 880_000 * YUAN


def test_an_order_is_found_by_its_number_unless_that_is_hidden(cast: Cast, acme: Acme, sign_in):
    order = make_order(acme.lyon)
    client = sign_in(cast.anna)
    assert order.number in client.get(f"/orders/?q={order.number[:5].lower()}").content.decode()
    assert "Acme Lyon" not in sign_in(cast.emil).get(f"/orders/?q={order.number}").content.decode()
    FieldRule.objects.create(role=cast.anna.role, object_name="contracts.order", field_name="number", mode="hidden")
    assert "Acme Lyon" not in client.get(f"/orders/?q={order.number}").content.decode()


def test_it_refuses_people_without_the_right(cast: Cast, acme: Acme, sign_in):
    assert sign_in(cast.ben).post(f"/orders/new/?account={acme.lyon.pk}", ORDER).status_code == 403


@pytest.mark.parametrize(
    "address", ["/orders/new/?account={0}", "/contracts/new/?account={0}", "/trade/accounts/{0}/panel/"]
)
def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in, address: str):
    cast.emil.role = cast.anna.role
    cast.emil.save()
    assert sign_in(cast.emil).get(address.format(acme.lyon.pk)).status_code == 404


def test_records_of_other_territories_are_not_found(cast: Cast, acme: Acme, sign_in):
    cast.emil.role = cast.anna.role
    cast.emil.save()
    order, contract = make_order(acme.lyon), make_contract(acme.lyon)
    row = make_instalment(order, due=AS_OF, amount=100)
    for url in (order.get_edit_url(), contract.get_edit_url(), row.get_edit_url(), f"/payments/{row.pk}/receive/"):
        assert sign_in(cast.emil).get(url).status_code == 404
    for url in ("/orders/", "/contracts/", "/payments/"):
        assert "Acme" not in sign_in(cast.emil).get(url).content.decode()


def test_an_account_of_another_territory_cannot_be_smuggled_in(cast: Cast, acme: Acme, sign_in):
    cast.emil.role = cast.anna.role
    cast.emil.save()
    answer = sign_in(cast.emil).post("/orders/new/", ORDER | {"account": acme.lyon.pk})
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_two_people_lose_nothing(cast: Cast, acme: Acme, sign_in):
    order = make_order(acme.lyon)
    client = sign_in(cast.anna)
    data = ORDER | {"number": order.number}
    assert client.post(order.get_edit_url(), data | {"seen_version": 1, "product_line": "Pumps"}).status_code == 302
    late = client.post(order.get_edit_url(), data | {"seen_version": 1, "product_line": "Dryers"})
    assert late.status_code == 409
    assert "Dryers" in late.content.decode()
    order.refresh_from_db()
    assert (order.product_line, order.version) == ("Pumps", 2)


def test_a_stale_version_is_refused_by_the_action_itself(cast: Cast, acme: Acme):
    order = make_order(acme.lyon)
    save_order(Order.objects.get(), by=cast.anna, seen_version=1)
    order.product_line = "Pumps"
    with pytest.raises(StaleVersion):
        save_order(order, by=cast.anna, seen_version=0)


def test_a_contract_of_another_customer_is_refused(cast: Cast, acme: Acme):
    order = make_order(acme.lyon)
    order.contract = make_contract(acme.brno)
    with pytest.raises(BadInput):
        save_order(order, by=cast.anna)


def test_a_payment_node_belongs_to_exactly_one_document(cast: Cast, acme: Acme):
    order, contract = make_order(acme.lyon), make_contract(acme.lyon)
    with pytest.raises(BadInput):
        save_instalment(Instalment(label="x", due_on=AS_OF, amount=1), by=cast.anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instalment.objects.create(account=acme.lyon, order=order, contract=contract, label="x", due_on=AS_OF, amount=1)


def test_payments_add_up_and_never_exceed_what_is_due(cast: Cast, acme: Acme):
    row = make_instalment(make_order(acme.lyon), due=AS_OF, amount=100)
    record_payment(row, 60, on=date(2026, 11, 1), by=cast.anna)
    with pytest.raises(Conflict, match=r"0\.40"):
        record_payment(row, 41, on=AS_OF, by=cast.anna)
    row = record_payment(row, 40, on=date(2026, 10, 1), by=cast.anna)
    assert (row.paid_amount, row.paid_on, row.is_paid) == (100, date(2026, 11, 1), True)
    assert Event.objects.about(row).filter(verb="payment.received").count() == 2


def test_a_payment_is_recorded_on_the_page(cast: Cast, acme: Acme, sign_in):
    row = make_instalment(make_order(acme.lyon), due=AS_OF, amount=123_456)
    client = sign_in(cast.anna)
    assert "1,234.56" in client.get(f"/payments/{row.pk}/receive/").content.decode()
    assert client.post(f"/payments/{row.pk}/receive/", {"amount": "2000", "on": "2026-11-22"}).status_code == 409
    assert client.post(f"/payments/{row.pk}/receive/", {"amount": "1234.56", "on": "2026-11-22"}).status_code == 302
    row.refresh_from_db()
    assert row.is_paid


def test_trade_is_summed_over_the_subtree_and_counts_nothing_twice(cast: Cast, acme: Acme):
    contract = make_contract(acme.lyon, amount=500 * YUAN)
    make_order(acme.lyon, amount=300 * YUAN, contract=contract)  # within the contract
    make_order(acme.brno, amount=200 * YUAN, on=date(2026, 9, 1))
    make_order(acme.brno, amount=999 * YUAN, status="cancelled")
    make_order(acme.brno, amount=70 * YUAN, currency="USD")
    make_contract(acme.pune, on=None, amount=1, status="draft")
    make_instalment(contract, due=date(2026, 1, 1), amount=100, paid_amount=30)
    make_instalment(contract, due=date(2027, 1, 1), amount=50)
    trade = trade_of(cast.anna, acme.head, AS_OF)
    assert trade.signed_amount == 700 * YUAN
    assert (trade.n_orders, trade.last_ordered_on) == (3, date(2026, 9, 1))
    assert (trade.open_amount, trade.overdue_amount) == (120, 70)
    assert trade_of(cast.anna, acme.brno, AS_OF).signed_amount == 200 * YUAN


def test_the_panel_obeys_the_field_rules(cast: Cast, acme: Acme, sign_in):
    make_order(acme.lyon, amount=7_654_321 * YUAN)
    url = f"/trade/accounts/{acme.head.pk}/panel/"
    assert "765.43" in sign_in(cast.anna).get(url).content.decode()
    FieldRule.objects.create(role=cast.anna.role, object_name="contracts.order", field_name="amount", mode="hidden")
    page = sign_in(cast.anna).get(url).content.decode()
    assert "765.43" not in page
    assert "Signed amount" not in page


def test_a_masked_field_is_never_written_back(cast: Cast, acme: Acme, sign_in):
    order = make_order(acme.lyon, notes="a long secret note")
    FieldRule.objects.create(role=cast.anna.role, object_name="contracts.order", field_name="notes", mode="masked")
    client = sign_in(cast.anna)
    assert "secret" not in client.get(order.get_edit_url()).content.decode()
    client.post(order.get_edit_url(), ORDER | {"number": order.number, "seen_version": 1, "notes": "overwritten"})
    order.refresh_from_db()
    assert order.notes == "a long secret note"


@pytest.mark.parametrize("url", ["/orders/", "/contracts/", "/payments/"])
def test_lists_cost_a_constant_number_of_statements(
    cast: Cast, acme: Acme, sign_in, url: str, django_assert_max_num_queries
):
    for _ in range(30):
        order = make_order(acme.lyon, contract=make_contract(acme.lyon))
        make_instalment(order, due=AS_OF, amount=10)
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(8):
        assert "Acme Lyon" in client.get(url).content.decode()


def test_the_contract_picker_offers_only_what_one_sees(cast: Cast, acme: Acme, sign_in):
    contract = make_contract(acme.lyon)
    assert contract.number in sign_in(cast.anna).get(f"/contracts/pick/?q={contract.number[:4]}").content.decode()
    assert contract.number not in sign_in(cast.emil).get(f"/contracts/pick/?q={contract.number[:4]}").content.decode()


def test_the_database_refuses_a_signed_contract_without_a_date(acme: Acme):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.create(account=acme.lyon, number="HT", amount=1)
