"""The account: any node of a customer's tree. Its row holds what a list shows; group and plant facts hang on it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.scope import scope_of

if TYPE_CHECKING:
    from kaizhi.access.models import User

#: Digits a level of the tree takes in `path`. Digits only, so that every database collation sorts paths alike.
SEGMENT = 7
_PATH_LENGTH = 40 * SEGMENT

models.CharField.register_lookup(Length)


def path_after(path: str) -> str:
    """The first path behind a subtree: everything from `path` up to this is in it.

    >>> path_after("0000012")
    '0000013'
    """
    return f"{int(path) + 1:0{len(path)}d}"


def _shared(user: "User") -> Q:
    return Q(pk__in=Collaborator.objects.filter(user=user).values("account_id"))


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user: "User") -> Self:
        """Accounts in the person's scope or shared with them, and every account of a group whose head is."""
        scope = scope_of(user)
        if scope.is_everything:
            return self
        own, shared = scope.condition(), _shared(user)
        tops = Account.objects.roots()
        # Heads in scope and heads shared are asked for apart: each then has an index to start from.
        in_scope, shared_too = (Q(root__in=tops.filter(one).values("path")) for one in (own, shared))
        return self.filter(own | shared | in_scope | shared_too)

    def heads_in_reach(self, user: "User") -> Self:
        """For tops of trees only: those the person sees. What a group opens beyond that never is a top."""
        scope = scope_of(user)
        return self if scope.is_everything else self.filter(scope.condition() | _shared(user))

    def owned_by(self, user: "User") -> Self:
        return self.filter(owner=user)

    def shared_with(self, user: "User") -> Self:
        return self.filter(pk__in=Collaborator.objects.filter(user=user).values("account_id"))

    def roots(self) -> Self:
        return self.filter(parent__isnull=True)

    def under(self, account: "Account") -> Self:
        """The account and everything below it: one range of the path's index."""
        return self.filter(path__gte=account.path, path__lt=path_after(account.path))

    def above(self, account: "Account") -> Self:
        """The account's ancestors, head first."""
        return self.filter(path__in=account.ancestor_paths()).order_by("path")

    def plants(self) -> Self:
        """Accounts that count in penetration."""
        return self.filter(kind=Account.Kind.PLANT, is_active=True)


