"""Taking an import back: everything it created goes, everything it changed gets its old values, or nothing happens.

Refused while somebody has built on it: a created object was changed or something hangs on it, a changed value was
changed again.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Max, Q
from django.db.models.functions import Length
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.accounts.actions import move_account
from kaizhi.accounts.models import Account
from kaizhi.accounts.search import index_accounts
from kaizhi.audit.actions import new_event, record_event, record_events
from kaizhi.common.errors import BadInput, Conflict
from kaizhi.interchange.models import ImportBatch, ImportTrace

logger = logging.getLogger("kaizhi.interchange")
Status = ImportBatch.Status
_CHUNK = 500
MOST_OBSTACLES = 20
#: Apps whose rows are derived and go with what they are derived from.
_DERIVED = frozenset({"insight"})


def start_undo(batch: ImportBatch, *, by: User) -> None:
    """Queue the taking back. Raises Conflict where it is not written, or where something stands in the way."""
    from kaizhi.interchange.tasks import undo_import  # noqa: PLC0415  tasks import us

    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.status != Status.DONE:
            raise Conflict(
                _("Only a written import can be taken back; this one is “%(status)s”.")
                % {"status": locked.get_status_display()}
            )
        locked.status, locked.error = Status.UNDOING, ""
        locked.save(update_fields=["status", "error"])
        transaction.on_commit(lambda: undo_import.enqueue(locked.pk, by.pk))


def take_back(batch: ImportBatch, user_id: int) -> None:
    """Undo in one transaction, or say what stands in the way and leave everything."""
    by = User.objects.get(pk=user_id)
    with translation.override(by.language or batch.language or None):
        try:
            _take_back_once(batch, by)
        except (Conflict, BadInput) as error:
            _refuse(batch, str(error.sentence))
        except Exception:
            logger.exception("Import %s could not be taken back.", batch.pk)
            _refuse(batch, _("The import could not be taken back because of a fault in the program."))
            raise


@transaction.atomic
def _take_back_once(batch: ImportBatch, by: User) -> None:
    """The queue may hand the task out twice: who comes second waits here, and finds it done."""
    if ImportBatch.objects.select_for_update().get(pk=batch.pk).status != Status.UNDOING:
        return
    obstacles = list(_first(find_obstacles(batch, by), MOST_OBSTACLES))
    if obstacles:
        raise Conflict(_("Others have built on this import: %(what)s.") % {"what": "; ".join(obstacles)})
    heads = _heads_of(batch)
    _restore(batch, by)
    _remove(batch)
    batch.status, batch.undone_at, batch.undone_by = Status.UNDONE, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    record_event("import.undone", batch, by=by)
    for start in range(0, len(heads), _CHUNK):
        left = Account.objects.filter(pk__in=heads[start : start + _CHUNK])
        record_events(new_event("account.changed", head, by=by, data={"import_undone": batch.pk}) for head in left)


def _refuse(batch: ImportBatch, sentence: str) -> None:
    batch.status, batch.error = Status.DONE, sentence
    batch.save(update_fields=["status", "error"])


def _first(found: Iterator[str], most: int) -> Iterator[str]:
    for _number, one in zip(range(most), found, strict=False):
        yield one


def _models_of(batch: ImportBatch) -> list[type[models.Model]]:
    """Traced models, last written first: what refers to something goes before it."""
    labels = (
        batch.traces.order_by()
        .values("model")
        .annotate(last=Max("pk"))
        .order_by("-last")
        .values_list("model", flat=True)
    )
    return [apps.get_model(label) for label in labels]


def _chunks(batch: ImportBatch, model: type[models.Model], *, created: bool) -> Iterator[list[ImportTrace]]:
    traces = batch.traces.filter(model=model._meta.label_lower, is_created=created).order_by("-pk")  # noqa: SLF001
    chunk: list[ImportTrace] = []
    for trace in traces.iterator(chunk_size=_CHUNK):
        chunk.append(trace)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def find_obstacles(batch: ImportBatch, by: User) -> Iterator[str]:
    """What others have done with the import's objects since, in words. Names only what the person sees."""
    for model in _models_of(batch):
        for chunk in _chunks(batch, model, created=True):
            yield from _changed_since(model, chunk, by)
            yield from _hanging(batch, model, [trace.object_id for trace in chunk], by)
        for chunk in _chunks(batch, model, created=False):
            yield from _changed_since(model, chunk, by)


def _changed_since(model: type[models.Model], chunk: Sequence[ImportTrace], by: User) -> Iterator[str]:
    stored = model._base_manager.in_bulk([trace.object_id for trace in chunk])  # noqa: SLF001
    for trace in chunk:
        record = stored.get(trace.object_id)
        if record is None:
            yield _("%(what)s was deleted") % {"what": model._meta.verbose_name}  # noqa: SLF001
        elif _is_touched(record, trace):
            yield _("“%(name)s” was changed") % {"name": _named(record, by)}


