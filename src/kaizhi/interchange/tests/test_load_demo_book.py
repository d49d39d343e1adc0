"""Loading the demo book: once, into an empty database, and no password for anybody outside a demo."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.contracts.models import Order
from kaizhi.interchange.demo_book import DemoBook, generate_book, people
from kaizhi.interchange.demo_book.load import BookExists, load_book

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> DemoBook:
    return generate_book(AS_OF)


@pytest.fixture
def loaded(book, db) -> DemoBook:
    load_book(book)
    return book


def test_passwords_only_in_a_demo(book, db, settings):
    settings.DEMO = False
    load_book(book)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_five_can_sign_in_to_a_demo(book, db, settings):
    settings.DEMO = True
    load_book(book)
    able = {user.username for user in User.objects.all() if user.has_usable_password()}
    assert able == {person.username for person in book.people if person.description}
    assert len(able) == 5
    assert User.objects.get(username=people.DIRECTOR).check_password(people.PASSWORD)


def test_it_refuses_a_second_book(loaded):
    with pytest.raises(BookExists):
        load_book(loaded)
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_demo_book")


def test_it_refuses_to_empty_what_is_no_demo(loaded, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="KAIZHI_DEMO"):
        call_command("load_demo_book", fresh=True)
    assert Account.objects.count() == len(loaded.accounts)


def test_fresh_starts_again(loaded, settings):
    settings.DEMO = True
    connection.check_constraints()  # PostgreSQL empties no table whose checks are still waiting
    call_command("load_demo_book", fresh=True, as_of=date(2026, 1, 5), verbosity=0)
    again = generate_book(date(2026, 1, 5))
    assert Account.objects.count() == len(again.accounts)
    assert Order.objects.count() == len(again.orders)
    assert User.objects.count() == len(again.people)
