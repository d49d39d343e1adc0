"""The sheets and headings the radar's reader knows, Chinese and English. The only place that lists them."""

import re
from unicodedata import normalize

SHEETS: dict[str, tuple[str, ...]] = {
    "accounts": ("客户", "客户清单", "客户列表", "客户主数据", "accounts", "customers"),
    "groups": ("集团信息", "集团", "group facts", "groups"),
    "contacts": ("联系人", "contacts"),
    "contracts": ("合同", "contracts"),
    "orders": ("订单", "orders"),
    "instalments": ("回款计划", "回款", "instalments", "payments"),
    "satisfaction": ("满意度", "satisfaction", "csat"),
    "competitors": ("竞品", "竞争对手", "competitors"),
    "cases": ("成功案例", "案例", "success cases", "cases"),
}

_ACCOUNT = (
    "客户名称",
    "企业名称",
    "公司名称",
    "单位名称",
    "工厂名称",
    "名称",
    "account name",
    "account",
    "customer",
    "name",
)
_ACCOUNT_CODE = ("客户编号", "客户编码", "account code")
_FACTS: dict[str, tuple[str, ...]] = {
    "declared_plants": ("集团总工厂数量", "工厂总数", "总工厂数", "总工厂数量", "total plants"),
    "industry_rank": ("行业排名", "行业地位", "industry rank"),
    "is_procurement_known": ("采购流程已知", "procurement process known"),
    "procurement_process": ("采购流程说明", "采购流程", "procurement process"),
    "is_exclusive_intent": ("独家合作意向", "独家意向", "exclusive intent"),
    "exclusive_until": ("独家意向有效期", "独家意向到期", "exclusive intent valid until", "exclusive until"),
    "next_follow_up_on": ("下次跟进日期", "下次跟进时间", "下次跟进", "next follow-up"),
}

HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "accounts": {
        "name": _ACCOUNT,
        "code": _ACCOUNT_CODE,
        "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码", "税号", "unified social credit code"),
        "kind": ("客户类型", "类型", "kind", "type"),
        "parent": ("上级客户", "母公司", "上级公司", "上级单位", "总公司", "parent account", "parent"),
        "parent_code": ("上级客户编号", "parent account code"),
        "group": ("所属集团", "集团", "集团名称", "集团公司", "group"),
        "is_active": ("是否在营", "in operation"),
        "owner": ("负责人", "客户负责人", "owner"),
        "contact_name": ("联系人", "contact"),
        **_FACTS,
    },
    "groups": {"account": ("集团名称", "group name", *_ACCOUNT), "account_code": _ACCOUNT_CODE, **_FACTS},
    "contacts": {
        "account": _ACCOUNT[:-1],
        "account_code": _ACCOUNT_CODE,
        "name": ("姓名", "联系人", "联系人姓名", "name"),
        "is_active": ("是否在职", "in post"),
    },
    "contracts": {
        "number": ("合同编号", "合同号", "contract number"),
        "account": _ACCOUNT,
        "account_code": _ACCOUNT_CODE,
        "signed_on": ("签订日期", "签约日期", "签署日期", "signed on"),
        "amount": ("合同金额", "金额", "contract amount", "amount"),
        "currency": ("币种", "currency"),
        "status": ("合同状态", "状态", "contract status", "status"),
    },
    "orders": {
        "number": ("订单编号", "订单号", "order number"),
        "account": _ACCOUNT,
        "account_code": _ACCOUNT_CODE,
        "contract_number": ("合同编号", "合同号", "contract number"),
        "signed_on": ("下单日期", "订单日期", "签订日期", "ordered on"),
        "amount": ("订单金额", "金额", "order amount", "amount"),
        "currency": ("币种", "currency"),
        "status": ("订单状态", "状态", "order status", "status"),
    },
    "instalments": {
        "contract_number": ("合同编号", "合同号", "contract number"),
        "order_number": ("订单编号", "订单号", "order number"),
        "due_on": ("应收日期", "到期日", "应付日期", "due on"),
        "amount": ("应收金额", "金额", "amount due", "amount"),
        "currency": ("币种", "currency"),
        "paid_on": ("实收日期", "回款日期", "到账日期", "paid on"),
        "paid_amount": ("实收金额", "回款金额", "amount paid"),
    },
    "satisfaction": {
        "account": _ACCOUNT,
        "account_code": _ACCOUNT_CODE,
        "surveyed_on": ("评价日期", "调查日期", "surveyed on"),
        "score": ("满意度评分", "评分", "满意度", "得分", "satisfaction score", "score"),
    },
    "competitors": {
        "account": _ACCOUNT,
        "account_code": _ACCOUNT_CODE,
        "competitor": ("竞争对手", "竞品", "competitor"),
        "is_active": ("是否在用", "in use"),
    },
    "cases": {
        "account": _ACCOUNT,
        "account_code": _ACCOUNT_CODE,
        "published_on": ("发布日期", "published on"),
        "roi_percent": ("投资回报率", "roi", "measured roi"),
    },
}

REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "accounts": (("name",),),
    "groups": (("account", "account_code"),),
    "contacts": (("account", "account_code"),),
    "contracts": (("number",), ("account", "account_code"), ("signed_on",)),
    "orders": (("number",), ("account", "account_code"), ("signed_on",)),
    "instalments": (("contract_number", "order_number"), ("due_on",), ("amount",)),
    "satisfaction": (("account", "account_code"), ("surveyed_on",), ("score",)),
    "competitors": (("account", "account_code"),),
    "cases": (("account", "account_code"),),
}
"""Columns a sheet cannot do without; of each inner group at least one."""

KINDS = {
    "head_office": ("集团总部", "总部", "集团", "head_office", "head office"),
    "company": ("公司", "子公司", "企业", "company"),
    "branch": ("分公司", "branch"),
    "plant": ("工厂", "分厂", "基地", "plant"),
    "workshop": ("车间", "workshop"),
}
UNSIGNED = ("草稿", "draft")
CANCELLED = ("已取消", "取消", "作废", "cancelled", "canceled")
NOTES = ("#说明", "#示例", "#note", "#example")
"""How the first cell of a row begins that explains the template and is no data."""


def plain(heading: object) -> str:
    """A heading as it is compared: half-width, lower case, without stars, spaces, signs or what stands in brackets."""
    half_width = normalize("NFKC", str(heading)).casefold()
    return re.sub(r"\(.*?\)|[\s*/\\:\-_,.]", "", half_width)


def field_of(sheet: str) -> dict[str, str]:
    """From plain heading to field. Where two fields claim a heading, the first one listed keeps it."""
    found: dict[str, str] = {}
    for field, aliases in HEADINGS[sheet].items():
        for alias in aliases:
            found.setdefault(plain(alias), field)
    return found


def sheet_of(title: str) -> str | None:
    """Which sheet of ours a tab of the workbook is."""
    wanted = plain(title)
    return next((sheet for sheet, titles in SHEETS.items() if wanted in map(plain, titles)), None)


def word_of(said: str, words: dict[str, tuple[str, ...]]) -> str | None:
    """The code of a word, such as plant for 工厂."""
    wanted = plain(said)
    return next((code for code, spoken in words.items() if wanted in map(plain, spoken)), None)
