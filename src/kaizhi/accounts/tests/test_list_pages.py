"""The lists of customers and contacts: who sees which rows and fields, what leaves the house, what a page costs."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kaizhi.access.models import FieldRule, User
from kaizhi.accounts.actions import create_account, share_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
LIST = reverse("accounts:accounts")
CONTACTS = reverse("accounts:contacts")
MOBILE = "13812341234"


def rule(user: User, field: str, mode: str, name: str = "accounts.account") -> None:
    FieldRule.objects.create(role=user.role, object_name=name, field_name=field, mode=mode)


def text(client: Client, url: str, **query: object) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode() if not response.streaming else b"".join(response.streaming_content).decode()


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    page = text(sign_in(cast.anna), LIST)
    assert page.count(">Acme Group</a>") == 4  # its own row, and beside each plant
    assert acme.lyon.get_absolute_url() in page
    assert "Acme Lyon" not in text(sign_in(cast.anna), LIST, kind="head_office")


def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.emil)
    for query in ({}, {"q": "Acme"}, {"group": acme.head.pk}, {"export": "csv"}):
        response = client.get(LIST, query)
        assert not {b"Acme Group", b"Acme Lyon"} & set(re.findall(rb"Acme \w+", response.content))
    assert "Acme" in text(sign_in(cast.ben), LIST)


def test_a_shared_plant_does_not_tell_its_groups_name(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.head.pk).update(name="Secret Head")
    share_account(acme.lyon, [cast.emil], by=cast.anna)
    page = text(sign_in(cast.emil), LIST)
    assert "Acme Lyon" in page
    assert "Secret Head" not in page
    assert "Acme Brno" not in page
    assert "Secret Head" not in text(sign_in(cast.emil), LIST, group=acme.head.pk)
    assert "Secret Head" in text(sign_in(cast.anna), LIST, group=acme.head.pk)


def test_views_are_mine_shared_and_my_reports(cast: Cast, acme: Acme, sign_in: SignIn):
    create_account(Account(name="Dora's own"), parent=None, by=cast.dora)
    share_account(acme.brno, [cast.dora], by=cast.anna)
    client = sign_in(cast.dora)
    assert "Acme" not in text(client, LIST, view="mine")
    shared = text(client, LIST, view="shared")
    assert "Acme Brno" in shared
    assert "Acme Lyon" not in shared
    reports = text(client, LIST, view="reports")
    assert "Acme Lyon" in reports
    assert "Dora&#x27;s own" not in reports


def test_names_are_escaped(cast: Cast, sign_in: SignIn):
    evil = create_account(Account(name="<script>alert(1)</script>"), parent=None, by=cast.anna)
    Contact.objects.create(account=evil, name="<img src=x>")
    client = sign_in(cast.anna)
    for url in (LIST, CONTACTS, evil.get_absolute_url(), reverse("accounts:search") + "?q=alert"):
        page = text(client, url)
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_export_is_a_right_and_is_written_down(cast: Cast, acme: Acme, sign_in: SignIn):
    assert "Acme Lyon" in text(sign_in(cast.anna), LIST, export="csv", kind="plant")
    event = Event.objects.get(verb="data.exported")
    assert (event.by, event.data["list"], event.data["query"]) == (cast.anna, "accounts", "kind=plant")
    assert sign_in(cast.ben).get(LIST, {"export": "csv"}).status_code == 403
    assert Event.objects.filter(verb="data.exported").count() == 1
    assert sign_in(cast.anna).get(LIST, {"export": "xlsx"})["Content-Type"].endswith("sheet")


@pytest.fixture
def keeper(acme: Acme) -> Contact:
    return Contact.objects.create(account=acme.lyon, name="Zhang Wei", mobile=MOBILE, decision_role="decision_maker")


def test_contacts_are_listed_with_their_customer(cast: Cast, keeper: Contact, sign_in: SignIn):
    page = text(sign_in(cast.anna), CONTACTS)
    assert "Zhang Wei" in page
    assert MOBILE in page
    assert "Zhang Wei" in text(sign_in(cast.anna), CONTACTS, q="Acme Lyon")
    assert "Zhang Wei" not in text(sign_in(cast.emil), CONTACTS)


def test_a_hidden_mobile_is_nowhere(cast: Cast, keeper: Contact, sign_in: SignIn):
    rule(cast.anna, "mobile", "hidden", "accounts.contact")
    client = sign_in(cast.anna)
    pages = [text(client, CONTACTS), text(client, keeper.account.get_absolute_url())]
    pages += [
        text(client, CONTACTS, export="csv"),
        text(client, CONTACTS, sort="mobile").replace("Mobile: not open", ""),
    ]
    pages.append(text(client, reverse("accounts:search"), q=MOBILE[:7]).replace(MOBILE[:7], ""))
    for page in pages:
        assert MOBILE not in page
        assert "Mobile" not in page
    assert "Zhang Wei" in text(client, CONTACTS, mobile="999")  # the filter does nothing and tells nothing
    assert "Zhang Wei" not in text(client, reverse("accounts:search"), q=MOBILE)


def test_a_masked_mobile_is_masked_everywhere(cast: Cast, keeper: Contact, sign_in: SignIn):
    rule(cast.anna, "mobile", "masked", "accounts.contact")
    client = sign_in(cast.anna)
    for page in (
        text(client, CONTACTS),
        text(client, keeper.account.get_absolute_url()),
        text(client, CONTACTS, export="csv"),
    ):
        assert MOBILE not in page
        assert "138****1234" in page
    assert "Zhang Wei" not in text(client, reverse("accounts:search"), q=MOBILE)
    form = client.get(reverse("accounts:contact", args=[keeper.pk])).content.decode()
    assert MOBILE not in form


@pytest.mark.parametrize(
    "query", ["", "?q=Acme", "?view=reports", "?view=shared", "?kind=plant&sort=-owner", "?sort=next_follow_up_on"]
)
@pytest.mark.parametrize("who", ["anna", "dora", "emil"])
def test_a_page_costs_at_most_eight_statements(
    cast: Cast, acme: Acme, sign_in: SignIn, query: str, who: str, django_assert_max_num_queries
):
    for number in range(60):
        create_account(Account(name=f"Acme Plant {number}", kind="plant"), parent=acme.head, by=cast.anna)
    client = sign_in(getattr(cast, who))
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(LIST + query)
    with django_assert_max_num_queries(8):
        client.get(CONTACTS + (query if "kind" not in query and "next" not in query else ""))
