"""Acts on ticked customers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
TRANSFER, SHARE, FOLLOW_UP = (reverse(f"accounts:{name}") for name in ("transfer_many", "share_many", "follow_up_many"))


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    chosen = [acme.lyon.pk, acme.brno.pk]
    assert "2 customers chosen" in client.get(TRANSFER, {"pk": chosen}, headers={"HX-Request": "true"}).content.decode()
    response = client.post(TRANSFER, {"go": "1", "pk": chosen, "owner": cast.dora.pk, "query": "kind=plant"})
    assert response.url == reverse("accounts:accounts") + "?kind=plant"
    assert set(Account.objects.filter(owner=cast.dora).values_list("pk", flat=True)) == set(chosen)
    assert Event.objects.filter(verb="account.transferred").count() == 2


def test_all_means_what_the_list_shows(cast: Cast, acme: Acme, sign_in: SignIn):
    query = {"go": "1", "all": "1", "query": "kind=plant", "on": "2026-12-24"}
    sign_in(cast.anna).post(FOLLOW_UP, query)
    dated = Account.objects.filter(next_follow_up_on="2026-12-24")
    assert set(dated) == {acme.lyon, acme.brno, acme.pune}


def test_collaborators_come_in_addition(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    for colleague in (cast.dora, cast.emil, cast.emil):
        client.post(SHARE, {"go": "1", "pk": [acme.lyon.pk], "user": colleague.pk})
    assert set(acme.lyon.collaborators.all()) == {cast.dora, cast.emil}
    assert Event.objects.filter(verb="account.shared").count() == 2


@pytest.mark.parametrize(
    ("url", "values"), [(TRANSFER, {"owner": "{dora}"}), (SHARE, {"user": "{dora}"}), (FOLLOW_UP, {"on": "2026-12-24"})]
)
def test_it_hides_other_territories_and_refuses_readers(
    cast: Cast, acme: Acme, sign_in: SignIn, url: str, values: dict[str, str]
):
    form = {name: value.format(dora=cast.dora.pk) for name, value in values.items()}
    form |= {"go": "1", "pk": str(acme.lyon.pk)}
    assert sign_in(cast.ben).post(url, form).status_code == 403
    assert sign_in(cast.emil).post(url, form).status_code in {302, 403}
    lyon = Account.objects.get(pk=acme.lyon.pk)
    assert (lyon.owner, lyon.next_follow_up_on, lyon.collaborators.count()) == (cast.anna, None, 0)


def test_the_bar_offers_what_the_person_may_do(cast: Cast, acme: Acme, sign_in: SignIn):
    bars = {
        name: sign_in(getattr(cast, name)).get(reverse("accounts:accounts")).content.decode()
        for name in ("anna", "ben")
    }
    assert TRANSFER in bars["anna"]
    assert 'name="pk"' in bars["anna"]
    assert TRANSFER not in bars["ben"]
    assert 'name="pk"' not in bars["ben"]


def test_nothing_happens_before_it_is_told_to(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert client.post(TRANSFER, {"pk": [acme.lyon.pk]}).status_code == 200  # the list's button: now it asks
    assert client.post(TRANSFER, {"go": "1", "pk": [acme.lyon.pk], "owner": ""}).status_code == 422
    assert Account.objects.get(pk=acme.lyon.pk).owner == cast.anna
