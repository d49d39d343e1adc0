"""What a file may be at most, and the sentences for a file that is refused whole."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kaizhi.common.errors import BadInput


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous for a company's own book, small against the machine."""

    file_bytes: int = 60 * 2**20
    unpacked_bytes: int = 500 * 2**20
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 400
    cells: int = 12_000_000  # rows x columns of one sheet as laid out
    merges: int = 100_000
    text_bytes: int = 600 * 2**20  # of all cells, a text that many cells share counted in each of them
    sheets: int = 60


class FileFault(StrEnum):
    TOO_LARGE = "file.too_large"
    EMPTY = "file.empty"
    UNPACKS_TOO_LARGE = "file.unpacks_too_large"
    BROKEN = "file.broken"
    PASSWORD = "file.password"  # noqa: S105  a fault, not a secret
    OLD_EXCEL = "file.old_excel"
    UNKNOWN_TYPE = "file.unknown_type"
    UNUSUAL = "file.unusual"
    TOO_MANY_ROWS = "file.too_many_rows"
    TOO_MANY_COLUMNS = "file.too_many_columns"
    TOO_MANY_SHEETS = "file.too_many_sheets"
    UNKNOWN_ENCODING = "file.unknown_encoding"
    LONG_CELL = "file.long_cell"


_SENTENCES: dict[FileFault, Promise] = {
    FileFault.TOO_LARGE: _("The file is larger than %(limit)s MB. Split it into several files."),
    FileFault.EMPTY: _("The file is empty. Choose a workbook (.xlsx) or a table (.csv) with at least one row."),
    FileFault.UNPACKS_TOO_LARGE: _(
        "The file unpacks to more than %(limit)s MB. Copy the data into a new workbook and save that."
    ),
    FileFault.BROKEN: _(
        "The file cannot be read as a workbook: it is damaged or incomplete. Open it in Excel or WPS and save it again."
    ),
    FileFault.PASSWORD: _("The file is protected by a password. Remove the password and upload it again."),
    FileFault.OLD_EXCEL: _("This is a workbook in the old .xls format. Save it as .xlsx and upload that."),
    FileFault.UNKNOWN_TYPE: _("Only workbooks (.xlsx) and tables (.csv) can be imported; this file is something else."),
    FileFault.UNUSUAL: _(
        "The file is written in an unusual way. Open it in Excel or WPS, save it as .xlsx and upload that."
    ),
    FileFault.TOO_MANY_ROWS: _("The sheet has more than %(limit)s rows. Split it into several files."),
    FileFault.TOO_MANY_COLUMNS: _("The sheet has more than %(limit)s columns. Delete the columns that are not needed."),
    FileFault.TOO_MANY_SHEETS: _("The workbook has more than %(limit)s sheets. Delete the ones that are not needed."),
    FileFault.UNKNOWN_ENCODING: _("The characters of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx."),
    FileFault.LONG_CELL: _(
        "A cell holds more text than any spreadsheet allows. Probably a quotation mark is missing in the file."
    ),
}


class UnreadableFile(BadInput):
    """The whole file is refused. `code` is a FileFault."""

    def __init__(self, fault: FileFault, *, limit: int = 0) -> None:
        self.fault = fault
        self.limit = limit
        super().__init__(_sentence(fault, limit), code=fault.value)


def _sentence(fault: FileFault, limit: int) -> str:
    return str(_SENTENCES[fault]) % {"limit": f"{limit:,}"}


def megabytes(count: int) -> int:
    return count // 2**20
