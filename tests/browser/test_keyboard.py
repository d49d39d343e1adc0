"""Everything by keyboard, and how a page looks is each person's own choice."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(acme, cast, visit):
    return visit(reverse("accounts:accounts"), cast.anna)


def test_it_works(page):
    """/ searches, ? helps, Ctrl+K goes to a page or a record, J and K walk, X ticks, Enter opens."""
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")

    rows = page.locator("table[data-rows] tbody tr")
    for key in "jjk":
        page.keyboard.press(key)
    expect(rows.nth(0)).to_have_class(re.compile(r"\bat\b"))
    page.keyboard.press("x")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acme Brno")

    page.keyboard.press("Control+k")
    page.keyboard.type("lyon")
    expect(page.locator("#palette-list [aria-selected=true]")).to_contain_text("Acme Lyon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acme Lyon")

    page.keyboard.press("/")
    expect(page.locator("[data-search-box]")).to_be_focused()
    page.keyboard.type("pune")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Acme Pune")


def test_the_tab_key_reaches_the_content_first(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_language_is_changed_and_changed_back(page):
    page.get_by_label("Menu of Anna").click()
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("客户")
    page.get_by_label("Anna的菜单").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customers")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_dark_theme_is_dark_and_stays(page):
    def brightness() -> int:
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert brightness() > 3 * 200
    page.get_by_label("Menu of Anna").click()
    with page.expect_response("**/ui/look"):
        page.get_by_role("button", name="Dark").click()
    assert brightness() < 3 * 60
    page.reload()
    assert brightness() < 3 * 60
