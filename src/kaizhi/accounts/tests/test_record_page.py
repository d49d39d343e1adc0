"""The page of one account: what it shows to whom, editing in place, and the acts on the whole account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kaizhi.access.models import FieldRule, User
from kaizhi.accounts.actions import create_account, share_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile, Stake
from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def url(name: str, account: Account, *more: object) -> str:
    return reverse(f"accounts:{name}", args=[account.pk, *more])


def fact(account: Account, name: str, part: str = "account") -> str:
    return url("fact", account, part, name)


def rule(user: User, field: str, mode: str) -> None:
    FieldRule.objects.create(role=user.role, object_name="accounts.account", field_name=field, mode=mode)


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    Contact.objects.create(account=acme.lyon, name="Zhang Wei", post="Plant manager", role_weight=40)
    CompetitorProduct.objects.create(account=acme.lyon, competitor="Rival Pumps")
    Stake.objects.create(account=acme.lyon, holder=acme.head, holder_name="Acme Group", share_bp=6000)
    page = sign_in(cast.anna).get(acme.lyon.get_absolute_url()).content.decode()
    for words in (
        "Acme Lyon",
        "Acme Group",
        "Zhang Wei",
        "Plant manager",
        "Rival Pumps",
        "60.0%",
        "Anna",
        acme.lyon.code,
    ):
        assert words in page
    assert "Plant file" in page
    assert "Group facts" not in page


def test_a_head_shows_its_group(cast: Cast, acme: Acme, sign_in: SignIn):
    page = sign_in(cast.anna).get(acme.head.get_absolute_url()).content.decode()
    assert "Group facts" in page
    for plant in (acme.lyon, acme.brno, acme.pune):
        assert plant.get_absolute_url() in page


@pytest.mark.parametrize(
    "name", ["account", "look", "move", "transfer", "collaborators", "create_contact", "create_competitor", "delete"]
)
def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in: SignIn, name: str):
    client = sign_in(cast.emil)
    answers = {client.get(url(name, acme.lyon)).status_code, client.post(url(name, acme.lyon)).status_code}
    assert answers <= {404, 405}
    assert 404 in answers


@pytest.mark.parametrize("name", ["move", "transfer", "collaborators", "create_contact", "create_competitor", "delete"])
def test_a_reader_reads_only(cast: Cast, acme: Acme, sign_in: SignIn, name: str):
    client = sign_in(cast.ben)
    page = client.get(acme.lyon.get_absolute_url()).content.decode()
    assert "?edit=1" not in page
    assert "data-confirm" not in page
    assert url(name, acme.lyon) not in page
    assert client.post(url(name, acme.lyon)).status_code == 403


def test_ancestors_out_of_sight_are_not_named(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.head.pk).update(name="Secret Head")
    Stake.objects.create(account=acme.lyon, holder=acme.head, holder_name="A holder")
    share_account(acme.lyon, [cast.emil], by=cast.anna)
    page = sign_in(cast.emil).get(acme.lyon.get_absolute_url()).content.decode()
    assert "Acme Lyon" in page
    assert "Secret Head" not in page
    assert acme.head.get_absolute_url() not in page


def test_the_quick_look_is_a_piece(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert "<html" not in client.get(url("look", acme.lyon), headers=HTMX).content.decode()
    assert client.get(url("look", acme.lyon)).url == acme.lyon.get_absolute_url()


# Edit in place


def test_a_fact_is_changed_where_it_stands(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    form = client.get(fact(acme.lyon, "city") + "?edit=1", headers=HTMX).content.decode()
    assert 'name="was" value=""' in form
    answer = client.post(fact(acme.lyon, "city"), {"was": "", "city": "Lyon <b>"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Lyon &lt;b&gt;" in answer.content.decode()
    assert Account.objects.get(pk=acme.lyon.pk).city == "Lyon <b>"
    assert Event.objects.about(acme.lyon).filter(verb="account.changed").get().data["changes"] == {
        "city": ["", "Lyon <b>"]
    }


def test_without_htmx_it_leads_back_to_the_page(cast: Cast, acme: Acme, sign_in: SignIn):
    answer = sign_in(cast.anna).post(fact(acme.lyon, "city"), {"was": "", "city": "Lyon"})
    assert (answer.status_code, answer.url) == (303, acme.lyon.get_absolute_url())


@pytest.mark.parametrize(
    ("part", "name", "typed", "kept"),
    [
        ("account", "registered_capital", "1,500.50", 150_050),
        ("account", "kind", "workshop", "workshop"),
        ("account", "is_active", "", False),
        ("account", "former_names", "Old One；Older", ["Old One", "Older"]),
        ("account", "credit_code", " 91350100m000100y43", "91350100M000100Y43"),
        ("account", "next_follow_up_on", "2026-12-01", "2026-12-01"),
        ("group", "declared_plants", "12", 12),
        ("group", "is_procurement_known", "on", True),
        ("group", "annual_budget", "20000", 2_000_000),
    ],
)
def test_each_kind_of_field_is_kept_as_typed(cast: Cast, acme: Acme, sign_in: SignIn, part, name, typed, kept):
    client = sign_in(cast.anna)
    form = client.get(fact(acme.head, name, part) + "?edit=1", headers=HTMX).content.decode()
    was = form.partition('name="was" value="')[2].partition('"')[0]
    assert client.post(fact(acme.head, name, part), {"was": was, name: typed}, headers=HTMX).status_code == 200
    record = Account.objects.get(pk=acme.head.pk) if part == "account" else Group.objects.get(head=acme.head)
    value = getattr(record, name)
    assert (str(value) if name.endswith("_on") else value) == kept


def test_a_conflict_shows_both_values(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.lyon.pk).update(city="Lyon")
    answer = sign_in(cast.dora).post(fact(acme.lyon, "city"), {"was": "", "city": "Paris"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<b>Paris</b>" in page
    assert "<b>Lyon</b>" in page
    assert 'name="was" value="Lyon"' in page  # keeping mine is a fresh save
    assert Account.objects.get(pk=acme.lyon.pk).city == "Lyon"


def test_a_conflict_is_told_in_words(cast: Cast, acme: Acme, sign_in: SignIn):
    page = sign_in(cast.anna).post(fact(acme.lyon, "kind"), {"was": "company", "kind": "branch"}, headers=HTMX)
    assert page.status_code == 409
    assert "<b>Branch</b>" in page.content.decode()
    assert "<b>Plant</b>" in page.content.decode()


def test_a_conflict_on_group_facts_is_noticed_too(cast: Cast, acme: Acme, sign_in: SignIn):
    answer = sign_in(cast.anna).post(fact(acme.head, "declared_plants", "group"), {"was": "9", "declared_plants": "12"})
    assert answer.status_code == 409
    assert Group.objects.get(head=acme.head).declared_plants == 4


def test_the_plant_file_is_made_by_its_first_fact(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert (
        client.post(fact(acme.lyon, "scale", "plant"), {"was": "", "scale": "300 people"}, headers=HTMX).status_code
        == 200
    )
    assert PlantFile.objects.get(account=acme.lyon).scale == "300 people"
    assert client.get(fact(acme.head, "scale", "plant")).status_code == 404


def test_bad_input_is_refused_with_its_reason(cast: Cast, acme: Acme, sign_in: SignIn):
    answer = sign_in(cast.anna).post(fact(acme.lyon, "n_employees"), {"was": "", "n_employees": "many"}, headers=HTMX)
    assert answer.status_code == 422
    assert "errors" in answer.content.decode()
    assert (
        sign_in(cast.anna).post(fact(acme.lyon, "name"), {"was": "Acme Lyon", "name": " "}, headers=HTMX).status_code
        == 422
    )


@pytest.mark.parametrize("name", ["owner", "path", "version", "password", "parent"])
def test_only_facts_can_be_edited(cast: Cast, acme: Acme, sign_in: SignIn, name: str):
    assert sign_in(cast.anna).post(fact(acme.lyon, name), {"was": "", name: "1"}).status_code == 404


def test_field_rules_bind_editing(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.lyon.pk).update(phone="02112345678", industry="Pumps", city="Lyonnais")
    rule(cast.anna, "phone", "masked")
    rule(cast.anna, "industry", "read")
    rule(cast.anna, "city", "hidden")
    client = sign_in(cast.anna)
    page = client.get(acme.lyon.get_absolute_url()).content.decode()
    assert "02112345678" not in page
    assert "021****5678" in page
    assert "Pumps" in page
    assert "Lyonnais" not in page
    for name, code in (("phone", 403), ("industry", 403), ("city", 404)):
        assert client.post(fact(acme.lyon, name), {"was": "", name: "x"}).status_code == code
        assert fact(acme.lyon, name) + "?edit=1" not in page
    assert "02112345678" not in client.get(fact(acme.lyon, "phone"), headers=HTMX).content.decode()


@pytest.mark.parametrize("mode", ["hidden", "masked"])
def test_field_rules_bind_the_head_and_the_panels(cast: Cast, acme: Acme, sign_in: SignIn, mode: str):
    Account.objects.filter(pk=acme.head.pk).update(next_follow_up_on="2031-03-04", owner=cast.dora)
    Account.objects.filter(pk=acme.lyon.pk).update(city="Lyonnais", owner=cast.dora)
    CompetitorProduct.objects.create(account=acme.head, competitor="Rival Pumps")
    for name in ("next_follow_up_on", "city", "owner"):
        rule(cast.anna, name, mode)
    FieldRule.objects.create(
        role=cast.anna.role, object_name="accounts.competitorproduct", field_name="competitor", mode=mode
    )
    page = sign_in(cast.anna).get(acme.head.get_absolute_url()).content.decode()
    for secret in ("2031-03-04", "Lyonnais", "Dora", "Rival Pumps"):
        assert secret not in page


def test_a_wrong_credit_code_is_kept_with_a_warning(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.lyon.pk).update(credit_code="91350100M000100Y44")
    page = sign_in(cast.anna).get(acme.lyon.get_absolute_url()).content.decode()
    assert "check the code" in page
    assert "mistyped" in page


# Acts on the whole account


def test_moving_refuses_a_cycle_with_a_sentence(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    refused = client.post(url("move", acme.head), {"parent": acme.lyon.pk})
    assert refused.status_code == 422
    assert "lies below" in refused.content.decode()
    assert client.post(url("move", acme.lyon), {"parent": acme.brno.pk}).status_code == 302
    assert Account.objects.get(pk=acme.lyon.pk).parent_pk == acme.brno.pk


def test_nothing_moves_under_what_is_out_of_sight(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.pune.pk).update(owner=cast.emil, team=cast.west)
    answer = sign_in(cast.emil).post(url("move", acme.pune), {"parent": acme.head.pk})
    assert answer.status_code == 422
    assert "Acme Group" not in answer.content.decode()


def test_transfer_and_collaborators(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    client.post(url("transfer", acme.lyon), {"owner": cast.dora.pk})
    lyon = Account.objects.get(pk=acme.lyon.pk)
    assert (lyon.owner, lyon.team) == (cast.dora, cast.company)
    client.post(url("collaborators", acme.brno), {"add": cast.emil.pk})
    assert list(acme.brno.collaborators.all()) == [cast.emil]
    assert client.post(url("collaborators", acme.brno), {"add": cast.anna.pk}).status_code == 422
    client.post(url("collaborators", acme.brno), {"stay": [], "add": ""})
    assert not acme.brno.collaborators.exists()


def test_what_is_transferred_out_of_sight_leads_to_the_list(cast: Cast, acme: Acme, sign_in: SignIn):
    alone = create_account(Account(name="Alone"), parent=None, by=cast.anna)
    answer = sign_in(cast.anna).post(url("transfer", alone), {"owner": cast.emil.pk})
    assert answer.url == reverse("accounts:accounts")
    assert sign_in(cast.anna).get(alone.get_absolute_url()).status_code == 404


def test_only_what_nothing_hangs_on_is_deleted(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.dora)
    Contact.objects.create(account=acme.lyon, name="Zhang Wei")
    refused = client.post(url("delete", acme.lyon), headers=HTMX)
    assert refused.status_code == 409
    assert "contacts" in refused.content.decode()
    assert "members below it" in client.post(url("delete", acme.head)).content.decode()
    assert client.post(url("delete", acme.brno)).url == acme.head.get_absolute_url()
    assert not Account.objects.filter(pk=acme.brno.pk).exists()
    assert Event.objects.get(verb="account.deleted").data["name"] == "Acme Brno"
    found = client.get(reverse("accounts:search"), {"q": "Brno"}).content.decode()
    assert "Acme Brno" not in found


def test_contacts_are_added_changed_and_removed(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    facts = {"name": "Zhang Wei", "mobile": "13812341234", "closeness": "50", "is_active": "on", "role_weight": "30"}
    client.post(url("create_contact", acme.lyon), facts)
    contact = Contact.objects.get()
    edit = reverse("accounts:contact", args=[contact.pk])
    client.post(edit, {**facts, "post": "Buyer", "seen_version": contact.version})
    contact.refresh_from_db()
    assert (contact.account, contact.post, contact.version) == (acme.lyon, "Buyer", 2)
    assert client.post(edit, {**facts, "post": "Cook", "seen_version": 1}).status_code == 409
    assert client.post(edit, {**facts, "role_weight": "130"}).status_code == 422
    assert sign_in(cast.ben).post(edit, facts).status_code == 403
    assert sign_in(cast.emil).post(edit, facts).status_code == 404
    delete = reverse("accounts:delete_contact", args=[contact.pk])
    assert sign_in(cast.ben).post(delete).status_code == 403
    assert client.post(delete).status_code == 302
    told = Event.objects.filter(account_id=acme.lyon.pk, verb__startswith="contact").values_list("verb", flat=True)
    assert list(told) == ["contact.deleted", "contact.changed", "contact.created"]


def test_competitors_products_are_kept(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    client.post(
        url("create_competitor", acme.lyon), {"competitor": "Rival", "product_line": "Pumps", "is_active": "on"}
    )
    product = CompetitorProduct.objects.get()
    edit = reverse("accounts:competitor", args=[product.pk])
    client.post(edit, {"competitor": "Rival", "product_line": "Valves"})
    product.refresh_from_db()
    assert (product.product_line, product.is_active) == ("Valves", False)
    assert sign_in(cast.emil).get(edit).status_code == 404
    assert sign_in(cast.ben).get(edit).status_code == 403
    client.post(reverse("accounts:delete_competitor", args=[product.pk]))
    assert not CompetitorProduct.objects.exists()


def test_the_page_costs_a_bounded_number_of_statements(
    cast: Cast, acme: Acme, sign_in: SignIn, django_assert_max_num_queries
):
    for number in range(25):
        Contact.objects.create(account=acme.head, name=f"P{number}")
        Stake.objects.create(account=acme.head, holder=acme.lyon, holder_name=f"H{number}")
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(16):
        client.get(acme.head.get_absolute_url())
