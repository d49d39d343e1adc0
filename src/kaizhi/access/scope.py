"""Row visibility: which owners' and teams' rows a person sees. The one place that reads `Role.data_scope`."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from kaizhi.access.models import Role, Team, User


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows in reach: all, or those of these owners or of these teams."""

    is_everything: bool = False
    owner_ids: frozenset[int] = frozenset()
    team_ids: frozenset[int] = frozenset()

    def condition(self, owner: str = "owner", team: str = "team") -> Q:
        """As a filter over the two foreign keys' names. Nothing in reach matches nothing."""
        if self.is_everything:
            return Q()
        condition = Q(pk__in=())
        if self.owner_ids:
            condition |= Q(**{f"{owner}__in": sorted(self.owner_ids)})
        if self.team_ids:
            condition |= Q(**{f"{team}__in": sorted(self.team_ids)})
        return condition


def reports_of(user: User) -> frozenset[int]:
    """Everybody below a person in the chain of managers, whatever the depth. UNION ends a loop in the data."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below(id) AS (SELECT id FROM access_user WHERE manager_id = %s "
            "UNION SELECT u.id FROM access_user u JOIN below ON u.manager_id = below.id) SELECT id FROM below",
            [user.pk],
        )
        return frozenset(row[0] for row in cursor.fetchall()) - {user.pk}


def _compute(user: User) -> Scope:
    if user.is_superuser:
        return Scope(is_everything=True)
    role = user.role
    if role is None or not user.is_active:
        return Scope()
    kind, own = Role.DataScope(role.data_scope), frozenset({user.pk})
    match kind:
        case Role.DataScope.ALL:
            return Scope(is_everything=True)
        case Role.DataScope.OWN:
            return Scope(owner_ids=own)
        case Role.DataScope.OWN_AND_REPORTS:
            return Scope(owner_ids=own | reports_of(user))
        case Role.DataScope.TEAM:
            return Scope(owner_ids=own, team_ids=frozenset({user.team_id} if user.team_id else ()))
        case Role.DataScope.TEAM_AND_BELOW:
            teams = Team.objects.under(user.team).values_list("pk", flat=True) if user.team else ()
            return Scope(owner_ids=own, team_ids=frozenset(teams))
        case Role.DataScope.TEAMS:
            return Scope(owner_ids=own, team_ids=frozenset(role.teams.values_list("pk", flat=True)))


def scope_of(user: User) -> Scope:
    """The person's scope, computed once for the life of this user object (one request)."""
    cached: Scope | None = getattr(user, "_scope", None)
    if cached is None:
        cached = _compute(user)
        user._scope = cached  # type: ignore[attr-defined]  # noqa: SLF001
    return cached
