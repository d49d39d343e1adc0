"""What a person sees about the own account, and may set: language, theme, density."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from kaizhi.access.actions import keep_own_preferences
from kaizhi.access.capabilities import Capability
from kaizhi.access.forms import PreferencesForm
from kaizhi.access.models import User
from kaizhi.common.http import AppRequest


def profile(request: AppRequest) -> HttpResponse:
    me = User.objects.select_related("role", "team", "manager").get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        keep_own_preferences(me, form.cleaned_data)
        with translation.override(me.language or translation.get_language()):
            messages.success(request, _("Saved."))
        return redirect("access:profile")
    may = [capability.label for capability in Capability if me.can(capability)]
    return render(
        request, "access/profile.html", {"me": me, "form": form, "may": may}, status=422 if form.errors else 200
    )
