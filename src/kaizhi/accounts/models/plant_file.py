"""A plant's own file (R18): why the same machine may need another proposal at the next plant."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.models.account import Account
from kaizhi.accounts.models.hanging import OfAccountQuerySet


class PlantFile(models.Model):
    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="plant_file")
    scale = models.CharField(_("scale"), max_length=120, blank=True)
    process = models.CharField(_("process"), max_length=240, blank=True)
    management_level = models.CharField(_("management level"), max_length=120, blank=True)
    special_needs = models.TextField(_("special needs"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[OfAccountQuerySet["PlantFile"]] = OfAccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("plant file")
        verbose_name_plural = _("plant files")

    def __str__(self) -> str:
        return str(self.account_id)
