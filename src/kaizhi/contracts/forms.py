from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.record_forms import RecordForm
from kaizhi.common.dates import today
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.ui.forms import DayField, MoneyField, PickField

_NOTES = forms.Textarea(attrs={"rows": 3})


def _in_order(form: forms.BaseForm, first: str, then: str, words: Any) -> None:
    """Add an error where a later date stands before an earlier one."""
    early: date | None = form.cleaned_data.get(first)
    late: date | None = form.cleaned_data.get(then)
    if early and late and late < early:
        form.add_error(then, words)


class ContractForm(RecordForm[Contract]):
    amount = MoneyField(label=_("Amount, yuan"))
    signed_on = DayField(label=_("Signed on"), required=False)
    starts_on = DayField(label=_("Starts on"), required=False)
    ends_on = DayField(label=_("Ends on"), required=False)

    class Meta:
        model = Contract
        fields: ClassVar = [
            "number",
            "title",
            "status",
            "signed_on",
            "amount",
            "product_line",
            "starts_on",
            "ends_on",
            "notes",
        ]
        widgets: ClassVar = {"notes": _NOTES}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        unsigned = {Contract.Status.DRAFT, Contract.Status.CANCELLED}
        if values.get("status") and values["status"] not in unsigned and not values.get("signed_on"):
            self.add_error("signed_on", _("A signed contract needs its date."))
        _in_order(self, "starts_on", "ends_on", _("It ends before it starts."))
        return values


class OrderForm(RecordForm[Order]):
    amount = MoneyField(label=_("Amount, yuan"))
    ordered_on = DayField(label=_("Ordered on"), initial=today)
    delivered_on = DayField(label=_("Delivered on"), required=False)
    accepted_on = DayField(label=_("Accepted on"), required=False)

    class Meta:
        model = Order
        fields: ClassVar = [
            *("number", "contract", "status", "ordered_on", "amount"),
            *("product_line", "delivered_on", "accepted_on", "notes"),
        ]
        widgets: ClassVar = {"notes": _NOTES}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "contract" in self.fields:
            mine = Contract.objects.visible_to(self.user)
            if self.instance.account_id:
                mine = mine.filter(account=self.instance.account_id)
            is_locked = self.fields["contract"].disabled  # by a field rule
            self.fields["contract"] = PickField(
                mine, "contracts:pick", label=_("Under contract"), required=False, disabled=is_locked
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        _in_order(self, "ordered_on", "delivered_on", _("It was delivered before it was ordered."))
        _in_order(self, "delivered_on", "accepted_on", _("It was accepted before it was delivered."))
        return values


class InstalmentForm(RecordForm[Instalment]):
    """A payment node of the contract or order the form was opened from."""

    amount = MoneyField(label=_("Amount, yuan"))
    due_on = DayField(label=_("Due on"))

    class Meta:
        model = Instalment
        fields: ClassVar = ["label", "due_on", "amount"]


class PaymentForm(forms.Form):
    amount = MoneyField(label=_("Received, yuan"))
    on = DayField(label=_("Received on"), initial=today)
