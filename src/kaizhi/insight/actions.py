"""Computing scores: the whole book, or the trees that changed. Runs in the background; no request waits for it."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from kaizhi.access.models import User
from kaizhi.common.dates import today
from kaizhi.insight.extraction import extract
from kaizhi.insight.models import GroupScore, ScoreRun
from kaizhi.insight.parameters import REPLICATION, Parameters, current_parameters, ensure_models
from kaizhi.insight.storing import store_classes, store_scores
from kaizhi.jobs.queries import unfinished
from kaizhi.scoring import account_purchases, customer_classes, group_figures, replication_scores

__all__ = ["ensure_models", "score_book", "score_groups"]

logger = logging.getLogger("kaizhi.insight")
Trigger = ScoreRun.Trigger
#: A run outside the queue that still says "running" after so long was stopped with its process.
_LONGEST = timedelta(hours=12)


def score_book(
    as_of: date | None = None, trigger: str = Trigger.COMMAND, by: User | None = None, *, task: str = ""
) -> ScoreRun:
    """Compute every group and every customer. What was current stays so until all of the new is there."""
    return _score(None, as_of=as_of, trigger=trigger, by=by, task=task)


def score_groups(
    head_ids: Sequence[int],
    as_of: date | None = None,
    trigger: str = Trigger.CHANGE,
    by: User | None = None,
    *,
    task: str = "",
) -> ScoreRun:
    """Compute the trees under these tops: the figures of those that are groups, the classes of all their customers."""
    return _score(sorted(set(head_ids)), as_of=as_of, trigger=trigger, by=by, task=task)


def _score(roots: Sequence[int] | None, *, as_of: date | None, trigger: str, by: User | None, task: str) -> ScoreRun:
    close_dead_runs(task)
    parameters = current_parameters()
    run = ScoreRun.objects.create(
        reach=ScoreRun.Reach.BOOK if roots is None else ScoreRun.Reach.GROUPS,
        as_of=as_of or today(),
        model=parameters.published[REPLICATION],
        versions=parameters.versions,
        trigger=trigger,
        by=by,
        task=task,
    )
    try:
        _compute_and_store(run, parameters, roots)
    except Exception as error:
        if not connection.needs_rollback:  # else the caller's transaction takes the run back with it
            _fail(run, f"{type(error).__name__}: {error}")
        raise
    run.status, run.finished_at = ScoreRun.Status.DONE, timezone.now()
    run.save(update_fields=["status", "finished_at", "inputs", "n_groups", "n_changed", "n_accounts"])
    return run


def _compute_and_store(run: ScoreRun, parameters: Parameters, roots: Sequence[int] | None) -> None:
    read = extract(roots, as_of=run.as_of)
    run.inputs, book = read.inputs, read.book
    figures = group_figures(book.groups, book.plants, book.signings, as_of=run.as_of, bands=parameters.bands)
    scores = replication_scores(figures, book, as_of=run.as_of, model=parameters.replication)
    store_scores(scores, run, parameters, roots)
    purchases = account_purchases(read.customers, book.signings, as_of=run.as_of)
    store_classes(customer_classes(purchases, as_of=run.as_of, model=parameters.classes), run, roots)


def close_dead_runs(task: str = "") -> int:
    """Say "failed" of runs whose worker stopped, and drop what they wrote. `task` is about to run again itself."""
    running = ScoreRun.objects.filter(status=ScoreRun.Status.RUNNING)
    alive = unfinished(running.exclude(task__in=["", task]).values_list("task", flat=True))
    too_old = Q(task="", started_at__lt=timezone.now() - _LONGEST)
    dead = list(running.exclude(task__in=alive).filter(~Q(task="") | too_old))
    for run in dead:
        _fail(run, "The worker stopped during this run.")
    return len(dead)


def _fail(run: ScoreRun, error: str) -> None:
    GroupScore.objects.filter(run=run, is_current=False).delete()
    run.status, run.error, run.finished_at = ScoreRun.Status.FAILED, error, timezone.now()
    run.save(update_fields=["status", "error", "finished_at", "inputs"])
    logger.error("Score run %s failed: %s", run.pk, error)
