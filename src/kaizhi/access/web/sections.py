"""The tabs over the pages about people."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    url: str
    is_current: bool
    n: int | None = None


def sections(current: str) -> list[Section]:
    labels = {"people": pgettext("section", "People"), "teams": _("Teams"), "roles": _("Roles")}
    return [Section(label, reverse(f"access:{name}"), name == current) for name, label in labels.items()]
