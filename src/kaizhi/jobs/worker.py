"""The worker: the job library's loop, plus a heartbeat, the schedules, and the return of tasks whose worker died."""

import logging
import os
import threading
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kaizhi.jobs.models import WorkerBeat
from kaizhi.jobs.schedules import start_due

logger = logging.getLogger("kaizhi.jobs")

BEAT_SECONDS = 15
LEASE = timedelta(seconds=90)
#: A task that killed its worker this often is not handed out again.
MAX_ATTEMPTS = 3


def new_worker(*, worker_id: str = "", interval: float = 0.5, batch: bool = False) -> Worker:
    return Worker(
        queue_names=["default"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id or f"{os.getpid()}-{get_random_string(12)}",
        excluded_queue_names=[],
    )


def beat(worker_id: str) -> None:
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": timezone.now()})


@transaction.atomic
def return_orphans() -> int:
    """Hand out again what a dead worker held; give up after MAX_ATTEMPTS. The number handled."""
    alive = set(WorkerBeat.objects.filter(beat_at__gte=timezone.now() - LEASE).values_list("worker_id", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - LEASE)
    orphans = [task for task in running.select_for_update() if not task.worker_ids or task.worker_ids[-1] not in alive]
    for task in orphans:
        exhausted = len(task.worker_ids) >= MAX_ATTEMPTS
        task.status = TaskResultStatus.FAILED if exhausted else TaskResultStatus.READY
        task.finished_at = timezone.now() if exhausted else None
        task.traceback = "The worker stopped while it ran this task, repeatedly." if exhausted else ""
        task.save(update_fields=["status", "finished_at", "traceback"])
    WorkerBeat.objects.filter(beat_at__lt=timezone.now() - LEASE).delete()
    return len(orphans)


def _keep_house(worker_id: str, stop: threading.Event) -> None:
    """Heartbeat, schedules and orphans, every BEAT_SECONDS until stopped."""
    while True:
        close_old_connections()
        try:
            beat(worker_id)
            return_orphans()
            start_due()
        except Exception:
            logger.exception("Housekeeping failed; it is tried again in %s seconds.", BEAT_SECONDS)
        if stop.wait(BEAT_SECONDS):
            break
    connection.close()


def run_worker(stop: threading.Event, *, interval: float = 0.5) -> None:
    """Run tasks until `stop` is set. Blocks: call it in a thread of its own, or as a process."""
    worker = new_worker(interval=interval)
    beat(worker.worker_id)
    keeper = threading.Thread(
        target=_keep_house, args=(worker.worker_id, stop), name="kaizhi-housekeeping", daemon=True
    )
    keeper.start()
    threading.Thread(target=_stop_when, args=(stop, worker), daemon=True).start()
    try:
        worker.run()
    finally:
        stop.set()
        keeper.join(timeout=5)
        connection.close()


def _stop_when(stop: threading.Event, worker: Worker) -> None:
    stop.wait()
    worker.running = False


def run_pending() -> None:
    """Run what is waiting now, in this thread, and return (tests and the demo's preparation).

    Not by the library's own loop: that closes a connection which is inside a transaction, as a test's is.
    """
    worker = new_worker(batch=True)
    while task := _take(worker.worker_id):
        worker.run_task(task)


@transaction.atomic
def _take(worker_id: str) -> "DBTaskResult[..., Any] | None":
    """The next task, claimed for this worker."""
    task = DBTaskResult.objects.ready().filter(backend_name="default", queue_name="default").get_locked()
    if task is not None:
        task.claim(worker_id)
    return task
