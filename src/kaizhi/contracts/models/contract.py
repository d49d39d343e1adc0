"""A signed (or still drafted) contract with one account."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.accounts.models import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class ContractQuerySet(OfAccountQuerySet["Contract"]):
    def signed(self) -> Self:
        """Signed and not cancelled: what makes a plant cooperate."""
        return self.filter(signed_on__isnull=False).exclude(
            status__in=[Contract.Status.DRAFT, Contract.Status.CANCELLED]
        )


class Contract(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("contract", "Draft")
        SIGNED = "signed", pgettext_lazy("contract", "Signed")
        COMPLETED = "completed", pgettext_lazy("contract", "Completed")
        CANCELLED = "cancelled", pgettext_lazy("contract", "Cancelled")

    account = models.ForeignKey(Account, models.PROTECT, related_name="contracts", verbose_name=_("customer"))
    number = models.CharField(_("contract number"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SIGNED)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="CNY")
    product_line = models.CharField(_("product line"), max_length=80, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[ContractQuerySet] = ContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-signed_on", "-pk"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        indexes: ClassVar = [models.Index(fields=["account", "signed_on"], name="contract_account_signed")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="contract_amount_not_negative"),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "cancelled"]) | models.Q(signed_on__isnull=False),
                name="contract_signed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_edit_url(self) -> str:
        return reverse("contracts:contract", args=[self.pk])
