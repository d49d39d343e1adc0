"""Opportunities: created, changed, closed once; hidden from other territories."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kaizhi.access.models import FieldRule
from kaizhi.audit.models import Event
from kaizhi.common.errors import Conflict
from kaizhi.conftest import Acme, Cast
from kaizhi.pipeline.actions import close_opportunity, save_opportunity
from kaizhi.pipeline.models import Opportunity

NEW = {"name": "Pumps for Brno", "amount": "600,000", "opened_on": "2026-11-01", "expected_on": "2027-02-01"}


def make_opportunity(cast: Cast, acme: Acme, **facts: object) -> Opportunity:
    blank = Opportunity(account=acme.brno, name="Pumps", amount=60_000_000, opened_on=date(2026, 11, 1), **facts)
    return save_opportunity(blank, by=cast.anna)


def test_it_works(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.anna)
    assert client.post(f"/opportunities/new/?account={acme.brno.pk}", NEW).status_code == 302
    opportunity = Opportunity.objects.get()
    assert (opportunity.amount, opportunity.owner, opportunity.outcome) == (60_000_000, cast.anna, "open")
    assert opportunity.number.startswith("SJ")
    assert "Pumps for Brno" in client.get("/opportunities/").content.decode()
    assert "Pumps for Brno" in client.get(f"/opportunities/accounts/{acme.head.pk}/panel/").content.decode()


def test_it_is_won_once(cast: Cast, acme: Acme, sign_in):
    opportunity = make_opportunity(cast, acme)
    client = sign_in(cast.anna)
    url = f"/opportunities/{opportunity.pk}/close/"
    assert client.post(url, {"outcome": "won", "on": "2026-11-22"}).status_code == 302
    assert client.post(url, {"outcome": "lost", "on": "2026-11-22"}).status_code == 409
    opportunity.refresh_from_db()
    assert (opportunity.outcome, opportunity.closed_on) == ("won", date(2026, 11, 22))
    assert Event.objects.about(opportunity).filter(verb="opportunity.won").count() == 1


def test_closing_twice_is_a_conflict(cast: Cast, acme: Acme):
    opportunity = make_opportunity(cast, acme)
    close_opportunity(opportunity, "lost", on=date(2026, 11, 22), by=cast.anna, lost_to="Rival")
    with pytest.raises(Conflict):
        close_opportunity(opportunity, "won", on=date(2026, 11, 22), by=cast.anna)


def test_it_cannot_be_closed_as_open(cast: Cast, acme: Acme, sign_in):
    opportunity = make_opportunity(cast, acme)
    answer = sign_in(cast.anna).post(f"/opportunities/{opportunity.pk}/close/", {"outcome": "open", "on": "2026-11-22"})
    assert answer.status_code == 422


def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in):
    opportunity = make_opportunity(cast, acme)
    client = sign_in(cast.emil)
    assert client.get(opportunity.get_edit_url()).status_code == 404
    assert client.get(f"/opportunities/{opportunity.pk}/close/").status_code == 404
    assert client.get(f"/opportunities/accounts/{acme.brno.pk}/panel/").status_code == 404
    assert "Pumps" not in client.get("/opportunities/").content.decode()
    assert client.post("/opportunities/new/", NEW | {"account": acme.brno.pk}).status_code == 422


def test_it_refuses_readers(cast: Cast, acme: Acme, sign_in):
    opportunity = make_opportunity(cast, acme)
    assert sign_in(cast.ben).get(opportunity.get_edit_url()).status_code == 403
    assert "Pumps" in sign_in(cast.ben).get("/opportunities/").content.decode()


def test_the_amount_follows_its_field_rule(cast: Cast, acme: Acme, sign_in):
    make_opportunity(cast, acme)
    FieldRule.objects.create(
        role=cast.anna.role, object_name="pipeline.opportunity", field_name="amount", mode="hidden"
    )
    client = sign_in(cast.anna)
    for url in ("/opportunities/", f"/opportunities/accounts/{acme.head.pk}/panel/", "/opportunities/?export=csv"):
        assert "60.00" not in client.get(url).content.decode()


def test_numbers_are_never_given_twice(cast: Cast, acme: Acme):
    assert len({make_opportunity(cast, acme).number for _ in range(5)}) == 5


def test_the_database_refuses_an_open_one_with_a_closing_date(cast: Cast, acme: Acme):
    opportunity = make_opportunity(cast, acme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(closed_on=date(2026, 1, 1))


def test_the_list_costs_a_constant_number_of_statements(cast: Cast, acme: Acme, sign_in, django_assert_max_num_queries):
    for _ in range(30):
        make_opportunity(cast, acme)
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(8):
        client.get("/opportunities/")
