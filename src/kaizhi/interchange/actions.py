"""What is done to an import: taken in, mapped, checked, written."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.audit.actions import record_event
from kaizhi.common.bulk import insert_many
from kaizhi.common.dates import today
from kaizhi.common.errors import BadInput, Conflict
from kaizhi.interchange.filelimits import UnreadableFile
from kaizhi.interchange.headers import propose_for
from kaizhi.interchange.intake.outcome import Outcome, Verdict
from kaizhi.interchange.intake.pens import Pen
from kaizhi.interchange.intake.run import Intake, Result, opened
from kaizhi.interchange.models import ImportBatch, ImportRow
from kaizhi.interchange.progress import clear_progress, set_progress
from kaizhi.interchange.rows import RawRow
from kaizhi.interchange.schema import SHEETS, SheetKind
from kaizhi.interchange.workbook import Book, Sheet, open_book

logger = logging.getLogger("kaizhi.interchange")
Status = ImportBatch.Status


class BookChanged(Conflict):
    """Between check and writing the book changed, so the report no longer holds."""

    code = "book_changed"


def take_in(upload: "UploadedFile[Any]", *, by: User, language: str) -> ImportBatch:
    """Keep an uploaded file and queue its check. Raises UnreadableFile for what is no workbook at all."""
    name = (upload.name or "").replace("\\", "/").rsplit("/", 1)[-1][-200:]
    upload.seek(0)
    open_book(upload.file, name).close()  # type: ignore[arg-type]
    upload.seek(0)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            file=upload, file_name=name, n_bytes=upload.size or 0, by=by, language=language
        )
        record_event("import.uploaded", batch, by=by, data={"file": name, "bytes": batch.n_bytes})
        start_check(batch)
    return batch


def start_check(batch: ImportBatch) -> None:
    from kaizhi.interchange.tasks import check_import  # noqa: PLC0415  tasks import actions

    _queue(batch, Status.WAITING, check_import)


def start_writing(batch: ImportBatch, *, by: User) -> None:
    """Queue the writing of a checked import. Raises Conflict in any other state."""
    from kaizhi.interchange.tasks import write_import  # noqa: PLC0415

    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.status != Status.CHECKED:
            raise Conflict(
                _("This import is not ready to be written: it is “%(status)s”.")
                % {"status": locked.get_status_display()}
            )
        if not locked.total(Verdict.NEW) + locked.total(Verdict.UPDATED):
            raise BadInput(_("There is nothing to write: no row is new or changed."))
        record_event("import.confirmed", locked, by=by)
        _queue(locked, Status.WRITING, write_import)


def _queue(batch: ImportBatch, status: str, task: Any) -> None:
    batch.status, batch.error, batch.n_done = status, "", 0
    batch.save(update_fields=["status", "error", "n_done"])
    transaction.on_commit(lambda: task.enqueue(batch.pk))


@transaction.atomic
def change_mapping(batch: ImportBatch, choices: Sequence["SheetChoice"], *, by: User) -> None:
    """Take the person's own mapping and check again."""
    batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update())
    if batch.status not in {Status.CHECKED, Status.FAILED}:
        raise Conflict(_("The mapping can be changed only while nothing runs and nothing is written."))
    for choice in choices:
        sheet = batch.sheets[choice.index]
        sheet["is_included"] = choice.kind is not None
        if choice.kind is None:
            continue
        mapping = propose_for(choice.kind, sheet["headings"])
        if not choice.is_new_kind:
            for column, code in choice.fields.items():
                mapping = mapping.change(column, code if code in SHEETS[choice.kind].by_code else None)
        constants = tuple((name, value) for name, value in choice.constants.items() if value)
        sheet["mapping"] = (
            mapping if not constants else type(mapping)(mapping.kind, mapping.columns, constants, mapping.layout)
        ).as_dict()
    batch.save(update_fields=["sheets"])
    record_event("import.mapped", batch, by=by)
    start_check(batch)


class SheetChoice:
    """What a person chose for one sheet. `kind` None leaves it out; a new kind is mapped afresh."""

    def __init__(
        self,
        index: int,
        kind: SheetKind | None,
        fields: dict[int, str],
        constants: dict[str, str],
        *,
        is_new_kind: bool,
    ) -> None:
        self.index, self.kind, self.fields, self.constants, self.is_new_kind = (
            index,
            kind,
            fields,
            constants,
            is_new_kind,
        )


