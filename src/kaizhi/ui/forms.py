"""Form fields of our own: money in yuan over minor units, a date, one record found by typing."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from kaizhi.common.money import format_units, minor_per_unit, to_minor

_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_SCALED = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)\s*元?")
_MOST_MINOR = 10**15  # ten trillion yuan: a slip of the finger, not a price


class MoneyField(forms.DecimalField):
    """Typed as 1,234.56 yuan, kept as whole minor units."""

    def __init__(self, *, currency: str = "CNY", **options: Any) -> None:
        self.currency = currency
        places = len(str(minor_per_unit(currency))) - 1
        options.setdefault("min_value", 0)
        super().__init__(max_value=Decimal(_MOST_MINOR) / 100, decimal_places=places, **options)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "n"})

    def prepare_value(self, value: Any) -> Any:
        return format_units(value, self.currency) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django says so of DecimalField
        return super().to_python(_in_units(value) if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        units = super().clean(value)
        return None if units is None else to_minor(units, self.currency)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _in_units(text: str) -> str:
    """88万 and 1.2亿元 as people type them; anything else is left for the number itself to be judged.

    >>> _in_units("88万"), _in_units("1.2 亿元"), _in_units("1,234.56"), _in_units("12 万 3")
    ('880000', '120000000', '1234.56', '12 万 3')
    """
    plain = text.replace(",", "").replace("，", "").strip()
    found = _SCALED.fullmatch(plain)
    if found is None:
        return plain
    units = Decimal(found[1]) * _SCALES[found[2]]
    return f"{units.normalize():f}"


class DayField(forms.DateField):
    """A date through the browser's picker; typed dates are taken in every Chinese way of writing them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class PickWidget(forms.Widget):
    """Search-as-you-type. `search_url` is a URL name that answers `?q=` with ui/_options.html."""

    def __init__(self, search_url: str, text_of: Callable[[Any], str]) -> None:
        super().__init__()
        self.search_url, self.text_of = search_url, text_of

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        attrs = attrs or {}
        context = {
            "name": name,
            "search_url": reverse(self.search_url),
            "value": "" if value in (None, "") else value,
            "text": "" if value in (None, "") else self.text_of(value),
            "label": attrs.get("aria-label", ""),
            "input_id": attrs.get("id", ""),
        }
        return render_to_string("ui/_pick.html", context)


class PickField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One record of a queryset that is too long for a drop-down."""

    def __init__(self, queryset: QuerySet[Any], search_url: str, **options: Any) -> None:
        super().__init__(queryset, widget=PickWidget(search_url, self.text_of), **options)

    def text_of(self, value: Any) -> str:
        if isinstance(value, Model):
            return str(value)
        try:
            found = self.queryset.filter(pk=value).first() if self.queryset is not None else None
        except (TypeError, ValueError):
            return ""
        return str(found) if found is not None else ""
