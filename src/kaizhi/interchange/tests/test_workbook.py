"""Files as they come: titles above, blanks around, merged cells, odd encodings, hostile ones."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizhi.interchange.filelimits import FileFault, Limits, UnreadableFile
from kaizhi.interchange.rows import row_parser
from kaizhi.interchange.schema import SheetKind
from kaizhi.interchange.workbook import is_note, open_book

from .books import raw_xlsx, xlsx

HEADINGS = ["客户名称", "省份", "员工人数"]


def read(file, name="book.xlsx", limits=None):
    """Every row of the first sheet, number and cells."""
    with open_book(file, name, limits) as book:
        return [(row.number, list(row.cells)) for row in book.sheets[0].raw_rows()]


def fault_of(file, name="book.xlsx", limits=None):
    with pytest.raises(UnreadableFile) as refused:
        read(file, name, limits)
    return refused.value.fault


def test_it_works():
    file = xlsx(客户=[HEADINGS, ["甲公司", "湖南省", 320]], 联系人=[["客户名称", "姓名"], ["甲公司", "张示例"]])
    with open_book(file, "book.xlsx") as book:
        assert [sheet.name for sheet in book.sheets] == ["客户", "联系人"]
        layout = book.sheets[0].layout()
        assert (layout.header_row, layout.proposal.kind) == (1, SheetKind.ACCOUNTS)
        assert [(row.number, row.cells) for row in book.sheets[0].data_rows(1)] == [(2, ["甲公司", "湖南省", 320.0])]
        assert book.sheets[1].layout().proposal.kind == SheetKind.CONTACTS


def test_rows_and_columns_are_counted_as_excel_shows_them():
    blank = [None, None]
    rows = [
        [],
        [*blank, "数据来源于公开渠道，仅供参考"],
        [],
        [*blank, *HEADINGS],
        [],
        [*blank, "甲公司", "湖南省", 1],
        [],
        [*blank, " "],
    ]
    with open_book(xlsx(客户=rows), "book.xlsx") as book:
        layout = book.sheets[0].layout()
        assert layout.header_row == 4
        assert [column.field for column in layout.proposal.columns] == [None, None, "name", "province", "n_employees"]
        found = list(book.sheets[0].data_rows(layout.header_row))
    assert [row.number for row in found] == [6]
    values = row_parser(layout.proposal, today=date(2026, 11, 22))(found[0]).values
    assert values == {"name": "甲公司", "province": "湖南省", "n_employees": 1}


def test_types_come_through():
    cells = ["文", 1, 2.5, True, date(2024, 8, 27), datetime(2024, 8, 27, 10, 30)]  # noqa: DTZ001  as Excel gives it
    assert read(xlsx(S=[cells]))[0][1] == cells


def test_a_merged_cell_belongs_to_all_its_rows():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("订单")
        sheet.write_row(0, 1, ["客户名称", "订单编号", "下单日期", "订单金额"])
        sheet.merge_range(1, 1, 3, 1, "甲公司")
        sheet.merge_range(1, 4, 2, 4, 500)
        for number in range(3):
            sheet.write_row(1 + number, 2, [f"D{number}", "2026-01-05"])
        sheet.write(3, 4, 200)
        sheet.write_row(4, 1, ["乙公司", "D9", "2026-01-06", 7])
    with open_book(target, "book.xlsx") as book:
        layout = book.sheets[0].layout()
        parser = row_parser(layout.proposal, today=date(2026, 11, 22))
        rows = [parser(row) for row in book.sheets[0].data_rows(layout.header_row)]
    assert [row.values["account"] for row in rows] == ["甲公司", "甲公司", "甲公司", "乙公司"]
    amounts = [row.values["amount"].minor if "amount" in row.values else None for row in rows]
    assert amounts == [50_000, None, 20_000, 700]  # the sum is not multiplied
    assert [row.is_rejected for row in rows] == [False, True, False, False]


def test_hidden_sheets_say_so():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("a")
        book.add_worksheet("b").hide()
    with open_book(target, "book.xlsx") as book:
        assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("a", False), ("b", True)]


def test_a_sheet_without_rows_has_no_layout():
    with open_book(xlsx(S=[]), "book.xlsx") as book:
        assert book.sheets[0].layout() is None


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("#说明 必填", True), ("＃示例：甲公司", True), (" # Note: text", True), ("#EXAMPLE Sample", True),
        ("#1高炉车间", False),
        ("#", False), ("说明", False), (7.0, False),
    ],
)  # fmt: skip
def test_notes_and_examples(first, expected):
    assert is_note(["", None, first, "x"]) == expected


TABLE = '客户名称,省份,备注\n甲公司,湖南省,"一,二\n三"\n\n乙公司,浙江省,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_tables_in_every_encoding(encoding, delimiter):
    text = TABLE.replace("一,二", "一；二").replace(",", delimiter)
    found = read(io.BytesIO(text.encode(encoding)), "客户.csv")
    assert found == [
        (1, ["客户名称", "省份", "备注"]),
        (2, ["甲公司", "湖南省", "一；二\n三"]),
        (4, ["乙公司", "浙江省", ""]),
    ]


def test_gb18030_beyond_gbk():
    assert read(io.BytesIO("名称,字\n㐂公司,𠮷\n".encode("gb18030")), "x.csv")[1] == (2, ["㐂公司", "𠮷"])


def test_a_comma_in_quotes_does_not_mislead():
    text = 'name;address\n"A";"1, Main Road, Town, County"\n"B";"2, Side Road, Town, County"\n'
    assert read(io.BytesIO(text.encode()), "x.csv")[1][1] == ["A", "1, Main Road, Town, County"]


def test_a_table_of_one_column():
    with open_book(io.BytesIO("客户名称\n甲公司\n".encode()), "名单.csv") as book:
        assert book.sheets[0].name == "名单"
        layout = book.sheets[0].layout()
        assert [row.cells for row in book.sheets[0].data_rows(layout.header_row)] == [["甲公司"]]


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_no_bytes_make_it_fail_otherwise(data):
    for name in ("x.csv", "x.xlsx"):
        with suppress(UnreadableFile):
            read(io.BytesIO(data), name)


@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_no_damaged_workbook_makes_it_fail_otherwise(position, garbage):
    whole = xlsx(客户=[HEADINGS, ["甲公司", "湖南省", 320]]).getvalue()
    damaged = whole[: position % len(whole)] + garbage + whole[position % len(whole) + len(garbage) :]
    with suppress(UnreadableFile):
        read(io.BytesIO(damaged))


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "x.csv", FileFault.EMPTY),
        (b"", "x.xlsx", FileFault.EMPTY),
        (b"%PDF-1.7 ...", "x.xlsx", FileFault.UNKNOWN_TYPE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x.csv", FileFault.UNKNOWN_TYPE),
        (b"a,b\n1,2\n", "x.doc", FileFault.UNKNOWN_TYPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "x.xls", FileFault.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", FileFault.PASSWORD),
        (b"PK\x03\x04 not really", "x.xlsx", FileFault.BROKEN),
        (b"caf\xe9,\xff\xff\xff\n", "x.csv", FileFault.UNKNOWN_ENCODING),
        (b'name\n"' + b"x" * 200_000, "x.csv", FileFault.LONG_CELL),
    ],
)
def test_files_refused(data, name, fault):
    assert fault_of(io.BytesIO(data), name) == fault


def test_limits_of_a_table():
    file = io.BytesIO(b"a,b\n" * 20)
    assert fault_of(file, "x.csv", Limits(rows=10)) == FileFault.TOO_MANY_ROWS
    assert fault_of(file, "x.csv", Limits(columns=1)) == FileFault.TOO_MANY_COLUMNS
    assert fault_of(file, "x.csv", Limits(file_bytes=10)) == FileFault.TOO_LARGE


def test_limits_of_a_workbook():
    file = xlsx(a=[[1, 2]] * 20, b=[[1]])
    assert fault_of(file, limits=Limits(rows=10)) == FileFault.TOO_MANY_ROWS
    assert fault_of(file, limits=Limits(columns=1)) == FileFault.TOO_MANY_COLUMNS
    assert fault_of(file, limits=Limits(cells=30)) == FileFault.TOO_MANY_COLUMNS
    assert fault_of(file, limits=Limits(sheets=1)) == FileFault.TOO_MANY_SHEETS
    assert fault_of(file, limits=Limits(unpacked_bytes=1_000)) == FileFault.UNPACKS_TOO_LARGE
    assert fault_of(file, limits=Limits(parts=3)) == FileFault.UNPACKS_TOO_LARGE


@pytest.mark.parametrize(
    "far",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c s="1" r="XFD1048576"><v>1</v></c>',
        '<c t="n" s="1"\n r="xfd1048576"><v>1</v></c>',
    ],
)
def test_two_cells_in_opposite_corners_do_not_end_the_process(far):
    file = raw_xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{far}</row>')
    assert fault_of(file) in {FileFault.TOO_MANY_ROWS, FileFault.TOO_MANY_COLUMNS}


@pytest.mark.parametrize("odd", ["<c><v>1</v></c>", '<c s="1"><v>1</v></c>', '<c x=">" r="XFD9"><v>1</v></c>'])
def test_cells_that_do_not_say_where_they_are(odd):
    assert fault_of(raw_xlsx(f'<row r="1048576">{odd}</row>')) == FileFault.UNUSUAL


def test_a_sheet_in_a_wide_encoding_cannot_hide():
    sheet = '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'.encode("utf-16")
    assert fault_of(raw_xlsx("", **{"xl/worksheets/sheet2.xml": sheet})) == FileFault.UNUSUAL


def test_formatted_blank_cells_far_away_are_harmless():
    file = raw_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="XFD1048576" s="0" /></row>'
    )
    assert read(file) == [(1, [1.0])]


def test_one_long_text_in_many_cells_is_weighed():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        for number in range(400):
            sheet.write_string(number, 0, "长" * 3_000)
    assert len(target.getvalue()) < 20_000
    assert fault_of(target, limits=Limits(text_bytes=2**20)) == FileFault.UNPACKS_TOO_LARGE
    assert len(read(target, limits=Limits(text_bytes=2**23))) == 400


def test_a_lying_archive_is_broken():
    """The directory says 10 bytes; the part has ten thousand times more."""
    whole = bytearray(raw_xlsx(f'<row r="1"><c r="A1" t="str"><v>{"x" * 30_000}</v></c></row>').getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    told = bytes(whole).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert told != bytes(whole)
    assert fault_of(io.BytesIO(told)) == FileFault.BROKEN


def test_a_refusal_is_a_sentence_in_the_persons_language():
    for language, expected in (("en", "The file is larger than 60 MB. Split it into several files."),
                               ("zh-hans", "文件超过 60 MB，请拆分为多个文件。")):  # fmt: skip
        with translation.override(language):
            assert str(UnreadableFile(FileFault.TOO_LARGE, limit=60).sentence) == expected


def test_every_fault_has_a_sentence():
    for fault in FileFault:
        assert str(UnreadableFile(fault, limit=1).sentence)
