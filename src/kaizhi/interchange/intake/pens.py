"""Writing in bulk, with a trace of every object so that it can be taken back."""

from collections.abc import Sequence
from typing import Any

from kaizhi.common.bulk import insert_many
from kaizhi.interchange.models import ImportBatch, ImportTrace


class Pen:
    """Writes for one batch. Without a batch (the dry run) nobody holds one."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch

    def create(self, records: Sequence[Any]) -> None:
        """Insert and remember. The after-image is what a later look compares with."""
        if not records:
            return
        model = type(records[0])
        insert_many(records)
        has_version = hasattr(records[0], "version")
        self._trace(
            ImportTrace(
                batch_id=self.batch.pk,
                model=model._meta.label_lower,  # noqa: SLF001
                object_id=record.pk,
                is_created=True,
                after={"version": record.version} if has_version else {},
            )
            for record in records
        )

    def update(self, changed: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        """Write changed records; each comes with the old values of what changed."""
        if not changed:
            return
        model = type(changed[0][0])
        names = sorted({name for _record, before in changed for name in before})
        has_version = hasattr(changed[0][0], "version")
        for record, _before in changed:
            if has_version:
                record.version += 1
        written = [*names, "version"] if has_version else names
        model._default_manager.bulk_update([record for record, _before in changed], written, batch_size=200)  # noqa: SLF001
        self._trace(
            ImportTrace(
                batch_id=self.batch.pk,
                model=model._meta.label_lower,  # noqa: SLF001
                object_id=record.pk,
                is_created=False,
                before=before,
                after={name: getattr(record, name) for name in before}
                | ({"version": record.version} if has_version else {}),
            )
            for record, before in changed
        )

    def trace_move(self, account: Any, old_parent: int | None, new_parent: int | None) -> None:
        """A node that now hangs elsewhere."""
        self._trace(
            [
                ImportTrace(
                    batch_id=self.batch.pk,
                    model="accounts.account",
                    object_id=account.pk,
                    is_created=False,
                    before={"parent": old_parent},
                    after={"parent": new_parent},
                )
            ]
        )

    def _trace(self, traces: Any) -> None:
        insert_many(list(traces))
