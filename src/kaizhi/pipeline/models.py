"""Opportunities: a possible sale to one account, open until won or lost."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.accounts.models import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class OpportunityQuerySet(OfAccountQuerySet["Opportunity"]):
    def open(self) -> Self:
        return self.filter(outcome=Opportunity.Outcome.OPEN)


class Opportunity(models.Model):
    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("opportunity", "Open")
        WON = "won", pgettext_lazy("opportunity", "Won")
        LOST = "lost", pgettext_lazy("opportunity", "Lost")

    account = models.ForeignKey(Account, models.PROTECT, related_name="opportunities", verbose_name=_("customer"))
    number = models.CharField(_("opportunity number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.OPEN)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    product_line = models.CharField(_("product line"), max_length=80, blank=True)
    expected_on = models.DateField(_("expected close"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    lost_to = models.CharField(_("lost to"), max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("owner"),
    )
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OpportunityQuerySet] = OpportunityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["expected_on", "pk"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        indexes: ClassVar = [models.Index(fields=["account", "outcome"], name="opportunity_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="open", closed_on__isnull=True)
                | models.Q(outcome__in=["won", "lost"], closed_on__isnull=False),
                name="opportunity_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('accounts:account', args=[self.account_id])}#opportunity-{self.pk}"

    def get_edit_url(self) -> str:
        return reverse("pipeline:edit", args=[self.pk])
