"""The import's work behind the pages. Each may run twice: it starts by looking at what state the batch is in."""

from django_tasks import task

from kaizhi.interchange import actions, undo
from kaizhi.interchange.models import ImportBatch

Status = ImportBatch.Status


@task()
def check_import(batch_id: int) -> None:
    batch = ImportBatch.objects.select_related("by__role", "by__team").get(pk=batch_id)
    if batch.status in {Status.WAITING, Status.CHECKING}:
        actions.check(batch)


@task()
def write_import(batch_id: int) -> None:
    batch = ImportBatch.objects.select_related("by__role", "by__team").get(pk=batch_id)
    if batch.status == Status.WRITING:
        actions.write(batch)


@task()
def undo_import(batch_id: int, user_id: int) -> None:
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.status == Status.UNDOING:
        undo.take_back(batch, user_id)
