"""An order from one account, under a contract or on its own."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.accounts.models import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet
from kaizhi.contracts.models.contract import Contract


class OrderQuerySet(OfAccountQuerySet["Order"]):
    def signed(self) -> Self:
        """Confirmed and not cancelled: what makes a plant cooperate."""
        return self.exclude(status__in=[Order.Status.DRAFT, Order.Status.CANCELLED])


class Order(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("order", "Draft")
        CONFIRMED = "confirmed", pgettext_lazy("order", "Confirmed")
        DELIVERED = "delivered", pgettext_lazy("order", "Delivered")
        ACCEPTED = "accepted", pgettext_lazy("order", "Accepted")
        CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")

    account = models.ForeignKey(Account, models.PROTECT, related_name="orders", verbose_name=_("customer"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("contract")
    )
    number = models.CharField(_("order number"), max_length=60, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CONFIRMED)
    ordered_on = models.DateField(_("ordered on"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="CNY")
    product_line = models.CharField(_("product line"), max_length=80, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-ordered_on", "-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes: ClassVar = [
            # all that the sums over a tree read, so that a thousand nodes' orders are answered from the index alone
            models.Index(
                fields=["account", "ordered_on", "id", "status", "contract", "currency", "amount"], name="order_sums"
            ),
            models.Index(fields=["ordered_on", "id"], name="order_date"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="order_amount_not_negative")
        ]

    def __str__(self) -> str:
        return self.number

    def get_edit_url(self) -> str:
        return reverse("contracts:order", args=[self.pk])
