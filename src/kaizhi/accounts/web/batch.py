"""What is done to ticked customers at once: a dialog that asks, and the act."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.access.permissions import require
from kaizhi.accounts.actions import add_collaborators, set_follow_up, transfer_accounts
from kaizhi.accounts.forms import AddCollaboratorForm, FollowUpForm, TransferForm
from kaizhi.accounts.lists import ACCOUNTS, with_group
from kaizhi.accounts.models import Account
from kaizhi.common.errors import NotAllowed
from kaizhi.common.http import AppRequest, client_redirect
from kaizhi.ui.tables import picked

Act = Callable[[QuerySet[Account], forms.Form], int]


@require_http_methods(["GET", "POST"])
def transfer(request: AppRequest) -> HttpResponse:
    _require(request.user, Capability.ACCOUNT_TRANSFER, "owner")

    def act(accounts: QuerySet[Account], form: forms.Form) -> int:
        return transfer_accounts(accounts, form.cleaned_data["owner"], by=request.user)

    return _batch(request, TransferForm, _("Transfer customers"), act)


@require_http_methods(["GET", "POST"])
def share(request: AppRequest) -> HttpResponse:
    _require(request.user, Capability.ACCOUNT_EDIT, "collaborators")

    def act(accounts: QuerySet[Account], form: forms.Form) -> int:
        return add_collaborators(accounts, [form.cleaned_data["user"]], by=request.user)

    return _batch(request, AddCollaboratorForm, _("Add a collaborator"), act)


@require_http_methods(["GET", "POST"])
def follow_up(request: AppRequest) -> HttpResponse:
    _require(request.user, Capability.ACCOUNT_EDIT, "next_follow_up_on")

    def act(accounts: QuerySet[Account], form: forms.Form) -> int:
        return set_follow_up(accounts, form.cleaned_data["on"], by=request.user)

    return _batch(request, FollowUpForm, _("Set the next follow-up"), act)


def _require(user: User, capability: Capability, field: str) -> None:
    require(user, capability)
    if not policy_for(user).can_edit("accounts.account", field):
        raise NotAllowed(_("You may read this field, but not change it."))


def _batch(request: AppRequest, form_class: type[forms.Form], title: str | Promise, act: Act) -> HttpResponse:
    """Ask with the number of customers meant; act on those the person sees, and say how many changed."""
    visible = with_group(Account.objects.visible_to(request.user), request.user)
    chosen = picked(ACCOUNTS, request, visible, policy_for(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    form = form_class(request.POST if request.method == "POST" and "go" in request.POST else None)
    if form.is_bound and form.is_valid():
        n = act(Account.objects.filter(pk__in=[one.pk for one in chosen]), form)
        messages.success(request, ngettext("%(n)s customer changed.", "%(n)s customers changed.", n) % {"n": n})
        query = asked.get("query", "")
        return client_redirect(request, f"{reverse('accounts:accounts')}{'?' if query else ''}{query}")
    context = {
        "form": form,
        "title": title,
        "n": len(chosen),
        "action": request.path,
        "keys": asked.getlist("pk"),
        "all": asked.get("all", ""),
        "query": asked.get("query", ""),
    }
    template = "accounts/_batch_form.html" if request.htmx else "accounts/batch_form.html"
    return render(request, template, context, status=422 if form.errors else 200)