class Account(models.Model):
    """Head office, company, branch, plant or workshop; a customer or not yet.

    The parent is referenced by its path and a node's path is its parent's plus its own number, so a row that would
    close a cycle cannot be written: the database itself refuses it.
    """

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", _("Head office")
        COMPANY = "company", _("Company")
        BRANCH = "branch", pgettext_lazy("account kind", "Branch")
        PLANT = "plant", _("Plant")
        WORKSHOP = "workshop", _("Workshop")

    class Registration(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("registration", "Unknown")
        EXISTING = "existing", pgettext_lazy("registration", "In business")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Deregistered")
        REVOKED = "revoked", pgettext_lazy("registration", "Licence revoked")
        MOVED_OUT = "moved_out", pgettext_lazy("registration", "Moved out")
        LIQUIDATING = "liquidating", pgettext_lazy("registration", "In liquidation")
        SUSPENDED = "suspended", pgettext_lazy("registration", "Suspended")

    id = models.BigIntegerField(primary_key=True, editable=False)  # known before the insert: see common.ids
    code = models.CharField(_("customer code"), max_length=32, unique=True)
    kind = models.CharField(pgettext_lazy("account", "kind"), max_length=12, choices=Kind, default=Kind.COMPANY)
    path = models.CharField(max_length=_PATH_LENGTH, unique=True, editable=False)
    parent = models.ForeignKey(
        "self", models.RESTRICT, to_field="path", db_column="parent_path", null=True, blank=True,
        related_name="children", verbose_name=_("parent"),
    )  # fmt: skip
    root = models.ForeignKey(  # a top is its own root; the database still refuses to lose one that has members
        "self", models.DO_NOTHING, to_field="path", db_column="root_path", related_name="members", editable=False,
    )  # fmt: skip

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)  # for finding the same name again
    sort_key = models.CharField(max_length=240, editable=False)  # pinyin
    initials = models.CharField(max_length=120, editable=False, blank=True)  # pinyin initials
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    former_names = models.JSONField(_("former names"), default=list, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    credit_code = models.CharField(_("credit code"), max_length=18, blank=True, db_index=True)
    registration = models.CharField(
        _("registration status"), max_length=12, choices=Registration, blank=True, default=""
    )
    legal_representative = models.CharField(_("legal representative"), max_length=80, blank=True)
    registered_capital = models.BigIntegerField(_("registered capital"), null=True, blank=True)
    registered_capital_currency = models.CharField(max_length=3, default="CNY", blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    n_employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)

    industry = models.CharField(_("industry"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    district = models.CharField(_("district"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=240, blank=True)
    phone = models.CharField(_("phone"), max_length=80, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)

    is_active = models.BooleanField(_("operating"), default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        "access.Team", models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("team")
    )
    collaborators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="accounts.Collaborator",
        related_name="shared_accounts",
        verbose_name=_("collaborators"),
    )
    next_follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_key", "pk"]
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        indexes: ClassVar = [
            models.Index(fields=["sort_key", "id"], name="account_sort"),
            models.Index(fields=["updated_at", "id"], name="account_updated"),
            models.Index(fields=["owner", "sort_key", "id"], name="account_owner_sort"),
            models.Index(fields=["team", "sort_key", "id"], name="account_team_sort"),
            models.Index(fields=["next_follow_up_on", "id"], name="account_follow_up"),
            models.Index(fields=["root", "kind"], name="account_root_kind"),
            # whose group somebody sees: asked for by every list of whoever does not see everything
            models.Index(fields=["owner", "path"], condition=Q(parent__isnull=True), name="account_owner_tops"),
            models.Index(fields=["team", "path"], condition=Q(parent__isnull=True), name="account_team_tops"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, path__length=SEGMENT)
                | Q(parent__isnull=False, parent_id=Left(F("path"), Length(F("path")) - SEGMENT)),
                name="account_path_extends_parent",
            ),
            models.CheckConstraint(condition=Q(root_id=Left(F("path"), SEGMENT)), name="account_root_is_path_start"),
            models.CheckConstraint(condition=~Q(name=""), name="account_has_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["head_office", "company", "branch", "plant", "workshop"]),
                name="account_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:account", args=[self.pk])

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Left to the database, which holds them anyway: asking it beforehand costs a statement for each."""

    @property
    def depth(self) -> int:
        """0 for the top of a tree."""
        return len(self.path) // SEGMENT - 1

    @property
    def parent_pk(self) -> int | None:
        return int(self.path[-2 * SEGMENT : -SEGMENT]) if self.depth else None

    @property
    def root_pk(self) -> int:
        return int(self.path[:SEGMENT])

    @property
    def is_root(self) -> bool:
        return self.parent_id is None

    @property
    def counts_as_plant(self) -> bool:
        return self.kind == self.Kind.PLANT and self.is_active

    @property
    def display_name(self) -> str:
        return self.short_name or self.name

    def ancestor_paths(self) -> list[str]:
        """Paths of all nodes above, head first."""
        return [self.path[:end] for end in range(SEGMENT, len(self.path), SEGMENT)]

    def place_under(self, parent: "Account | None") -> None:
        """Set path, parent and root of a node that has its number but no row yet."""
        own = f"{self.pk:0{SEGMENT}d}"
        self.path = (parent.path if parent else "") + own
        self.parent_id = parent.path if parent else None
        self.root_id = self.path[:SEGMENT]


class Collaborator(models.Model):
    """A colleague who works on the account beside its owner (协作人). On a group's head it opens the whole group."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "account"], name="one_collaborator_once")]

    def __str__(self) -> str:
        return f"{self.account_id} + {self.user_id}"
