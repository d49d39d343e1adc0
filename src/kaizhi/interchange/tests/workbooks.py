"""Small workbooks for tests, written as people write them."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.core.files.base import ContentFile

from kaizhi.access.models import User
from kaizhi.interchange import actions
from kaizhi.interchange.models import ImportBatch

Sheets = dict[str, list[list[Any]]]


def workbook(sheets: Sheets) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def uploaded(content: bytes, by: User, name: str = "book.xlsx") -> ImportBatch:
    """A batch as the upload leaves it, not yet checked."""
    batch = ImportBatch(file_name=name, n_bytes=len(content), by=by, language="en")
    batch.file.save(name, ContentFile(content))
    return batch


def checked(sheets: Sheets | bytes, by: User, name: str = "book.xlsx") -> ImportBatch:
    batch = uploaded(sheets if isinstance(sheets, bytes) else workbook(sheets), by, name)
    actions.check(batch)
    return batch


def written(sheets: Sheets | bytes, by: User, name: str = "book.xlsx") -> ImportBatch:
    batch = checked(sheets, by, name)
    assert batch.status == ImportBatch.Status.CHECKED, batch.error
    batch.status = ImportBatch.Status.WRITING
    batch.save()
    actions.write(batch)
    batch.refresh_from_db()
    return batch


def reasons(batch: ImportBatch) -> dict[int, list[str]]:
    """Codes of the issues by row number, of the rows that have any."""
    return {row.number: [one["code"] for one in row.issues] for row in batch.rows.order_by("pk") if row.issues}
