"""What was computed: versions of the scoring models, runs, and their results with reasons."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.scope import scope_of
from kaizhi.accounts.models import Account

if TYPE_CHECKING:
    from kaizhi.access.models import User


class ScoringModel(models.Model):
    """The numbers of a formula, as one published version. The formula's shape is code; see docs/algorithms/."""

    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    parameters = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=200, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="one_model_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class ScoreRun(models.Model):
    """One computation over the whole book or over a few groups."""

    class Reach(models.TextChoices):
        BOOK = "book", pgettext_lazy("score run", "Whole book")
        GROUPS = "groups", pgettext_lazy("score run", "Changed groups")

    class Status(models.TextChoices):
        RUNNING = "running", pgettext_lazy("score run", "Running")
        DONE = "done", pgettext_lazy("score run", "Done")
        FAILED = "failed", pgettext_lazy("score run", "Failed")

    class Trigger(models.TextChoices):
        NIGHTLY = "nightly", pgettext_lazy("score run trigger", "Every night")
        CHANGE = "change", pgettext_lazy("score run trigger", "Changed records")
        IMPORT = "import", pgettext_lazy("score run trigger", "Many records at once")
        PERSON = "person", pgettext_lazy("score run trigger", "On demand")
        COMMAND = "command", pgettext_lazy("score run trigger", "Command line")

    reach = models.CharField(max_length=8, choices=Reach)
    as_of = models.DateField()
    model = models.ForeignKey(ScoringModel, models.PROTECT, related_name="runs")  # the replication score's
    versions = models.JSONField(default=dict)  # of every model the run used, by code
    status = models.CharField(max_length=8, choices=Status, default=Status.RUNNING)
    trigger = models.CharField(max_length=60, blank=True, choices=Trigger)
    task = models.CharField(max_length=36, blank=True)  # the background task that runs it, by which a dead run is known
    inputs = models.JSONField(default=dict)  # rows read per frame and the latest date in them
    n_groups = models.PositiveIntegerField(default=0)  # computed
    n_changed = models.PositiveIntegerField(default=0)  # of these, whose result differs from the one before
    n_accounts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = _("score run")
        verbose_name_plural = _("score runs")
        indexes: ClassVar = [models.Index(fields=["reach", "status", "-id"], name="score_run_latest")]

    def __str__(self) -> str:
        return f"{self.reach} {self.as_of} #{self.pk}"


class StaleMark(models.Model):
    """The figures of this tree (null: of the whole book) are older than its records.

    Written in the transaction of the change itself and removed after the result is stored, so that no crash loses one.
    Only ever inserted: two people who work on one group at once do not wait for each other.
    """

    root = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    claimed_by = models.CharField(max_length=36, blank=True)  # the background task at work on it

    def __str__(self) -> str:
        return f"{self.root_id or 'book'} since {self.since}"


class GroupScoreQuerySet(models.QuerySet["GroupScore"]):
    def visible_to(self, user: "User") -> Self:
        """A group's figures are for those who see its head (and so all of it)."""
        if scope_of(user).is_everything:
            return self
        tops = Account.objects.roots()
        in_scope, shared = tops.filter(scope_of(user).condition()), tops.shared_with(user)
        return self.filter(Q(head__in=in_scope) | Q(head__in=shared))

    def current(self) -> Self:
        return self.filter(is_current=True)


