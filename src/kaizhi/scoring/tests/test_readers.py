from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kaizhi.scoring import check, epoch_day
from kaizhi.scoring.cells import Unreadable, count, day, flag, heading_unit, money, rank, score
from kaizhi.scoring.errors import HeaderMissing, SheetMissing, WorkbookUnreadable
from kaizhi.scoring.frames import BOOK_FRAMES
from kaizhi.scoring.readers import ReadBook, read_book
from kaizhi.scoring.tests.workbooks import ACCOUNTS, BOOK, Cells, with_sheet, write


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> ReadBook:
    return read_book(write(tmp_path_factory.mktemp("book") / "book.xlsx", BOOK))


def named(read: ReadBook, name: str) -> int:
    return next(number for number, account in read.accounts.items() if account.name == name)


def problems(read: ReadBook) -> list[tuple[str, int, str, str, str]]:
    return [(found.sheet, found.row, found.column, found.code, found.value) for found in read.problems]


def test_it_works(read: ReadBook) -> None:
    frames = read.frames()
    for name, spec in BOOK_FRAMES.items():
        check(spec, getattr(frames, name))
    assert problems(read) == []
    assert read.currency == "CNY"
    assert read.follow_ups == {named(read, "华岭重工集团有限公司"): date(2026, 12, 1)}


def test_groups_are_trees_and_heads_not_single_customers(read: ReadBook) -> None:
    groups = {read.accounts[row["group_id"]].name: row for row in read.rows["groups"]}
    assert list(groups) == ["华岭重工集团有限公司", "明川电子集团"]
    assert groups["华岭重工集团有限公司"] == {
        "group_id": named(read, "华岭重工集团有限公司"),
        "declared_plants": 12,
        "industry_rank": 2,
        "has_hq_contact": 1,
        "is_procurement_known": 1,
        "is_procurement_described": 1,
        "has_exclusive_intent": 1,
        "exclusive_until": epoch_day(date(2027, 12, 31)),
    }
    second = groups["明川电子集团"]
    assert (second["declared_plants"], second["is_procurement_known"], second["is_procurement_described"]) == (
        None,
        None,
        0,
    )
    assert second["has_hq_contact"] == 0  # its only contact has left


def test_the_owner_of_the_largest_share_is_the_parent(read: ReadBook) -> None:
    plant = read.accounts[named(read, "明川电子苏州工厂")]
    assert (plant.root.name, plant.owner) == ("明川电子集团", "周舟")


def test_plants_are_told_by_kind_or_by_name(read: ReadBook) -> None:
    plants = {read.accounts[row["account_id"]].name: row["is_active"] for row in read.rows["plants"]}
    assert plants == {
        "华岭重工长沙厂": 1,
        "华岭重工成都厂": 1,
        "华岭重工西安厂": 1,
        "华岭重工旧厂": 0,
        "明川电子苏州工厂": 1,
        "明川电子东莞工厂": 1,
    }


def test_signings_count_each_yuan_once(read: ReadBook) -> None:
    signed = [
        (read.accounts[row["account_id"]].name, row["amount"], row["is_cancelled"], row["kind"])
        for row in read.rows["signings"]
    ]
    assert signed == [
        ("华岭重工长沙厂", 3_200_000_00, 0, "contract"),
        ("华岭重工成都厂", 1_800_000_00, 0, "contract"),
        ("华岭重工西安厂", 500_000_00, 1, "contract"),
        ("华岭重工长沙厂", 0, 0, "order"),  # under HT1: its amount is there
        ("明川电子苏州工厂", 880_000_00, 0, "order"),
    ]
    days = [row["signed_on"] for row in read.rows["signings"]]
    assert days == [
        epoch_day(date(*day)) for day in ((2021, 3, 1), (2023, 5, 1), (2025, 1, 1), (2021, 4, 1), (2025, 4, 1))
    ]


def test_an_order_under_a_contract_that_does_not_count_counts_itself(tmp_path: Path) -> None:
    header, *_ = BOOK["订单"]
    rows: Cells = [header]
    for number, contract in enumerate(("HT1", "HT3", "HT4", "HT0")):  # signed, draft, cancelled, unknown
        rows.append([f"D{number}", "华岭重工长沙厂", "", contract, date(2025, 1, 1), 7, "已交付"])
    read = read_book(write(tmp_path / "book.xlsx", with_sheet("订单", rows)))
    assert [row["amount"] for row in read.rows["signings"] if row["kind"] == "order"] == [0, 700, 700, 700]


def test_instalments_of_cancelled_contracts_are_not_due(read: ReadBook) -> None:
    due = [(row["amount"], row["paid_amount"]) for row in read.rows["instalments"]]
    assert due == [(540_000_00, None), (60_000_00, 60_000_00)]


