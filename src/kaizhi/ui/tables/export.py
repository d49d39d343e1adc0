"""The list as a file: what the screen shows (same filters, columns, field rules), typed, every matching row."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, BinaryIO
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kaizhi.common.errors import BadInput
from kaizhi.common.money import Money, minor_per_unit
from kaizhi.ui.tables import paging
from kaizhi.ui.tables.columns import Column, Kind, may_use, value_getter
from kaizhi.ui.tables.page import ListPage

#: More rows than this make a request too long; the caller starts a job with `write_xlsx` instead.
DIRECT_ROWS = 20_000
_CHUNK = 2_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 40


def export_head(page: ListPage) -> list[str]:
    """Column names; money names its unit, since documents count in yuan and not in ten thousands."""
    return [
        _("%(label)s (yuan)") % {"label": column.label} if column.kind == Kind.MONEY else str(column.label)
        for column in page.columns
    ]


def export_rows(page: ListPage) -> Iterator[list[Any]]:
    """Every matching row in the list's order, as typed values: Decimal yuan, dates, text. Read in chunks by key."""
    getters = [_exporter(column, page) for column in page.columns]
    values: list[Any] | None = None
    while True:
        rows = paging.read_page(page.prepared, page.keys, values, _CHUNK)
        for row in rows:
            yield [get(row) for get in getters]
        if len(rows) < _CHUNK:
            return
        values = paging.sort_values(rows[-1], page.keys)


def _exporter(column: Column, page: ListPage) -> Callable[[Any], Any]:
    if not may_use(column, page.policy):  # masked: the masked text, whatever the column exports otherwise
        get = value_getter(column, page.policy)
        return lambda row: None if get(row) is None else str(get(row))
    get = column.export or column.value
    if column.kind == Kind.MONEY:
        return lambda row: _yuan(get(row))
    if column.kind in {Kind.DATE, Kind.DAY, Kind.MOMENT, Kind.NUMBER, Kind.PERCENT} or column.export:
        return get
    if column.kind == Kind.YES_NO:
        return lambda row: None if get(row) is None else _("yes") if get(row) else _("no")
    return lambda row: None if get(row) is None else str(get(row))


def _yuan(value: Money | int | None) -> Decimal | None:
    if value is None:
        return None
    amount = value if isinstance(value, Money) else Money(value)
    return Decimal(amount.minor) / minor_per_unit(amount.currency)


def write_xlsx(page: ListPage, file: BinaryIO) -> int:
    """Write the list as a workbook with constant memory; gives the number of rows."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    formats = [cell_format(book, column.kind) for column in page.columns]
    for place, (label, column) in enumerate(zip(export_head(page), page.columns, strict=True)):
        sheet.set_column(place, place, min(max(len(label) * 2, (column.width or 110) // 7), _WIDEST))
        sheet.write_string(0, place, label, bold)
    sheet.freeze_panes(1, 0)
    n = 0
    for n, row in enumerate(export_rows(page), 1):
        for place, value in enumerate(row):
            write_cell(sheet, n, place, value, formats[place])
    book.close()
    return n


def cell_format(book: Any, kind: Kind) -> Any:
    pattern = {
        Kind.MONEY: "#,##0.00",
        Kind.PERCENT: "0.0%",
        Kind.DATE: "yyyy-mm-dd",
        Kind.DAY: "yyyy-mm-dd",
        Kind.MOMENT: "yyyy-mm-dd hh:mm",
    }.get(kind)
    return book.add_format({"num_format": pattern}) if pattern else None


def write_cell(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    """Numbers as numbers, dates as dates, everything else as text: a code keeps its zeros, "=1+1" stays a text."""
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, place, value, look)
        case int() | float() | Decimal():
            sheet.write_number(row, place, value, look)
        case datetime():
            local = timezone.make_naive(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, place, local, look)
        case date():
            sheet.write_datetime(row, place, value, look)
        case _:
            sheet.write_string(row, place, str(value), look)


def csv_lines(page: ListPage) -> Iterator[str]:
    """The list as CSV text. The byte-order mark lets Excel read Chinese; a text Excel would run gets a quote mark."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(export_head(page))
    yield "\ufeff" + buffer.getvalue()
    for row in export_rows(page):
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([csv_value(value) for value in row])
        yield buffer.getvalue()


def csv_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, str) and (value.startswith(_DANGEROUS) or value.lstrip().startswith(_DANGEROUS)):
        return "'" + value
    return "" if value is None else value


def export_response(page: ListPage, wanted: str, filename: str) -> HttpResponse:
    """The file for a list of moderate length. Raises BadInput where it is too long or the format unknown."""
    if wanted not in {"xlsx", "csv"}:
        raise BadInput(_("Lists are exported as xlsx or csv."))
    if page.matching.values("pk")[: DIRECT_ROWS + 1].count() > DIRECT_ROWS:
        raise BadInput(_("More than %(n)s rows: narrow the list by a filter first.") % {"n": f"{DIRECT_ROWS:,}"})
    if wanted == "csv":
        response = HttpResponse("".join(csv_lines(page)), content_type="text/csv; charset=utf-8")
    else:
        file = BytesIO()
        write_xlsx(page, file)
        response = HttpResponse(file.getvalue(), content_type=XLSX_TYPE)
    name = f"{filename}-{timezone.localdate():%Y%m%d}.{wanted}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
