"""What holds of every page: nothing from elsewhere, no error, no scrolling sideways, one language, room for a thumb.

That nothing comes from another host, nothing is refused by the content policy and nothing fails is the watch's part.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from kaizhi.config.tests.scene import Scene

from .conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: URL name and the key of its record, of every page that a link leads to.
PAGES = (
    ("replication:radar", None),
    ("replication:ranking", None),
    ("coverage:groups", None),
    ("coverage:tree", "head"),
    ("accounts:accounts", None),
    ("accounts:account", "head"),
    ("accounts:account", "lyon"),
    ("accounts:contacts", None),
    ("accounts:contact", "contact"),
    ("accounts:create", None),
    ("pipeline:opportunities", None),
    ("pipeline:edit", "opportunity"),
    ("contracts:contracts", None),
    ("contracts:contract", "contract"),
    ("contracts:orders", None),
    ("contracts:instalments", None),
    ("service:satisfactions", None),
    ("insight:group_score", "head"),
    ("insight:history", "head"),
    ("insight:runs", None),
    ("insight:run", "run"),
    ("interchange:imports", None),
    ("interchange:batch", "batch"),
    ("interchange:mapping", "batch"),
    ("access:people", None),
    ("access:person", "ben"),
    ("access:teams", None),
    ("access:roles", None),
    ("access:role", "role"),
    ("access:profile", None),
    ("ui:components", None),
)
#: Panels come when scrolled to: all of them, now. A browser may draw no frame for minutes: the timer goes on.
LOAD_ALL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    scrollTo(0, y);
    await new Promise((drawn) => { requestAnimationFrame(drawn); setTimeout(drawn, 250); });
  }
  scrollTo(0, 0);
}"""
WAITING = "() => !document.querySelector('.htmx-request, .panel[hx-get]') && document.readyState === 'complete'"
#: What the workbook of the scene says of itself, and what is called in its own tongue everywhere.
TYPED = re.compile("客户名称|客户类型|上级客户|客户|备注|工厂|简体中文|李雷|韩梅梅|张|三丰")
#: What stands on the page, without the names of languages.
CHROME = """() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (!at.closest("[lang=zh-hans], script, style, input, textarea")) texts.push(walker.currentNode.data);
  }
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    texts.push(one.ariaLabel, one.title, one.placeholder);
  return texts.filter(Boolean);
}"""
#: Visible buttons and links of the frame, of page heads and of forms that are lower than a thumb needs.
SMALL = """() => [...document.querySelectorAll(
    "nav.bottom a, .top summary, .page-head .end > a, .page-head .end button, .form-actions > *, button.primary"
  )].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map((one) => `${one.textContent.trim() || one.ariaLabel}: ${one.getBoundingClientRect().height}`)"""


def addresses(scene: Scene) -> list[str]:
    return [reverse(name, args=[scene.ids[key]] if key else []) for name, key in PAGES]


def whole(page: Page, address: str) -> Page:
    """Go there and let everything come that comes by itself."""
    assert page.goto(address).status == 200
    page.evaluate(LOAD_ALL)
    page.wait_for_function(WAITING, polling=100)
    return page


def test_every_page_is_english_for_whoever_reads_english(scene, cast, visit):
    """On a desk, where nothing scrolls sideways either."""
    page, wrong = visit("/", cast.root), []
    for address in addresses(scene):
        texts = whole(page, address).evaluate(CHROME)
        foreign = [text for text in texts if re.search(r"[\u4e00-\u9fff]", TYPED.sub("", text))]
        width = page.evaluate("document.documentElement.scrollWidth")
        if foreign or width != DESKTOP[0]:
            wrong.append((address, width, foreign))
    assert wrong == []


def test_every_page_fits_a_phone_and_a_thumb(scene, cast, visit, speaks):
    page, wrong = visit("/", speaks(cast.root, "zh-hans"), PHONE), []
    for address in addresses(scene):
        width = whole(page, address).evaluate("document.documentElement.scrollWidth")
        small = page.evaluate(SMALL)
        if width != PHONE[0] or small or not page.locator("nav.bottom").is_visible():
            wrong.append((address, width, small))
    assert wrong == []
