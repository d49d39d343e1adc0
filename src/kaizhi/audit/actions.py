"""Writing events, and telling those who registered for them. Listeners run inside the act's transaction."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db import models

from kaizhi.audit.models import Event
from kaizhi.common.bulk import insert_many

if TYPE_CHECKING:
    from kaizhi.access.models import User

Listener = Callable[[list[Event]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Register a higher domain's reaction to events (called in AppConfig.ready). Registering twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def new_event(
    verb: str,
    subject: models.Model,
    *,
    by: "User | None",
    account_id: int | None = None,
    data: dict[str, object] | None = None,
) -> Event:
    """An event not yet written. `account_id` defaults to the subject's own account, where it has one."""
    label = subject._meta.label_lower  # noqa: SLF001
    if account_id is None:
        account_id = subject.pk if label == "accounts.account" else getattr(subject, "account_id", None)
    by_id = by.pk if by else None
    return Event(
        verb=verb, by_id=by_id, subject_type=label, subject_id=subject.pk, account_id=account_id, data=data or {}
    )


def record_event(
    verb: str,
    subject: models.Model,
    *,
    by: "User | None",
    account_id: int | None = None,
    data: dict[str, object] | None = None,
) -> Event:
    """Write one event and tell the listeners."""
    event = new_event(verb, subject, by=by, account_id=account_id, data=data)
    event.save(force_insert=True)
    _tell([event])
    return event


def record_events(events: Iterable[Event]) -> None:
    """Write many events at once (imports, batch acts) and tell the listeners once."""
    written = list(events)
    insert_many(written)
    _tell(written)


def _tell(events: list[Event]) -> None:
    if events:
        for listener in _listeners:
            listener(events)
