from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.record_forms import RecordForm
from kaizhi.common.dates import today
from kaizhi.service.models import Satisfaction, SuccessCase
from kaizhi.ui.forms import DayField


class SatisfactionForm(RecordForm[Satisfaction]):
    """The score is typed as 1 to 5 with up to two decimals and kept in hundredths."""

    surveyed_on = DayField(label=_("Surveyed on"), initial=today)
    score_hundredths = forms.DecimalField(
        label=_("Score, 1 to 5"), min_value=1, max_value=5, decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )  # fmt: skip

    class Meta:
        model = Satisfaction
        fields: ClassVar = ["surveyed_on", "score_hundredths", "source", "comment"]
        widgets: ClassVar = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["score_hundredths"] = Decimal(self.instance.score_hundredths) / 100

    def clean_score_hundredths(self) -> int:
        return int(self.cleaned_data["score_hundredths"] * 100)


class CaseForm(RecordForm[SuccessCase]):
    published_on = DayField(
        label=_("Published on"), required=False, help_text=_("Empty while it may not be told in public")
    )

    class Meta:
        model = SuccessCase
        fields: ClassVar = ["title", "roi_percent", "published_on", "summary"]
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 4})}
