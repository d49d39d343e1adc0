"""Contacts and competitors' products: forms over rows that hang on an account."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaizhi.access.capabilities import Capability
from kaizhi.access.permissions import require
from kaizhi.accounts.forms import CompetitorForm, ContactForm
from kaizhi.accounts.models import CompetitorProduct, Contact
from kaizhi.accounts.panels import visible_account
from kaizhi.accounts.records import delete_record, save_record
from kaizhi.common.http import AppRequest, client_redirect
from kaizhi.ui.records import record_form


@require_http_methods(["GET", "POST"])
def create_contact(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.CONTACT_EDIT)
    form = ContactForm(request.POST or None, user=request.user, account=account)
    return _contact_form(request, form, _("New contact"), account.get_absolute_url())


@require_http_methods(["GET", "POST"])
def contact(request: AppRequest, contact_id: int) -> HttpResponse:
    found = get_object_or_404(Contact.objects.visible_to(request.user).select_related("account"), pk=contact_id)
    require(request.user, Capability.CONTACT_EDIT)
    form = ContactForm(request.POST or None, instance=found, user=request.user)
    return _contact_form(request, form, found.name, found.get_absolute_url())


def _contact_form(request: AppRequest, form: ContactForm, title: str, back: str) -> HttpResponse:
    def save(form: ContactForm) -> None:
        save_record(form.instance, noun="contact", by=request.user, seen_version=form.shown_version)

    return record_form(request, form, title=title, save=save, back=back)


@require_POST
def delete_contact(request: AppRequest, contact_id: int) -> HttpResponse:
    found = get_object_or_404(Contact.objects.visible_to(request.user).select_related("account"), pk=contact_id)
    require(request.user, Capability.CONTACT_EDIT)
    delete_record(found, noun="contact", by=request.user)
    return client_redirect(request, found.account.get_absolute_url())


@require_http_methods(["GET", "POST"])
def create_competitor(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    form = CompetitorForm(request.POST or None, user=request.user, account=account)
    return _competitor_form(request, form, _("New competitor product"), account.get_absolute_url())


@require_http_methods(["GET", "POST"])
def competitor(request: AppRequest, competitor_id: int) -> HttpResponse:
    products = CompetitorProduct.objects.visible_to(request.user).select_related("account")
    found = get_object_or_404(products, pk=competitor_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    form = CompetitorForm(request.POST or None, instance=found, user=request.user)
    return _competitor_form(request, form, str(found), found.account.get_absolute_url())


def _competitor_form(request: AppRequest, form: CompetitorForm, title: str, back: str) -> HttpResponse:
    def save(form: CompetitorForm) -> None:
        save_record(form.instance, noun="competitor_product", by=request.user)

    return record_form(request, form, title=title, save=save, back=back)


@require_POST
def delete_competitor(request: AppRequest, competitor_id: int) -> HttpResponse:
    products = CompetitorProduct.objects.visible_to(request.user).select_related("account")
    found = get_object_or_404(products, pk=competitor_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    delete_record(found, noun="competitor_product", by=request.user)
    return client_redirect(request, found.account.get_absolute_url())
