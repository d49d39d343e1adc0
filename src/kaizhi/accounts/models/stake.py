"""Who owns how much of whom: a graph beside the tree. The holder may be no account (a state, a person, a fund)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.models.account import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class Stake(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="stakes", verbose_name=_("owned"))
    holder = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="holdings", verbose_name=_("holder")
    )
    holder_name = models.CharField(_("holder's name"), max_length=200)
    share_bp = models.PositiveIntegerField(_("share, 1/100 %"), null=True, blank=True)  # null is an unknown share
    source = models.CharField(_("source"), max_length=120, blank=True)

    objects: ClassVar[OfAccountQuerySet["Stake"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-share_bp", "holder_name", "pk"]
        verbose_name = _("stake")
        verbose_name_plural = _("stakes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "holder_name"], name="one_stake_per_holder"),
            models.CheckConstraint(
                condition=models.Q(share_bp__isnull=True) | models.Q(share_bp__lte=10_000), name="stake_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} → {self.account_id}"
