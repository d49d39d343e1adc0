"""Telling what was done to people. The audit trail stands above this layer and registers itself at the start."""

from collections.abc import Callable
from typing import Any

from django.db import models

from kaizhi.access.models import User

Recorder = Callable[..., Any]
_recorders: list[Recorder] = []


def register(recorder: Recorder) -> None:
    """`recorder(verb, subject, by=..., data=...)` is called inside the act's transaction. Registering twice is once."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def tell(verb: str, subject: models.Model, *, by: User, data: dict[str, object] | None = None) -> None:
    for recorder in _recorders:
        recorder(verb, subject, by=by, data=data)