def test_satisfaction_competitors_and_cases(read: ReadBook) -> None:
    assert [(row["score"], row["surveyed_on"]) for row in read.rows["satisfaction"]] == [
        (4.6, epoch_day(date(2026, 3, 1))),
        (4.0, epoch_day(date(2026, 3, 1))),  # the serial number 46082
    ]
    assert [row["is_active"] for row in read.rows["competitors"]] == [1]
    assert [(row["published_on"], row["has_roi"]) for row in read.rows["cases"]] == [(None, 1)]


def test_english_headings_facts_beside_the_head_and_a_disclaimer_above(tmp_path: Path) -> None:
    rows: Cells = [
        ["Exported on 2026-11-22. For internal use."],
        [],
        ["Account name", "Kind", "Parent account", "Total plants", "Industry rank", "Contact"],
        ["Acme Group", "head office", "", 3, 4, "Ms Li"],
        ["Acme Lyon plant", "", "Acme Group", "", "", ""],
    ]
    read = read_book(write(tmp_path / "book.xlsx", {"any title": rows}))
    group = read.rows["groups"][0]
    assert (group["declared_plants"], group["industry_rank"], group["has_hq_contact"]) == (3, 4, 1)
    assert len(read.rows["plants"]) == 1
    assert problems(read) == []


def test_nothing_said_about_contacts_is_unknown(tmp_path: Path) -> None:
    read = read_book(write(tmp_path / "book.xlsx", {"客户": ACCOUNTS}))
    assert [row["has_hq_contact"] for row in read.rows["groups"]] == [None, None]


def test_a_merged_cell_holds_for_all_its_rows(tmp_path: Path) -> None:
    rows: Cells = [["母公司", "工厂名称"], ["", "一厂"], ["", "二厂"]]
    read = read_book(write(tmp_path / "book.xlsx", {"客户": rows}, merged=("客户", "A2:A3", "华岭集团")))
    assert {account.root.name for account in read.accounts.values()} == {"华岭集团"}


def test_brackets_tell_two_companies_apart(tmp_path: Path) -> None:
    rows: Cells = [["客户名称"], ["华岭(上海)有限公司"], ["华岭（北京）有限公司"]]
    read = read_book(write(tmp_path / "book.xlsx", {"客户": rows}))
    assert len(read.accounts) == 2
    assert problems(read) == []


