"""What we hand out must be what we take back."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from kaizhi.interchange.rejects import RejectedRow, RejectedSheet, write_rejects
from kaizhi.interchange.rows import RawRow, row_parser
from kaizhi.interchange.schema import CHOICE_LISTS, SHEETS
from kaizhi.interchange.template import write_template
from kaizhi.interchange.workbook import open_book

from .books import xlsx

TODAY = date(2026, 11, 22)


def template(language):
    target = io.BytesIO()
    with translation.override(language):
        write_template(target)
    target.seek(0)
    return target


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_template_comes_back_as_what_it_is(language):
    with open_book(template(language), "template.xlsx") as book:
        *sheets, guide = book.sheets
        for sheet, spec in zip(sheets, SHEETS.values(), strict=True):
            layout = sheet.layout()
            assert layout.header_row == 1
            assert layout.proposal.kind == spec.kind
            expected = [field.code for field in spec.fields if field.in_template]
            assert [column.field for column in layout.proposal.columns] == expected
            assert layout.proposal.missing() == ()
            assert list(sheet.data_rows(layout.header_row)) == []
        assert guide.layout().proposal is None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_examples_would_be_accepted(language):
    with open_book(template(language), "template.xlsx") as book:
        for sheet, spec in zip(book.sheets[:-1], SHEETS.values(), strict=True):
            layout = sheet.layout()
            _, note, example = list(sheet.raw_rows())
            assert note.number == 2
            first, *rest = example.cells
            _mark, _, first = first.partition(" ")
            row = row_parser(layout.proposal, today=TODAY)(RawRow(3, [first, *rest]))
            assert not row.is_rejected, (spec.kind, row.issues)
            given = {field.code for field in spec.fields if field.in_template and field.example}
            assert given <= set(row.values)


def test_required_columns_are_starred_and_lists_offered():
    file = template("zh-hans")
    reader = CalamineWorkbook.from_filelike(file)
    headings = reader.get_sheet_by_name("订单").to_python()[0]
    assert [heading for heading in headings if heading.endswith("*")] == [
        "订单编号*",
        "客户名称*",
        "下单日期*",
        "订单金额*",
    ]
    with zipfile.ZipFile(file) as archive:
        accounts = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "集团总部,公司,分公司,工厂,车间" in accounts
    assert "是,否" in accounts


@pytest.mark.parametrize("listed", CHOICE_LISTS.values(), ids=CHOICE_LISTS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_offered_word_is_understood(listed, language):
    from kaizhi.interchange.cells import Column

    with translation.override(language):
        read = [listed.parser(label, Column(TODAY)) for label in listed.labels()]
    assert read == [option.value for option in listed.options]


def rejects(*sheets):
    target = io.BytesIO()
    write_rejects(target, sheets)
    target.seek(0)
    return target


def test_rejected_rows_come_back_with_reasons():
    cells = ["甲公司", 320.0, date(2024, 8, 27), True, None, "0012345"]
    with translation.override("zh-hans"):
        file = rejects(RejectedSheet("客户", ["a", "b", "c", "d", "e", "f"], [RejectedRow(7, cells, ["一", "二"])]))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name("客户").to_python()
    assert rows[0] == ["a", "b", "c", "d", "e", "f", "原文件行号", "未导入原因"]
    assert rows[1] == ["甲公司", 320.0, date(2024, 8, 27), True, "", "0012345", 7.0, "一\n二"]


def test_rejected_rows_can_be_uploaded_again():
    file = rejects(RejectedSheet("客户", ["客户名称", "省份"], [RejectedRow(7, ["甲公司", "湖南省"], ["…"])]))
    with open_book(file, "x.xlsx") as book:
        layout = book.sheets[0].layout()
        assert [column.field for column in layout.proposal.columns] == ["name", "province", None, None]
        assert [row.cells[:2] for row in book.sheets[0].data_rows(1)] == [["甲公司", "湖南省"]]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "http://x.example", "{=1}"]
)
def test_no_cell_becomes_a_formula_or_a_link(evil):
    file = rejects(RejectedSheet(evil, [evil], [RejectedRow(2, [evil], [evil])]))
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        parts = archive.namelist()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not any("externalLink" in part for part in parts)
    file.seek(0)
    row = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1]
    assert row == [evil, 2.0, evil]


def test_strange_names_and_values_do_no_harm():
    long = "长" * 40_000
    strange = [float("nan"), float("inf"), date(1850, 1, 1), datetime(2024, 1, 1, 9, 30), long]  # noqa: DTZ001
    file = rejects(
        RejectedSheet("a/b:c*[d]?", ["x"] * 5, [RejectedRow(2, strange, [])]),
        RejectedSheet("名" * 40, ["x"], []),
        RejectedSheet("名" * 40, ["x"], []),
        RejectedSheet("'", ["x"], []),
    )
    reader = CalamineWorkbook.from_filelike(file)
    assert len(set(reader.sheet_names)) == 4
    row = reader.get_sheet_by_index(0).to_python()[1]
    assert row[:4] == ["nan", "inf", "1850-01-01", strange[3]]
    assert len(row[4]) == 32_767


def test_the_template_of_a_book_is_not_an_import_of_itself():
    """A generated book has data from row 2 on and no marks; nothing of it is skipped."""
    with open_book(xlsx(客户=[["客户名称"], ["#1高炉车间"], ["甲公司"]]), "x.xlsx") as book:
        assert len(list(book.sheets[0].data_rows(1))) == 2
