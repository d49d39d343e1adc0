"""What is done to people, teams and roles."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from kaizhi.access.acts import tell
from kaizhi.access.capabilities import STANDARD_ROLES, Capability
from kaizhi.access.models import Role, Team, User
from kaizhi.common.errors import BadInput, NotAllowed

_PASSWORD_LENGTH = 14
#: What the form about a colleague writes.
_TYPED = ("username", "display_name", "job_title", "email", "role", "team", "manager")
#: Without letters and digits that are read for each other: a temporary password is told by voice or on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def create_team(name: str, parent: Team | None = None, *, by: User | None = None) -> Team:
    """A team with its place in the tree."""
    team = Team(name=name, parent=parent, path=f"new:{name}:{parent.pk if parent else 0}")
    team.save()
    team.set_path()
    team.save(update_fields=["path"])
    if by is not None:
        tell("team.created", team, by=by, data={"name": name})
    return team


@transaction.atomic
def change_team(team: Team, *, name: str, parent: Team | None, by: User) -> Team:
    """Rename a team, or hang it and all below it under another one. Raises BadInput where that would close a cycle."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if parent is not None and parent.path.startswith(team.path):
        raise BadInput(
            _("“%(parent)s” lies below “%(name)s”; choose a team outside it.") % {"parent": parent, "name": team}
        )
    before = {"name": team.name, "parent": team.parent_id}
    old_path = team.path
    team.name, team.parent = name, parent
    team.set_path()
    if team.path != old_path:
        Team.objects.filter(path__startswith=old_path).exclude(pk=team.pk).update(**team.moved_paths(old_path))
    team.save(update_fields=["name", "parent", "path"])
    tell("team.changed", team, by=by, data={"before": before})
    return team


def ensure_standard_roles(names: dict[str, str] | None = None) -> dict[str, Role]:
    """The roles a new installation starts with, by code. Roles that exist are left as the administrator made them."""
    made = {}
    for code, scope, capabilities in STANDARD_ROLES:
        made[code], _created = Role.objects.get_or_create(
            code=code,
            defaults={"name": (names or {}).get(code, code), "data_scope": scope, "capabilities": list(capabilities)},
        )
    return made


@transaction.atomic
def save_role(role: Role, teams: Iterable[Team], *, by: User) -> Role:
    """Write a new or changed role. Raises BadInput where the administrator would lose the way back to this page."""
    is_new = role._state.adding  # noqa: SLF001 Django's documented model state
    is_own = not is_new and role.pk == by.role_id and not by.is_superuser
    if is_own and not role.allows(Capability.PEOPLE_MANAGE):
        raise BadInput(_("This is your own role: it must keep “%(what)s”.") % {"what": Capability.PEOPLE_MANAGE.label})
    for one in (role, *Role.objects.filter(pk=role.pk)):
        _refuse_above(one, by)
    verb = "role.created" if is_new else "role.changed"
    role.save()
    role.teams.set(teams)
    tell(verb, role, by=by, data={"data_scope": role.data_scope, "capabilities": role.capabilities})
    return role


def _new_password(person: User) -> str:
    password = get_random_string(_PASSWORD_LENGTH, _LETTERS)
    person.set_password(password)
    person.must_change_password = True
    return password


def _refuse_above(role: Role | None, by: User) -> None:
    """Nobody gives or takes what their own role does not hold, nor acts on a colleague who holds it."""
    if role is None or by.is_superuser:
        return
    is_wider = role.data_scope == Role.DataScope.ALL and (by.role is None or by.role.data_scope != role.data_scope)
    if is_wider or any(role.allows(one) and not by.can(one) for one in Capability):
        raise NotAllowed(_("The role “%(role)s” includes what yours does not.") % {"role": role})


def _refuse_above_person(person: User, by: User) -> None:
    if person.is_superuser and not by.is_superuser:
        raise NotAllowed(_("Only a superuser may change a superuser."))
    stored = Role.objects.filter(people=person.pk).first() if person.pk else None
    for role in (stored, person.role):
        _refuse_above(role, by)


@transaction.atomic
def create_person(person: User, *, by: User) -> str:
    """Write a new colleague; the temporary password, which is told once and kept nowhere."""
    _refuse_above_person(person, by)
    password = _new_password(person)
    person.save()
    tell(
        "person.created",
        person,
        by=by,
        data={"username": person.username, "role": person.role_id, "team": person.team_id},
    )
    return password


@transaction.atomic
def change_person(person: User, *, by: User) -> User:
    """Write an edited colleague. Raises BadInput where the chain of managers would close."""
    if person.pk == by.pk and not person.can(Capability.PEOPLE_MANAGE):
        raise BadInput(_("With this role you could not come back to this page. Let a colleague change your role."))
    _refuse_above_person(person, by)
    _refuse_manager_cycle(person)
    person.save(update_fields=_TYPED)  # closing and passwords are other acts, perhaps of this very second
    tell(
        "person.changed",
        person,
        by=by,
        data={"role": person.role_id, "team": person.team_id, "manager": person.manager_id},
    )
    return person


def _refuse_manager_cycle(person: User) -> None:
    above, seen = person.manager, {person.pk}
    while above is not None:
        if above.pk in seen:
            raise BadInput(_("“%(manager)s” reports to “%(name)s”; choose another manager.") % {
                "manager": person.manager, "name": person,
            })  # fmt: skip
        seen.add(above.pk)
        above = above.manager


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """A new temporary password. Everything the person had open is signed out by it."""
    _refuse_above_person(person, by)
    password = _new_password(person)
    person.save(update_fields=["password", "must_change_password"])
    tell("person.password_reset", person, by=by)
    return password


@transaction.atomic
def set_active(person: User, *, is_active: bool, by: User) -> User:
    """Close or open a colleague's way in. What the colleague owns stays until it is transferred."""
    _refuse_above_person(person, by)
    if person.pk == by.pk:
        raise BadInput(_("You cannot close your own account; ask another administrator."))
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    tell("person.opened" if is_active else "person.closed", person, by=by)
    return person


def keep_own_preferences(person: User, values: dict[str, Any]) -> None:
    """Language, theme and density, as the person likes them."""
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=list(values))
