"""What is done to people, teams and roles."""

from django.db import transaction

from kaizhi.access.capabilities import STANDARD_ROLES
from kaizhi.access.models import Role, Team


@transaction.atomic
def create_team(name: str, parent: Team | None = None) -> Team:
    """A team with its place in the tree."""
    team = Team(name=name, parent=parent, path=f"new:{name}:{parent.pk if parent else 0}")
    team.save()
    team.set_path()
    team.save(update_fields=["path"])
    return team


def ensure_standard_roles(names: dict[str, str] | None = None) -> dict[str, Role]:
    """The roles a new installation starts with, by code. Roles that exist are left as the administrator made them."""
    made = {}
    for code, scope, capabilities in STANDARD_ROLES:
        made[code], _ = Role.objects.get_or_create(
            code=code,
            defaults={"name": (names or {}).get(code, code), "data_scope": scope, "capabilities": list(capabilities)},
        )
    return made
