"""People, the teams they work in, the roles that say what they may see and do."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.capabilities import STANDARD_ROLE_NAMES, Capability

TEAM_SEGMENT = 4


class TeamQuerySet(models.QuerySet["Team"]):
    def under(self, team: "Team") -> Self:
        """The team and all below it."""
        return self.filter(path__startswith=team.path)


class Team(models.Model):
    """A department of the selling company, in a tree. `path` is the numbers from the top down, four digits each."""

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("above")
    )
    path = models.CharField(max_length=80, unique=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for a top."""
        return len(self.path) // TEAM_SEGMENT - 1

    def set_path(self) -> None:
        """Derive the path from the parent's. Needs the primary key."""
        self.path = (self.parent.path if self.parent else "") + f"{self.pk:0{TEAM_SEGMENT}d}"

    def moved_paths(self, old: str) -> dict[str, Concat]:
        return {"path": Concat(models.Value(self.path), Substr("path", len(old) + 1))}


class Role(models.Model):
    """A job: which rows its holder sees (`data_scope`) and what the holder may do (`capabilities`)."""

    class DataScope(models.TextChoices):
        OWN = "own", pgettext_lazy("data scope", "Own")
        OWN_AND_REPORTS = "own_and_reports", pgettext_lazy("data scope", "Own and reports'")
        TEAM = "team", pgettext_lazy("data scope", "Own team")
        TEAM_AND_BELOW = "team_and_below", pgettext_lazy("data scope", "Own team and below")
        TEAMS = "teams", pgettext_lazy("data scope", "Designated teams")
        ALL = "all", pgettext_lazy("data scope", "All")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    data_scope = models.CharField(_("data scope"), max_length=20, choices=DataScope, default=DataScope.OWN)
    teams = models.ManyToManyField(Team, blank=True, verbose_name=_("designated teams"))
    capabilities = models.JSONField(_("capabilities"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(data_scope__in=["own", "own_and_reports", "team", "team_and_below", "teams", "all"]),
                name="role_data_scope_known",
            )
        ]

    def __str__(self) -> str:
        """A standard role that nobody renamed speaks the reader's language."""
        known = STANDARD_ROLE_NAMES.get(self.code)
        return str(known) if known is not None and self.name in {"", self.code} else self.name

    def allows(self, capability: str) -> bool:
        return "*" in self.capabilities or capability in self.capabilities


class People(UserManager["User"]):
    """Users with what every request needs of them, in one statement."""

    def with_role(self) -> models.QuerySet["User"]:
        return self.select_related("role", "team")


class User(AbstractUser):
    """A colleague who signs in."""

    class Density(models.TextChoices):
        COMPACT = "compact", _("Compact")
        COMFORTABLE = "comfortable", _("Comfortable")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("name"), max_length=80)
    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("role"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("team"))
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(_("theme"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("density"), max_length=12, choices=Density, default=Density.COMFORTABLE)
    must_change_password = models.BooleanField(
        default=False, editable=False
    )  # set where somebody else chose the password

    objects: ClassVar[People] = People()

    REQUIRED_FIELDS: ClassVar = ["display_name"]

    class Meta:
        ordering: ClassVar = ["display_name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(manager=models.F("id")), name="user_not_own_manager")
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return reverse("access:profile")

    def can(self, capability: Capability | str) -> bool:
        """Whether the role allows it. A superuser may do everything."""
        return self.is_active and (self.is_superuser or (self.role is not None and self.role.allows(str(capability))))


class FieldRule(models.Model):
    """What one role may do with one field of one object. No rule means: edit."""

    class Mode(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("field rule", "Hidden")
        MASKED = "masked", pgettext_lazy("field rule", "Masked")
        READ = "read", pgettext_lazy("field rule", "Read")
        EDIT = "edit", pgettext_lazy("field rule", "Edit")

    role = models.ForeignKey(Role, models.CASCADE, related_name="field_rules", verbose_name=_("role"))
    object_name = models.CharField(_("object"), max_length=60, help_text=_("For example accounts.contact"))
    field_name = models.CharField(_("field"), max_length=60)
    mode = models.CharField(_("access"), max_length=8, choices=Mode, default=Mode.EDIT)

    class Meta:
        verbose_name = _("field rule")
        verbose_name_plural = _("field rules")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "object_name", "field_name"], name="one_rule_per_role_and_field"),
            models.CheckConstraint(
                condition=models.Q(mode__in=["hidden", "masked", "read", "edit"]), name="field_rule_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.object_name}.{self.field_name} {self.mode}"
