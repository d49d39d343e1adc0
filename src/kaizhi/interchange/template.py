"""The workbook a person downloads to fill in: headings in their language, notes, an example, drop-down lists."""

from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext, pgettext
from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.issues import column_letter
from kaizhi.interchange.schema import SHEETS, FieldSpec, SheetSpec

_YES_NO = (_p("choice", "Yes"), _p("choice", "No"))
_NOTE_ROW, _EXAMPLE_ROW, _FIRST_DATA_ROW = 1, 2, 3
_PREPARED_ROWS = 2_000  # so far down the formats and the lists reach
_LONGEST_LIST = 255  # characters Excel takes in one validation
_NARROWEST, _WIDEST = 12, 36
_CHINESE_FROM = "\u2e80"


def write_template(file: BinaryIO) -> None:
    """All importable sheets in the active language. What is marked as a note or an example is ignored on import."""
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _Styles(book)
        for spec in SHEETS.values():
            _write_sheet(book.add_worksheet(str(spec.label)), spec, styles)
        _write_guide(book.add_worksheet(pgettext("sheet", "How to fill this in")), styles)


class _Styles:
    def __init__(self, book: Any) -> None:
        head = {"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "valign": "top", "text_wrap": True}
        self.heading = book.add_format(head)
        self.required = book.add_format({**head, "font_color": "#B42318"})
        self.note = book.add_format({"font_color": "#667085", "text_wrap": True, "valign": "top", "italic": True})
        self.example = book.add_format({"font_color": "#667085", "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.amount = book.add_format({"num_format": "#,##0.00"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, field: FieldSpec) -> Any:
        if field.is_date:
            return self.date
        if field.is_text:
            return self.text
        return self.amount if field.is_amount else None


def _write_sheet(sheet: Any, spec: SheetSpec, styles: _Styles) -> None:
    fields = [field for field in spec.fields if field.in_template]
    needed = {group[0] for group in spec.one_of}
    sheet.freeze_panes(_NOTE_ROW, 0)
    for column, field in enumerate(fields):
        is_needed = field.required or field.code in needed
        heading = f"{field.label}*" if is_needed else str(field.label)
        sheet.set_column(column, column, _width(heading, str(field.example)), styles.of(field))
        sheet.write_string(0, column, heading, styles.required if is_needed else styles.heading)
        sheet.write_string(_NOTE_ROW, column, _marked(column, pgettext("template", "#Note"), _hint(field)), styles.note)
        example = _marked(column, pgettext("template", "#Example"), str(field.example))
        sheet.write_string(_EXAMPLE_ROW, column, example, styles.example)
        _add_list(sheet, column, field)
    sheet.autofilter(0, 0, 0, len(fields) - 1)


def _marked(column: int, mark: str, text: str) -> str:
    """The first cell of a note or an example carries the mark that keeps the row out of the import."""
    return text if column else f"{mark} {text}".strip()


def _hint(field: FieldSpec) -> str:
    if field.hint:
        return str(field.hint)
    return pgettext("hint", "Choose from the list.") if field.choices else ""


def _add_list(sheet: Any, column: int, field: FieldSpec) -> None:
    """A list to choose from; other words are let in, since the import knows many more."""
    words = [str(word) for word in _YES_NO] if field.is_yes_no else field.choices.labels() if field.choices else []
    if not words or len(",".join(words)) > _LONGEST_LIST:
        return
    sheet.data_validation(
        f"{column_letter(column)}{_FIRST_DATA_ROW + 1}:{column_letter(column)}{_PREPARED_ROWS}",
        {"validate": "list", "source": words, "error_type": "information"},
    )


def _write_guide(sheet: Any, styles: _Styles) -> None:
    sheet.set_column(0, 0, 100)
    lines = (
        gettext(
            "Fill in the sheets you have data for, leave the others empty; the order of the columns does not matter."
        ),
        gettext("Columns marked with * are required. Rows that begin with #Note or #Example are not imported."),
        gettext(
            "A customer is known by its code, its credit code or its name: known ones are updated, others created."
        ),
        gettext("The parent account makes the tree: head office, companies, plants. Write names alike on all sheets."),
        gettext("Amounts are in yuan unless the heading or the cell names another unit, such as 万元 or USD."),
        gettext("Nothing is saved before you have seen what each row would do and confirmed it."),
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, f"{pgettext('template', '#Note')} {line}", styles.wrapped)


def _width(*texts: str) -> int:
    """In characters of the default font; Chinese ones are twice as wide."""
    widest = max(sum(2 if letter >= _CHINESE_FROM else 1 for letter in text) for text in texts)
    return min(max(widest + 3, _NARROWEST), _WIDEST)
