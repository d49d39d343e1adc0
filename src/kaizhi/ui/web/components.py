"""The page that shows every component, and the small answers its samples ask for. It holds no record of anybody."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kaizhi.ui.inplace import Place, conflict_place, edit_place, show_place
from kaizhi.ui.web import samples

_SAMPLE_KEY = "ui_sample_name"
_BANDS = ("red", "yellow", "green", "blue", "unknown")


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=20)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "title": _("Components"),
        "bands": _BANDS,
        "days": [today, today + timedelta(days=3), today - timedelta(days=1), today - timedelta(days=90)],
        "now": timezone.now(),
        "form": samples.SampleForm(),
        "wrong_form": samples.SampleForm(
            {"name": _("A name that is far too long for its field"), "size": "s"}, auto_id="wrong_%s"
        ),
        "place": _place(request),
        "stages": samples.stages(),
        "tabs": samples.tabs(),
        "charts": samples.charts(),
        "trend_values": [41.0, 44.0, None, 52.0, 61.0],
    }
    return render(request, "ui/components.html", context)


@require_safe
def lazy_panel(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/_sample_panel.html")


@require_safe
def peek(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "ui/_sample_peek.html", {"number": number})


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip().lower()
    cities = [_("Shanghai"), _("Suzhou"), _("Shenzhen"), _("Shenyang"), _("Wuhan"), _("Chengdu")]
    found = [{"value": place, "label": city} for place, city in enumerate(cities, 1) if words in city.lower()]
    return render(request, "ui/_options.html", {"options": found})


def _place(request: HttpRequest) -> Place:
    shown = request.session.get(_SAMPLE_KEY) or _("Click me to change me")
    return Place("sample-name", _("Name"), reverse("ui:edit_sample"), shown, reverse("ui:components"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_sample(request: HttpRequest) -> HttpResponse:
    """The pattern of a view for edit in place; the value lives in the session of whoever tries it."""
    place = _place(request)
    if request.method != "POST":
        form = NameForm({"name": place.shown})
        return (
            edit_place(request, place, form["name"], was=place.shown)
            if "edit" in request.GET
            else show_place(request, place)
        )
    form = NameForm(request.POST)
    if not form.is_valid():
        return edit_place(request, place, form["name"], was=request.POST.get("was", ""), status=422)
    if request.POST.get("was") != place.shown:
        mine = form.cleaned_data["name"]
        return conflict_place(request, place, form["name"], mine=mine, theirs=place.shown, was=place.shown)
    request.session[_SAMPLE_KEY] = form.cleaned_data["name"]
    return show_place(request, _place(request), saved=True)
