"""The radar (复制机会看板) and its ranking."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.permissions import require
from kaizhi.common.dates import today
from kaizhi.common.http import AppRequest, render_page
from kaizhi.insight.queries import can_see_amounts, last_run
from kaizhi.replication import charts, queries
from kaizhi.replication.lists import PRIORITY_TONES, RANKING
from kaizhi.ui.chart_export import chart_response
from kaizhi.ui.tables import ListPage, list_response


@require_safe
def radar(request: AppRequest) -> HttpResponse:
    """Where to go next: sums, heat map, TOP 20, and how scores spread."""
    scores = queries.scores_for(request.user)
    policy, now = policy_for(request.user), today()
    sums = queries.sums_of(scores)
    top = list(queries.ranked(queries.with_heads(scores))[: queries.TOP])
    context = {
        "sums": sums,
        "tiles": queries.tiles_of(scores, sums.bands),
        "top": [(score, queries.follow_up(score, now), PRIORITY_TONES[score.priority]) for score in top],
        "charts": [charts.priority_chart(sums), charts.score_chart(queries.score_histogram(scores))],
        "industries": charts.industry_chart(queries.industries_of(scores)),
        "run": last_run(),
        "can_see_amounts": can_see_amounts(policy),
        "can_see_follow_up": policy.can_see("accounts.group", "next_follow_up_on"),
        "can_recompute": request.user.can(Capability.SCORE_RUN),
        "can_export": request.user.can(Capability.EXPORT),
        "can_import": request.user.can(Capability.IMPORT),
    }
    return render_page(request, "replication/radar.html", context)


@require_safe
def ranking(request: AppRequest) -> HttpResponse:
    """Every scored group this person may see, ranked; the first twenty as a tab; with filters and export."""
    page = ListPage(RANKING, request, queries.scores_for(request.user), policy_for(request.user))
    return list_response(page, title=_("Replication ranking"), may_export=request.user.can(Capability.EXPORT))


@require_safe
def figures(request: AppRequest) -> HttpResponse:
    """The numbers of one chart of the radar as a file."""
    require(request.user, Capability.EXPORT)
    scores = queries.scores_for(request.user)
    makers = {
        "priority": lambda: charts.priority_chart(queries.sums_of(scores)),
        "scores": lambda: charts.score_chart(queries.score_histogram(scores)),
        "industries": lambda: charts.industry_chart(queries.industries_of(scores)),
    }
    maker = makers.get(request.GET.get("chart", ""))
    if maker is None:
        raise Http404
    return chart_response(maker())
