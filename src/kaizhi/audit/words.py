"""Acts in plain words. Each app says its own verbs in its `event_words.py`, which is found when the site starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Detail:
    """One old and new value an act tells of. `field` names the field whose rules govern it, as (object, field)."""

    label: Words
    old: object
    new: object
    field: tuple[str, str]


Details = Callable[[Mapping[str, Any]], Sequence[Detail]]


@dataclass(frozen=True, slots=True)
class Act:
    """How one verb is told. `name_field` names the subject, so that one knows which contact or order it was."""

    words: Words
    name_field: str = ""
    details: Details | None = None


_acts: dict[str, Act] = {}
_UNKNOWN = Act(_("did something else"))


def say(verb: str, words: Words, *, name_field: str = "", details: Details | None = None) -> None:
    """Tell `verb` in these words; `details` reads more than data["changes"] out of the event's data."""
    _acts[verb] = Act(words, name_field, details)


def act_of(verb: str) -> Act:
    """How a verb is told; a verb nobody speaks for is still shown, without its details."""
    return _acts.get(verb, _UNKNOWN)


def spoken_verbs() -> frozenset[str]:
    return frozenset(_acts)


def find_words() -> None:
    """Read every app's `event_words`. Called once, when all models are there."""
    autodiscover_modules("event_words")
