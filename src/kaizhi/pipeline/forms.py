from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kaizhi.access.models import User
from kaizhi.accounts.record_forms import RecordForm
from kaizhi.common.dates import today
from kaizhi.pipeline.models import Opportunity
from kaizhi.ui.forms import DayField, MoneyField, PickField


class OpportunityForm(RecordForm[Opportunity]):
    amount = MoneyField(label=_("Amount, yuan"), required=False)
    opened_on = DayField(label=_("Opened on"), initial=today)
    expected_on = DayField(label=_("Expected close"), required=False)
    owner = PickField(User.objects.filter(is_active=True), "access:pick", label=_("Owner"), required=False)

    class Meta:
        model = Opportunity
        fields: ClassVar = ["name", "product_line", "amount", "opened_on", "expected_on", "owner", "notes"]
        widgets: ClassVar = {"notes": forms.Textarea(attrs={"rows": 3})}


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Opportunity.Outcome.choices if choice[0] != Opportunity.Outcome.OPEN],
    )
    on = DayField(label=_("Closed on"), initial=today)
    lost_to = forms.CharField(
        label=_("Lost to"), required=False, max_length=120, help_text=_("The competitor, if you know")
    )
