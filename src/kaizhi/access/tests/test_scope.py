"""Row visibility: the six levels, and the rule that a group's head opens its group."""

import pytest

from kaizhi.access.models import Role, User
from kaizhi.access.scope import reports_of
from kaizhi.accounts.actions import create_account, share_account
from kaizhi.accounts.models import Account
from kaizhi.conftest import Acme, Cast, make_user


def seen_by(user: User) -> set[str]:
    fresh = User.objects.with_role().get(pk=user.pk)  # scopes are cached on the user object
    return set(Account.objects.visible_to(fresh).values_list("name", flat=True))


def give(user: User, scope: Role.DataScope, *teams: object) -> None:
    role = Role.objects.create(code=f"role-{user.pk}-{scope}", data_scope=scope)
    role.teams.set(teams)
    User.objects.filter(pk=user.pk).update(role=role)


ACME = {"Acme Group", "Acme Lyon", "Acme Brno", "Acme Pune"}


def test_it_works(cast: Cast, acme: Acme):
    assert seen_by(cast.anna) == ACME


def test_it_hides_other_territories(cast: Cast, acme: Acme):
    assert seen_by(cast.emil) == set()


def test_everything_is_for_directors_and_superusers(cast: Cast, acme: Acme):
    assert seen_by(cast.dora) == seen_by(cast.root) == ACME


def test_own_sees_only_what_one_owns(cast: Cast, acme: Acme):
    Account.objects.filter(pk=acme.lyon.pk).update(owner=cast.emil, team=cast.west)
    assert seen_by(cast.emil) == {"Acme Lyon"}


def test_the_owner_of_the_head_sees_the_whole_group(cast: Cast, acme: Acme):
    Account.objects.filter(pk=acme.head.pk).update(owner=cast.emil, team=cast.west)
    assert seen_by(cast.emil) == ACME


def test_a_collaborator_on_the_head_sees_the_whole_group(cast: Cast, acme: Acme):
    share_account(acme.head, [cast.emil], by=cast.anna)
    assert seen_by(cast.emil) == ACME


def test_a_collaborator_on_a_plant_sees_that_plant(cast: Cast, acme: Acme):
    share_account(acme.brno, [cast.emil], by=cast.anna)
    assert seen_by(cast.emil) == {"Acme Brno"}


def test_own_and_reports_follows_the_chain_of_managers(cast: Cast, acme: Acme):
    boss = make_user("boss")
    User.objects.filter(pk=cast.anna.pk).update(manager=cast.emil)
    User.objects.filter(pk=cast.emil.pk).update(manager=boss)
    give(boss, Role.DataScope.OWN_AND_REPORTS)
    assert seen_by(boss) == ACME
    assert reports_of(boss) == {cast.emil.pk, cast.anna.pk, cast.ben.pk}


def test_a_loop_of_managers_ends(cast: Cast):
    User.objects.filter(pk=cast.dora.pk).update(manager=cast.ben)
    assert reports_of(cast.anna) == {cast.ben.pk, cast.dora.pk, cast.emil.pk}


def test_team_does_not_reach_below_but_team_and_below_does(cast: Cast, acme: Acme):
    head = make_user("head", team=cast.company)
    give(head, Role.DataScope.TEAM)
    assert seen_by(head) == set()
    give(head, Role.DataScope.TEAM_AND_BELOW)
    assert seen_by(head) == ACME


def test_designated_teams(cast: Cast, acme: Acme):
    guest = make_user("guest", team=cast.west)
    give(guest, Role.DataScope.TEAMS, cast.east)
    assert seen_by(guest) == ACME


def test_a_person_without_a_role_sees_nothing(cast: Cast, acme: Acme):
    assert seen_by(make_user("nobody", team=cast.east)) == set()


@pytest.mark.parametrize("scope", Role.DataScope.values)
def test_no_level_makes_a_row_appear_twice(cast: Cast, acme: Acme, scope: str):
    create_account(Account(name="Solo"), parent=None, by=cast.anna)
    share_account(acme.head, [cast.ben, cast.emil], by=cast.anna)
    give(cast.ben, Role.DataScope(scope), cast.east)
    user = User.objects.with_role().get(pk=cast.ben.pk)
    names = list(Account.objects.visible_to(user).values_list("name", flat=True))
    assert len(names) == len(set(names))
