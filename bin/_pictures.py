"""The product photographed: a demo in a temporary folder, a director at the browser, four pages in two languages."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from playwright.sync_api import Browser, Page, sync_playwright

LANGUAGES = {"zh": "zh-hans", "en": "en"}
WIDTH, HEIGHT = 1280, 800
HEIGHTS = {"radar": 1080}  # down to the first of the TOP 20
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STARTS_WITHIN_SECONDS = 300  # it loads the book first
#: A workbook as it comes from a sales team, with what is wrong in it.
CUSTOMERS = (
    ("客户名称", "客户类型", "所属集团", "统一社会信用代码", "城市", "电话", "注册资本"),
    ("澄岳集团", "集团总部", "", "91350100M000100Y43", "杭州", "0571-12345678", "1.2亿元"),
    ("澄岳湖州工厂", "工厂", "澄岳集团", "", "湖州", 13800001111.0, "5000万元"),
    ("澄岳嘉善工厂", "工厂", "澄岳集团", "", "嘉兴", "0573-7654321", "3000万元"),
    ("澄岳台州工厂", "工厂", "澄岳集团", 9.13501e17, "台州", "", "2000万元"),
    ("澄岳宁波工厂", "飞船", "澄岳集团", "", "宁波", "", ""),
    ("澄岳绍兴工厂", "工厂", "澄岳集团", "", "绍兴", "", "三百万"),
)
ORDERS = (
    ("订单编号", "客户名称", "下单日期", "订单金额(万元)"),
    ("DD-2026-0417", "澄岳湖州工厂", "2026.4.17", 86.5),
    ("DD-2026-0902", "澄岳湖州工厂", "2026年9月2日", 42),
    ("DD-2026-0930", "澄岳嘉善工厂", "2026-09-31", 18),
)


class CannotTake(RuntimeError):
    """No browser here, or the demo does not start."""


def take(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="kaizhi-pictures-") as data,
        _demo(Path(data)) as address,
        _chromium() as one,
    ):
        workbook = _workbook(Path(data))
        for short, language in LANGUAGES.items():
            page = _signed_in(one, address, language)
            for name, go in PAGES.items():
                page.set_viewport_size({"width": WIDTH, "height": HEIGHTS.get(name, HEIGHT)})
                go(page, workbook)
                _settle(page)
                path = folder / f"{name}-{short}.png"
                page.screenshot(path=path)
                yield path
            page.context.close()


@contextmanager
def _demo(data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kaizhi", "demo", "--no-browser", "--data", str(data), "--port", str(port)]
    with (data / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while not _answers(port):
            if demo.poll() is not None or time.monotonic() > until:
                raise CannotTake(f"The demo did not start:\n{(data / 'demo.log').read_text(errors='replace')}")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        demo.terminate()
        demo.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def _chromium() -> Iterator[Browser]:
    names = [os.environ.get("KAIZHI_CHROMIUM", ""), *CHROMIUM_NAMES]
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        raise CannotTake(
            "No Chromium found (on Debian: apt install chromium; elsewhere set KAIZHI_CHROMIUM to its path)."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _workbook(folder: Path) -> Path:
    path = folder / "客户台账 2026.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("客户", CUSTOMERS), ("订单", ORDERS)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def _signed_in(browser: Browser, address: str, language: str) -> Page:
    context = browser.new_context(base_url=address, color_scheme="light", reduced_motion="reduce")
    context.add_cookies([{"name": "kaizhi_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("[data-fill]").first.click()  # the director
    page.click("button.primary")
    page.wait_for_selector(".top summary.tool")
    return page


def _radar(page: Page, _workbook: Path) -> None:
    page.goto("/radar/")


def _tree(page: Page, _workbook: Path) -> None:
    """Of the group that stands first in the ranking."""
    page.goto("/radar/")
    page.locator("#radar-top a[href^='/tree/']").first.click()
    page.wait_for_selector("#canvas .card")


def _import(page: Page, workbook: Path) -> None:
    page.goto("/import/")
    page.set_input_files("input[type=file]", workbook)
    page.wait_for_selector(".verdicts")


def _account(page: Page, _workbook: Path) -> None:
    _tree(page, _workbook)
    page.goto(page.url.split("?")[0].replace("/tree/", "/accounts/"))


def _settle(page: Page) -> None:
    """Everything on the screen has come, and the fonts with it."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    page.evaluate("async () => { await document.fonts.ready; }")


PAGES: dict[str, Any] = {"radar": _radar, "tree": _tree, "import": _import, "account": _account}
