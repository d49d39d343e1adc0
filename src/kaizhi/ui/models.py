"""How one person likes one list: columns, widths and named queries. One row, one read per page."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ListPreference(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=60)
    columns = models.JSONField(default=list, help_text="Column keys in the order shown; empty means the list's own.")
    widths = models.JSONField(default=dict, help_text="Pixels by column key.")
    views = models.JSONField(default=list, help_text="Saved views: key, name, query string.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "list_name"], name="one_preference_per_person_and_list")
        ]

    def __str__(self) -> str:
        return f"{self.list_name} of {self.user_id}"
