"""Writes the workbooks the reader is tried on."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

Cells = list[list[Any]]

#: One group with a listed head, one known only as a parent, a customer of its own.
ACCOUNTS: Cells = [
    ["客户名称*", "客户编号", "客户类型", "上级客户", "是否在营", "负责人", "下次跟进日期"],
    ["#说明：一行一个客户", "", "", "", "", "", ""],
    ["#示例 某某集团", "", "集团总部", "", "", "", ""],
    ["华岭重工集团有限公司", "C001", "集团总部", "", "", "林岚", date(2026, 12, 1)],
    ["华岭重工长沙厂", "C002", "工厂", "华岭重工集团有限公司", "", "", ""],
    ["华岭重工成都厂", "", "", "华岭重工集团有限公司", "", "", ""],
    ["华岭重工西安厂", "", "工厂", "华岭重工集团有限公司", "", "", ""],
    ["华岭重工旧厂", "", "工厂", "华岭重工集团有限公司", "否", "", ""],
    ["明川电子苏州工厂", "", "工厂", "某某投资 [40.0%]; 明川电子集团 [60.0%]", "", "周舟", ""],
    ["明川电子东莞工厂", "", "工厂", "明川电子集团", "", "", ""],
    ["独立机械有限公司", "", "公司", "", "", "", ""],
]
BOOK: dict[str, Cells] = {
    "客户": ACCOUNTS,
    "集团信息": [
        ["集团名称", "集团总工厂数量", "行业排名", "采购流程已知", "采购流程说明", "独家合作意向", "独家意向有效期"],
        ["华岭重工集团有限公司", 12, "第2名", "是", "集采，年度招标", "是", date(2027, 12, 31)],
    ],
    "联系人": [
        ["客户名称", "姓名", "是否在职"],
        ["华岭重工集团有限公司", "陈平", "是"],
        ["明川电子集团", "李四", "否"],
    ],
    "合同": [
        ["合同编号", "客户名称", "签订日期", "合同金额(万元)", "合同状态"],
        ["HT1", "华岭重工长沙厂", date(2021, 3, 1), 320, "已签订"],
        ["HT2", "华岭重工成都厂", "2023年5月1日", "1,800,000元", "已签订"],
        ["HT3", "华岭重工西安厂", "", 50, "草稿"],
        ["HT4", "华岭重工西安厂", date(2025, 1, 1), 50, "已取消"],
    ],
    "订单": [
        ["订单编号", "客户名称", "客户编号", "合同编号", "下单日期", "订单金额", "订单状态"],
        ["D1", "", "C002", "HT1", datetime(2021, 4, 1, 12), 100_000, "已交付"],  # noqa: DTZ001 (a cell has no zone)
        ["D2", "明川电子苏州工厂", "", "", "20250401", "88万", "已交付"],
    ],
    "回款计划": [
        ["合同编号", "订单编号", "款项节点", "应收日期", "应收金额", "实收日期", "实收金额"],
        ["HT2", "", "验收款", date(2025, 6, 1), 540_000, date(2025, 5, 30), ""],
        ["HT2", "", "质保金", date(2026, 6, 1), 60_000, date(2026, 7, 1), 60_000],
        ["HT4", "", "预付款", date(2025, 6, 1), 999_999, "", ""],
    ],
    "满意度": [
        ["客户名称", "评价日期", "满意度评分"],
        ["华岭重工长沙厂", date(2026, 3, 1), 4.6],
        ["华岭重工成都厂", 46082, "4星"],
    ],
    "竞品": [["客户名称", "竞争对手", "是否在用"], ["华岭重工西安厂", "竞品甲", "是"]],
    "成功案例": [["客户名称", "案例标题", "发布日期", "投资回报率"], ["华岭重工长沙厂", "案例", "", "35%"]],
}


def write(path: Path, sheets: dict[str, Cells], *, merged: tuple[str, str, str] | None = None) -> Path:
    """`merged`: sheet, range and the text of one merged cell."""
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell, day if isinstance(cell, date) else None)
            if merged and merged[0] == title:
                sheet.merge_range(merged[1], merged[2])
    return path


def with_sheet(title: str, rows: Cells) -> dict[str, Cells]:
    return {**BOOK, title: rows}
