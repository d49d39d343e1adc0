"""Whole rows: what they say, what is refused, what is only told."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kaizhi.interchange.cells import Holder
from kaizhi.interchange.headers import propose_for
from kaizhi.interchange.issues import Code, RowIssue, Severity, column_letter
from kaizhi.interchange.messages import SENTENCES, row_sentence
from kaizhi.interchange.rows import RawRow, parse_row, row_parser
from kaizhi.interchange.schema import SHEETS, SheetKind

TODAY = date(2026, 11, 22)


def parse(kind, row, *, inherited=None, currency="CNY"):
    """A row given as heading → cell."""
    mapping = propose_for(kind, list(row))
    assert all(column.field for column in mapping.columns), mapping.unknown
    return parse_row(mapping, RawRow(7, list(row.values()), inherited or {}), today=TODAY, currency=currency)


def codes(row, severity=None):
    return [found.issue.code for found in row.issues if severity in {None, found.severity}]


def test_it_works():
    row = parse(
        SheetKind.ACCOUNTS,
        {
            "客户名称": " 样例重工（长沙）有限公司 ",
            "统一社会信用代码": "91350100m000100y43",
            "客户类型": "子公司",
            "上级客户": "样例集团有限公司",
            "曾用名": "样例机械；样例泵业",
            "联系电话": 13800001234.0,
            "更多电话": "0731-88886666；13800001234",
            "注册资本(万元)": 500,
            "成立日期": "2001年5月",
            "员工人数": 320.0,
            "是否在营": "是",
        },
    )
    assert not row.is_rejected
    assert row.number == 7
    capital = row.values.pop("registered_capital")
    assert (capital.minor, capital.currency) == (500_000_000, "CNY")
    assert row.values == {
        "name": "样例重工（长沙）有限公司",
        "credit_code": "91350100M000100Y43",
        "kind": "company",
        "parent": "样例集团有限公司",
        "former_names": ["样例机械", "样例泵业"],
        "phone": "13800001234; 0731-88886666",
        "founded_on": date(2001, 5, 1),
        "n_employees": 320,
        "is_active": True,
    }
    assert codes(row) == [Code.DATE_PARTIAL]


def test_a_blank_cell_says_nothing():
    row = parse(SheetKind.ACCOUNTS, {"客户名称": "甲公司", "备注": "", "所属行业": None, "省份": "-", "是否在营": "  "})
    assert row.values == {"name": "甲公司"}
    assert row.issues == []


def test_a_short_row_is_a_row_with_blanks():
    mapping = propose_for(SheetKind.ACCOUNTS, ["客户名称", "省份", "城市"])
    assert parse_row(mapping, RawRow(2, ["甲公司"]), today=TODAY).values == {"name": "甲公司"}


def test_what_is_required():
    row = parse(SheetKind.ACCOUNTS, {"省份": "湖南省", "客户名称": " "})
    assert row.is_rejected
    assert [(found.issue.code, found.field, found.column, found.column_letter) for found in row.issues] == [
        (Code.REQUIRED, "name", 1, "B")
    ]


def test_a_bad_required_cell_is_told_once():
    row = parse(SheetKind.ORDERS, {"订单编号": "D1", "客户名称": "甲", "下单日期": "2024-02-30", "订单金额": 5})
    assert codes(row) == [Code.DATE_IMPOSSIBLE]


def test_an_account_may_be_named_by_code():
    assert parse(SheetKind.CONTACTS, {"客户编号": "C0000001", "姓名": "张示例"}).issues == []
    row = parse(SheetKind.CONTACTS, {"客户编号": "", "姓名": "张示例"})
    assert codes(row) == [Code.ONE_OF_REQUIRED]
    with translation.override("en"):
        sentence = row_sentence(row.issues[0], row.kind)
    assert "Account name, Account code, Unified social credit code" in sentence


def test_merged_cells_fill_keys_and_nothing_else():
    merged = {0: "甲公司", 3: 500.0}
    row = parse(
        SheetKind.ORDERS, {"客户名称": "", "订单编号": "D2", "下单日期": "2026-01-05", "订单金额": ""}, inherited=merged
    )
    assert row.values["account"] == "甲公司"
    assert "amount" not in row.values
    assert codes(row) == [Code.REQUIRED]


def test_the_rows_currency_is_the_amounts():
    cells = {"订单编号": "D1", "客户名称": "甲", "下单日期": "2026-01-05", "订单金额": "100", "币种": "日元"}
    mapping = propose_for(SheetKind.ORDERS, list(cells))
    parser = row_parser(mapping, today=TODAY)
    amounts = [
        parser(RawRow(2, [*list(cells.values())[:4], word])).values["amount"] for word in ("日元", "", "USD", "日元")
    ]
    assert [(amount.minor, amount.currency) for amount in amounts] == [
        (100, "JPY"), (10_000, "CNY"), (10_000, "USD"), (100, "JPY"),
    ]  # fmt: skip


def test_the_headings_currency_goes_before_the_books():
    row = parse(SheetKind.ORDERS, {"订单编号": "D1", "客户名称": "甲", "下单日期": "2026-01-05", "订单金额(万美元)": 2})
    assert (row.values["amount"].minor, row.values["amount"].currency) == (2_000_000, "USD")
    other = parse(
        SheetKind.ORDERS, {"订单编号": "D1", "客户名称": "甲", "下单日期": "2026-01-05", "订单金额": 2}, currency="EUR"
    )
    assert other.values["amount"].currency == "EUR"


def test_constants_fill_what_the_row_leaves_open():
    mapping = propose_for(
        SheetKind.ACCOUNTS, ["plant-id", "plant-name-(english)", "owner-gem-id", "parent-gem-id", "kind"]
    )
    parser = row_parser(mapping, today=TODAY)
    assert parser(RawRow(2, ["P1", "Sample steel plant", "E1", "E2", ""])).values["kind"] == "plant"
    assert parser(RawRow(2, ["P1", "Sample steel plant", "E1", "E2", "company"])).values["kind"] == "company"


def test_holders_become_a_parent_and_stakes():
    row = parse(
        SheetKind.ACCOUNTS, {"客户名称": "甲工厂", "上级客户": "乙公司 [40%]; 丙公司 [60%]", "所属集团": "丙集团"}
    )
    assert row.values["parent"] == "丙公司"
    assert row.values["parent_stakes"] == (Holder("乙公司", 4000), Holder("丙公司", 6000))
    assert row.values["group"] == "丙集团"
    assert "group_stakes" not in row.values


def test_nobody_is_their_own_parent():
    row = parse(SheetKind.ACCOUNTS, {"客户名称": "样例（集团）公司", "上级客户": "样例(集团) 公司"})
    assert "parent" not in row.values
    assert codes(row) == [Code.PARENT_IS_SELF]
    head = parse(SheetKind.ACCOUNTS, {"客户名称": "样例集团", "所属集团": "样例集团"})
    assert head.values == {"name": "样例集团"}
    assert head.issues == []


def test_a_flat_list_makes_contacts_and_group_facts():
    row = parse(
        SheetKind.ACCOUNTS,
        {
            "客户名称": "样例集团",
            "联系人": "张示例",
            "手机": 13800001234.0,
            "集团总工厂数量": "12家",
            "年度采购预算(万元)": 300,
        },
    )
    assert row.values == {"name": "样例集团"}
    contact, facts = row.parts
    assert (contact.kind, contact.values) == (
        SheetKind.CONTACTS,
        {"account": "样例集团", "name": "张示例", "mobile": "13800001234"},
    )
    assert (facts.kind, facts.values["declared_plants"], facts.values["annual_budget"].minor) == (
        SheetKind.GROUPS, 12, 300_000_000,
    )  # fmt: skip


def test_a_contact_without_a_name_is_left_out_and_told():
    row = parse(SheetKind.ACCOUNTS, {"客户名称": "甲公司", "联系人": "", "手机": "13800001234"})
    assert row.parts == []
    assert codes(row) == [Code.CONTACT_WITHOUT_NAME]
    assert not row.is_rejected


@pytest.mark.parametrize(
    ("status", "signed_on", "expected"),
    [("已签订", "", [Code.SIGNED_WITHOUT_DATE]), ("草稿", "", []), ("", "", []), ("已签订", "2026-01-05", [])],
)
def test_a_signed_contract_has_a_date(status, signed_on, expected):
    row = parse(
        SheetKind.CONTRACTS,
        {"合同编号": "H1", "客户名称": "甲", "合同金额": 5, "合同状态": status, "签订日期": signed_on},
    )
    assert codes(row, Severity.ERROR) == expected


def test_a_contract_does_not_end_before_it_starts():
    row = parse(
        SheetKind.CONTRACTS,
        {"合同编号": "H1", "客户名称": "甲", "合同金额": 5, "开始日期": "2026-05-01", "结束日期": "2026-04-01"},
    )
    assert codes(row) == [Code.ENDS_BEFORE_START]


def test_a_payment_date_alone_is_payment_in_full():
    cells = {
        "合同编号": "H1",
        "款项节点": "预付款",
        "应收日期": "2026-04-15",
        "应收金额": 100,
        "实收日期": "2026-04-10",
        "实收金额": "",
    }
    assert parse(SheetKind.INSTALMENTS, cells).values["paid_amount"].minor == 10_000
    undated = parse(SheetKind.INSTALMENTS, cells | {"实收日期": "", "实收金额": 50})
    assert codes(undated) == [Code.PAID_WITHOUT_DATE]
    assert not undated.is_rejected


def test_a_closed_opportunity_has_a_date():
    cells = {"客户名称": "甲", "商机名称": "乙", "商机状态": "赢单", "结束日期": ""}
    assert codes(parse(SheetKind.OPPORTUNITIES, cells)) == [Code.CLOSED_WITHOUT_DATE]
    assert codes(parse(SheetKind.OPPORTUNITIES, cells | {"结束日期": "2026-03-01"})) == []


def test_lists_are_not_shared_between_rows():
    mapping = propose_for(SheetKind.ACCOUNTS, ["客户名称", "曾用名"])
    parser = row_parser(mapping, today=TODAY)
    one, other = (parser(RawRow(number, ["甲", "乙；丙"])) for number in (2, 3))
    one.values["former_names"].append("丁")
    assert other.values["former_names"] == ["乙", "丙"]


def test_a_remembered_cell_means_the_same_again():
    mapping = propose_for(SheetKind.ORDERS, ["订单编号", "客户名称", "下单日期", "订单金额"])
    parser = row_parser(mapping, today=TODAY)
    rows = [parser(RawRow(number, ["D1", "甲", "2024-02-30", "120万"])) for number in (2, 3)]
    assert rows[0].values == rows[1].values
    assert rows[0].issues == rows[1].issues
    assert codes(rows[1]) == [Code.DATE_IMPOSSIBLE]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_issue_has_a_sentence_in_both_languages(language):
    row = parse(SheetKind.ACCOUNTS, {"客户名称": "甲", "客户类型": "飞船", "成立日期": "2024-02-30"})
    with translation.override(language):
        sentences = [row_sentence(found, row.kind) for found in row.issues]
    if language == "en":
        assert sentences[0].startswith(
            "Column B “客户类型”: “飞船” is not in the list. Possible are: Group head office, Company"
        )
        assert "no such day as 2024-02-30" in sentences[1]
    else:
        assert sentences[0] == "B 列“客户类型”：“飞船”不在可选范围内，可填：集团总部、公司、分公司、工厂、车间。"
        assert sentences[1] == "C 列“成立日期”：日期 2024-02-30 不存在，请核对月和日。"


def test_no_code_without_a_sentence():
    assert set(SENTENCES) == set(Code)


def test_an_issue_survives_storage():
    row = parse(SheetKind.ACCOUNTS, {"客户名称": "甲", "客户类型": "飞船", "成立日期": "2024-02-30"})
    assert [RowIssue.from_dict(found.as_dict()) for found in row.issues] == row.issues


def test_column_letters():
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


ANYTHING = st.one_of(st.none(), st.text(), st.floats(), st.booleans(), st.dates(), st.integers())


@pytest.mark.parametrize("spec", SHEETS.values(), ids=[kind.value for kind in SHEETS])
def test_no_row_makes_it_raise(spec):
    headings = [field.names[0] for field in spec.fields]
    mapping = propose_for(spec.kind, headings)
    parser = row_parser(mapping, today=TODAY)

    @given(st.lists(ANYTHING, max_size=len(headings)))
    def holds(cells):
        row = parser(RawRow(2, cells))
        assert row.is_rejected == any(found.severity == Severity.ERROR for found in row.issues)
        for found in row.issues:
            assert row_sentence(found, row.kind)

    holds()
