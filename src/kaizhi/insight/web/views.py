"""Scores on pages: the panel on an account, a group's full page, its history and the records behind its figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.accounts.models import Account
from kaizhi.accounts.panels import visible_account
from kaizhi.common.dates import today
from kaizhi.common.errors import NotAllowed
from kaizhi.common.http import AppRequest
from kaizhi.insight.lists import HISTORY, HISTORY_WITHOUT_AMOUNTS
from kaizhi.insight.models import GroupScore, ScoreRun
from kaizhi.insight.pages import class_page, score_page
from kaizhi.insight.queries import can_see_potential, can_see_score, last_run
from kaizhi.insight.records import RECORDS
from kaizhi.insight.staleness import is_stale
from kaizhi.ui.tables import ListPage, list_response


def _visible_head(request: AppRequest, account_id: int) -> Account:
    """The top of a tree with its facts as a group; 404 for others, whether they exist or not."""
    heads = Account.objects.visible_to(request.user).roots().filter(group__isnull=False)
    head = get_object_or_404(heads.select_related("group", "owner"), pk=account_id)
    if not can_see_score(policy_for(request.user)):
        raise NotAllowed(_("Scores are not open to you. Ask an administrator if you need them."))
    return head


@require_safe
def account_panel(request: AppRequest, account_id: int) -> HttpResponse:
    """A group's score in short; a customer's class."""
    account = visible_account(request.user, account_id)
    context = {
        "account": account,
        "page": score_page(request.user, account) if account.is_root else None,
        "klass": class_page(request.user, account),
        "is_stale": is_stale([account.root_pk]),
        "can_see_score": can_see_score(policy_for(request.user)),
    }
    return render(request, "insight/_account_panel.html", context)


@require_safe
def group_score(request: AppRequest, account_id: int) -> HttpResponse:
    """All of one group's figures and points, with their reasons, records and history."""
    head = _visible_head(request, account_id)
    context = {
        "title": _("Replication score"),
        "head": head,
        "page": score_page(request.user, head),
        "last_run": last_run(),
        "is_stale": is_stale([head.pk]),
        "may_export": request.user.can(Capability.EXPORT),
        "may_see_runs": request.user.can(Capability.SCORE_RUN),
    }
    return render(request, "insight/group_score.html", context)


@require_safe
def history(request: AppRequest, account_id: int) -> HttpResponse:
    """A group's scores as they changed, as a list and as a file."""
    head = _visible_head(request, account_id)
    rows = GroupScore.objects.visible_to(request.user).filter(head=head, run__status=ScoreRun.Status.DONE)
    policy = policy_for(request.user)
    spec = HISTORY if can_see_potential(policy) else HISTORY_WITHOUT_AMOUNTS
    page = ListPage(spec, request, rows, policy)
    return list_response(
        page,
        title=_("Score history"),
        template="insight/group_list.html",
        context={"head": head},
        may_export=request.user.can(Capability.EXPORT),
    )


@require_safe
def records(request: AppRequest, account_id: int, kind: str) -> HttpResponse:
    """The records one figure was computed from, as of its run."""
    head = _visible_head(request, account_id)
    if kind not in RECORDS:
        raise Http404
    behind = RECORDS[kind]
    score = GroupScore.objects.current().filter(head=head).select_related("run").first()
    rows = behind.rows(request.user, head, score.run.as_of if score else today())
    page = ListPage(behind.spec, request, rows, policy_for(request.user))
    return list_response(
        page,
        title=str(behind.title),
        template="insight/group_list.html",
        context={"head": head},
        may_export=request.user.can(Capability.EXPORT),
    )
