"""A customer's timeline: its events in the reader's words, under the reader's field rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaizhi.access.fields import FieldPolicy, Mode, mask, policy_for
from kaizhi.access.models import Team, User
from kaizhi.accounts.models import Account
from kaizhi.audit.models import Event
from kaizhi.audit.words import Detail, act_of
from kaizhi.common.money import DEFAULT_CURRENCY, format_units

PAGE = 20
_UNKNOWN = "—"
#: Whole numbers that are amounts of money, by the end of their name.
_MONEY = ("amount", "budget", "capital")


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as the reader may see it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the timeline shows it."""

    key: int
    at: datetime
    by: str
    words: str
    subject: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The next entries, newest first; `before` asks for the ones after them, None at the end."""

    entries: tuple[Entry, ...]
    before: int | None


def timeline_of(user: User, account: Account, *, before: int | None = None) -> Timeline:
    """Events of an account this person sees. An event of which every change is hidden is not there."""
    events = _events(account, before)
    shown, rest = events[:PAGE], events[PAGE:]
    names = _names_in(shown, user)
    policy = policy_for(user)
    entries = [entry for event in shown if (entry := _entry(event, policy, names)) is not None]
    return Timeline(tuple(entries), shown[-1].pk if rest else None)


def _events(account: Account, before: int | None) -> list[Event]:
    events = Event.objects.filter(account_id=account.pk).select_related("by").order_by("-at", "-pk")
    if before is not None:
        last = Event.objects.filter(account_id=account.pk, pk=before).values_list("at", flat=True).first()
        events = events.none() if last is None else events.filter(Q(at__lt=last) | Q(at=last, pk__lt=before))
    return list(events[: PAGE + 1])


def _entry(event: Event, policy: FieldPolicy, names: "Names") -> Entry | None:
    act = act_of(event.verb)
    told = [*_changed_fields(event), *(act.details(event.data) if act.details else ())]
    record = names.subjects.get((event.subject_type, event.subject_id))
    changes = [change for one in told if (change := _change(one, record, policy, names)) is not None]
    if told and not changes:
        return None
    return Entry(
        key=event.pk,
        at=event.at,
        by=str(event.by) if event.by else "",
        words=str(act.words),
        subject=names.subject(event, act.name_field, policy) if act.name_field else "",
        changes=tuple(changes),
    )


def _changed_fields(event: Event) -> list[Detail]:
    """Old and new values as `save_record` writes them."""
    model = _model_of(event.subject_type)
    found = []
    for name, pair in event.data.get("changes", {}).items():
        known = _field(model, name)
        if known is not None and isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 old and new
            found.append(Detail(known.verbose_name, pair[0], pair[1], (event.subject_type, known.name)))
    return found


def _change(told: Detail, record: models.Model | None, policy: FieldPolicy, names: "Names") -> Change | None:
    mode = policy.mode(*told.field)
    if mode == Mode.HIDDEN:
        return None
    model = _model_of(told.field[0])
    known = _field(model, told.field[1])
    old, new = (_words_of(known, value, record, names) for value in (told.old, told.new))
    if mode == Mode.MASKED:
        old, new = (text if text == _UNKNOWN else mask(text) for text in (old, new))
    return Change(str(told.label), old, new)


def _model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None  # told by a version of the site that had this record


def _field(model: type[models.Model] | None, name: str) -> "models.Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name) if model is not None else None  # noqa: SLF001 Django's documented API
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _words_of(
    known: "models.Field[Any, Any] | None", value: object, record: models.Model | None, names: "Names"
) -> str:
    """A stored value as people read it."""
    if value is None or value in ("", []):
        return _UNKNOWN
    if isinstance(known, models.ForeignKey | models.ManyToManyField):
        several = value if isinstance(value, list) else [value]
        return pgettext("between the items of a list", ", ").join(names.of(known, one) for one in several)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if known is not None and known.choices:
        return str(dict(known.flatchoices).get(value, value))
    if isinstance(value, int) and known is not None and known.name.endswith(_MONEY):
        return _amount(value, known.name, record)
    if isinstance(value, int) and known is not None and known.name.endswith("_hundredths"):
        return f"{value / 100:g}"
    if isinstance(value, list):
        return pgettext("between the items of a list", ", ").join(str(one) for one in value)
    return str(value)


def _amount(minor: int, name: str, record: models.Model | None) -> str:
    """In the currency the record has for this amount, named where it is not the usual one."""
    currency = getattr(record, f"{name}_currency", None) or getattr(record, "currency", None) or DEFAULT_CURRENCY
    text = format_units(minor, currency)
    return text if currency == DEFAULT_CURRENCY else f"{currency} {text}"


@dataclass
class Names:
    """Names of what events point at, read once for all of them."""

    people: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[tuple[str, int], models.Model] = field(default_factory=dict)

    def of(self, known: "models.Field[Any, Any]", key: object) -> str:
        """The name behind a key; a customer the reader does not see stays unnamed."""
        related = known.related_model
        if related is User:
            return self.people.get(str(key), _UNKNOWN)
        if related is Team:
            return self.teams.get(str(key), _UNKNOWN)
        if related is Account:
            return self.accounts.get(_account_key(key)) or _("a customer not open to you")
        return _UNKNOWN

    def subject(self, event: Event, name_field: str, policy: FieldPolicy) -> str:
        """What the act was done to, under the rule of the field that names it."""
        record = self.subjects.get((event.subject_type, event.subject_id))
        name = getattr(record, name_field, "") if record else event.data.get("was", {}).get(name_field, "")
        return str(policy.shown(event.subject_type, name_field, name) or "")


def _account_key(key: object) -> str:
    """Parents are pointed at by path, other customers by number; the last digits of a path are the number."""
    text = str(key)
    return str(int(text[-7:])) if text.isdigit() else text


def _names_in(events: Sequence[Event], user: User) -> Names:
    keys: dict[type[models.Model], set[str]] = {User: set(), Team: set(), Account: set()}
    for event in events:
        act = act_of(event.verb)
        for told in [*_changed_fields(event), *(act.details(event.data) if act.details else ())]:
            known = _field(_model_of(told.field[0]), told.field[1])
            if known is not None and known.related_model in keys:
                keys[known.related_model] |= set(_keys_in(told))
    accounts = Account.objects.visible_to(user).filter(pk__in={_account_key(key) for key in keys[Account]})
    return Names(
        people={str(one.pk): str(one) for one in User.objects.filter(pk__in=keys[User])} if keys[User] else {},
        teams={str(one.pk): str(one) for one in Team.objects.filter(pk__in=keys[Team])} if keys[Team] else {},
        accounts={str(one.pk): one.display_name for one in accounts} if keys[Account] else {},
        subjects=_subjects(events),
    )


def _keys_in(told: Detail) -> Iterable[str]:
    for value in (told.old, told.new):
        for one in value if isinstance(value, list) else [value]:
            if one not in (None, ""):
                yield str(one)


def _subjects(events: Sequence[Event]) -> dict[tuple[str, int], models.Model]:
    """The records the events are about, one statement for each kind."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        if act_of(event.verb).name_field or event.data.get("changes"):
            wanted.setdefault(event.subject_type, set()).add(event.subject_id)
    found: dict[tuple[str, int], models.Model] = {}
    for label, keys in wanted.items():
        if (model := _model_of(label)) is not None:
            found |= {(label, record.pk): record for record in model._default_manager.filter(pk__in=keys)}  # noqa: SLF001
    return found
