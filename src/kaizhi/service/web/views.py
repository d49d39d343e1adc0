"""Satisfaction and success cases: list, forms, and the panel on an account's page."""

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
from kaizhi.service import actions
from kaizhi.service.forms import CaseForm, SatisfactionForm
from kaizhi.service.lists import SATISFACTIONS, score_badge
from kaizhi.service.models import Satisfaction, SuccessCase
from kaizhi.ui.records import record_form
from kaizhi.ui.tables import ListPage, list_response


@require_safe
def satisfactions(request: AppRequest) -> HttpResponse:
    page = ListPage(SATISFACTIONS, request, Satisfaction.objects.visible_to(request.user), policy_for(request.user))
    return list_response(page, title=_("Satisfaction"), may_export=request.user.can(Capability.EXPORT))


@require_http_methods(["GET", "POST"])
def create_satisfaction(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.ACCOUNT_EDIT)
    account = account_asked_for(request)
    return record_form(
        request,
        SatisfactionForm(request.POST or None, user=request.user, account=account),
        title=_("New survey answer"),
        save=lambda form: actions.record_satisfaction(form.instance, by=request.user),
        back=account.get_absolute_url() if account else reverse("service:satisfactions"),
    )


@require_http_methods(["GET", "POST"])
def create_case(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.ACCOUNT_EDIT)
    account = account_asked_for(request)
    return record_form(
        request,
        CaseForm(request.POST or None, user=request.user, account=account),
        title=_("New success case"),
        save=lambda form: actions.save_case(form.instance, by=request.user),
        back=account.get_absolute_url() if account else reverse("service:satisfactions"),
    )


@require_http_methods(["GET", "POST"])
def edit_case(request: AppRequest, case_id: int) -> HttpResponse:
    case = get_object_or_404(SuccessCase.objects.visible_to(request.user).select_related("account"), pk=case_id)
    require(request.user, Capability.ACCOUNT_EDIT)
    return record_form(
        request,
        CaseForm(request.POST or None, instance=case, user=request.user),
        title=case.title,
        save=lambda form: actions.save_case(form.instance, by=request.user),
        back=case.account.get_absolute_url(),
    )


@require_safe
def account_panel(request: AppRequest, account_id: int) -> HttpResponse:
    """Newest answers and cases of the account and everything below it."""
    account = visible_account(request.user, account_id)
    answers = Satisfaction.objects.under(account).visible_to(request.user).select_related("account")
    cases = SuccessCase.objects.under(account).visible_to(request.user).select_related("account")
    policy = policy_for(request.user)
    context = {
        "account": account,
        "answers": [(answer, score_badge(answer)) for answer in answers.order_by("-surveyed_on", "-pk")[:PANEL_ROWS]],
        "cases": cases[:PANEL_ROWS],
        "can_edit": request.user.can(Capability.ACCOUNT_EDIT),
        "can_see_score": policy.can_read_plainly("service.satisfaction", "score_hundredths"),
        "can_see_comment": policy.can_read_plainly("service.satisfaction", "comment"),
    }
    return render(request, "service/_account_panel.html", context)
