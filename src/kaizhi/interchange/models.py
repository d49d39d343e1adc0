"""An import: the file, what is said of each row, and what was written, so that it can be taken back."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from kaizhi.access.capabilities import Capability
from kaizhi.access.scope import scope_of

if TYPE_CHECKING:
    from kaizhi.access.models import User


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: "User") -> Self:
        """One's own imports; those who see everything see everybody's."""
        if not user.can(Capability.IMPORT):
            return self.none()
        return self if scope_of(user).is_everything else self.filter(by=user)


class ImportBatch(models.Model):
    """One file on its way: waiting, checking, checked, writing, done; taken back from done; failed from anywhere."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("import", "Waiting")
        CHECKING = "checking", pgettext_lazy("import", "Checking")
        CHECKED = "checked", pgettext_lazy("import", "Checked")
        WRITING = "writing", pgettext_lazy("import", "Writing")
        DONE = "done", pgettext_lazy("import", "Imported")
        UNDOING = "undoing", pgettext_lazy("import", "Taking back")
        UNDONE = "undone", pgettext_lazy("import", "Taken back")
        FAILED = "failed", pgettext_lazy("import", "Failed")

    RUNNING: ClassVar = (Status.WAITING, Status.CHECKING, Status.WRITING, Status.UNDOING)

    file = models.FileField(upload_to="imports/%Y%m")
    file_name = models.CharField(max_length=200)
    n_bytes = models.PositiveBigIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    sheets = models.JSONField(default=list)  # per sheet: name, header_row, mapping (or null), is_included
    counts = models.JSONField(default=dict)  # {sheet kind: {verdict: n}}
    counts_print = models.CharField(max_length=64, blank=True)  # of all verdicts: the writing must come to the same
    n_done = models.PositiveIntegerField(default=0)
    n_rows = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("interchange:batch", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.status in self.RUNNING

    def total(self, verdict: str) -> int:
        return sum(of_kind.get(verdict, 0) for of_kind in self.counts.values())


class ImportRow(models.Model):
    """What the check (and the writing, which checks again) says of one row."""

    class Verdict(models.TextChoices):
        NEW = "new", pgettext_lazy("import verdict", "New")
        UPDATED = "updated", pgettext_lazy("import verdict", "Updated")
        UNCHANGED = "unchanged", pgettext_lazy("import verdict", "Unchanged")
        REJECTED = "rejected", pgettext_lazy("import verdict", "Rejected")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.PositiveSmallIntegerField()  # index in batch.sheets
    number = models.PositiveIntegerField()  # the row Excel shows
    kind = models.CharField(max_length=16)
    verdict = models.CharField(max_length=10, choices=Verdict)
    is_implied = models.BooleanField(default=False)  # not a row of its own: an account that rows name as parent
    title = models.CharField(max_length=200, blank=True)
    issues = models.JSONField(default=list)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # field: [old, new]
    cells = models.JSONField(null=True, encoder=DjangoJSONEncoder)  # of rejected rows, to give them back

    class Meta:
        indexes: ClassVar = [models.Index(fields=["batch", "verdict", "id"], name="import_row_verdict")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.number} {self.verdict}"


class ImportTrace(models.Model):
    """One object that an import wrote: enough to take it back, and to notice that somebody has built on it since."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="traces")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    is_created = models.BooleanField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # of a changed object: the old values
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # the values the import left

    class Meta:
        indexes: ClassVar = [models.Index(fields=["batch", "model", "id"], name="import_trace")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
