"""What the customer thinks of us, and what success we can show."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.models import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class Satisfaction(models.Model):
    """One survey answer (CSAT), 1 to 5, kept in hundredths."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="satisfactions", verbose_name=_("customer"))
    surveyed_on = models.DateField(_("surveyed on"))
    score_hundredths = models.PositiveSmallIntegerField(_("score"))
    source = models.CharField(_("source"), max_length=60, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    objects: ClassVar[OfAccountQuerySet["Satisfaction"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-surveyed_on", "-pk"]
        verbose_name = _("satisfaction")
        verbose_name_plural = _("satisfaction")
        indexes: ClassVar = [models.Index(fields=["account", "-surveyed_on"], name="satisfaction_latest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(score_hundredths__gte=100, score_hundredths__lte=500),
                name="satisfaction_one_to_five",
            ),
            models.UniqueConstraint(fields=["account", "surveyed_on", "source"], name="one_answer_a_day_and_source"),
        ]

    def __str__(self) -> str:
        return f"{self.score}"

    @property
    def score(self) -> float:
        return self.score_hundredths / 100


class SuccessCase(models.Model):
    """A success at one plant: told in public when `published_on` is set, measured when `roi_percent` is."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="success_cases", verbose_name=_("customer"))
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    roi_percent = models.IntegerField(_("measured ROI, %"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    objects: ClassVar[OfAccountQuerySet["SuccessCase"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-published_on", "-pk"]
        verbose_name = _("success case")
        verbose_name_plural = _("success cases")
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "title"], name="one_case_per_title")]

    def __str__(self) -> str:
        return self.title
