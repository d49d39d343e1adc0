"""The demo book as a customer workbook, in the sheets and headings of the import template."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from kaizhi.interchange.demo_book.rows import DemoBook

_FEN = 100

_KINDS = {"head_office": "集团总部", "company": "公司", "branch": "分公司", "plant": "工厂", "workshop": "车间"}
_SUPPLIER = {"": "", "none": "未申请", "applying": "申请中", "approved": "已入围"}
_ROLES = {
    "decision_maker": "决策者",
    "technical": "技术把关",
    "purchasing": "采购",
    "finance": "财务",
    "user": "使用者",
    "champion": "支持者",
}
_CLOSENESS = {0: "未接触", 25: "认识", 50: "有互动", 75: "支持", 100: "拥护"}
_STATUS = {
    "draft": "草稿",
    "signed": "已签订",
    "completed": "已完成",
    "confirmed": "已确认",
    "delivered": "已交付",
    "accepted": "已验收",
    "cancelled": "已取消",
}
_OUTCOMES = {"open": "进行中", "won": "赢单", "lost": "输单"}


class _Column(NamedTuple):
    heading: str
    value: Callable[[Any], object]
    width: int = 14


class _Sheet(NamedTuple):
    name: str
    columns: Sequence[_Column]
    rows: Iterable[object]


def to_workbook(book: DemoBook, path: Path) -> None:
    """Write the book as .xlsx: codes and phones as text, amounts in yuan as numbers, dates as dates."""
    with xlsxwriter.Workbook(path) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        money = workbook.add_format({"num_format": "#,##0.00"})
        for sheet in _sheets(book):
            page = workbook.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for position, column in enumerate(sheet.columns):
                page.set_column(position, position, column.width)
                page.write_string(0, position, column.heading, head)
            for line, row in enumerate(sheet.rows, start=1):
                for position, column in enumerate(sheet.columns):
                    _write_cell(page, line, position, column.value(row), day, money)


def _write_cell(page: Any, line: int, position: int, value: object, day: object, money: object) -> None:
    match value:
        case None | "":
            return
        case date():
            page.write_datetime(line, position, value, day)
        case float():
            page.write_number(line, position, value, money)
        case bool():
            page.write_string(line, position, "是" if value else "否")
        case int():
            page.write_number(line, position, value)
        case _:
            page.write_string(line, position, str(value))


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / _FEN


def _sheets(book: DemoBook) -> tuple[_Sheet, ...]:
    names = {account.key: account.name for account in book.accounts}
    return (
        _Sheet("客户", _account_columns(book, names), book.accounts),
        _Sheet("集团信息", _group_columns(names), book.groups),
        _Sheet("联系人", _contact_columns(names), book.contacts),
        _Sheet("合同", _contract_columns(names), book.contracts),
        _Sheet("订单", _order_columns(names), book.orders),
        _Sheet("回款计划", _INSTALMENT_COLUMNS, book.instalments),
        _Sheet("满意度", _survey_columns(names), book.surveys),
        _Sheet("竞品", _competitor_columns(names), book.competitors),
        _Sheet("成功案例", _case_columns(names), book.cases),
        _Sheet("商机", _opportunity_columns(book, names), book.opportunities),
    )


def _of_account(names: dict[int, str]) -> _Column:
    return _Column("客户名称", lambda row: names[row.account], 32)


def _account_columns(book: DemoBook, names: dict[int, str]) -> Sequence[_Column]:
    people = {person.username: person.name for person in book.people}
    files = {row.account: row for row in book.plant_files}
    return (
        _Column("客户名称", lambda row: row.name, 32),
        _Column("统一社会信用代码", lambda row: row.credit_code, 22),
        _Column("客户类型", lambda row: _KINDS[row.kind]),
        _Column("上级客户", lambda row: names.get(row.parent), 32),
        _Column("简称", lambda row: row.short_name),
        _Column("曾用名", lambda row: row.former_name),
        _Column("所属行业", lambda row: row.industry),
        _Column("省份", lambda row: row.province),
        _Column("城市", lambda row: row.city),
        _Column("区县", lambda row: row.district),
        _Column("详细地址", lambda row: row.address, 36),
        _Column("是否在营", lambda row: row.is_active),
        _Column("负责人", lambda row: people[row.owner]),
        _Column("下次跟进日期", lambda row: row.next_follow_up_on),
        _Column("客户来源", lambda row: row.source),
        _Column("工厂规模", lambda row: files[row.key].scale if row.key in files else None, 24),
        _Column("生产工艺", lambda row: files[row.key].process if row.key in files else None, 24),
        _Column("管理水平", lambda row: files[row.key].management_level if row.key in files else None, 24),
        _Column("特殊需求", lambda row: files[row.key].special_needs if row.key in files else None, 24),
    )


def _group_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _Column("集团名称", lambda row: names[row.head], 32),
        _Column("集团总工厂数量", lambda row: row.declared_plants),
        _Column("集团年度采购预算", lambda row: _yuan(row.annual_budget), 18),
        _Column("行业排名", lambda row: row.industry_rank),
        _Column("采购流程已知", lambda row: row.is_procurement_known),
        _Column("采购流程说明", lambda row: row.procurement_process, 48),
        _Column("合格供应商状态", lambda row: _SUPPLIER[row.approved_supplier]),
        _Column("独家合作意向", lambda row: row.is_exclusive_intent),
        _Column("独家意向有效期", lambda row: row.exclusive_until),
        _Column("共性标准需求", lambda row: row.shared_needs, 24),
        _Column("集团价格协议", lambda row: row.price_agreement, 24),
        _Column("统一服务协议", lambda row: row.service_agreement, 24),
        _Column("下次跟进日期", lambda row: row.next_follow_up_on),
    )


def _contact_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _of_account(names),
        _Column("姓名", lambda row: row.name),
        _Column("部门", lambda row: row.department),
        _Column("职务", lambda row: row.post),
        _Column("手机", lambda row: row.mobile),
        _Column("邮箱", lambda row: row.email, 32),
        _Column("微信", lambda row: row.wechat),
        _Column("决策角色", lambda row: _ROLES[row.decision_role]),
        _Column("决策权重", lambda row: f"{row.role_weight}%"),
        _Column("关系程度", lambda row: _CLOSENESS[row.closeness]),
        _Column("是否在职", lambda row: row.is_active),
    )


def _contract_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _Column("合同编号", lambda row: row.number, 18),
        _of_account(names),
        _Column("合同名称", lambda row: row.title, 36),
        _Column("签订日期", lambda row: row.signed_on),
        _Column("合同金额", lambda row: _yuan(row.amount), 16),
        _Column("合同状态", lambda row: _STATUS[row.status]),
        _Column("开始日期", lambda row: row.signed_on),
        _Column("结束日期", lambda row: row.ends_on),
        _Column("产品线", lambda row: row.product_line),
    )


def _order_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _Column("订单编号", lambda row: row.number, 20),
        _of_account(names),
        _Column("合同编号", lambda row: row.contract, 18),
        _Column("下单日期", lambda row: row.ordered_on),
        _Column("订单金额", lambda row: _yuan(row.amount), 16),
        _Column("订单状态", lambda row: _STATUS[row.status]),
        _Column("交付日期", lambda row: row.delivered_on),
        _Column("验收日期", lambda row: row.accepted_on),
        _Column("产品线", lambda row: row.product_line),
    )


_INSTALMENT_COLUMNS = (
    _Column("合同编号", lambda row: row.contract, 18),
    _Column("订单编号", lambda row: row.order, 20),
    _Column("款项节点", lambda row: row.label),
    _Column("应收日期", lambda row: row.due_on),
    _Column("应收金额", lambda row: _yuan(row.amount), 16),
    _Column("实收日期", lambda row: row.paid_on),
    _Column("实收金额", lambda row: _yuan(row.paid_amount) if row.paid_amount else None, 16),
)


def _survey_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _of_account(names),
        _Column("评价日期", lambda row: row.surveyed_on),
        _Column("满意度评分", lambda row: row.score_hundredths / 100),
        _Column("评价来源", lambda row: row.source, 24),
        _Column("评价内容", lambda row: row.comment, 36),
    )


def _competitor_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _of_account(names),
        _Column("竞争对手", lambda row: row.competitor),
        _Column("竞品产品线", lambda row: row.product_line),
        _Column("是否在用", lambda row: row.is_active),
        _Column("开始使用日期", lambda row: row.since),
    )


def _case_columns(names: dict[int, str]) -> Sequence[_Column]:
    return (
        _of_account(names),
        _Column("案例标题", lambda row: row.title, 40),
        _Column("发布日期", lambda row: row.published_on),
        _Column("投资回报率", lambda row: None if row.roi_percent is None else f"{row.roi_percent}%"),
        _Column("案例摘要", lambda row: row.summary, 48),
    )


def _opportunity_columns(book: DemoBook, names: dict[int, str]) -> Sequence[_Column]:
    people = {person.username: person.name for person in book.people}
    owners = {account.key: people[account.owner] for account in book.accounts}
    return (
        _Column("商机编号", lambda row: row.number, 18),
        _of_account(names),
        _Column("商机名称", lambda row: row.name, 32),
        _Column("商机状态", lambda row: _OUTCOMES[row.outcome]),
        _Column("预计金额", lambda row: _yuan(row.amount), 16),
        _Column("产品线", lambda row: row.product_line),
        _Column("预计成交日期", lambda row: row.expected_on),
        _Column("创建日期", lambda row: row.opened_on),
        _Column("结束日期", lambda row: row.closed_on),
        _Column("输给谁", lambda row: row.lost_to),
        _Column("负责人", lambda row: owners[row.account]),
        _Column("备注", lambda row: row.notes, 24),
    )
