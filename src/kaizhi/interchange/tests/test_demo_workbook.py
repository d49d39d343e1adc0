"""The demo book as a workbook: every heading and every cell is one the importer knows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from kaizhi.interchange.cells import Column, is_blank
from kaizhi.interchange.demo_book import DemoBook, generate_book
from kaizhi.interchange.demo_book.workbook import to_workbook
from kaizhi.interchange.issues import Issue
from kaizhi.interchange.schema import SHEETS, FieldSpec, SheetKind

AS_OF = date(2026, 11, 22)
COLUMN = Column(today=AS_OF)


@pytest.fixture(scope="module")
def book() -> DemoBook:
    return generate_book(AS_OF)


@pytest.fixture(scope="module")
def sheets(book, tmp_path_factory) -> dict[str, list[list[Any]]]:
    path = tmp_path_factory.mktemp("demo") / "book.xlsx"
    to_workbook(book, path)
    with CalamineWorkbook.from_path(path) as workbook:
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def field_of(kind: SheetKind, heading: str) -> FieldSpec:
    return next(field for field in SHEETS[kind].fields if heading in field.names)


def parsed(sheets: dict[str, list[list[Any]]], kind: SheetKind) -> Iterator[dict[str, Any]]:
    """The rows of a sheet as the importer reads them."""
    headings, *rows = sheets[SHEETS[kind].sheet_names.split("|")[0]]
    fields = [field_of(kind, heading) for heading in headings]
    for row in rows:
        yield {
            field.code: field.parser(cell, COLUMN)
            for field, cell in zip(fields, row, strict=True)
            if not is_blank(str(cell))
        }


def test_it_works(book, sheets):
    assert [name.split("|")[0] for name in (spec.sheet_names for spec in SHEETS.values())] == list(sheets)
    rows = {kind: list(parsed(sheets, kind)) for kind in SHEETS}
    assert {kind.value: len(found) for kind, found in rows.items()} == {
        "accounts": len(book.accounts),
        "groups": len(book.groups),
        "contacts": len(book.contacts),
        "contracts": len(book.contracts),
        "orders": len(book.orders),
        "instalments": len(book.instalments),
        "satisfaction": len(book.surveys),
        "competitors": len(book.competitors),
        "cases": len(book.cases),
        "opportunities": len(book.opportunities),
    }
    refused = [
        (kind, row) for kind, found in rows.items() for row in found if any(isinstance(v, Issue) for v in row.values())
    ]
    assert refused == []


def test_amounts_and_days_survive(book, sheets):
    orders = list(parsed(sheets, SheetKind.ORDERS))
    assert [row["amount"].minor for row in orders] == [row.amount for row in book.orders]
    assert [row["ordered_on"] for row in orders] == [row.ordered_on for row in book.orders]
    assert [row["status"] for row in orders] == [row.status for row in book.orders]
    paid = [row["paid_amount"].minor if "paid_amount" in row else 0 for row in parsed(sheets, SheetKind.INSTALMENTS)]
    assert paid == [row.paid_amount for row in book.instalments]


def test_choices_survive(book, sheets):
    assert [row["kind"] for row in parsed(sheets, SheetKind.ACCOUNTS)] == [row.kind for row in book.accounts]
    contacts = list(parsed(sheets, SheetKind.CONTACTS))
    assert [row["decision_role"] for row in contacts] == [row.decision_role for row in book.contacts]
    assert [row["closeness"] for row in contacts] == [row.closeness for row in book.contacts]
    assert [row["role_weight"] for row in contacts] == [row.role_weight for row in book.contacts]
    groups = list(parsed(sheets, SheetKind.GROUPS))
    assert [row.get("approved_supplier", "") for row in groups] == [row.approved_supplier for row in book.groups]
    assert [row.get("declared_plants") for row in groups] == [row.declared_plants for row in book.groups]


def test_codes_and_phones_are_text(sheets):
    headings, *rows = sheets["联系人"]
    assert all(isinstance(row[headings.index("手机")], str) for row in rows)
    headings, *rows = sheets["客户"]
    assert all(isinstance(row[headings.index("统一社会信用代码")], str) for row in rows)
