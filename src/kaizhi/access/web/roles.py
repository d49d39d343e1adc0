"""Roles: which rows, which acts."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.access.actions import save_role
from kaizhi.access.capabilities import Capability
from kaizhi.access.forms import RoleForm
from kaizhi.access.models import Role
from kaizhi.access.permissions import require
from kaizhi.access.web.sections import sections
from kaizhi.common.errors import BadInput
from kaizhi.common.http import AppRequest


@require_safe
def roles(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    found = Role.objects.annotate(n_people=Count("people", filter=Q(people__is_active=True)))
    rows = [(role, [c.label for c in Capability if role.allows(c)]) for role in found]
    return render(request, "access/roles.html", {"rows": rows, "sections": sections("roles")})


def create(request: AppRequest) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    return _edit(request, Role())


def role(request: AppRequest, role_id: int) -> HttpResponse:
    require(request.user, Capability.PEOPLE_MANAGE)
    return _edit(request, get_object_or_404(Role, pk=role_id))


def _edit(request: AppRequest, found: Role) -> HttpResponse:
    """One form for a new role and an old one."""
    form = RoleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            save_role(form.named_role(), form.cleaned_data["teams"], by=request.user)
        except BadInput as refused:
            form.add_error("capabilities", str(refused.sentence))
        else:
            messages.success(request, _("Saved."))
            return redirect("access:roles")
    rules = found.field_rules.order_by("object_name", "field_name") if found.pk else []
    context = {"form": form, "role": found, "rules": rules, "sections": sections("roles")}
    return render(request, "access/role.html", context, status=422 if form.errors else 200)
