"""Which tests this machine can run. The rest is skipped with its reason; the full check (CI=true) skips nothing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

IN_FULL_CHECK = os.environ.get("CI") == "true"
# It asks nobody on the network for anything of its own.
QUIET = ("disable-background-networking", "disable-component-update", "disable-sync", "disable-quic", "no-first-run")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The browser of the tests: KAIZHI_CHROMIUM, or one of the usual names on the path."""
    if given := os.environ.get("KAIZHI_CHROMIUM"):
        return given if Path(given).exists() else None
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium found (on Debian: apt install chromium; elsewhere set KAIZHI_CHROMIUM to its path).")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all. Its loop runs in this thread, which Django must not take for asynchronous code."""
    options = ["--no-sandbox", "--disable-gpu", *(f"--{name}" for name in QUIET)]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=chromium, args=options)
        yield launched
        launched.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked_for = config.option.markexpr
    has_browser = find_chromium() is not None or IN_FULL_CHECK  # in the full check its absence is a failure
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    for item in items:
        if item.get_closest_marker("browser") and not has_browser:
            item.add_marker(pytest.mark.skip(reason="needs Chromium (on Debian: apt install chromium)"))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: bin/test --postgres"))
        if item.get_closest_marker("packaging") and "packaging" not in asked_for:
            item.add_marker(pytest.mark.skip(reason="builds and installs the wheel: bin/test -m packaging"))
