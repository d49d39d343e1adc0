"""The runs: who computed what, when, with which numbers; and a new one on demand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.permissions import require
from kaizhi.audit.actions import record_event
from kaizhi.common.http import AppRequest, piece_or_redirect
from kaizhi.insight.lists import RUNS, status_badge
from kaizhi.insight.models import ScoreRun
from kaizhi.insight.pages import run_page
from kaizhi.insight.queries import last_run
from kaizhi.insight.tasks import score_whole_book
from kaizhi.jobs.queries import is_under_way
from kaizhi.ui.tables import ListPage, list_response


def _state(request: AppRequest) -> dict[str, Any]:
    """What the state piece shows: the run under way, else the last one."""
    running = ScoreRun.objects.filter(reach=ScoreRun.Reach.BOOK, status=ScoreRun.Status.RUNNING).first()
    return {
        "running": running,
        "is_under_way": is_under_way(score_whole_book),
        "last_run": last_run(),
        "can_recompute": request.user.can(Capability.SCORE_RUN),
    }


@require_safe
def runs(request: AppRequest) -> HttpResponse:
    """All runs. They tell how large the book is, so they are for those who may start one."""
    require(request.user, Capability.SCORE_RUN)
    page = ListPage(RUNS, request, ScoreRun.objects.all(), policy_for(request.user))
    may_export = request.user.can(Capability.EXPORT)
    context = _state(request)
    return list_response(
        page, title=_("Score runs"), template="insight/runs.html", context=context, may_export=may_export
    )


@require_safe
def run(request: AppRequest, run_id: int) -> HttpResponse:
    """One run: its inputs, the numbers it computed with, and what went wrong, if anything."""
    require(request.user, Capability.SCORE_RUN)
    one = get_object_or_404(ScoreRun.objects.select_related("model", "by"), pk=run_id)
    context = {"title": _("Score run"), "run": one, "status": status_badge(one), "page": run_page(one)}
    return render(request, "insight/run.html", context)


@require_POST
def recompute(request: AppRequest) -> HttpResponse:
    """Have the whole book computed in the background, unless that is under way already."""
    require(request.user, Capability.SCORE_RUN)
    if is_under_way(score_whole_book):
        messages.info(request, _("The scores are being computed already."))
    else:
        score_whole_book.enqueue(trigger=ScoreRun.Trigger.PERSON.value, by=request.user.pk)
        record_event("scores.recomputed", request.user, by=request.user)
        messages.success(request, _("The scores are being computed. The pages show them as soon as they are there."))
    return piece_or_redirect(request, "insight/_run_state.html", _state(request), to=_back(request))


def _back(request: AppRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("insight:runs")


@require_safe
def state(request: AppRequest) -> HttpResponse:
    """The state piece, asked for again while a run is under way."""
    require(request.user, Capability.SCORE_RUN)
    return render(request, "insight/_run_state.html", _state(request))
