"""What the page and the returned file say of an import's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kaizhi.interchange.headers import SheetMapping
from kaizhi.interchange.intake.outcome import Verdict
from kaizhi.interchange.issues import RowIssue, Severity
from kaizhi.interchange.messages import row_sentence
from kaizhi.interchange.models import ImportBatch, ImportRow
from kaizhi.interchange.rejects import RejectedRow, RejectedSheet
from kaizhi.interchange.schema import SHEETS, SheetKind

Words = str | Promise
VERDICT_TONES = {"new": "good", "updated": "info", "unchanged": "neutral", "rejected": "bad"}
_MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class KindCounts:
    """One line of the summary: a sheet kind with its verdicts."""

    label: Words
    kind: str
    numbers: Sequence[tuple[str, int]]  # verdict, n


def summary(batch: ImportBatch) -> list[KindCounts]:
    return [
        KindCounts(
            SHEETS[kind].label, kind.value, [(str(v), batch.counts[kind.value].get(v, 0)) for v in Verdict.values]
        )
        for kind in SHEETS
        if kind.value in batch.counts
    ]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its verdict, reasons and changes in words."""

    row: ImportRow
    sheet_name: str
    tone: str
    errors: list[str]
    warnings: list[str]
    changes: list[tuple[str, Any, Any]]


def shown(batch: ImportBatch, row: ImportRow) -> ShownRow:
    kind = SheetKind(row.kind)
    issues = [RowIssue.from_dict(one) for one in row.issues]
    return ShownRow(
        row=row,
        sheet_name=batch.sheets[row.sheet]["name"],
        tone=VERDICT_TONES[row.verdict],
        errors=[row_sentence(one, kind) for one in issues if one.severity == Severity.ERROR],
        warnings=[row_sentence(one, kind) for one in issues if one.severity == Severity.WARNING],
        changes=[(_heading(kind, name), *pair) for name, pair in list(row.changes.items())[:_MOST_CHANGES]],
    )


def _heading(kind: SheetKind, name: str) -> str:
    known = SHEETS[kind].by_code.get(name.removesuffix("_id"))
    return str(known.label) if known else name


@dataclass(frozen=True, slots=True)
class SheetInWords:
    """One sheet of the file and how it is read."""

    index: int
    name: str
    is_included: bool
    kind_label: Words
    n_mapped: int
    unsure: Sequence[str]
    unknown: Sequence[str]
    missing: Sequence[Words]
    why_not: str


def sheets_in_words(batch: ImportBatch) -> list[SheetInWords]:
    return [_sheet(index, sheet) for index, sheet in enumerate(batch.sheets)]


def _sheet(index: int, sheet: dict[str, Any]) -> SheetInWords:
    mapping = SheetMapping.from_dict(sheet["mapping"]) if sheet["mapping"] else None
    missing = [known.label for known in mapping.missing()] if mapping else []
    return SheetInWords(
        index=index,
        name=sheet["name"],
        is_included=sheet["is_included"],
        kind_label=SHEETS[mapping.kind].label if mapping else "",
        n_mapped=sum(1 for column in mapping.columns if column.field) if mapping else 0,
        unsure=[column.heading for column in mapping.columns if column.field and not column.is_sure] if mapping else [],
        unknown=[column.heading for column in mapping.unknown] if mapping else [],
        missing=missing,
        why_not=_why_not(sheet, has_mapping=mapping is not None, misses=bool(missing)),
    )


def _why_not(sheet: dict[str, Any], *, has_mapping: bool, misses: bool) -> str:
    if sheet["is_included"]:
        return ""
    if not sheet["headings"]:
        return _("The sheet is empty.")
    if not has_mapping:
        return _("No known headings were found.")
    if misses:
        return _("A required column is missing; choose it in the mapping.")
    return _("The sheet is hidden in the file.") if sheet.get("is_hidden") else _("You left it out.")


def rejected_sheets(batch: ImportBatch) -> Iterator[RejectedSheet]:
    """The refused rows of every sheet, as they were, with the reasons in the active language."""
    for index, sheet in enumerate(batch.sheets):
        if not batch.rows.filter(sheet=index, verdict=Verdict.REJECTED, cells__isnull=False).exists():
            continue
        yield RejectedSheet(sheet["name"], sheet["headings"], _rejected_rows(batch, index))


def _rejected_rows(batch: ImportBatch, sheet: int) -> Iterator[RejectedRow]:
    rows = batch.rows.filter(sheet=sheet, verdict=Verdict.REJECTED, cells__isnull=False).order_by("number", "pk")
    for row in rows.iterator(chunk_size=1_000):
        kind = SheetKind(row.kind)
        yield RejectedRow(
            row.number, row.cells or [], [row_sentence(RowIssue.from_dict(one), kind) for one in row.issues]
        )
