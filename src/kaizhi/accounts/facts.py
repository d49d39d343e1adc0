"""Facts edited in place on the record page: which there are, how each looks, and how one is checked and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import FieldPolicy, Mode
from kaizhi.access.models import User
from kaizhi.accounts.forms import AccountForm, GroupForm, PlantFileForm
from kaizhi.accounts.models import Account, Group, PlantFile
from kaizhi.accounts.rules import credit_code_warning
from kaizhi.ui import show
from kaizhi.ui.inplace import Place

_FORMS: dict[str, type[forms.ModelForm[Any]]] = {"account": AccountForm, "group": GroupForm, "plant": PlantFileForm}
OBJECTS = {"account": "accounts.account", "group": "accounts.group", "plant": "accounts.plantfile"}
_MONEY = {"registered_capital": "registered_capital_currency", "annual_budget": "annual_budget_currency"}

BASICS = ("short_name", "kind", "is_active", "industry", "phone", "website", "country", "province", "city", "district",
          "address", "next_follow_up_on", "source", "notes")  # fmt: skip
REGISTRATION = ("credit_code", "registration", "legal_representative", "registered_capital", "founded_on",
                "n_employees", "former_names", "name_en")  # fmt: skip
GROUP_FACTS = tuple(GroupForm.Meta.fields)
PLANT_FACTS = tuple(PlantFileForm.Meta.fields)

#: Is what the form was opened with not even readable, nothing stored can equal it.
_UNREADABLE = object()


@dataclass(frozen=True, slots=True)
class Facts:
    """A panel of facts: those known, and those still to be asked."""

    known: Sequence[Place]
    open: Sequence[Place]


def record_of(account: Account, part: str) -> models.Model | None:
    """The row a part's fields stand in; None where this account has no such part."""
    if part == "account":
        return account
    if part == "group":
        return Group.objects.filter(head=account).first() if account.is_root else None
    if part == "plant" and account.kind == Account.Kind.PLANT:
        return PlantFile.objects.filter(account=account).first() or PlantFile(account=account)
    return None


def fact_form(part: str, record: models.Model, name: str, data: Any = None) -> forms.ModelForm[Any]:
    """The part's form with this one field."""
    form = _FORMS[part](data, instance=record)
    form.fields = {name: form.fields[name]}
    return form


def is_fact(part: str, name: str) -> bool:
    return part in _FORMS and name in _FORMS[part].base_fields


def place_of(
    account: Account, part: str, record: models.Model, name: str, policy: FieldPolicy, *, may_edit: bool
) -> Place:
    """The value where it stands. The caller has asked whether it is to be seen at all."""
    mode = policy.mode(OBJECTS[part], name)
    shown = (
        shown_value(record, name)
        if mode != Mode.MASKED
        else str(policy.shown(OBJECTS[part], name, _text(record, name)))
    )
    return Place(
        id=f"{part}-{account.pk}-{name}",
        label=str(_FORMS[part].base_fields[name].label),
        url=reverse("accounts:fact", args=[account.pk, part, name]),
        shown=shown or show.unknown(),
        back=account.get_absolute_url(),
        can_edit=may_edit and mode == Mode.EDIT,
    )


def facts_of(
    account: Account, part: str, record: models.Model, names: Sequence[str], policy: FieldPolicy, user: User
) -> Facts:
    """Places of one panel. Where nothing can be added, empty places are left out."""
    may_edit = user.can(Capability.ACCOUNT_EDIT)
    known, still_open = [], []
    for name in policy.visible(OBJECTS[part], names):
        place = place_of(account, part, record, name, policy, may_edit=may_edit)
        if getattr(record, name) in (None, "", []):
            still_open.append(place)
        else:
            known.append(place)
    return Facts(known, [place for place in still_open if place.can_edit])


def _text(record: models.Model, name: str) -> str:
    value = getattr(record, name)
    return "" if value is None else str(value)


def shown_value(record: models.Model, name: str) -> str | SafeString:
    """The value as HTML or as text that the template escapes; the dash where there is none."""
    value = getattr(record, name)
    if value is None or value in ("", []):
        return show.unknown()
    if name in _MONEY:
        return show.money(value, getattr(record, _MONEY[name]) or "CNY")
    if name == "credit_code":
        return _shown_credit_code(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return show.day(value)
    if isinstance(value, list):
        return "；".join(value)
    if callable(words := getattr(record, f"get_{name}_display", None)):
        return str(words())
    return f"{value:,}" if isinstance(value, int) else str(value)


def _shown_credit_code(code: str) -> str | SafeString:
    """With its warning: a wrong code is kept, since the register's own paper may be what is wrong."""
    warning = credit_code_warning(code)
    if warning is None:
        return code
    return format_html('{} <span class="badge warn" title="{}">{}</span>', code, warning, _("check the code"))


def typed_value(form: forms.ModelForm[Any], name: str) -> str:
    """The stored value as the input shows it: what a person has seen before typing."""
    value = form.fields[name].prepare_value(form.get_initial_for_field(form.fields[name], name))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def worded(form: forms.ModelForm[Any], name: str, typed: str) -> str:
    """A typed value as a person reads it: the label of a choice, yes or no."""
    field: Any = form._meta.model._meta.get_field(name)  # noqa: SLF001 Django's documented model API
    if isinstance(field, models.BooleanField):
        return _("yes") if typed not in {"", "False"} else _("no")
    return str({str(value): label for value, label in field.flatchoices}.get(typed, typed))


def seen_value(form: forms.ModelForm[Any], name: str, typed: str) -> object:
    """What the person had seen, as the field keeps it."""
    try:
        value = form.fields[name].clean(typed)
    except ValidationError:
        return _UNREADABLE
    return value if value is not None or form._meta.model._meta.get_field(name).null else ""  # noqa: SLF001
