"""From a customer's page to the tree of its group and to a blind spot. What the drawing does is coverage's own test."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kaizhi.accounts.models import Account
from kaizhi.coverage.tests.factories import make_r6

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(cast, visit):
    head, _plants = make_r6(cast.anna)
    page = visit(reverse("accounts:account", args=[head.pk]), cast.anna)
    page.locator("main").locator(f"a[href^='{reverse('coverage:tree', args=[head.pk])}']").first.click()
    expect(page.locator("#canvas .card")).to_have_count(15)
    return page


def test_it_works(page):
    """Seven blind spots at once; one of them is opened in the drawer and then as a page."""
    expect(page.locator("#canvas .card.r-uncovered")).to_have_count(7)
    page.locator("#canvas .card.r-uncovered").first.click()
    drawer = page.locator("dialog#drawer")
    expect(drawer).to_be_visible()
    name = drawer.get_by_role("heading").first.inner_text()
    assert Account.objects.filter(name=name).exists()
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()
    expect(page.locator("#canvas .card")).to_have_count(15)


def test_what_is_chosen_holds_in_the_table_too(page):
    page.locator("[data-show=uncovered]").click()
    expect(page.locator("#canvas .card:not(.dim)")).to_have_count(7)
    page.locator("[data-view-link=table]").click()
    expect(page.locator("#tree-table tbody tr:not(.dim)")).to_have_count(7)
    page.locator("[data-view-link=drawing]").click()
    expect(page.locator("#canvas .card:not(.dim)")).to_have_count(7)
    assert "show=uncovered" in page.url
