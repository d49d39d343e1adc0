"""Contracts, orders and payments: lists, forms, and the panel on an account's page."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.permissions import require
from kaizhi.accounts.panels import account_asked_for, visible_account
from kaizhi.accounts.record_forms import RecordForm
from kaizhi.common.dates import today
from kaizhi.common.http import AppRequest
from kaizhi.contracts import actions
from kaizhi.contracts.forms import ContractForm, InstalmentForm, OrderForm, PaymentForm
from kaizhi.contracts.lists import CONTRACT_TONES, CONTRACTS, INSTALMENTS, ORDER_TONES, ORDERS
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.contracts.queries import trade_of
from kaizhi.ui.records import record_form
from kaizhi.ui.tables import ListPage, ListSpec, list_response

_MOST_OPTIONS = 12
_LONGEST_NUMBER = 18


def _listed(request: AppRequest, spec: ListSpec, rows: QuerySet[Any], title: str, create: str = "") -> HttpResponse:
    page = ListPage(spec, request, rows, policy_for(request.user))
    may_create = create and request.user.can(Capability.TRADE_EDIT)
    context = {"create_url": reverse(create) if may_create else ""}
    may_export = request.user.can(Capability.EXPORT)
    return list_response(page, title=title, template="contracts/list.html", context=context, may_export=may_export)


@require_safe
def contracts(request: AppRequest) -> HttpResponse:
    return _listed(
        request, CONTRACTS, Contract.objects.visible_to(request.user), _("Contracts"), "contracts:create_contract"
    )


@require_safe
def orders(request: AppRequest) -> HttpResponse:
    return _listed(request, ORDERS, Order.objects.visible_to(request.user), _("Orders"), "contracts:create_order")


@require_safe
def instalments(request: AppRequest) -> HttpResponse:
    return _listed(request, INSTALMENTS, Instalment.objects.visible_to(request.user), _("Payments"))


def _create(
    request: AppRequest,
    form_class: type[RecordForm[Any]],
    save: Callable[..., Any],
    title: str | Promise,
    list_url: str,
) -> HttpResponse:
    """A new record of the account named in the address, or of one chosen in the form."""
    require(request.user, Capability.TRADE_EDIT)
    account = account_asked_for(request)
    form = form_class(request.POST or None, user=request.user, account=account)
    back = account.get_absolute_url() if account else reverse(list_url)
    return record_form(request, form, title=title, save=lambda form: save(form.instance, by=request.user), back=back)


def _edit(
    request: AppRequest, record: Any, form_class: type[RecordForm[Any]], save: Callable[..., Any], title: str
) -> HttpResponse:
    """A stored record; somebody else's change in between is refused, not overwritten."""
    require(request.user, Capability.TRADE_EDIT)
    form = form_class(request.POST or None, instance=record, user=request.user)
    return record_form(
        request,
        form,
        title=title,
        save=lambda form: save(form.instance, by=request.user, seen_version=form.shown_version),
        back=record.account.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def create_contract(request: AppRequest) -> HttpResponse:
    return _create(request, ContractForm, actions.save_contract, _("New contract"), "contracts:contracts")


@require_http_methods(["GET", "POST"])
def edit_contract(request: AppRequest, pk: int) -> HttpResponse:
    contract = get_object_or_404(Contract.objects.visible_to(request.user).select_related("account"), pk=pk)
    return _edit(
        request, contract, ContractForm, actions.save_contract, _("Contract %(number)s") % {"number": contract}
    )


@require_http_methods(["GET", "POST"])
def create_order(request: AppRequest) -> HttpResponse:
    return _create(request, OrderForm, actions.save_order, _("New order"), "contracts:orders")


@require_http_methods(["GET", "POST"])
def edit_order(request: AppRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(Order.objects.visible_to(request.user).select_related("account"), pk=pk)
    return _edit(request, order, OrderForm, actions.save_order, _("Order %(number)s") % {"number": order})


@require_http_methods(["GET", "POST"])
def create_instalment(request: AppRequest) -> HttpResponse:
    """A payment node of the contract or order named in the address."""
    require(request.user, Capability.TRADE_EDIT)
    document = _document_asked_for(request)
    named = {"contract" if isinstance(document, Contract) else "order": document}
    blank = Instalment(account=document.account, **named)
    form = InstalmentForm(request.POST or None, instance=blank, user=request.user)
    return record_form(
        request,
        form,
        title=_("New payment node of %(document)s") % {"document": document},
        save=lambda form: actions.save_instalment(form.instance, by=request.user),
        back=document.account.get_absolute_url(),
    )


def _document_asked_for(request: AppRequest) -> Contract | Order:
    contract, order = (_number(request, name) for name in ("contract", "order"))
    if contract:
        return get_object_or_404(Contract.objects.visible_to(request.user).select_related("account"), pk=contract)
    if order:
        return get_object_or_404(Order.objects.visible_to(request.user).select_related("account"), pk=order)
    raise Http404


def _number(request: AppRequest, name: str) -> int:
    """A primary key in the address; 0 where there is none."""
    wanted = request.GET.get(name, "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= _LONGEST_NUMBER else 0


@require_http_methods(["GET", "POST"])
def edit_instalment(request: AppRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Instalment.objects.visible_to(request.user).select_related("account", "contract", "order"), pk=pk
    )
    return _edit(
        request,
        row,
        InstalmentForm,
        actions.save_instalment,
        _("%(label)s of %(document)s") % {"label": row.label, "document": row.document},
    )


@require_http_methods(["GET", "POST"])
def receive(request: AppRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Instalment.objects.visible_to(request.user).select_related("account"), pk=pk)
    require(request.user, Capability.TRADE_EDIT)
    form = PaymentForm(request.POST or None, initial={"amount": row.open_amount})
    return record_form(
        request,
        form,
        title=_("Payment received: %(label)s") % {"label": row.label},
        save=lambda form: actions.record_payment(row, by=request.user, **form.cleaned_data),
        back=row.account.get_absolute_url(),
    )


@require_safe
def pick(request: AppRequest) -> HttpResponse:
    """Contracts by the beginning of their number, for the picker in an order's form."""
    found = Contract.objects.visible_to(request.user).select_related("account")
    found = found.filter(number__istartswith=request.GET.get("q", "").strip()).order_by("-signed_on")[:_MOST_OPTIONS]
    options = [{"value": row.pk, "label": row.number, "hint": row.account.display_name} for row in found]
    return render(request, "ui/_options.html", {"options": options})


@require_safe
def account_panel(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    policy = policy_for(request.user)
    context = {
        "account": account,
        "trade": trade_of(request.user, account, today()),
        "today": today(),
        "order_tones": ORDER_TONES,
        "contract_tones": CONTRACT_TONES,
        "can_edit": request.user.can(Capability.TRADE_EDIT),
        "can_see": {
            name: policy.can_read_plainly(f"contracts.{name}", "amount") for name in ("order", "contract", "instalment")
        },
    }
    return render(request, "contracts/_account_panel.html", context)