def _named(record: models.Model, by: User) -> str:
    """By its name, or by its kind where it is not this person's to see any more."""
    rows: Any = type(record)._default_manager.all()  # noqa: SLF001
    is_seen = not hasattr(rows, "visible_to") or rows.visible_to(by).filter(pk=record.pk).exists()
    return str(record if is_seen else record._meta.verbose_name)  # noqa: SLF001


def _is_touched(record: Any, trace: ImportTrace) -> bool:
    """A created object must be as it was left; of a changed one only the changed values must."""
    if "parent" in trace.after:
        return bool(record.parent_pk != trace.after["parent"])
    if "version" not in trace.after:
        return False
    if trace.is_created:
        return bool(record.version != trace.after["version"]) and not _moved_by_same(trace)
    return any(_json(record, name) != value for name, value in trace.after.items() if name != "version")


def _moved_by_same(trace: ImportTrace) -> bool:
    """The import itself may touch an object twice (created, then a fact added)."""
    return ImportTrace.objects.filter(
        batch=trace.batch_id, model=trace.model, object_id=trace.object_id, is_created=False
    ).exists()


def _json(record: Any, name: str) -> Any:
    """A value as a trace holds it."""
    value = getattr(record, name)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _hanging(batch: ImportBatch, model: type[models.Model], ids: Sequence[int], by: User) -> Iterator[str]:
    """Rows of others that refer to created objects. What the import moved under them goes back, with all below it."""
    for relation in model._meta.related_objects:  # noqa: SLF001
        other = relation.related_model
        if other._meta.app_label in _DERIVED or (not relation.one_to_one and not relation.one_to_many):  # noqa: SLF001
            continue
        if relation.field.name == "root":
            continue  # whoever has a created top has a created parent, or stands below what was moved
        ours = batch.traces.filter(Q(is_created=True) | Q(before__has_key="parent"))
        own = ours.filter(model=other._meta.label_lower).values("object_id")  # noqa: SLF001
        column = relation.field.name
        created = model._base_manager.filter(pk__in=ids)  # noqa: SLF001
        strangers = other._base_manager.filter(**{f"{column}__in": created}).exclude(pk__in=own)  # noqa: SLF001
        for stranger in strangers[:3]:
            kind = other._meta.verbose_name  # noqa: SLF001
            yield _("%(kind)s “%(name)s” was added") % {"kind": kind, "name": _named(stranger, by)}


def _heads_of(batch: ImportBatch) -> list[int]:
    """Heads of the groups the import touched, to have their scores refreshed."""
    ids = batch.traces.filter(model="accounts.account").values("object_id")
    roots = Account.objects.filter(pk__in=ids).order_by().values_list("root_id", flat=True).distinct()
    return [int(root) for root in roots]


def _restore(batch: ImportBatch, by: User) -> None:
    for model in _models_of(batch):
        for chunk in _chunks(batch, model, created=False):
            stored = model._base_manager.in_bulk([trace.object_id for trace in chunk])  # noqa: SLF001
            for trace in chunk:
                _restore_one(stored[trace.object_id], trace, by)


def _restore_one(record: Any, trace: ImportTrace, by: User) -> None:
    if "parent" in trace.before:
        parent = Account.objects.filter(pk=trace.before["parent"]).first() if trace.before["parent"] else None
        if parent is None and trace.before["parent"]:
            raise Conflict(
                _("“%(name)s” cannot go back: its former parent was deleted.") % {"name": _named(record, by)}
            )
        move_account(record, parent, by=by)
        return
    for name, value in trace.before.items():
        setattr(record, name, record._meta.get_field(name).to_python(value))  # noqa: SLF001
    names = list(trace.before)
    if hasattr(record, "version"):
        record.version += 1
        names.append("version")
    record.save(update_fields=names)
    if isinstance(record, Account):
        index_accounts([record])
    record_event(f"{record._meta.model_name}.changed", record, by=by, data={"import_undone": trace.batch_id})  # noqa: SLF001


def _remove(batch: ImportBatch) -> None:
    for model in _models_of(batch):
        ids = batch.traces.filter(model=model._meta.label_lower, is_created=True).values_list("object_id", flat=True)  # noqa: SLF001
        doomed = model._base_manager.filter(pk__in=ids)  # noqa: SLF001
        ordered = doomed.order_by(Length("path").desc()) if model is Account else doomed.order_by("-pk")
        keys = list(ordered.values_list("pk", flat=True))
        for start in range(0, len(keys), _CHUNK):
            model._base_manager.filter(pk__in=keys[start : start + _CHUNK]).delete()  # noqa: SLF001
