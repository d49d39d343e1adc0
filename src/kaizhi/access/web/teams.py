"""The tree of teams."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kaizhi.access.actions import change_team, create_team
from kaizhi.access.capabilities import Capability
from kaizhi.access.forms import TeamForm
from kaizhi.access.models import Team
from kaizhi.access.permissions import require
from kaizhi.access.web.sections import sections
from kaizhi.common.errors import BadInput
from kaizhi.common.http import AppRequest


def _show(request: AppRequest, form: TeamForm, *, status: int = 200) -> HttpResponse:
    tree = Team.objects.annotate(n_people=Count("people", filter=Q(people__is_active=True)))
    context = {"teams": tree, "form": form, "team": form.instance, "sections": sections("teams")}
    return render(request, "access/teams.html", context, status=status)


def teams(request: AppRequest) -> HttpResponse:
    """The tree, and the form for one team more."""
    require(request.user, Capability.PEOPLE_MANAGE)
    form = TeamForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    create_team(form.cleaned_data["name"], form.cleaned_data["parent"], by=request.user)
    return redirect("access:teams")


def team(request: AppRequest, team_id: int) -> HttpResponse:
    """The same page with this team in the form."""
    require(request.user, Capability.PEOPLE_MANAGE)
    found = get_object_or_404(Team, pk=team_id)
    if request.method != "POST":
        return _show(request, TeamForm(instance=found))
    form = TeamForm(request.POST, instance=Team.objects.get(pk=found.pk))
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        change_team(found, **form.cleaned_data, by=request.user)
    except BadInput as refused:
        form.add_error("parent", str(refused.sentence))
        return _show(request, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("access:teams")
