"""Facts about a whole group, kept on its head."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.scope import scope_of
from kaizhi.accounts.models.account import Account

if TYPE_CHECKING:
    from kaizhi.access.models import User


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: "User") -> Self:
        if scope_of(user).is_everything:
            return self
        return self.filter(head__in=Account.objects.visible_to(user))


class Group(models.Model):
    """The tree under one top is a group when this row exists: made with the first child or with a head office.

    Only the declared number of plants is asked for (R19); null is unknown, never zero.
    """

    class Supplier(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("approved supplier", "Unknown")
        NONE = "none", pgettext_lazy("approved supplier", "Not listed")
        APPLYING = "applying", pgettext_lazy("approved supplier", "Applying")
        APPROVED = "approved", pgettext_lazy("approved supplier", "Approved")

    head = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="group", verbose_name=_("head"))
    declared_plants = models.PositiveIntegerField(_("total plants"), null=True, blank=True)
    annual_budget = models.BigIntegerField(_("annual procurement budget"), null=True, blank=True)
    annual_budget_currency = models.CharField(max_length=3, default="CNY")
    industry_rank = models.PositiveIntegerField(_("rank in its industry"), null=True, blank=True)
    is_procurement_known = models.BooleanField(_("procurement process known"), default=False)
    procurement_process = models.TextField(_("procurement process"), blank=True)
    approved_supplier = models.CharField(
        _("approved-supplier list"), max_length=10, choices=Supplier, blank=True, default=""
    )
    is_exclusive_intent = models.BooleanField(_("intends to buy from us only"), default=False)
    exclusive_until = models.DateField(_("exclusive intent until"), null=True, blank=True)
    shared_needs = models.TextField(_("needs shared by the plants"), blank=True)
    price_agreement = models.TextField(_("group price agreement"), blank=True)
    service_agreement = models.TextField(_("unified service agreement"), blank=True)
    next_follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_supplier__in=["", "none", "applying", "approved"]),
                name="group_supplier_known",
            ),
            models.CheckConstraint(
                condition=models.Q(industry_rank__isnull=True) | models.Q(industry_rank__gte=1),
                name="group_rank_from_one",
            ),
        ]

    def __str__(self) -> str:
        return self.head.name

    def get_absolute_url(self) -> str:
        return self.head.get_absolute_url()

    @property
    def account_id(self) -> int:
        """The account on whose timeline the group's events stand."""
        return self.head_id
