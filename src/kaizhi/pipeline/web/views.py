"""Opportunities: list, form, closing, and the panel on an account's page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.permissions import require
from kaizhi.accounts.panels import PANEL_ROWS, account_asked_for, visible_account
from kaizhi.common.http import AppRequest
from kaizhi.pipeline import actions
from kaizhi.pipeline.forms import CloseForm, OpportunityForm
from kaizhi.pipeline.lists import OPPORTUNITIES, TONES
from kaizhi.pipeline.models import Opportunity
from kaizhi.ui.records import record_form
from kaizhi.ui.tables import ListPage, list_response


@require_safe
def opportunities(request: AppRequest) -> HttpResponse:
    page = ListPage(OPPORTUNITIES, request, Opportunity.objects.visible_to(request.user), policy_for(request.user))
    context = {"create_url": reverse("pipeline:create") if request.user.can(Capability.OPPORTUNITY_EDIT) else ""}
    may_export = request.user.can(Capability.EXPORT)
    return list_response(
        page, title=_("Opportunities"), template="pipeline/opportunities.html", context=context, may_export=may_export
    )


@require_http_methods(["GET", "POST"])
def create(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.OPPORTUNITY_EDIT)
    account = account_asked_for(request)
    form = OpportunityForm(request.POST or None, user=request.user, account=account)
    return record_form(
        request,
        form,
        title=_("New opportunity"),
        save=lambda form: actions.save_opportunity(form.instance, by=request.user),
        back=account.get_absolute_url() if account else reverse("pipeline:opportunities"),
    )


@require_http_methods(["GET", "POST"])
def edit(request: AppRequest, opportunity_id: int) -> HttpResponse:
    opportunity = get_object_or_404(
        Opportunity.objects.visible_to(request.user).select_related("account"), pk=opportunity_id
    )
    require(request.user, Capability.OPPORTUNITY_EDIT)
    form = OpportunityForm(request.POST or None, instance=opportunity, user=request.user)
    return record_form(
        request,
        form,
        title=opportunity.name,
        save=lambda form: actions.save_opportunity(form.instance, by=request.user, seen_version=form.shown_version),
        back=opportunity.account.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def close(request: AppRequest, opportunity_id: int) -> HttpResponse:
    opportunity = get_object_or_404(
        Opportunity.objects.visible_to(request.user).select_related("account"), pk=opportunity_id
    )
    require(request.user, Capability.OPPORTUNITY_EDIT)
    form = CloseForm(request.POST or None)
    return record_form(
        request,
        form,
        title=_("Close “%(name)s”") % {"name": opportunity},
        save=lambda form: actions.close_opportunity(opportunity, by=request.user, **form.cleaned_data),
        back=opportunity.account.get_absolute_url(),
    )


@require_safe
def account_panel(request: AppRequest, account_id: int) -> HttpResponse:
    account = visible_account(request.user, account_id)
    rows = list(Opportunity.objects.under(account).visible_to(request.user).select_related("account", "owner")
                .order_by("closed_on", "expected_on", "pk")[: PANEL_ROWS + 1])  # fmt: skip
    policy = policy_for(request.user)
    context = {
        "account": account,
        "rows": [(row, TONES[row.outcome]) for row in rows[:PANEL_ROWS]],
        "has_more": len(rows) > PANEL_ROWS,
        "can_edit": request.user.can(Capability.OPPORTUNITY_EDIT),
        "can_see_amount": policy.can_read_plainly("pipeline.opportunity", "amount"),
    }
    return render(request, "pipeline/_account_panel.html", context)