def check(batch: ImportBatch) -> None:
    """The dry run: read, judge every row, store the verdicts. Nothing else is written."""
    batch.status = Status.CHECKING
    batch.save(update_fields=["status"])
    with translation.override(batch.language or None):
        try:
            if not batch.sheets:
                _read_layout(batch)
            ImportRow.objects.filter(batch=batch).delete()
            writer = _RowWriter(batch)
            result = Intake(batch, batch.by, today=today(), pen=None, report=writer.take).run()
            _finish_check(batch, result, writer.n_rows)
        except UnreadableFile as error:
            fail(batch, str(error.sentence))
        except Exception:
            logger.exception("Import %s could not be checked.", batch.pk)
            fail(batch, _("The file could not be checked because of a fault in the program. Nothing was written."))
            raise
        finally:
            clear_progress(batch)


def _finish_check(batch: ImportBatch, result: Result, n_rows: int) -> None:
    batch.counts = {kind: dict(counts) for kind, counts in result.counts.items()}
    batch.counts_print = result.fingerprint
    batch.n_rows, batch.n_done, batch.status = n_rows, n_rows, Status.CHECKED
    batch.save()


def fail(batch: ImportBatch, sentence: str) -> None:
    batch.status, batch.error = Status.FAILED, sentence
    batch.save(update_fields=["status", "error"])


def _read_layout(batch: ImportBatch) -> None:
    """What each sheet seems to be. Hidden sheets and sheets of no known kind are left out, and said to be."""
    with opened(batch.file) as file, open_book(file, batch.file_name) as book:
        batch.sheets = [_layout_of(sheet) for sheet in book.sheets]
        batch.n_rows = _rough_count(book)
    batch.save(update_fields=["sheets", "n_rows"])


def _layout_of(sheet: Sheet) -> dict[str, Any]:
    found = sheet.layout()
    proposal = found.proposal if found else None
    is_readable = proposal is not None and not proposal.missing()
    return {
        "name": sheet.name,
        "header_row": found.header_row if found else 0,
        "headings": list(found.header.headings) if found else [],
        "mapping": proposal.as_dict() if proposal else None,
        "is_included": is_readable and not sheet.is_hidden,
        "is_hidden": sheet.is_hidden,
    }


def _rough_count(book: Book) -> int:
    return sum(1 for sheet in book.sheets for _row in sheet.raw_rows())


class _RowWriter:
    """Stores verdicts as they come, and how far we are."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.n_rows = 0

    def take(self, sheet: int, outcomes: Sequence[Outcome], raws: Sequence[RawRow | None]) -> None:
        insert_many([self._row(sheet, outcome, raw) for outcome, raw in zip(outcomes, raws, strict=True)])
        self.n_rows += len(outcomes)
        set_progress(self.batch, self.n_rows)

    def _row(self, sheet: int, outcome: Outcome, raw: RawRow | None) -> ImportRow:
        is_rejected = outcome.verdict == Verdict.REJECTED
        return ImportRow(
            batch_id=self.batch.pk,
            sheet=sheet,
            number=outcome.row.number,
            kind=outcome.row.kind.value,
            verdict=outcome.verdict,
            is_implied=raw is None,
            title=outcome.title[:200],
            issues=[found.as_dict() for found in outcome.row.issues],
            changes=_shown(outcome.changes),
            cells=list(raw.cells) if is_rejected and raw is not None else None,
        )


def _shown(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [_plain(old), _plain(new)] for name, (old, new) in changes.items()}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def write(batch: ImportBatch) -> None:
    """Write a checked import in one transaction, or nothing of it. The report must still hold."""
    with translation.override(batch.language or None):
        try:
            _write_once(batch)
        except BookChanged:
            start_check(batch)
        except Exception:
            logger.exception("Import %s could not be written.", batch.pk)
            sentence = _("The import could not be written because of a fault in the program. Nothing of it was kept.")
            fail(batch, sentence)
            raise
        finally:
            clear_progress(batch)


@transaction.atomic
def _write_once(batch: ImportBatch) -> None:
    """The queue may hand the task out twice: who comes second waits here, and finds it done."""
    if ImportBatch.objects.select_for_update().get(pk=batch.pk).status != Status.WRITING:
        return
    done = _Counter(batch)
    result = Intake(batch, batch.by, today=today(), pen=Pen(batch), report=done.take).run()
    if result.fingerprint != batch.counts_print:
        raise BookChanged(_("The book has changed since the check."))
    batch.status, batch.written_at, batch.n_done = Status.DONE, timezone.now(), done.n_rows
    batch.save(update_fields=["status", "written_at", "n_done"])
    record_event("import.written", batch, by=batch.by, data={"counts": batch.counts})


class _Counter:
    """Only counts: what is said of the rows was stored by the check."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.n_rows = 0

    def take(self, _sheet: int, outcomes: Sequence[Outcome], _raws: Sequence[RawRow | None]) -> None:
        self.n_rows += len(outcomes)
        set_progress(self.batch, self.n_rows)
