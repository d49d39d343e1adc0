"""The worker: runs what waits, shows that it lives, and takes up what a dead one left."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kaizhi.jobs.models import WorkerBeat
from kaizhi.jobs.queries import is_under_way, is_waiting, unfinished
from kaizhi.jobs.tests.sample_tasks import done, fail, note
from kaizhi.jobs.worker import LEASE, MAX_ATTEMPTS, beat, return_orphans, run_pending, run_worker

LONG_AGO = LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def held_by(*workers: str, since: timedelta = LONG_AGO) -> DBTaskResult:
    """A task in the hands of the last of these workers."""
    task = DBTaskResult.objects.get(pk=note.enqueue("held").id)
    task.status, task.worker_ids, task.started_at = TaskResultStatus.RUNNING, list(workers), timezone.now() - since
    task.save()
    return task


@pytest.mark.django_db
def test_it_works():
    note.enqueue("one")
    note.enqueue("two")
    run_pending()
    assert done == ["one", "two"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}


@pytest.mark.django_db
def test_a_task_that_fails_does_not_stop_the_next():
    fail.enqueue()
    note.enqueue("after")
    run_pending()
    assert done == ["after"]
    failed = DBTaskResult.objects.get(status=TaskResultStatus.FAILED)
    assert "out of paper" in failed.traceback


@pytest.mark.django_db
def test_a_task_put_off_waits_for_its_time():
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    run_pending()
    assert done == []


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_handed_out_again():
    task = held_by("dead")
    assert return_orphans() == 1
    run_pending()
    task.refresh_from_db()
    assert (task.status, done) == (TaskResultStatus.SUCCESSFUL, ["held"])
    assert len(task.worker_ids) == 2


@pytest.mark.django_db
def test_what_a_living_worker_holds_is_left_alone():
    beat("alive")
    held_by("dead", "alive")
    held_by("dead", since=timedelta(seconds=1))
    assert return_orphans() == 0


@pytest.mark.django_db
def test_a_task_that_kills_its_workers_is_given_up():
    task = held_by(*(f"dead-{number}" for number in range(MAX_ATTEMPTS)))
    return_orphans()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "stopped" in task.traceback
    assert task.finished_at is not None


@pytest.mark.django_db
def test_a_beat_is_kept_fresh_and_an_old_one_removed():
    beat("one")
    WorkerBeat.objects.update(beat_at=timezone.now() - LONG_AGO)
    beat("two")
    return_orphans()
    assert [one.worker_id for one in WorkerBeat.objects.all()] == ["two"]
    beat("two")
    assert WorkerBeat.objects.count() == 1


@pytest.mark.django_db
def test_what_the_queue_holds():
    assert (is_waiting(note), is_under_way(note)) == (False, False)
    waiting = note.enqueue("one").id
    assert (is_waiting(note), is_waiting(fail), is_under_way(note)) == (True, False, True)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert (is_waiting(note), is_under_way(note)) == (False, True)
    assert unfinished([waiting]) == {waiting}
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert (is_waiting(note), is_under_way(note), unfinished([waiting])) == (False, False, set())
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    assert (is_waiting(note), is_under_way(note)) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_the_loop_works_shows_that_it_lives_and_stops():
    note.enqueue("in the loop")
    stop = threading.Event()
    loop = threading.Thread(target=run_worker, args=(stop,), kwargs={"interval": 0.05})
    loop.start()
    until = timezone.now() + timedelta(seconds=20)
    while not done and timezone.now() < until:
        stop.wait(0.05)
    beats = WorkerBeat.objects.count()
    stop.set()
    loop.join(timeout=20)
    assert (done, beats, loop.is_alive()) == (["in the loop"], 1, False)
