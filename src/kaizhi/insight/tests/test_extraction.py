"""From hand-made rows to the core's frames."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaizhi.accounts.actions import create_account, move_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.tests.factories import make_contract, make_instalment, make_order
from kaizhi.insight.extraction import extract
from kaizhi.scoring import check, epoch_day, frames, records
from kaizhi.service.models import Satisfaction, SuccessCase

AS_OF = date(2026, 11, 22)


def rows(read, name):
    return records(getattr(read.book, name))


def signings(read):
    return sorted((row["account_id"], row["amount"], row["kind"]) for row in rows(read, "signings"))


def test_it_works(acme: Acme):
    contract = make_contract(acme.lyon, on=date(2025, 3, 2), amount=500)
    make_instalment(contract, due=date(2025, 6, 1), amount=200, paid_on=date(2025, 5, 30), paid_amount=200)
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2026, 1, 5), score_hundredths=450)
    SuccessCase.objects.create(account=acme.lyon, title="Pumps", published_on=None, roi_percent=30)
    CompetitorProduct.objects.create(account=acme.brno, competitor="Rival")
    Contact.objects.create(account=acme.head, name="Jean")
    read = extract(None, as_of=AS_OF)
    head = acme.head.pk
    for name, spec in frames.BOOK_FRAMES.items():
        check(spec, getattr(read.book, name))
    assert rows(read, "groups") == [
        {
            "group_id": head, "declared_plants": 4, "industry_rank": None, "has_hq_contact": 1,
            "is_procurement_known": 0, "is_procurement_described": 0, "has_exclusive_intent": 0,
            "exclusive_until": None,
        }
    ]  # fmt: skip
    assert {(row["account_id"], row["group_id"], row["is_active"]) for row in rows(read, "plants")} == {
        (plant.pk, head, 1) for plant in (acme.lyon, acme.brno, acme.pune)
    }
    assert rows(read, "signings") == [
        {
            "account_id": acme.lyon.pk, "group_id": head, "signed_on": epoch_day(date(2025, 3, 2)), "amount": 500,
            "is_cancelled": 0, "kind": "contract",
        }
    ]  # fmt: skip
    assert rows(read, "instalments") == [
        {
            "group_id": head, "due_on": epoch_day(date(2025, 6, 1)), "amount": 200,
            "paid_on": epoch_day(date(2025, 5, 30)), "paid_amount": 200,
        }
    ]  # fmt: skip
    assert rows(read, "satisfaction") == [
        {"account_id": acme.lyon.pk, "surveyed_on": epoch_day(date(2026, 1, 5)), "score": 4.5}
    ]
    assert rows(read, "cases") == [{"account_id": acme.lyon.pk, "published_on": None, "has_roi": 1}]
    assert rows(read, "competitors") == [{"account_id": acme.brno.pk, "is_active": 1}]
    assert [row["account_id"] for row in records(read.customers)] == [acme.lyon.pk]


def test_it_tells_how_much_it_read_and_how_recent_it_is(acme: Acme):
    make_contract(acme.lyon, on=date(2025, 3, 2))
    make_order(acme.brno, on=date(2026, 5, 4))
    told = extract(None, as_of=AS_OF).inputs
    assert told["signings"] == {"rows": 2, "latest_on": "2026-05-04", "other_currency": 0}
    assert told["satisfaction"] == {"rows": 0, "latest_on": None}
    assert (told["groups"]["rows"], told["plants"]["rows"], told["customers"]["rows"]) == (1, 3, 2)


def test_an_empty_book_has_empty_frames(db):
    read = extract(None, as_of=AS_OF)
    assert [rows(read, name) for name in frames.BOOK_FRAMES] == [[]] * 7
    assert records(read.customers) == []


def test_each_yuan_is_counted_once(acme: Acme):
    contract = make_contract(acme.head, amount=900)
    make_order(acme.lyon, amount=300, contract=contract)
    make_order(acme.brno, amount=70)
    assert signings(extract(None, as_of=AS_OF)) == [
        (acme.head.pk, 900, "contract"),
        (acme.lyon.pk, 0, "order"),
        (acme.brno.pk, 70, "order"),
    ]


def test_an_order_under_a_contract_that_does_not_count_keeps_its_own_amount(acme: Acme):
    cancelled = make_contract(acme.head, amount=900, status="cancelled")
    later = make_contract(acme.head, amount=800, on=date(2026, 12, 1))
    make_order(acme.lyon, amount=300, contract=cancelled)
    make_order(acme.brno, amount=70, contract=later)
    assert signings(extract(None, as_of=AS_OF)) == [(acme.lyon.pk, 300, "order"), (acme.brno.pk, 70, "order")]


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_is_not_signed_is_left_out(acme: Acme, status: str):
    contract = make_contract(acme.lyon, status=status)
    order = make_order(acme.brno, status=status)
    make_instalment(contract, due=date(2026, 1, 1), amount=5)
    make_instalment(order, due=date(2026, 1, 1), amount=5)
    read = extract(None, as_of=AS_OF)
    assert (signings(read), rows(read, "instalments")) == ([], [])


def test_an_amount_in_another_currency_is_unknown_but_the_plant_cooperates(acme: Acme):
    make_order(acme.lyon, amount=300, currency="USD")
    read = extract(None, as_of=AS_OF)
    assert signings(read) == [(acme.lyon.pk, None, "order")]
    assert read.inputs["signings"]["other_currency"] == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("备件与服务", "after_sales"),
        ("Spare parts", "after_sales"),
        ("年度维保", "after_sales"),
        ("服务器", "order"),
        ("", "order"),
    ],
)
def test_spare_parts_and_service_are_told_by_their_product_line(acme: Acme, line: str, kind: str):
    make_order(acme.lyon, product_line=line)
    make_order(acme.brno, product_line="Pumps")
    kinds = {row["account_id"]: row["kind"] for row in rows(extract(None, as_of=AS_OF), "signings")}
    assert kinds == {acme.lyon.pk: kind, acme.brno.pk: "order"}


def test_a_root_moved_under_another_is_no_group_any_more(cast: Cast, acme: Acme):
    other = create_account(Account(name="Holding", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    move_account(acme.head, other, by=cast.anna)
    assert Group.objects.filter(head=acme.head).exists()
    read = extract(None, as_of=AS_OF)
    assert [row["group_id"] for row in rows(read, "groups")] == [other.pk]
    assert {row["group_id"] for row in rows(read, "plants")} == {other.pk}


def test_no_tree_has_empty_frames(acme: Acme):
    read = extract([], as_of=AS_OF)
    assert [rows(read, name) for name in frames.BOOK_FRAMES] == [[]] * 7


def test_some_trees_only(cast: Cast, acme: Acme):
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.emil)
    plant = create_account(Account(name="Other Plant", kind=Account.Kind.PLANT), parent=other, by=cast.emil)
    make_order(plant)
    make_order(acme.lyon)
    for account in (plant, acme.lyon):
        Satisfaction.objects.create(account=account, surveyed_on=date(2026, 1, 5), score_hundredths=450)
        CompetitorProduct.objects.create(account=account, competitor="Rival")
        SuccessCase.objects.create(account=account, title="Pumps")
    read = extract([other.pk], as_of=AS_OF)
    assert [row["group_id"] for row in rows(read, "groups")] == [other.pk]
    for name in ("plants", "signings", "satisfaction", "cases", "competitors"):
        assert {row["account_id"] for row in rows(read, name)} == {plant.pk}, name


def test_the_number_of_statements_does_not_grow_with_the_book(cast: Cast, acme: Acme):
    def n_statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            extract(None, as_of=AS_OF)
        return len(queries)

    few = n_statements()
    for number in range(30):
        head = create_account(Account(name=f"G{number}", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
        make_order(head)
    assert n_statements() == few
