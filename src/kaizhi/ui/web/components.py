"""The page that shows every component, and the small answers its samples ask for. It holds no record of anybody."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kaizhi.ui.charts import Chart, Series
from kaizhi.ui.inplace import Place, conflict_place, edit_place, show_place

_SAMPLE_KEY = "ui_sample_name"
_BANDS = ("red", "yellow", "green", "blue", "unknown")


@dataclass(frozen=True, slots=True)
class Entry:
    """One step or tab of the samples."""

    label: str
    state: str = ""
    url: str = ""
    hint: str = ""
    is_current: bool = False
    n: int | None = None


class SampleForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=20, help_text=gettext_lazy("As on the company's seal.")
    )
    found_on = forms.DateField(label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    size = forms.ChoiceField(
        label=gettext_lazy("Size"), choices=[("s", gettext_lazy("small")), ("l", gettext_lazy("large"))]
    )
    is_key = forms.BooleanField(label=gettext_lazy("Key customer"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea, required=False)


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
        "form": SampleForm(),
        "wrong_form": SampleForm({"name": _("A name that is far too long for its field"), "size": "s"}),
        "place": _place(request),
        "stages": _stages(),
        "tabs": [Entry(_("All"), url="#", is_current=True, n=128), Entry(_("Mine"), url="#", n=12)],
        "charts": _charts(),
        "trend_values": [41.0, 44.0, None, 52.0, 61.0],
    }
    return render(request, "ui/components.html", context)


def _stages() -> list[Entry]:
    return [
        Entry(_("Contact"), "done"),
        Entry(_("Trial"), "done"),
        Entry(_("Quotation"), "now", hint=_("12 days in this stage, 10 expected")),
        Entry(_("Negotiation"), "next"),
        Entry(_("Order"), "next"),
    ]


def _charts() -> list[Chart]:
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    plants = [_("Plant %(letter)s") % {"letter": letter} for letter in "ABCD"]
    yuan = _("×10k yuan")
    return [
        Chart("chart-bar", "bar", _("Plant B buys most"), plants, [Series(_("Amount"), [120.5, 310.25, 80.0, None])], yuan, 2),
        Chart("chart-column", "column", _("Orders grew in every quarter"), quarters, [Series(_("Orders"), [12, 15, 19, 24])]),
        Chart(
            "chart-stack", "stack", _("Two groups carry the year"), quarters,
            [Series(_("Group A"), [40, 42, 50, 61]), Series(_("Group B"), [22, 30, 28, 35])], yuan,
        ),
        Chart("chart-line", "line", _("Coverage rises since Q2"), quarters, [Series(_("Coverage"), [31.0, 30.5, 36.0, 41.7])], "%", 1),
        Chart(
            "chart-heat", "heat", _("Most plants of group A are still open"), quarters,
            [Series(_("Group A"), [10.0, 20.0, 25.0, 40.0]), Series(_("Group B"), [55.0, None, 76.0, 90.0])], "%", 1,
            extra={"bands": True},
        ),
        Chart(
            "chart-funnel", "funnel", _("Half of the leads reach a trial"), [_("Contact"), _("Trial"), _("Quotation"), _("Order")],
            [Series(_("Number"), [80, 41, 22, 9])],
        ),
    ]  # fmt: skip


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
