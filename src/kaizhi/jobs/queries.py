"""What the queue holds."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

_UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def is_waiting(task: Any) -> bool:
    """Whether this task is in the queue, due and not yet taken: it will see all that is committed by now."""
    return DBTaskResult.objects.ready().filter(task_path=task.module_path).exists()


def is_under_way(task: Any) -> bool:
    """Whether this task is running, or due and waiting. One put off to later is neither."""
    of_task = DBTaskResult.objects.filter(task_path=task.module_path)
    return of_task.running().exists() or is_waiting(task)


def unfinished(task_ids: Iterable[str]) -> set[str]:
    """Of these tasks, the ones that wait or run. A task whose worker died is among them until it is given up."""
    found: QuerySet[Any] = DBTaskResult.objects.filter(pk__in=set(task_ids), status__in=_UNFINISHED)
    return {str(key) for key in found.values_list("pk", flat=True)}
