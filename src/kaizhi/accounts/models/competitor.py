"""A competitor's product running at a customer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.models.account import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class CompetitorProduct(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="competitor_products", verbose_name=_("customer"))
    competitor = models.CharField(_("competitor"), max_length=120)
    product_line = models.CharField(_("product line"), max_length=80, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects: ClassVar[OfAccountQuerySet["CompetitorProduct"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-is_active", "competitor", "pk"]
        verbose_name = _("competitor product")
        verbose_name_plural = _("competitor products")

    def __str__(self) -> str:
        return f"{self.competitor} {self.product_line}".strip()