@pytest.mark.parametrize(
    ("sheet", "row", "expected"),
    [
        ("合同", ["HT9", "华岭重工长沙厂", "2025/13/40", 1, ""], ("合同", 2, "签订日期", "date", "2025/13/40")),
        ("合同", ["HT9", "华岭重工长沙厂", "", 1, "已签订"], ("合同", 2, "签订日期", "needed", "")),
        (
            "合同",
            ["HT9", "华岭重工长沙厂", date(2025, 1, 1), "很多", ""],
            ("合同", 2, "合同金额(万元)", "money", "很多"),
        ),
        ("合同", ["HT9", "华岭重工长沙厂", date(2025, 1, 1), -5, ""], ("合同", 2, "合同金额(万元)", "money", "-5")),
        ("合同", ["HT9", "无此厂", date(2025, 1, 1), 5, ""], ("合同", 2, "客户名称", "no_such_account", "无此厂")),
        (
            "合同",
            ["HT9", "华岭重工长沙厂", date(2025, 1, 1), "USD 5", ""],
            ("合同", 2, "币种", "other_currency", "USD"),
        ),
        (
            "集团信息",
            ["华岭重工集团有限公司", "12.5", "", "", "", "", ""],
            ("集团信息", 2, "集团总工厂数量", "count", "12.5"),
        ),
        ("集团信息", ["华岭重工集团有限公司", "", 0, "", "", "", ""], ("集团信息", 2, "行业排名", "rank", "0")),
        (
            "集团信息",
            ["华岭重工集团有限公司", "", "", "也许", "", "", ""],
            ("集团信息", 2, "采购流程已知", "flag", "也许"),
        ),
        ("满意度", ["华岭重工长沙厂", date(2026, 1, 1), 6], ("满意度", 2, "满意度评分", "score", "6")),
        ("满意度", ["华岭重工长沙厂", date(2026, 1, 1), ""], ("满意度", 2, "满意度评分", "needed", "")),
        (
            "回款计划",
            ["HT0", "", "", date(2026, 1, 1), 1, "", ""],
            ("回款计划", 2, "合同编号", "no_such_document", "HT0"),
        ),
        ("回款计划", ["HT1", "", "", "", 1, "", ""], ("回款计划", 2, "应收日期", "needed", "")),
        ("客户", ["", "", "", "华岭重工集团有限公司", "", "", ""], ("客户", 2, "客户名称", "needed", "")),
        ("客户", ["星厂", "", "星球", "", "", "", ""], ("客户", 2, "客户类型", "kind", "星球")),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_place(
    tmp_path: Path, sheet: str, row: list[Any], expected: tuple[str, int, str, str, str]
) -> None:
    """The row stands first under the headings of its sheet; the rest of the book is sound."""
    rows = BOOK[sheet]
    read = read_book(write(tmp_path / "book.xlsx", with_sheet(sheet, [rows[0], row, *rows[1:]])))
    assert problems(read) == [expected]


def test_a_number_used_twice_is_told(tmp_path: Path) -> None:
    rows = [*BOOK["合同"], ["HT1", "华岭重工长沙厂", date(2025, 1, 1), 5, ""]]
    read = read_book(write(tmp_path / "book.xlsx", with_sheet("合同", rows)))
    assert problems(read) == [("合同", 6, "合同编号", "repeated", "HT1")]
    accounts = read_book(write(tmp_path / "twice.xlsx", {"客户": [["客户名称"], ["一厂"], ["一厂"]]}))
    assert problems(accounts) == [("客户", 3, "客户名称", "repeated", "一厂")]


def test_a_loop_of_parents_is_cut_and_told(tmp_path: Path) -> None:
    rows: Cells = [["客户名称", "上级客户"], ["甲公司", "乙公司"], ["乙公司", "丙公司"], ["丙公司", "甲公司"]]
    read = read_book(write(tmp_path / "book.xlsx", {"客户": rows}))
    assert problems(read) == [("客户", 4, "上级客户", "loop", "甲公司")]
    assert {account.root.name for account in read.accounts.values()} == {"丙公司"}


def test_the_currency_most_rows_are_in_is_the_books(tmp_path: Path) -> None:
    rows: Cells = [["合同编号", "客户名称", "签订日期", "合同金额", "币种"]]
    rows += [[f"HT{n}", "华岭重工长沙厂", date(2025, 1, 1), 5, code] for n, code in enumerate(("EUR", "eur", ""))]
    read = read_book(write(tmp_path / "book.xlsx", {"客户": ACCOUNTS, "合同": rows}))
    assert read.currency == "EUR"
    assert problems(read) == [("合同", 4, "币种", "other_currency", "CNY")]
    assert [row["amount"] for row in read.rows["signings"]] == [500, 500, None]


def test_it_refuses_what_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    for name in ("text.xlsx", "absent.xlsx"):
        with pytest.raises(WorkbookUnreadable) as caught:
            read_book(tmp_path / name)
        assert caught.value.facts["path"].endswith(name)


def test_it_refuses_a_workbook_without_accounts(tmp_path: Path) -> None:
    with pytest.raises(SheetMissing) as caught:
        read_book(write(tmp_path / "book.xlsx", {"合同": BOOK["合同"], "说明": [["x"]]}))
    assert caught.value.facts == {"found": "合同, 说明"}


def test_it_refuses_a_sheet_without_a_needed_column(tmp_path: Path) -> None:
    rows: Cells = [["合同编号", "金额"], ["HT1", 5]]
    with pytest.raises(HeaderMissing) as caught:
        read_book(write(tmp_path / "book.xlsx", with_sheet("合同", rows)))
    assert caught.value.facts == {"sheet": "合同", "headings": "客户名称 / 客户编号, 签订日期"}


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (day, "2024/8/27", date(2024, 8, 27)),
        (day, "2024年8月27日", date(2024, 8, 27)),
        (day, "2024-08-27 10:00", date(2024, 8, 27)),
        (day, 45531.0, date(2024, 8, 27)),
        (day, " ", None),
        (count, "1,200", 1200),
        (count, 12.0, 12),
        (rank, "TOP3", 3),
        (flag, "√", 1),
        (flag, False, 0),
        (score, "非常满意", 5.0),
        (score, "４.５分", 4.5),
    ],
)
def test_cells(reader: Any, cell: object, value: object) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        (0.1, 1, (10, None)),
        ("120万", 1, (120_000_000, None)),
        ("1.2亿元", 10_000, (12_000_000_000, None)),
        (3, 10_000, (3_000_000, None)),
        ("3", 10_000, (3_000_000, None)),
        ("300元", 10_000, (30_000, None)),
        ("¥1,200.50", 1, (120_050, "CNY")),
        ("5 美元", 1, (500, "USD")),
        ("", 1, None),
    ],
)
def test_money(cell: object, unit: int, value: object) -> None:
    assert money(cell, unit) == value


@pytest.mark.parametrize("cell", [True, float("nan"), float("inf"), "abc", -1])
def test_money_refuses(cell: object) -> None:
    with pytest.raises(Unreadable):
        money(cell, 1)


def test_units_of_headings() -> None:
    assert [heading_unit(heading) for heading in ("金额", "金额（万元）", "金额(亿)")] == [1, 10_000, 100_000_000]
