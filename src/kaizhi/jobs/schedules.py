"""Daily schedules. A domain registers its own in AppConfig.ready; every worker asks now and then what is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kaizhi.jobs.models import ScheduledRun

#: A run missed by more than this (the machine was off) is left for the next day.
GRACE = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Schedule:
    name: str
    at: time
    start: Callable[[], object]


_schedules: dict[str, Schedule] = {}


def every_day(name: str, at: time, start: Callable[[], object]) -> None:
    """Call `start` once a day at the local time `at`, in whichever worker is first. It should enqueue a task."""
    _schedules[name] = Schedule(name, at, start)


def last_due(schedule: Schedule, now: datetime) -> datetime:
    """The latest due time not after `now`, in the company's time zone."""
    local = timezone.localtime(now)
    due = timezone.make_aware(datetime.combine(local.date(), schedule.at))
    return due if due <= now else due - timedelta(days=1)


def start_due(now: datetime | None = None) -> list[str]:
    """Start what is due and not yet started; the names started here."""
    now = now or timezone.now()
    return [
        schedule.name
        for schedule in _schedules.values()
        if now - (due := last_due(schedule, now)) < GRACE and _claim_and_start(schedule, due)
    ]


def _claim_and_start(schedule: Schedule, due: datetime) -> bool:
    if ScheduledRun.objects.filter(schedule=schedule.name, due_at=due).exists():
        return False
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(schedule=schedule.name, due_at=due)
            schedule.start()
    except IntegrityError:
        return False  # another worker was first
    return True
