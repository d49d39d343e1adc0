"""A new customer: three fields, what is known already, the group it may belong to, and nothing of another team."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kaizhi.access.models import FieldRule, User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account
from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
CREATE, SIMILAR = reverse("accounts:create"), reverse("accounts:similar")
HEAD = "浙江澄岳汽车零部件集团有限公司"


@pytest.fixture
def head(cast: Cast) -> Account:
    return create_account(Account(name=HEAD, kind="head_office"), parent=None, by=cast.anna)


def create(client: Client, name: str, **more: object):
    return client.post(CREATE, {"name": name, "is_active": "on", **more})


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert client.get(CREATE).status_code == 200
    response = create(
        client, " Acme　Oslo Plant ", parent=acme.head.pk, phone="021-5555", next_follow_up_on="2026-12-01"
    )
    oslo = Account.objects.get(name="Acme Oslo Plant")
    assert response.url == oslo.get_absolute_url()
    assert (oslo.parent_pk, oslo.owner, oslo.kind, oslo.phone) == (acme.head.pk, cast.anna, "plant", "021-5555")
    assert Event.objects.about(oslo).get().verb == "account.created"


def test_the_form_is_filled_from_the_link(cast: Cast, acme: Acme, sign_in: SignIn):
    page = sign_in(cast.anna).get(CREATE, {"parent": acme.head.pk, "name": 'A"<b>'}).content.decode()
    assert f'name="parent" value="{acme.head.pk}"' in page
    assert "A&quot;&lt;b&gt;" in page
    assert (
        f'name="parent" value="{acme.head.pk}"'
        in sign_in(cast.anna).get(CREATE, {"under": acme.head.pk}).content.decode()
    )
    assert "Acme Group" not in sign_in(cast.emil).get(CREATE, {"parent": acme.head.pk}).content.decode()


def test_it_refuses_who_may_not_and_what_is_wrong(cast: Cast, acme: Acme, sign_in: SignIn):
    assert create(sign_in(cast.ben), "New").status_code == 403
    assert sign_in(cast.ben).get(SIMILAR).status_code == 403
    assert create(sign_in(cast.anna), "  ").status_code == 422
    assert create(sign_in(cast.emil), "New", parent=acme.head.pk).status_code == 422  # a parent out of sight
    assert not Account.objects.filter(name="New").exists()


def test_the_same_name_must_be_confirmed(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    refused = create(client, "ACME Lyon")
    assert refused.status_code == 422
    assert acme.lyon.get_absolute_url() in refused.content.decode()
    assert create(client, "ACME Lyon", confirmed="on").status_code == 302
    assert Account.objects.filter(name_key=acme.lyon.name_key).count() == 2


def test_nothing_of_another_team_shows_but_administrators_are_told(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.emil)
    assert "Acme" not in client.get(SIMILAR, {"name": "Acme Lyon"}).content.decode()
    assert create(client, "Acme Lyon").status_code == 302
    mine = Account.objects.get(name="Acme Lyon", owner=cast.emil)
    event = Event.objects.get(verb="account.duplicate_suspected")
    assert event.data == {"of": [acme.lyon.pk]}
    assert event.account_id is None  # on nobody's timeline
    assert "duplicate" not in client.get(mine.get_absolute_url()).content.decode()


def test_only_who_may_transfer_creates_for_others(cast: Cast, sign_in: SignIn):
    assert create(sign_in(cast.emil), "Mine", owner=cast.anna.pk).status_code == 302
    assert Account.objects.get(name="Mine").owner == cast.emil
    assert create(sign_in(cast.anna), "Theirs", owner=cast.emil.pk).url == reverse("accounts:accounts")
    assert Account.objects.get(name="Theirs").owner == cast.emil


def test_what_is_known_shows_while_typing(cast: Cast, head: Account, sign_in: SignIn):
    create_account(Account(name="旧名厂", former_names=["恒启铸造厂"]), parent=None, by=cast.anna)
    client = sign_in(cast.anna)
    same = client.get(SIMILAR, {"name": "浙江澄岳汽车零部件集团 有限公司"}).content.decode()
    assert "Probably the same customer" in same
    assert HEAD in same
    assert "旧名厂" in client.get(SIMILAR, {"name": "恒启铸造厂有限公司"}).content.decode()
    assert HEAD not in client.get(SIMILAR, {"name": "恒启"}).content.decode()
    Account.objects.filter(pk=head.pk).update(credit_code="91350100M000100Y43")
    assert HEAD in client.get(SIMILAR, {"name": "另一个名字", "credit_code": "91350100m000100y43"}).content.decode()


@pytest.mark.parametrize("name", ["澄岳（湖州）精密铸造厂", "湖州澄岳铸造有限公司", "江苏省南京市澄岳机械厂"])
def test_a_member_of_a_known_group_is_recognised(cast: Cast, head: Account, sign_in: SignIn, name: str):
    page = sign_in(cast.anna).get(SIMILAR, {"name": name}).content.decode()
    assert "Does it belong to a group?" in page
    assert f'name="under" value="{head.pk}"' in page
    assert "belong to a group" not in sign_in(cast.emil).get(SIMILAR, {"name": name}).content.decode()
    assert (
        "belong to a group" not in sign_in(cast.anna).get(SIMILAR, {"name": name, "parent": head.pk}).content.decode()
    )


@pytest.mark.parametrize("name", ["汽车零部件厂", "湖州恒启铸造厂", "", "厂"])
def test_a_stranger_is_not(cast: Cast, head: Account, sign_in: SignIn, name: str):
    assert "belong to a group" not in sign_in(cast.anna).get(SIMILAR, {"name": name}).content.decode()


def test_hidden_fields_are_not_in_the_form_nor_asked(cast: Cast, head: Account, sign_in: SignIn):
    Account.objects.filter(pk=head.pk).update(credit_code="91350100M000100Y43")
    FieldRule.objects.create(
        role=cast.anna.role, object_name="accounts.account", field_name="credit_code", mode="hidden"
    )
    client = sign_in(cast.anna)
    assert "id_credit_code" not in client.get(CREATE).content.decode()
    assert HEAD not in client.get(SIMILAR, {"name": "另一个名字", "credit_code": "91350100m000100y43"}).content.decode()


def test_creating_is_cheap(cast: Cast, acme: Acme, sign_in: SignIn, django_assert_max_num_queries):
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(20):
        assert create(client, "Acme Oslo Plant", parent=acme.head.pk).status_code == 302


def test_looking_for_the_same_is_cheap(cast: Cast, head: Account, sign_in: SignIn, django_assert_max_num_queries):
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(8):
        client.get(SIMILAR, {"name": "澄岳（湖州）精密铸造厂"})
