"""One payment node (预付款, 发货款, 验收款, 质保金 …) of a contract or of an order of its own."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.models import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet
from kaizhi.contracts.models.contract import Contract
from kaizhi.contracts.models.order import Order


class Instalment(models.Model):
    """Paid in full when `paid_amount` reaches `amount`; `paid_on` is the day of the last payment."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="instalments", verbose_name=_("customer"))
    contract = models.ForeignKey(
        Contract, models.CASCADE, null=True, blank=True, related_name="instalments", verbose_name=_("contract")
    )
    order = models.ForeignKey(
        Order, models.CASCADE, null=True, blank=True, related_name="instalments", verbose_name=_("order")
    )
    label = models.CharField(_("payment node"), max_length=60)
    due_on = models.DateField(_("due on"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="CNY")
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_amount = models.BigIntegerField(_("paid"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[OfAccountQuerySet["Instalment"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        indexes: ClassVar = [models.Index(fields=["account", "due_on"], name="instalment_account_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(contract__isnull=False, order__isnull=True)
                | models.Q(contract__isnull=True, order__isnull=False),
                name="instalment_of_one_document",
            ),
            models.UniqueConstraint(fields=["contract", "label", "due_on"], name="one_node_of_contract_per_day"),
            models.UniqueConstraint(fields=["order", "label", "due_on"], name="one_node_of_order_per_day"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, paid_amount__gte=0), name="instalment_amounts_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    def get_edit_url(self) -> str:
        return reverse("contracts:instalment", args=[self.pk])

    @property
    def document(self) -> Contract | Order:
        """The contract or the order it is due for."""
        document = self.contract or self.order
        assert document is not None  # a database constraint
        return document

    @property
    def open_amount(self) -> int:
        return max(self.amount - self.paid_amount, 0)

    @property
    def is_paid(self) -> bool:
        return self.paid_amount >= self.amount
