"""A new customer: three fields first, what is known already shown while typing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.permissions import require
from kaizhi.accounts.actions import create_account, flag_hidden_duplicates
from kaizhi.accounts.forms import CreateForm
from kaizhi.accounts.models import Account
from kaizhi.accounts.queries import Similar, same_as, similar_to
from kaizhi.accounts.rules import sources
from kaizhi.accounts.web.changes import to_list_after
from kaizhi.common import chinese, credit_code
from kaizhi.common.http import AppRequest

_SHORTEST_NAME = 2


@require_http_methods(["GET", "POST"])
def create(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.ACCOUNT_CREATE)
    if request.method == "GET":
        return _show(request, CreateForm(initial=_asked(request), user=request.user))
    form = CreateForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, status=422)
    values = form.cleaned_data
    known = Similar() if values["confirmed"] else same_as(request.user, values["name"], values.get("credit_code", ""))
    if known:
        return _show(request, form, known, status=422)
    account = create_account(form.new_account(), parent=values.get("parent"), by=request.user)
    flag_hidden_duplicates(account, by=request.user)
    if not Account.objects.visible_to(request.user).filter(pk=account.pk).exists():
        return to_list_after(request, account)
    return redirect(account)


def _asked(request: AppRequest) -> dict[str, Any]:
    """What the link or the form before has filled in: `under` is the group chosen by one click."""
    names = set(CreateForm.base_fields) - {"confirmed"}
    initial: dict[str, Any] = {name: value for name, value in request.GET.items() if name in names and value}
    if request.GET.get("under"):
        initial["parent"] = request.GET["under"]
    return initial


def _show(request: AppRequest, form: CreateForm, known: Similar | None = None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "similar": known, "sources": sources(), "must_confirm": bool(known)}
    return render(request, "accounts/create.html", context, status=status)


@require_safe
def similar(request: AppRequest) -> HttpResponse:
    """What is known already of the name being typed; nothing of what this person does not see."""
    require(request.user, Capability.ACCOUNT_CREATE)
    name = chinese.tidy(request.GET.get("name", ""))[:200]
    code = credit_code.normalise(request.GET.get("credit_code", ""))[:18]
    found = Similar()
    if len(name) >= _SHORTEST_NAME or code:
        found = similar_to(request.user, name, code, has_parent=bool(request.GET.get("parent")))
    kind = Account.Kind(chinese.guess_kind(name)).label if name else ""
    return render(request, "accounts/_similar.html", {"similar": found, "kind": kind})
