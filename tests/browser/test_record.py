"""A record page: values edited where they stand, by two people at once, and without a connection."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from kaizhi.accounts.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lyon(acme) -> Account:
    acme.lyon.city = "Lyon"
    acme.lyon.save()
    return acme.lyon


def city_of(account: Account) -> str:
    return Account.objects.get(pk=account.pk).city


def edit_city(page: Page, words: str) -> None:
    page.get_by_role("button", name="Change City").click()
    page.get_by_label("City", exact=True).fill(words)


def test_it_works(lyon, cast, visit):
    """Enter saves, Escape leaves."""
    page = visit(reverse("accounts:account", args=[lyon.pk]), cast.anna)
    shown = page.get_by_role("button", name="Change City")
    edit_city(page, "Villeurbanne")
    page.keyboard.press("Enter")
    expect(shown).to_have_text("Villeurbanne")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_attached()
    assert city_of(lyon) == "Villeurbanne"

    edit_city(page, "Nowhere")
    page.keyboard.press("Escape")
    expect(shown).to_have_text("Villeurbanne")
    expect(shown).to_be_focused()
    assert city_of(lyon) == "Villeurbanne"


def test_two_people_at_one_field_see_both_values(lyon, cast, visit, watch):
    watch.allow("409")
    address = reverse("accounts:account", args=[lyon.pk])
    hers, his = visit(address, cast.anna), visit(address, cast.dora)
    edit_city(hers, "Mine")
    edit_city(his, "Theirs")
    his.keyboard.press("Enter")
    expect(his.get_by_role("button", name="Change City")).to_have_text("Theirs")
    hers.keyboard.press("Enter")
    both = hers.get_by_role("alert")
    expect(both).to_contain_text("Mine")
    expect(both).to_contain_text("Theirs")
    assert city_of(lyon) == "Theirs"
    both.get_by_role("button", name="Keep mine").click()
    expect(hers.get_by_role("button", name="Change City")).to_have_text("Mine")
    assert city_of(lyon) == "Mine"


def test_a_lost_connection_loses_no_word(acme, cast, visit, watch):
    """The form says so, keeps what was typed, and saves it when the connection is back."""
    watch.allow("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    page = visit(reverse("accounts:account", args=[acme.brno.pk]), cast.anna)
    page.get_by_role("link", name="Add a contact").click()
    form = page.locator("#dialog form[data-draft]")
    form.get_by_label("Name").fill("Jana Nováková")
    page.context.set_offline(True)
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#toast")).to_contain_text("The connection is lost")
    expect(form.get_by_label("Name")).to_have_value("Jana Nováková")
    page.context.set_offline(False)
    form.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Jana Nováková")
    assert acme.brno.contacts.get().name == "Jana Nováková"


def test_a_draft_survives_the_page(cast, visit):
    page = visit(reverse("accounts:create"), cast.anna)
    page.locator("#create-account [name=name]").fill("Half a customer")
    page.reload()
    expect(page.locator("#create-account [name=name]")).to_have_value("Half a customer")
    expect(page.locator("#toast")).to_contain_text("What you typed before is back")
