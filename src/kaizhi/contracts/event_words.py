"""What is done to contracts, orders and payments, as a customer's timeline tells it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.audit.words import Detail, say


def _received(data: Mapping[str, Any]) -> list[Detail]:
    return [
        Detail(_("paid"), None, data.get("amount"), ("contracts.instalment", "paid_amount")),
        Detail(_("paid on"), None, data.get("on"), ("contracts.instalment", "paid_on")),
    ]


say("contract.created", pgettext_lazy("event", "entered the contract"), name_field="number")
say("contract.changed", pgettext_lazy("event", "changed the contract"), name_field="number")
say("contract.deleted", pgettext_lazy("event", "deleted the contract"), name_field="number")
say("order.created", pgettext_lazy("event", "entered the order"), name_field="number")
say("order.changed", pgettext_lazy("event", "changed the order"), name_field="number")
say("order.deleted", pgettext_lazy("event", "deleted the order"), name_field="number")
say("instalment.created", pgettext_lazy("event", "entered the payment node"), name_field="label")
say("instalment.changed", pgettext_lazy("event", "changed the payment node"), name_field="label")
say("instalment.deleted", pgettext_lazy("event", "deleted the payment node"), name_field="label")
say("payment.received", pgettext_lazy("event", "recorded a payment"), name_field="label", details=_received)
