"""What the component page shows: made-up stages, tabs, forms and charts."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kaizhi.ui.charts import Chart, Series

_QUARTERS = ("Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True, slots=True)
class Entry:
    """One step or tab."""

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
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def tabs() -> list[Entry]:
    return [
        Entry(pgettext("sample", "All"), url="#", is_current=True, n=128),
        Entry(pgettext("sample", "Mine"), url="#", n=12),
    ]


def stages() -> list[Entry]:
    return [
        Entry(_("First contact"), "done"),
        Entry(_("Trial"), "done"),
        Entry(_("Quotation"), "now", hint=_("12 days in this stage, 10 expected")),
        Entry(_("Negotiation"), "next"),
        Entry(_("Order placed"), "next"),
    ]


def charts() -> list[Chart]:
    return [_bar(), _column(), _stack(), _line(), _heat(), _funnel()]


def _bar() -> Chart:
    plants = [_("Plant %(letter)s") % {"letter": letter} for letter in "ABCD"]
    amounts = Series(_("Amount"), [120.5, 310.25, 80.0, None])
    return Chart("chart-bar", "bar", _("Plant B buys most"), plants, [amounts], _("×10k yuan"), 2)


def _column() -> Chart:
    orders = Series(_("Orders"), [12, 15, 19, 24])
    return Chart("chart-column", "column", _("Orders grew in every quarter"), _QUARTERS, [orders])


def _stack() -> Chart:
    groups = [Series(_("Group A"), [40, 42, 50, 61]), Series(_("Group B"), [22, 30, 28, 35])]
    return Chart("chart-stack", "stack", _("Two groups carry the year"), _QUARTERS, groups, _("×10k yuan"))


def _line() -> Chart:
    coverage = Series(pgettext("sample", "Coverage"), [31.0, 30.5, 36.0, 41.7])
    return Chart("chart-line", "line", _("Coverage rises since Q2"), _QUARTERS, [coverage], "%", 1)


def _heat() -> Chart:
    groups = [Series(_("Group A"), [10.0, 20.0, 25.0, 40.0]), Series(_("Group B"), [55.0, None, 76.0, 90.0])]
    title = _("Most plants of group A are still open")
    return Chart("chart-heat", "heat", title, _QUARTERS, groups, "%", 1, extra={"bands": True})


def _funnel() -> Chart:
    steps = [_("First contact"), _("Trial"), _("Quotation"), _("Order placed")]
    number = Series(pgettext("sample", "Number"), [80, 41, 22, 9])
    return Chart("chart-funnel", "funnel", _("Half of the leads reach a trial"), steps, [number])
