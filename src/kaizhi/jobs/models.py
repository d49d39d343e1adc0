"""What the job library lacks: who is alive, and which scheduled run was already started."""

from typing import ClassVar

from django.db import models


class WorkerBeat(models.Model):
    """A worker's sign of life. A task held by a worker without one is handed out again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class ScheduledRun(models.Model):
    """One due time of one schedule. The unique key lets exactly one worker start it."""

    schedule = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["schedule", "due_at"], name="schedule_starts_once")]

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at}"
