"""Daily schedules: due once a day at a local time, started once whoever asks."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError

from kaizhi.jobs import schedules
from kaizhi.jobs.models import ScheduledRun
from kaizhi.jobs.schedules import GRACE, Schedule, every_day, last_due, start_due

#: 02:30 in Shanghai on 22 November 2026.
DUE = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """One schedule, and what it started."""
    monkeypatch.setattr(schedules, "_schedules", {})
    found: list[str] = []
    every_day("test.nightly", time(2, 30), lambda: found.append("started"))
    return found


@pytest.mark.django_db
def test_it_works(started: list[str]):
    assert start_due(DUE + timedelta(minutes=5)) == ["test.nightly"]
    assert started == ["started"]
    assert ScheduledRun.objects.get().due_at == DUE


@pytest.mark.django_db
def test_it_starts_once_a_day(started: list[str]):
    for minutes in (0, 1, 60):
        start_due(DUE + timedelta(minutes=minutes))
    assert len(started) == 1
    assert start_due(DUE + timedelta(days=1)) == ["test.nightly"]
    assert len(started) == 2


@pytest.mark.django_db
def test_it_is_not_started_before_its_time_or_long_after(started: list[str]):
    ScheduledRun.objects.create(schedule="test.nightly", due_at=DUE - timedelta(days=1))
    assert start_due(DUE - timedelta(seconds=1)) == []
    assert start_due(DUE + GRACE) == [], "the machine was off: it waits for the next night"
    assert start_due(DUE + GRACE - timedelta(seconds=1)) == ["test.nightly"]


@pytest.mark.django_db
def test_who_comes_second_starts_nothing(started: list[str], monkeypatch):
    """Another worker wrote the row between this one's look and its claim."""

    def taken(**_facts: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(ScheduledRun.objects, "create", taken)
    assert start_due(DUE) == []
    assert started == []


@pytest.mark.django_db
def test_a_start_that_fails_is_not_taken_for_done(started: list[str]):
    def broken() -> None:
        raise OSError("disk full")

    every_day("test.nightly", time(2, 30), broken)
    with pytest.raises(OSError, match="disk full"):
        start_due(DUE)
    assert not ScheduledRun.objects.exists()


@pytest.mark.parametrize(("hours", "due"), [(0, DUE), (-1, DUE - timedelta(days=1)), (23, DUE)])
def test_the_last_due_time_is_on_the_companys_clock(hours: int, due: datetime):
    schedule = Schedule("x", time(2, 30), lambda: None)
    assert last_due(schedule, DUE + timedelta(hours=hours)) == due


def test_the_nightly_run_is_scheduled():
    assert schedules._schedules["insight.nightly"].at == time(2, 30)
