"""The shared cast of every test.

Anna keeps the Acme group (team East); Ben is in her team and reads; Dora directs and sees all; Emil has another
territory (team West) and must see nothing of Acme; Root administers. Lyon runs our pumps, Brno could, of Pune we know
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from kaizhi.access.actions import create_team, ensure_standard_roles
from kaizhi.access.models import Role, Team, User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, Group

PASSWORD = "correct-horse-7"


@dataclass
class Cast:
    """Five people in two teams."""

    company: Team
    east: Team
    west: Team
    anna: User
    ben: User
    dora: User
    emil: User
    root: User


@dataclass
class Acme:
    """A group of Anna's with three plants."""

    head: Account
    lyon: Account
    brno: Account
    pune: Account


def make_user(username: str, *, role: Role | None = None, team: Team | None = None, **facts: object) -> User:
    user = User(username=username, display_name=username.title(), role=role, team=team, language="en", **facts)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def cast(db: None) -> Cast:
    roles = ensure_standard_roles()
    reader = Role.objects.create(
        code="team_reader", name="Team reader", data_scope=Role.DataScope.TEAM, capabilities=[]
    )
    company = create_team("Company")
    east, west = create_team("East", company), create_team("West", company)
    dora = make_user("dora", role=roles["sales_director"], team=company)
    anna = make_user("anna", role=roles["key_account_manager"], team=east, manager=dora)
    return Cast(
        company=company,
        east=east,
        west=west,
        anna=anna,
        ben=make_user("ben", role=reader, team=east, manager=anna),
        dora=dora,
        emil=make_user("emil", role=roles["sales_rep"], team=west, manager=dora),
        root=make_user("root", role=roles["administrator"], is_superuser=True),
    )


@pytest.fixture
def acme(cast: Cast) -> Acme:
    def plant(name: str) -> Account:
        return create_account(Account(name=name, kind=Account.Kind.PLANT), parent=head, by=cast.anna)

    head = create_account(Account(name="Acme Group", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    Group.objects.filter(head=head).update(declared_plants=4)
    return Acme(head=head, lyon=plant("Acme Lyon"), brno=plant("Acme Brno"), pune=plant("Acme Pune"))


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
