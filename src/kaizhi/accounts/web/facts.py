"""One fact, edited where it stands. GET gives the value, ?edit=1 the input, POST saves."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import FieldPolicy, policy_for
from kaizhi.access.models import User
from kaizhi.access.permissions import require
from kaizhi.accounts import facts
from kaizhi.accounts.actions import change_account, change_record
from kaizhi.accounts.models import Account
from kaizhi.accounts.panels import visible_account
from kaizhi.common.errors import NotAllowed, StaleVersion
from kaizhi.common.http import AppRequest
from kaizhi.ui.inplace import conflict_place, edit_place, show_place

_NOUNS = {"group": "group", "plant": "plant_file"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which fact of which account, for whom."""

    account: Account
    part: str
    record: models.Model
    name: str
    policy: FieldPolicy
    user: User

    def place(self) -> Any:
        may_edit = self.user.can(Capability.ACCOUNT_EDIT)
        return facts.place_of(self.account, self.part, self.record, self.name, self.policy, may_edit=may_edit)

    def form(self, data: Any = None) -> Any:
        return facts.fact_form(self.part, self.record, self.name, data)


@require_http_methods(["GET", "POST"])
def fact(request: AppRequest, account_id: int, part: str, name: str) -> HttpResponse:
    asked = _asked_for(request.user, account_id, part, name)
    if request.method == "GET" and request.GET.get("edit") != "1":
        return show_place(request, asked.place())
    require(request.user, Capability.ACCOUNT_EDIT)
    if not asked.policy.can_edit(facts.OBJECTS[part], name):
        raise NotAllowed(_("You may read this field, but not change it."))
    if request.method == "GET":
        form = asked.form()
        return edit_place(request, asked.place(), form[name], was=facts.typed_value(form, name))
    return _save(request, asked)


def _asked_for(user: User, account_id: int, part: str, name: str) -> _Asked:
    """404 for what is not there, and alike for what this person does not see."""
    account, policy = visible_account(user, account_id), policy_for(user)
    if not facts.is_fact(part, name) or not policy.can_see(facts.OBJECTS[part], name):
        raise Http404
    record = facts.record_of(account, part)
    if record is None:
        raise Http404
    return _Asked(account, part, record, name, policy, user)


def _save(request: AppRequest, asked: _Asked) -> HttpResponse:
    name, was = asked.name, request.POST.get("was", "")
    now = facts.typed_value(asked.form(), name)
    place = asked.place()
    form = asked.form(request.POST)
    if not form.is_valid():
        return edit_place(request, place, form[name], was=was, status=422)
    try:
        saved = _change(asked, form.cleaned_data[name], facts.seen_value(form, name, was))
    except StaleVersion:
        mine = facts.worded(form, name, str(form[name].value() or ""))
        return conflict_place(request, place, form[name], mine=mine, theirs=facts.worded(form, name, now), was=now)
    return show_place(
        request, _Asked(asked.account, asked.part, saved, name, asked.policy, asked.user).place(), saved=True
    )


def _change(asked: _Asked, value: object, seen: object) -> models.Model:
    account = asked.account
    if asked.part == "account":
        return change_account(account, {asked.name: value}, by=asked.user, seen={asked.name: seen})
    fresh = facts.record_of(account, asked.part)
    assert fresh is not None  # asked for above
    return change_record(fresh, asked.name, value, seen=seen, noun=_NOUNS[asked.part], by=asked.user)
