"""Colleagues: the list, one person's form, the temporary password, closing and opening the way in."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kaizhi.access.actions import change_person, create_person, reset_password, set_active
from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.forms import PersonForm
from kaizhi.access.models import Role, User
from kaizhi.access.permissions import require
from kaizhi.access.web.sections import sections
from kaizhi.common.http import AppRequest
from kaizhi.ui.tables import Badge, ChoiceFilter, Column, Kind, ListPage, ListSpec, Policy, View, list_response

MOST_PICKED = 20


def _state(person: User) -> Badge:
    return (
        Badge(pgettext_lazy("person", "Active"), "good")
        if person.is_active
        else Badge(pgettext_lazy("person", "Closed"))
    )


def named(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Those whose name or user name contains the words."""
    return people.filter(Q(display_name__icontains=words) | Q(username__icontains=words))


def _search(people: QuerySet[User], words: str, _policy: Policy) -> QuerySet[User]:
    return named(people, words)


def _roles() -> list[tuple[str, str]]:
    return [(str(role.pk), str(role)) for role in Role.objects.all()]


PEOPLE = ListSpec(
    name="people",
    columns=(
        Column(
            "name",
            pgettext_lazy("person", "Name"),
            str,
            Kind.LINK,
            sort="display_name",
            url=lambda p: reverse("access:person", args=[p.pk]),
        ),
        Column("username", gettext_lazy("User name"), lambda p: p.username, sort="username"),
        Column("job_title", gettext_lazy("Job title"), lambda p: p.job_title),
        Column("role", gettext_lazy("Role"), lambda p: p.role),
        Column("team", gettext_lazy("Team"), lambda p: p.team, sort="team__path"),
        Column("manager", gettext_lazy("Manager"), lambda p: p.manager),
        Column("state", gettext_lazy("State"), _state, Kind.BADGE, sort="is_active"),
        Column(
            "last_login",
            gettext_lazy("Last sign-in"),
            lambda p: p.last_login,
            Kind.MOMENT,
            sort="last_login",
            unknown=gettext_lazy("Never signed in"),
        ),
    ),
    filters=(ChoiceFilter(key="role", label=gettext_lazy("Role"), path="role_id", choices=_roles),),
    views=(
        View("active", pgettext_lazy("people", "Active"), lambda people, _user: people.filter(is_active=True)),
        View("closed", pgettext_lazy("people", "Closed"), lambda people, _user: people.filter(is_active=False)),
    ),
    search=_search,
    search_hint=gettext_lazy("Name or user name"),
    default_sort="name",
    prepare=lambda people: people.select_related("role", "team", "manager"),
)


@require_safe
def people(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    page = ListPage(PEOPLE, request, User.objects.all(), policy_for(request.user))
    return list_response(
        page, title=_("People"), template="access/people.html", context={"sections": sections("people")}
    )


def _show(request: AppRequest, form: PersonForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "person": form.instance, "sections": sections("people"), **more}
    return render(request, "access/person.html", context, status=status)


def create(request: AppRequest) -> HttpResponse:
    """The new colleague's form; its answer tells the temporary password, once."""
    require(request.user, Capability.PEOPLE_MANAGE)
    form = PersonForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    password = create_person(form.save(commit=False), by=request.user)
    return _show(request, PersonForm(instance=form.instance), password=password)


def person(request: AppRequest, user_id: int) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    found = get_object_or_404(User.objects.with_role(), pk=user_id)
    form = PersonForm(request.POST or None, instance=found)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    change_person(form.save(commit=False), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("access:person", user_id)


@require_POST
def password(request: AppRequest, user_id: int) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    found = get_object_or_404(User.objects.with_role(), pk=user_id)
    new = reset_password(found, by=request.user)
    return _show(request, PersonForm(instance=found), password=new)


@require_POST
def active(request: AppRequest, user_id: int) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    found = get_object_or_404(User.objects.with_role(), pk=user_id)
    set_active(found, is_active=request.POST.get("active") == "1", by=request.user)
    return redirect("access:person", user_id)


@require_safe
def pick(request: AppRequest) -> HttpResponse:
    """Active colleagues by part of the name, for choosing an owner. Every colleague may know who works here."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    found = named(User.objects.filter(is_active=True), words).select_related("team")[:MOST_PICKED]
    options = [{"value": one.pk, "label": str(one), "hint": one.team or one.job_title} for one in found]
    return render(request, "ui/_options.html", {"options": options})
