"""People, teams and roles as an administrator sees them, and the own account."""

from collections.abc import Callable

import pytest
from django.test import Client

from kaizhi.access.actions import change_person, set_active
from kaizhi.access.models import FieldRule, Role, Team, User
from kaizhi.audit.models import Event
from kaizhi.conftest import PASSWORD, Cast

SignIn = Callable[[User], Client]


def facts(cast: Cast, **more: object) -> dict[str, object]:
    role = Role.objects.get(code="sales_rep")
    return {
        "username": "frida",
        "display_name": "Frida <b>",
        "role": role.pk,
        "team": cast.east.pk,
        "manager": cast.anna.pk,
        **more,
    }


def test_it_works(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.root)
    page = client.post("/people/new/", facts(cast)).content.decode()
    frida = User.objects.get(username="frida")
    temporary = page.partition('data-copy="')[2].partition('"')[0]
    assert frida.check_password(temporary)
    assert frida.must_change_password
    assert "Frida &lt;b&gt;" in client.get("/people/").content.decode()
    assert Event.objects.about(frida).get().verb == "person.created"


def test_a_change_is_kept(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.root)
    response = client.post(f"/people/{cast.ben.pk}/", facts(cast, username="ben", job_title="Planner", manager=""))
    assert response.status_code == 302
    ben = User.objects.get(pk=cast.ben.pk)
    assert (ben.job_title, ben.manager, ben.role.code) == ("Planner", None, "sales_rep")


@pytest.mark.parametrize(
    "path",
    ["/people/", "/people/new/", "/people/{ben}/", "/people/teams/", "/people/teams/{east}/", "/people/roles/",
     "/people/roles/new/", "/people/roles/{role}/"],
)  # fmt: skip
def test_it_is_for_administrators_only(cast: Cast, sign_in: SignIn, path: str):
    url = path.format(ben=cast.ben.pk, east=cast.east.pk, role=cast.anna.role_id)
    assert sign_in(cast.root).get(url).status_code == 200
    assert sign_in(cast.anna).get(url).status_code == 403


@pytest.mark.parametrize("act", ["password", "active"])
def test_only_an_administrator_acts_on_people(cast: Cast, sign_in: SignIn, act: str):
    url = f"/people/{cast.ben.pk}/{act}/"
    assert sign_in(cast.anna).post(url).status_code == 403
    assert sign_in(cast.root).get(url).status_code == 405
    assert sign_in(cast.root).post(url).status_code in {200, 302}


def test_a_reset_password_signs_the_person_out(cast: Cast, sign_in: SignIn):
    ben = sign_in(cast.ben)
    assert ben.get("/people/me/").status_code == 200
    sign_in(cast.root).post(f"/people/{cast.ben.pk}/password/")
    assert ben.get("/people/me/").status_code == 302


def test_an_administrator_cannot_lock_the_own_door(cast: Cast, sign_in: SignIn):
    manager = Role.objects.create(code="hr", name="HR", capabilities=["people.manage"])
    User.objects.filter(pk=cast.dora.pk).update(role=manager)
    dora = User.objects.with_role().get(pk=cast.dora.pk)
    client = sign_in(dora)
    assert client.post(f"/people/{dora.pk}/active/").status_code == 422
    assert client.post(f"/people/{dora.pk}/", facts(cast, username="dora", manager="")).status_code == 422
    assert client.post(f"/people/roles/{manager.pk}/", {"name": "HR", "data_scope": "own"}).status_code == 422
    assert User.objects.with_role().get(pk=dora.pk).can("people.manage")


def test_only_a_superuser_touches_a_superuser(cast: Cast, sign_in: SignIn):
    User.objects.filter(pk=cast.dora.pk).update(role=Role.objects.get(code="administrator"))
    client = sign_in(User.objects.with_role().get(pk=cast.dora.pk))
    assert client.post(f"/people/{cast.root.pk}/password/").status_code == 403
    assert client.post(f"/people/{cast.root.pk}/active/").status_code == 403


def test_managers_cannot_go_in_a_circle(cast: Cast, sign_in: SignIn):
    response = sign_in(cast.root).post(f"/people/{cast.dora.pk}/", facts(cast, username="dora", manager=cast.ben.pk))
    assert response.status_code == 422
    assert User.objects.get(pk=cast.dora.pk).manager is None


def test_teams_are_made_renamed_and_moved(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.root)
    client.post("/people/teams/", {"name": "Lab <i>", "parent": cast.east.pk})
    lab = Team.objects.get(name="Lab <i>")
    client.post(f"/people/teams/{cast.east.pk}/", {"name": "East", "parent": cast.west.pk})
    lab.refresh_from_db()
    assert lab.path.startswith(Team.objects.get(pk=cast.east.pk).path)
    page = client.get("/people/teams/").content.decode()
    assert "Lab &lt;i&gt;" in page
    refused = client.post(f"/people/teams/{cast.west.pk}/", {"name": "West", "parent": lab.pk})
    assert refused.status_code == 422
    assert Team.objects.get(pk=cast.west.pk).parent_id == cast.company.pk


def test_a_role_is_made_and_changed(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.root)
    client.post("/people/roles/new/", {"name": "区域经理", "data_scope": "teams", "teams": [cast.west.pk],
                                       "capabilities": ["account.edit"]})  # fmt: skip
    role = Role.objects.get(name="区域经理")
    assert (role.data_scope, list(role.teams.all()), role.capabilities) == ("teams", [cast.west], ["account.edit"])
    client.post("/people/roles/new/", {"name": "区域经理", "data_scope": "own"})
    assert Role.objects.filter(name="区域经理").values("code").distinct().count() == 2


