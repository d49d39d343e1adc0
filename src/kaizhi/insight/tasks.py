"""Background tasks. The core and its engine are imported when one runs, never when the site starts."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskContext, task

from kaizhi.access.models import User
from kaizhi.insight.models import ScoreRun
from kaizhi.insight.staleness import claim, clear

logger = logging.getLogger("kaizhi.insight")
#: A refresh that failed is tried again after so many minutes each; then with the next change, or at night.
_RETRY_MINUTES = (1, 10, 60)


@task(takes_context=True)
def refresh_stale(context: TaskContext, attempt: int = 0) -> int:
    """Compute everything that is marked, until nothing is. The number of runs."""
    task_id, n_runs = str(context.task_result.id), 0
    try:
        while claimed := claim(task_id):
            _compute(claimed.roots, is_book=claimed.is_book, task_id=task_id)
            clear(claimed)
            n_runs += 1
    except Exception:
        if attempt < len(_RETRY_MINUTES):
            later = timezone.now() + timedelta(minutes=_RETRY_MINUTES[attempt])
            refresh_stale.using(run_after=later).enqueue(attempt=attempt + 1)
        raise
    return n_runs


def _compute(roots: tuple[int, ...], *, is_book: bool, task_id: str) -> None:
    from kaizhi.insight.actions import score_book, score_groups  # noqa: PLC0415 the engine is the worker's alone

    if is_book:
        score_book(trigger=ScoreRun.Trigger.IMPORT, task=task_id)
    else:
        score_groups(roots, task=task_id)


@task(takes_context=True)
def score_whole_book(context: TaskContext, trigger: str = ScoreRun.Trigger.NIGHTLY.value, by: int | None = None) -> int:
    """Compute the whole book. The run's number."""
    from kaizhi.insight.actions import score_book  # noqa: PLC0415 the engine is the worker's alone

    person = User.objects.filter(pk=by).first() if by is not None else None
    return score_book(trigger=trigger, by=person, task=str(context.task_result.id)).pk


def start_nightly() -> None:
    """The schedule's start: the book, and whatever an earlier failure left marked."""
    score_whole_book.enqueue()
    refresh_stale.enqueue()
