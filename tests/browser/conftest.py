"""A person at the browser: pages opened, signed in, and watched for whatever must never happen on one."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from kaizhi.access.models import User

DESKTOP, PHONE = (1440, 900), (390, 844)
WAIT_MS = 30_000  # a full check keeps every core busy; what passes does not wait

Visit = Callable[..., Page]


class Watch:
    """What goes wrong on the pages of one browser: errors in the console, refused content, loads from other hosts."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.troubles: list[str] = []
        self.allowed: tuple[str, ...] = ()

    def allow(self, *parts: str) -> None:
        """The journey itself provokes messages with these words."""
        self.allowed = parts

    def follow(self, context: BrowserContext) -> None:
        context.on("weberror", lambda found: self.troubles.append(str(found.error)))
        context.on("console", self._said)
        context.on("request", lambda request: self._asked(request.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in self.allowed):
            self.troubles.append(f"{message.text} {message.location.get('url', '')}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.troubles.append(f"asked another host: {url}")


@pytest.fixture(autouse=True)
def _patience() -> None:
    expect.set_options(timeout=WAIT_MS)


@pytest.fixture
def watch(live_server) -> Iterator[Watch]:
    watch = Watch(live_server.url)
    yield watch
    assert watch.troubles == []


@pytest.fixture
def visit(browser: Browser, live_server, watch: Watch, settings, tmp_path) -> Iterator[Visit]:
    """Open a path in a browser of its own, signed in as somebody; every page is closed and judged in the end."""
    settings.MEDIA_ROOT = tmp_path
    contexts: list[BrowserContext] = []

    def opened(path: str, user: User | None = None, size: tuple[int, int] = DESKTOP, **more: object) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, locale="zh-CN", base_url=live_server.url, **more)
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        watch.follow(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def speaks() -> Callable[[User, str], User]:
    """Let a person use the pages in a language."""

    def chosen(user: User, language: str) -> User:
        user.language = language
        user.save(update_fields=["language"])
        return user

    return chosen
