"""A list in daily use: find, filter, keep a view, choose columns, read on, act on many, take it away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

N_MORE = 70


@pytest.fixture
def customers(acme, cast) -> list[Account]:
    """More than one page of them, every tenth in Brest."""
    kind = Account.Kind.COMPANY
    made = [Account(name=f"Borealis {n:02}", kind=kind, city="" if n % 10 else "Brest") for n in range(N_MORE)]
    return [create_account(one, parent=None, by=cast.anna) for one in made]


@pytest.fixture
def page(customers, cast, visit):
    return visit(reverse("accounts:accounts"), cast.dora)


@pytest.fixture
def rows(page):
    return page.locator("table[data-rows] tbody tr:not(.more)")


def test_it_works(page, rows):
    """Words find, a filter becomes a chip, both are kept as a view and come back by its tab."""
    page.get_by_label("Search in this list").fill("borealis")
    expect(page.locator(".total")).to_have_text("70 rows")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("City").fill("Brest")
    page.get_by_role("button", name="Apply").click()
    expect(rows).to_have_count(7)
    expect(page.locator(".chip").filter(has_text="City")).to_contain_text("Brest")

    page.get_by_label("Save this view").click()
    page.get_by_label("Name of the view").fill("Brest only")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation", name="Views")).to_contain_text("Brest only")
    page.get_by_label("Remove City").click()
    expect(page.locator(".total")).to_have_text("70 rows")
    page.get_by_role("link", name="Brest only").click()
    expect(rows).to_have_count(7)
    page.reload()
    expect(rows).to_have_count(7)


def test_chosen_columns_stay_chosen(page):
    head = page.locator("table[data-rows] thead")
    expect(head).not_to_contain_text("Customer code")
    page.get_by_label("Columns").click()
    page.get_by_role("checkbox", name="Customer code").check()
    page.get_by_role("button", name="Save").click()
    expect(head).to_contain_text("Customer code")
    page.goto(reverse("accounts:accounts"))
    expect(head).to_contain_text("Customer code")


def test_reading_on_keeps_the_place(page, rows):
    """The next rows come below; whoever opens one of them and goes back finds it again."""
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="Load more").click()
    expect(rows).to_have_count(N_MORE + 4)
    page.get_by_role("link", name="Borealis 69").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Borealis 69")
    page.go_back()
    expect(rows.filter(has_text="Borealis 69")).to_be_in_viewport()


def test_many_are_transferred_at_once(page, rows, cast):
    for number in (0, 1):
        rows.filter(has_text=f"Borealis 0{number}").get_by_role("checkbox").check()
    expect(page.get_by_role("toolbar")).to_contain_text("2 ticked")
    page.get_by_role("button", name="Transfer").click()
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("2 customers chosen")
    dialog.get_by_role("combobox").first.fill("emil")
    dialog.get_by_role("option", name="Emil").click()
    dialog.get_by_role("button", name="Apply to all of them").click()
    expect(page.get_by_role("status").filter(has_text="2 customers changed")).to_be_visible()
    assert set(Account.objects.filter(owner=cast.emil).values_list("name", flat=True)) == {
        "Borealis 00",
        "Borealis 01",
    }


def test_the_export_is_what_is_shown(page, tmp_path):
    page.get_by_label("Search in this list").fill("acme")
    expect(page.locator(".total")).to_have_text("4 rows")
    page.get_by_label("Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV text").click()
    download.value.save_as(tmp_path / "list.csv")
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert all("Acme" in line for line in lines[1:])
