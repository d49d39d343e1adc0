"""The search box, the palette and the pickers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kaizhi.access.models import User
from kaizhi.accounts.actions import create_account, share_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
SEARCH, PICK, PICK_GROUP = (reverse(f"accounts:{name}") for name in ("search", "pick", "pick_group"))


def text(client: Client, url: str, **query: object) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    Contact.objects.create(account=acme.lyon, name="Acton Wei", mobile="13812341234")
    client = sign_in(cast.anna)
    page = text(client, SEARCH, q="ac")
    assert page.index("Acme Group") < page.index("Acme Lyon") < page.index("Acton Wei")
    assert f"#contact-{Contact.objects.get().pk}" in text(client, SEARCH, q="1381234")
    assert "<html" not in text(client, SEARCH, q="ac", palette="1")
    assert "Acton" in text(client, SEARCH, q="ac", palette="1")


@pytest.mark.parametrize("url", [SEARCH, PICK, PICK_GROUP])
def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in: SignIn, url: str):
    Contact.objects.create(account=acme.lyon, name="Acton Wei")
    for words in ("Acme", "Acton", ""):
        page = text(sign_in(cast.emil), url, q=words)
        assert "Acme Lyon" not in page
        assert "Acme Group" not in page
        assert "Acton Wei" not in page


@pytest.mark.parametrize("words", ["", "  ", "\0", "'\"", "x" * 500])
def test_it_survives_any_words(cast: Cast, acme: Acme, sign_in: SignIn, words: str):
    for url in (SEARCH, PICK, PICK_GROUP):
        text(sign_in(cast.anna), url, q=words)


def test_pickers_show_the_own_first_and_then_what_is_typed(cast: Cast, acme: Acme, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert f'data-value="{acme.lyon.pk}"' in text(client, PICK)
    assert f'data-value="{acme.brno.pk}"' in text(client, PICK, q="brno")
    groups = text(client, PICK_GROUP, q="acme")
    assert f'data-value="{acme.head.pk}"' in groups
    assert f'data-value="{acme.lyon.pk}"' not in groups


def test_a_hit_names_only_a_group_in_sight(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.head.pk).update(name="Secret Head")
    share_account(acme.lyon, [cast.emil], by=cast.anna)
    page = text(sign_in(cast.emil), SEARCH, q="Acme")
    assert "Acme Lyon" in page
    assert "Secret" not in page


def test_names_that_begin_so_come_first(cast: Cast, sign_in: SignIn):
    for name in ("北方华新机械厂", "华新机械集团", "华新"):
        create_account(Account(name=name), parent=None, by=cast.anna)
    page = text(sign_in(cast.anna), SEARCH, q="华新")
    assert page.index(">华新<") < page.index("华新机械集团") < page.index("北方华新机械厂")


def test_it_costs_few_statements(cast: Cast, acme: Acme, sign_in: SignIn, django_assert_max_num_queries):
    client = sign_in(cast.anna)
    with django_assert_max_num_queries(8):
        client.get(SEARCH, {"q": "Acme", "palette": "1"})
