"""Through the door and out again."""

import pytest
from playwright.sync_api import expect

from kaizhi.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_works(cast, visit, speaks):
    """A wrong password is answered by a sentence, the right one leads to the page that was asked for."""
    speaks(cast.dora, "zh-hans")
    page = visit("/accounts/")
    assert page.url.endswith("/sign-in/?next=/accounts/")
    page.fill("[name=login]", "dora")
    page.fill("[name=password]", "not-her-password")
    page.click("button.primary")
    expect(page.get_by_role("alert")).to_contain_text("用户名和密码不匹配")
    expect(page.locator("[name=login]")).to_have_value("dora")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("客户")
    assert page.url.endswith("/accounts/")

    page.get_by_label("Dora的菜单").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.goto("/accounts/")
    assert "/sign-in/" in page.url


def test_a_session_taken_away_leads_to_the_door(cast, visit):
    """Signed out elsewhere: the next click does not put a sign-in page into the middle of a list."""
    page = visit("/accounts/", cast.anna)
    page.context.clear_cookies()
    page.get_by_role("navigation", name="Views").get_by_text("Mine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    assert "/sign-in/" in page.url
