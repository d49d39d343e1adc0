"""Writing one record that hangs on an account: version checked, one event, old and new values told."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.audit.actions import record_event
from kaizhi.common.errors import StaleVersion

_NOT_TOLD = frozenset({"version", "updated_at"})
RecordT = TypeVar("RecordT", bound=models.Model)


def plain(value: object) -> object:
    """A value in a form JSON can hold."""
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def values_of(record: models.Model) -> dict[str, object]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}  # noqa: SLF001


@transaction.atomic
def save_record(record: RecordT, *, noun: str, by: User, seen_version: int | None = None) -> RecordT:
    """Write a new or changed record and tell of it as `noun.created` or `noun.changed`.

    Raises StaleVersion when the record was changed since `seen_version`. An unchanged record is left alone.
    """
    if record._state.adding:  # noqa: SLF001
        record.save(force_insert=True)
        record_event(f"{noun}.created", record, by=by)
        return record
    stored: Any = type(record)._default_manager.select_for_update().get(pk=record.pk)  # noqa: SLF001
    if seen_version is not None and stored.version != seen_version:
        sentence = _(
            "Somebody changed this while you were editing. "
            "Open it again to see their values; yours are still in this form."
        )
        raise StaleVersion(sentence, theirs=None, mine=None)
    before, after = values_of(stored), values_of(record)
    changed = [name for name in after if before[name] != after[name] and name not in _NOT_TOLD]
    changes = {name: [plain(before[name]), plain(after[name])] for name in changed}
    if not changes:
        return record
    if hasattr(record, "version"):
        record.version = stored.version + 1
    record.save()
    record_event(f"{noun}.changed", record, by=by, data={"changes": changes})
    return record


@transaction.atomic
def delete_record(record: models.Model, *, noun: str, by: User) -> None:
    """Delete a record; the event keeps what it said."""
    record_event(f"{noun}.deleted", record, by=by, data={"was": {k: plain(v) for k, v in values_of(record).items()}})
    record.delete()
