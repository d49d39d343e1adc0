"""Headings as teams, registries and trackers write them."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kaizhi.interchange.headers import (
    NUMBERED,
    SURE,
    SheetMapping,
    find_header,
    heading_key,
    propose,
    propose_for,
)
from kaizhi.interchange.schema import SHEETS, SheetKind


def _cut(line):
    return line.split(",")


QICHACHA = _cut(
    "企业名称,登记状态,法定代表人,注册资本,成立日期,统一社会信用代码,注册地址,所属省份,所属城市,所属区县,有效手机号,更多电话,邮箱,企业(机构)类型,纳税人识别号,注册号,"
    "组织机构代码,参保人数,参保人数所属年报,营业期限,国标行业门类,国标行业大类,国标行业中类,国标行业小类,企业规模,曾用名,英文名,官网网址,通信地址,通信地址邮编,企业简介,"
    "经营范围"
)
TIANYANCHA = _cut(
    "公司名称,登记状态,法定代表人,注册资本,实缴资本,成立日期,核准日期,营业期限,所属省份,所属城市,所属区县,企业(机构)类型,国标行业门类,国标行业大类,国标行业中类,曾用名,英文名,"
    "统一社会信用代码,纳税人识别号,注册号,组织机构代码,参保人数,参保人数所属年报,更多电话,注册地址,最新年报地址,通信地址,网址,邮箱,其他邮箱,经营范围"
)
OLDER_TIANYANCHA = _cut(
    "公司名称,经营状态,法定代表人,注册资本,成立日期,统一社会信用代码,工商注册号,所属行业,更多邮箱,地址,电话"
)
GEM = _cut(
    "plant-id,plant-name-(english),plant-name-(other-language),owner,owner-(other-language),owner-gem-id,parent,"
    "parent-gem-id,subnational-unit-(province/state),country/area,coordinates,main-production-equipment,steel-products,"
    "start-date,plant-status,operating-nominal-crude-steel-capacity-(ttpa)"
)


def fields(mapping):
    return {column.heading: column.field for column in mapping.columns if column.field}


def test_it_works():
    mapping = propose("客户", ["客户名称*", "统一社会信用代码", "上级客户", "注册资本（万元）", "我们的暗号"])
    assert mapping.kind == SheetKind.ACCOUNTS
    assert fields(mapping) == {
        "客户名称*": "name",
        "统一社会信用代码": "credit_code",
        "上级客户": "parent",
        "注册资本（万元）": "registered_capital",
    }
    assert [column.heading for column in mapping.unknown] == ["我们的暗号"]
    assert mapping.columns[3].factor == Decimal(10_000)
    assert mapping.missing() == ()
    assert all(column.is_sure for column in mapping.columns if column.field)


@pytest.mark.parametrize("headings", [QICHACHA, TIANYANCHA, OLDER_TIANYANCHA], ids=["qcc", "tyc", "old tyc"])
def test_registry_exports_are_accounts(headings):
    mapping = propose("查询结果", headings)
    found = fields(mapping)
    assert mapping.kind == SheetKind.ACCOUNTS
    assert found[headings[0]] == "name"
    assert found[headings[1]] == "registration"
    assert found["统一社会信用代码"] == "credit_code"
    assert found["注册资本"] == "registered_capital"
    assert found["成立日期"] == "founded_on"
    assert len([code for code in found.values() if code == "industry"]) == 1


def test_a_registrys_own_lists_are_not_ours():
    found = fields(propose("x", QICHACHA))
    assert not {"企业(机构)类型", "企业规模", "企业简介", "纳税人识别号"} & set(found)
    assert found["有效手机号"] == found["更多电话"] == "phone"
    assert found["注册地址"] == "address"
    assert "通信地址" not in found


def test_a_branchs_head_is_no_colleague_of_ours():
    branches = propose("分支机构", ["序号", "企业名称", "负责人", "成立日期", "登记状态"])
    assert fields(branches)["负责人"] == "legal_representative"
    own = propose("客户", ["客户名称", "负责人", "登记状态"])
    assert fields(own)["负责人"] == "owner"


def test_a_plant_trackers_owner_is_a_company():
    mapping = propose("plants", GEM)
    assert mapping.layout == "gem"
    assert fields(mapping)["owner"] == "parent"
    assert fields(mapping)["parent"] == "group"
    assert fields(mapping)["plant-name-(english)"] == "name"
    assert mapping.constants == (("kind", "plant"),)
    assert "plant-name-(other-language)" not in fields(mapping)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["客户名称", "姓名", "手机", "职务"], SheetKind.CONTACTS),
        (["客户名称", "联系人", "职务", "手机", "地址", "所属行业", "负责人"], SheetKind.ACCOUNTS),
        (["订单号", "客户", "下单日期", "金额(万元)", "状态"], SheetKind.ORDERS),
        (["合同编号", "客户名称", "合同金额", "签订日期", "状态"], SheetKind.CONTRACTS),
        (["合同编号", "款项节点", "应收日期", "应收金额", "实收日期"], SheetKind.INSTALMENTS),
        (["集团名称", "集团总工厂数量", "年度采购预算（万元）", "行业排名"], SheetKind.GROUPS),
        (["客户名称", "评价日期", "满意度评分"], SheetKind.SATISFACTION),
        (["客户名称", "竞争对手", "竞品产品", "是否在用"], SheetKind.COMPETITORS),
        (["客户名称", "案例标题", "发布日期", "投资回报率"], SheetKind.CASES),
        (["客户名称", "商机名称", "预计金额", "预计成交日期"], SheetKind.OPPORTUNITIES),
        (["Account name", "Order number", "Ordered on", "Order amount"], SheetKind.ORDERS),
        (["Company", "Contact name", "E-mail", "Job title", "Mobile phone"], SheetKind.CONTACTS),
    ],
)
def test_kinds_are_told_by_their_headings(headings, kind):
    mapping = propose("Sheet1", headings)
    assert mapping.kind == kind
    assert not mapping.missing()


def test_the_sheets_name_decides_between_likes():
    headings = ["客户名称", "名称", "金额", "日期", "备注"]
    assert propose("商机", headings).kind == SheetKind.OPPORTUNITIES
    assert propose("合同", ["编号", *headings]).kind == SheetKind.CONTRACTS
    assert propose("订单", ["编号", *headings]).kind == SheetKind.ORDERS


@pytest.mark.parametrize("headings", [["持股比例", "认缴出资额"], ["", ""], ["x"], []])
def test_a_sheet_of_something_else_is_not_guessed(headings):
    assert propose("股东", headings) is None


def test_a_lone_mobile_is_the_companys():
    assert fields(propose_for(SheetKind.ACCOUNTS, ["客户名称", "手机"])) == {"客户名称": "name", "手机": "phone"}
    beside = propose_for(SheetKind.ACCOUNTS, ["客户名称", "手机", "联系人"])
    assert fields(beside)["手机"] == "contact_mobile"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        (" 客户\n名称 ：", "name"),
        ("【客户名称】", "name"),
        ("Ａccount Ｎame", "name"),
        ("ACCOUNT_NAME", "name"),
        ("客户名称（必填）", "name"),
        ("联系电话2", "phone"),
        ("甲方客户全称", "name"),
        ("credit_code", "credit_code"),
    ],
)
def test_spellings(heading, field):
    assert fields(propose_for(SheetKind.ACCOUNTS, [heading])) == {heading: field}


def test_an_unsure_match_says_so():
    mapping = propose_for(SheetKind.ACCOUNTS, ["甲方客户全称", "联系电话2"])
    assert mapping.columns[0].confidence < SURE
    assert mapping.columns[1].confidence == NUMBERED


def test_the_best_of_two_columns_wins():
    mapping = propose_for(SheetKind.ACCOUNTS, ["公司", "客户名称"])
    assert fields(mapping) == {"客户名称": "name"}


def test_the_person_changes_a_column():
    mapping = propose_for(SheetKind.ACCOUNTS, ["公司", "客户名称", "联系电话", "座机"])
    changed = mapping.change(0, "name")
    assert fields(changed) == {"公司": "name", "联系电话": "phone", "座机": "phone"}
    assert fields(changed.change(0, None)) == {"联系电话": "phone", "座机": "phone"}
    assert [spec.code for spec in changed.change(0, None).missing()] == ["name"]
    assert fields(mapping.change(2, "phone"))["座机"] == "phone"


def test_one_of_several_is_enough():
    assert propose_for(SheetKind.CONTACTS, ["客户编号", "姓名"]).missing() == ()
    assert [spec.code for spec in propose_for(SheetKind.CONTACTS, ["姓名"]).missing()] == ["account"]


@pytest.mark.parametrize("headings", [QICHACHA, GEM, ["订单号", "客户", "金额(万美元)", "权重%"]])
def test_a_mapping_survives_storage(headings):
    mapping = propose("x", headings)
    assert SheetMapping.from_dict(mapping.as_dict()) == mapping


DISCLAIMER = ["本报告数据来源于公开渠道，仅供参考，不构成任何建议", "", ""]


@pytest.mark.parametrize(
    ("rows", "position"),
    [
        ([["客户名称", "手机"], ["甲", "1"]], 0),
        ([DISCLAIMER, ["企业名称", "登记状态", "法定代表人"], ["甲", "存续", "乙"]], 1),
        ([["客户台账", "", ""], ["2026年", "", ""], ["客户名称", "客户类型", "备注"], ["甲", "工厂", ""]], 2),
        ([["基本信息", "", "联系信息", ""], ["客户名称", "行业", "联系人", "手机"], ["甲", "x", "乙", 1.0]], 1),
        ([["alpha", "beta", "gamma"], ["1", 2.0, 3.0]], 0),
        ([["报表", "", ""], ["alpha", "beta", "gamma"], ["x", 2.0, 3.0]], 1),
    ],
)
def test_the_header_row_is_found(rows, position):
    assert find_header(rows).position == position


def test_no_header_in_figures():
    assert find_header([[1.0, 2.0], [3.0, 4.0]]) is None
    assert find_header([]) is None


@pytest.mark.parametrize("spec", SHEETS.values(), ids=[kind.value for kind in SHEETS])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_our_own_headings_are_known_in_both_languages(spec, language):
    with translation.override(language):
        headings = [str(field.label) for field in spec.fields if field.in_template]
        name = str(spec.label)
    mapping = propose(name, headings)
    assert mapping.kind == spec.kind
    assert [column.field for column in mapping.columns] == [field.code for field in spec.fields if field.in_template]


@pytest.mark.parametrize("spec", SHEETS.values(), ids=[kind.value for kind in SHEETS])
def test_the_chinese_heading_is_the_catalogues(spec):
    with translation.override("zh-hans"):
        assert [str(field.label) for field in spec.fields] == [field.names[0] for field in spec.fields]
        assert str(spec.label) == spec.sheet_names.split("|")[0]


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=10))
def test_no_heading_makes_it_fail(headings, name):
    mapping = propose(name, headings)
    assert mapping is None or len(mapping.columns) == len(headings)
    for text in headings:
        heading_key(text).encode("utf-8", "surrogatepass")
