"""What is done to one whole account: move, transfer, share, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.access.permissions import require
from kaizhi.accounts.actions import delete_account, move_account, share_account, transfer_accounts
from kaizhi.accounts.forms import CollaboratorsForm, MoveForm, TransferForm
from kaizhi.accounts.models import Account
from kaizhi.accounts.panels import visible_account
from kaizhi.common.errors import BadInput, NotAllowed
from kaizhi.common.http import AppRequest, client_redirect
from kaizhi.ui.records import record_form


def _require_field(user: User, name: str) -> None:
    if not policy_for(user).can_edit("accounts.account", name):
        raise NotAllowed(_("You may read this field, but not change it."))


@require_http_methods(["GET", "POST"])
def move(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    _require_field(request.user, "parent")
    response = record_form(
        request,
        MoveForm(request.POST or None, user=request.user, account=account),
        title=_("Move “%(name)s”") % {"name": account},
        save=lambda form: move_account(account, form.cleaned_data["parent"], by=request.user),
        back=account.get_absolute_url(),
    )
    return _unless_gone(request, account, response)


@require_http_methods(["GET", "POST"])
def transfer(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.ACCOUNT_TRANSFER)
    _require_field(request.user, "owner")
    response = record_form(
        request,
        TransferForm(request.POST or None),
        title=_("Transfer “%(name)s”") % {"name": account},
        save=lambda form: transfer_accounts([account], form.cleaned_data["owner"], by=request.user),
        back=account.get_absolute_url(),
    )
    return _unless_gone(request, account, response)


def _unless_gone(request: AppRequest, account: Account, response: HttpResponse) -> HttpResponse:
    """The answer as it is, or the list where the act took the account out of the person's sight."""
    if request.method != "POST" or Account.objects.visible_to(request.user).filter(pk=account.pk).exists():
        return response
    return to_list_after(request, account)


def to_list_after(request: AppRequest, account: Account) -> HttpResponse:
    """Say why the account is not shown any more."""
    messages.info(request, _("“%(name)s” now belongs to others and is not yours to see.") % {"name": account})
    return client_redirect(request, reverse("accounts:accounts"))


@require_http_methods(["GET", "POST"])
def collaborators(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    _require_field(request.user, "collaborators")

    def save(form: CollaboratorsForm) -> None:
        added = form.cleaned_data.get("add")
        if added is not None and added.pk == account.owner_id:
            raise BadInput(_("%(name)s owns this customer already.") % {"name": added})
        share_account(account, form.wanted, by=request.user)

    form = CollaboratorsForm(request.POST or None, account=account)
    return record_form(request, form, title=_("Collaborators"), save=save, back=account.get_absolute_url())


@require_POST
def delete(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.ACCOUNT_DELETE)
    parent = (
        Account.objects.visible_to(request.user).filter(path=account.parent_id).first() if account.parent_id else None
    )
    delete_account(account, by=request.user)
    return client_redirect(request, parent.get_absolute_url() if parent else reverse("accounts:accounts"))
