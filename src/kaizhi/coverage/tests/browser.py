"""Headless Chromium for the tests of the drawing."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page


@contextmanager
def opened(
    browser: Browser, address: str, client: Client | None = None, width: int = 1440, height: int = 900
) -> Iterator[Page]:
    """A page at `address`, signed in as the client is. Any error in the console fails the test."""
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    if client is not None:
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": urljoin(address, "/")}])
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if _is_trouble(message) else None)
    page.goto(address)
    yield page
    context.close()
    assert troubles == []


def _is_trouble(message: ConsoleMessage) -> bool:
    """Beside a bare style sheet the browser asks for an icon of its own accord, and there is none."""
    return message.type == "error" and not message.location.get("url", "").endswith("/favicon.ico")