class GroupScore(models.Model):
    """Group figures (formulas.md 1) and replication score (2) of one group, as of the run that first found them so.

    Null is unknown. A run that finds nothing new writes nothing, so the rows of a group are its history.
    """

    class Band(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("penetration band", "Unknown")
        RED = "red", pgettext_lazy("penetration band", "High potential")
        YELLOW = "yellow", pgettext_lazy("penetration band", "Medium potential")
        GREEN = "green", pgettext_lazy("penetration band", "Deepen")
        BLUE = "blue", pgettext_lazy("penetration band", "Covered")

    class Priority(models.TextChoices):
        HIGH = "high", pgettext_lazy("priority", "High")
        MEDIUM = "medium", pgettext_lazy("priority", "Medium")
        LOW = "low", pgettext_lazy("priority", "Low")

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="group_scores")
    head = models.ForeignKey(Account, models.CASCADE, related_name="group_scores")
    is_current = models.BooleanField(default=True)

    declared_plants = models.PositiveIntegerField(null=True)
    n_known = models.PositiveIntegerField()
    n_total = models.PositiveIntegerField(null=True)
    n_cooperating = models.PositiveIntegerField()
    n_uncovered = models.PositiveIntegerField(null=True)
    is_declared_below_known = models.BooleanField(default=False)
    penetration = models.FloatField(null=True)  # 0..1
    band = models.CharField(max_length=8, choices=Band, blank=True, default="")
    first_signed_on = models.DateField(null=True)
    n_signings = models.PositiveIntegerField(default=0)
    n_other_currency = models.PositiveIntegerField(default=0)  # signings whose amount is in none of the figures
    contract_amount = models.BigIntegerField(null=True)
    average_plant_value = models.BigIntegerField(null=True)
    potential_amount = models.BigIntegerField(null=True)
    weighted_potential = models.BigIntegerField(null=True)
    cycle_days = models.FloatField(null=True)  # first plant to second
    later_gap_days = models.FloatField(null=True)  # mean from the second on

    raw_points = models.FloatField()
    score = models.FloatField()
    priority = models.CharField(max_length=8, choices=Priority)
    next_priority = models.CharField(max_length=8, choices=Priority, blank=True, default="")
    points_to_next = models.FloatField(null=True)
    factors = models.JSONField(
        default=list
    )  # per factor: code, dimension, inputs, points, max_points, could_earn, is_missing
    improvements = models.JSONField(default=list)  # what would raise it: code, factor, adds, is_at_most, target
    currency = models.CharField(max_length=3, default="CNY")
    digest = models.CharField(
        max_length=32, default="", editable=False
    )  # of all of the above: equal means nothing changed

    objects = GroupScoreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-score", "head_id"]
        indexes: ClassVar = [
            models.Index(fields=["head", "-run"], name="group_score_history"),
            models.Index(fields=["-score", "head"], condition=models.Q(is_current=True), name="group_score_ranking"),
            models.Index(
                fields=["-weighted_potential", "head"],
                condition=models.Q(is_current=True),
                name="group_score_potential",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["head"], condition=models.Q(is_current=True), name="one_current_group_score"
            ),
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=100), name="group_score_0_to_100"),
            models.CheckConstraint(
                condition=models.Q(n_cooperating__lte=models.F("n_total")), name="cooperating_at_most_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_id}: {self.score}"


class AccountClassQuerySet(models.QuerySet["AccountClass"]):
    def visible_to(self, user: "User") -> Self:
        if scope_of(user).is_everything:
            return self
        return self.filter(account__in=Account.objects.visible_to(user))


class AccountClass(models.Model):
    """The class of one customer (formulas.md 9) as last computed, and the rhythm of contact it asks for."""

    class Class(models.TextChoices):
        STRATEGIC = "strategic", pgettext_lazy("customer class", "Strategic")
        IMPORTANT = "important", pgettext_lazy("customer class", "Important")
        GENERAL = "general", pgettext_lazy("customer class", "General")
        POTENTIAL = "potential", pgettext_lazy("customer class", "Potential")
        MAINTENANCE = "maintenance", pgettext_lazy("customer class", "Maintenance")

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="customer_class")
    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="+")
    klass = models.CharField(max_length=12, choices=Class)
    purchases_12_months = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    rhythm_days = models.PositiveSmallIntegerField(null=True)  # null: on demand
    resources = models.CharField(max_length=12, blank=True)  # how much service the class asks for
    reasons = models.JSONField(default=dict)  # the rule that held, and each qualification as judged

    objects = AccountClassQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["klass", "account"], name="account_class")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.klass}"
