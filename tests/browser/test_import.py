"""The main journey: a director's own workbook, with everything that is wrong in it, up to the radar and back."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from kaizhi.accounts.models import Account
from kaizhi.contracts.models import Order
from kaizhi.interchange.tests.workbooks import workbook
from kaizhi.jobs.worker import run_pending

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUSTOMERS = [
    ["企业信息导出 仅供内部使用"],  # what a data provider puts above the heads
    ["客户名称", "客户类型", "上级客户", "所属集团", "统一社会信用代码", "城市", "电话", "注册资本", "备注栏"],
    ["澄岳集团", "集团总部", "", "", "91350100M000100Y43", "杭州", "0571-12345678；13900002222", "1.2亿元", ""],
    ["澄岳湖州工厂", "工厂", "", "澄岳集团", "", "湖州", 13800001111.0, "500万元人民币", "二期在建"],
    ["澄岳嘉善基地", "工厂", "", "澄岳集团", 9.13501e17, "嘉兴", "", "", ""],
    ["", "工厂", "", "澄岳集团", "", "宁波", "", "", ""],
    ["澄岳宁波工厂", "飞船", "", "澄岳集团", "", "宁波", "", "", ""],
    ["环一公司", "", "环二公司", "", "", "", "", "", ""],
    ["环二公司", "", "环一公司", "", "", "", "", "", ""],
    ["重复公司", "", "", "", "", "", "", "", ""],
    ["重复公司", "", "", "", "", "", "", "", ""],
    ["澄岳绍兴工厂", "工厂", "", "澄岳集团", "", "绍兴", "", "三百万", ""],
    ["澄岳台州工厂", "工厂", "", "澄岳集团", "91350100M000100Y44", "台州", "", "", ""],
]
ORDERS = [
    ["订单编号", "客户名称", "下单日期", "订单金额(万元)"],
    ["D-9001", "澄岳湖州工厂", "2026.4.2", 32],
    ["D-9002", "没有的公司", "2026-04-02", 1],
    ["D-9003", "澄岳湖州工厂", "2026-02-30", 1],
    ["D-9004", "澄岳湖州工厂", "2026-05-01", "很多"],
    ["D-9001", "澄岳湖州工厂", "2026-05-02", 5],
]
#: Sheet and row as Excel counts it, and words of the reason that stands beside it.
REFUSED = {
    ("客户", 5): "变成了数字",
    ("客户", 6): "必填",
    ("客户", 7): "“飞船”不在可选范围内",
    ("客户", 8): "会位于自己之下",
    ("客户", 9): "会位于自己之下",
    ("客户", 11): "第 10 行已有相同记录",
    ("客户", 12): "“三百万”无法识别为金额",
    ("订单", 3): "没有客户“没有的公司”",
    ("订单", 4): "日期 2026-02-30 不存在",
    ("订单", 5): "“很多”无法识别为金额",
    ("订单", 6): "第 2 行已有相同记录",
}
#: Taken all the same, with a word of warning.
WARNED = {("客户", 13): "校验位不符"}


@pytest.fixture
def director(cast, speaks):
    return speaks(cast.dora, "zh-hans")


@pytest.fixture
def imported(visit, director, tmp_path) -> Page:
    """The workbook given to the page, and checked by the worker."""
    path = tmp_path / "客户台账.xlsx"
    path.write_bytes(workbook({"客户": CUSTOMERS, "订单": ORDERS}))
    page = visit(reverse("interchange:imports"), director)
    page.set_input_files("input[type=file]", path)
    page.wait_for_url("**/import/*/")
    return worked(page, "导入结果预览")


def worked(page: Page, heading: str) -> Page:
    """Let the worker do what the page waits for; the page finds out by itself."""
    run_pending()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    return page


def counts(page: Page, kind: str) -> list[str]:
    """New, updated, unchanged, refused."""
    return page.locator(".verdicts tbody tr").filter(has_text=kind).locator("td").all_inner_texts()


def row(page: Page, sheet: str, number: int) -> Locator:
    named = page.locator("#rows tbody tr").filter(has=page.get_by_role("cell", name=sheet, exact=True))
    return named.filter(has=page.get_by_role("cell", name=str(number), exact=True))


def test_every_bad_row_has_its_verdict_and_its_reason(imported, tmp_path):
    """On the page, and in the workbook in which the refused rows come back."""
    assert counts(imported, "客户") == ["4", "0", "0", "7"]
    assert counts(imported, "订单") == ["1", "0", "0", "4"]
    for (sheet, number), reason in REFUSED.items():
        refused = row(imported, sheet, number)
        expect(refused).to_contain_text("拒绝")
        expect(refused).to_contain_text(reason)
    imported.locator("#rows .segments").get_by_text("全部").click()
    for (sheet, number), reason in WARNED.items():
        taken = row(imported, sheet, number)
        expect(taken).to_contain_text("新增")
        expect(taken).to_contain_text(reason)
    assert Account.objects.count() == 0  # nothing has been written
    with imported.expect_download() as download:
        imported.get_by_role("link", name="下载被拒绝的行及原因").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    download.value.save_as(tmp_path / "back.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "back.xlsx"))
    for name, n in (("客户", 7), ("订单", 4)):
        rows = book.get_sheet_by_name(name).to_python()
        told = [" ".join(map(str, cells)) for cells in rows]
        assert len(rows) == n + 1
        for (sheet, _number), reason in REFUSED.items():
            assert sheet != name or any(reason in line for line in told)


def test_the_whole_way_and_back(imported, cast):
    """Map a column by hand, write, see the tree and the radar, take it all back."""
    batch = imported.url
    imported.get_by_role("link", name="修改列对应").click()
    imported.get_by_label("备注栏").select_option(label="备注")
    imported.get_by_role("button", name="重新检查").click()
    imported.wait_for_url(batch)
    worked(imported, "导入结果预览")

    imported.get_by_role("button", name="写入").click()
    worked(imported, "已导入")
    assert Account.objects.get(name="澄岳湖州工厂").notes == "二期在建"
    assert Order.objects.get(number="D-9001").amount == 320_000_00
    run_pending()  # the scores of what has come

    imported.get_by_role("link", name="查看复制机会看板").click()
    expect(imported.locator("main")).to_contain_text("澄岳集团")
    expect(imported.locator("main")).to_contain_text("50.0%")  # one plant of two buys
    head = Account.objects.get(name="澄岳集团")
    imported.goto(reverse("coverage:tree", args=[head.pk]))
    expect(imported.locator("#canvas .card")).to_have_count(3)
    expect(imported.locator("#canvas .card.r-uncovered")).to_have_count(1)
    expect(imported.locator("#canvas .card.head")).to_contain_text("1/2")

    imported.goto(batch)
    imported.on("dialog", lambda dialog: dialog.accept())
    imported.get_by_role("button", name="撤销导入").click()
    worked(imported, "已撤销")
    run_pending()
    assert Account.objects.count() == Order.objects.count() == 0
    imported.goto(reverse("replication:radar"))
    expect(imported.locator("main")).to_contain_text("还没有")
    expect(imported.locator("main")).not_to_contain_text("澄岳")
    imported.goto(reverse("accounts:accounts"))
    expect(imported.locator("main")).not_to_contain_text("澄岳")
