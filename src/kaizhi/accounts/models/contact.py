"""People at the customer, with their part in the decision."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.accounts.models.account import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class Contact(models.Model):
    class DecisionRole(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("decision role", "Unknown")
        DECISION_MAKER = "decision_maker", _("Decision maker")
        INFLUENCER = "influencer", _("Influencer")
        TECHNICAL = "technical", _("Technical gatekeeper")
        PURCHASING = "purchasing", _("Purchasing")
        FINANCE = "finance", pgettext_lazy("decision role", "Finance")
        USER = "user", pgettext_lazy("decision role", "User")
        CHAMPION = "champion", _("Champion")

    class Closeness(models.IntegerChoices):
        """In hundredths, as formulas.md section 5 gives it."""

        NONE = 0, pgettext_lazy("closeness", "None")
        KNOWN = 25, pgettext_lazy("closeness", "Known")
        ENGAGED = 50, pgettext_lazy("closeness", "Engaged")
        SUPPORTIVE = 75, pgettext_lazy("closeness", "Supportive")
        CHAMPION = 100, pgettext_lazy("closeness", "Champion")

    account = models.ForeignKey(Account, models.CASCADE, related_name="contacts", verbose_name=_("customer"))
    name = models.CharField(_("name"), max_length=80)
    department = models.CharField(_("department"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=80, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=80, blank=True)
    email = models.CharField(_("e-mail"), max_length=200, blank=True)
    wechat = models.CharField(_("WeChat"), max_length=80, blank=True)
    decision_role = models.CharField(_("decision role"), max_length=16, choices=DecisionRole, blank=True, default="")
    role_weight = models.PositiveSmallIntegerField(
        _("weight of the role, %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    closeness = models.PositiveSmallIntegerField(_("closeness"), choices=Closeness, default=Closeness.NONE)
    is_active = models.BooleanField(_("in post"), default=True)
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OfAccountQuerySet["Contact"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-is_active", "-role_weight", "name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes: ClassVar = [
            models.Index(fields=["name", "id"], name="contact_name"),
            # for what begins with the words typed: PostgreSQL's plain index sorts by language
            models.Index(fields=["name"], name="contact_name_start", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["mobile"], name="contact_mobile_start", opclasses=["varchar_pattern_ops"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="contact_has_name"),
            models.CheckConstraint(
                condition=models.Q(closeness__in=[0, 25, 50, 75, 100]), name="contact_closeness_known"
            ),
            models.CheckConstraint(
                condition=models.Q(role_weight__isnull=True) | models.Q(role_weight__lte=100),
                name="contact_weight_at_most_100",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.account.get_absolute_url()}#contact-{self.pk}"