def test_a_standard_role_keeps_its_translated_name(cast: Cast, sign_in: SignIn):
    role = cast.anna.role
    sign_in(cast.root).post(f"/people/roles/{role.pk}/", {"name": "Key-account manager", "data_scope": "all"})
    role.refresh_from_db()
    assert (role.name, role.data_scope) == ("key_account_manager", "all")
    assert "大客户经理" in _in_chinese(cast, sign_in, "/people/roles/")


def _in_chinese(cast: Cast, sign_in: SignIn, path: str) -> str:
    User.objects.filter(pk=cast.root.pk).update(language="zh-hans")
    return sign_in(cast.root).get(path).content.decode()


def test_field_rules_of_a_role_are_shown(cast: Cast, sign_in: SignIn):
    FieldRule.objects.create(role=cast.anna.role, object_name="accounts.contact", field_name="mobile", mode="masked")
    page = sign_in(cast.root).get(f"/people/roles/{cast.anna.role_id}/").content.decode()
    assert "accounts.contact" in page
    assert "Masked" in page


def test_everybody_has_a_page_about_the_own_account(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.emil)
    assert "Sales engineer" in client.get("/people/me/").content.decode()
    assert client.post("/people/me/", {"language": "zh-hans", "theme": "dark", "density": "compact"}).status_code == 302
    emil = User.objects.get(pk=cast.emil.pk)
    assert (emil.language, emil.theme, emil.density) == ("zh-hans", "dark", "compact")
    assert client.post("/people/me/", {"theme": "pink", "density": "compact"}).status_code == 422


def test_colleagues_are_picked_by_name(cast: Cast, sign_in: SignIn):
    page = sign_in(cast.emil).get("/people/pick/", {"q": "ann"}).content.decode()
    assert f'data-value="{cast.anna.pk}"' in page
    assert "Dora" not in page


def test_the_list_costs_the_same_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries):
    User.objects.bulk_create(
        User(username=f"u{n}", display_name=f"P {n}", role=cast.anna.role, team=cast.east, manager=cast.anna)
        for n in range(60)
    )
    client = sign_in(cast.root)
    with django_assert_max_num_queries(8):
        client.get("/people/")


@pytest.fixture
def clerk(cast: Cast) -> User:
    """Manages people, and nothing else."""
    role = Role.objects.create(code="clerk", name="Clerk", data_scope="own", capabilities=["people.manage"])
    User.objects.filter(pk=cast.ben.pk).update(role=role)
    return User.objects.get(pk=cast.ben.pk)


def test_nobody_makes_themselves_more_than_they_are(clerk: User, sign_in: SignIn):
    client, powerful = sign_in(clerk), Role.objects.get(code="administrator")
    me = {"username": "ben", "display_name": "Ben", "role": powerful.pk, "is_superuser": "on", "is_staff": "on"}
    assert client.post(f"/people/{clerk.pk}/", me).status_code == 403
    assert client.post("/people/new/", {**me, "username": "twin"}).status_code == 403
    wider = {"name": "Clerk", "data_scope": "all", "capabilities": ["people.manage"]}
    more = {"name": "Clerk", "data_scope": "own", "capabilities": ["people.manage", "data.export"]}
    assert [client.post(f"/people/roles/{clerk.role_id}/", new).status_code for new in (wider, more)] == [403, 403]
    assert client.post("/people/roles/new/", {**more, "name": "Other"}).status_code == 403
    assert client.post(f"/people/roles/{powerful.pk}/", {**more, "capabilities": []}).status_code == 403
    stored = User.objects.select_related("role").get(pk=clerk.pk)
    assert (stored.is_superuser, stored.is_staff, stored.role.code) == (False, False, "clerk")
    assert (stored.role.data_scope, stored.role.capabilities) == ("own", ["people.manage"])
    assert not User.objects.filter(username="twin").exists()
    assert not Role.objects.filter(name="Other").exists()


def test_nobody_takes_over_a_colleague_who_may_more(cast: Cast, clerk: User, sign_in: SignIn):
    client = sign_in(clerk)
    assert client.post(f"/people/{cast.dora.pk}/password/").status_code == 403
    assert client.post(f"/people/{cast.dora.pk}/active/", {"active": "0"}).status_code == 403
    assert client.post(f"/people/{cast.dora.pk}/", facts(cast, role=clerk.role_id)).status_code == 403
    dora = User.objects.get(pk=cast.dora.pk)
    assert (dora.check_password(PASSWORD), dora.is_active, dora.role_id) == (True, True, cast.dora.role_id)


def test_a_clerk_still_manages_those_who_may_no_more(cast: Cast, clerk: User, sign_in: SignIn):
    client = sign_in(clerk)
    role = Role.objects.create(code="guest", name="Guest", data_scope="own", capabilities=[])
    assert client.post("/people/new/", facts(cast, role=role.pk)).status_code == 200
    frida = User.objects.get(username="frida")
    assert client.post(f"/people/{frida.pk}/active/", {"active": "0"}).status_code == 302


def test_saving_the_form_does_not_open_a_way_closed_meanwhile(cast: Cast):
    shown = User.objects.get(pk=cast.ben.pk)
    set_active(User.objects.get(pk=cast.ben.pk), is_active=False, by=cast.root)
    shown.job_title = "Planner"
    change_person(shown, by=cast.root)
    stored = User.objects.get(pk=cast.ben.pk)
    assert (stored.is_active, stored.job_title) == (False, "Planner")
