"""A figure of a page leads to the rows it has counted: those of the account and of everything below it."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from kaizhi.access.models import User
from kaizhi.accounts.actions import create_account, move_account, share_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.conftest import Acme, Cast

SignIn = Callable[[User], Client]
LIST, CONTACTS = reverse("accounts:accounts"), reverse("accounts:contacts")


def text(client: Client, url: str, **query: object) -> str:
    return client.get(url, query).content.decode()


def test_it_works(cast: Cast, acme: Acme, sign_in: SignIn):
    shop = create_account(Account(name="Casting shop"), parent=acme.lyon, by=cast.anna)
    Contact.objects.create(account=shop, name="Zhang Wei")
    Contact.objects.create(account=acme.brno, name="Li Lei")
    client = sign_in(cast.anna)
    page = text(client, LIST, under=acme.lyon.pk)
    assert ">Acme Lyon</a>" in page
    assert ">Casting shop</a>" in page
    assert ">Acme Brno</a>" not in page
    people = text(client, CONTACTS, under=acme.lyon.pk)
    assert "Zhang Wei" in people
    assert "Li Lei" not in people
    move_account(shop, acme.brno, by=cast.anna)
    assert "Zhang Wei" in text(client, CONTACTS, under=acme.brno.pk)


def test_nothing_is_under_what_is_not_there(cast: Cast, acme: Acme, sign_in: SignIn):
    assert ">Acme Lyon</a>" not in text(sign_in(cast.anna), LIST, under=999_999)


def test_its_chip_names_only_what_is_seen(cast: Cast, acme: Acme, sign_in: SignIn):
    Account.objects.filter(pk=acme.head.pk).update(name="Secret Head")
    share_account(acme.lyon, [cast.emil], by=cast.anna)
    assert "Secret" not in text(sign_in(cast.emil), LIST, under=acme.head.pk)
    assert "Secret" not in text(sign_in(cast.emil), CONTACTS, under=acme.head.pk)
