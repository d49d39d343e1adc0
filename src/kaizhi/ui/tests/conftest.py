from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kaizhi.ui.tests.people_list import User


@pytest.fixture
def user(db):
    return User.objects.create(username="wu", display_name="Wu Min", language="en")


@pytest.fixture
def make_people(db):
    """Many people with repeated names, and every third never seen."""

    def make(n):
        start = datetime(2026, 1, 1, tzinfo=UTC)
        return User.objects.bulk_create(
            User(
                username=f"p{i:05}",
                display_name=f"Person {i % 7}",
                last_login=None if i % 3 == 0 else start + timedelta(days=i % 5),
                is_active=bool(i % 2),
                job_title=f"T{i % 4}",
            )
            for i in range(n)
        )

    return make


@pytest.fixture
def people_site(settings):
    """The site with nothing but the list of people."""
    settings.ROOT_URLCONF = "kaizhi.ui.tests.people_list"


@pytest.fixture
def browser(client, user, people_site):
    """Somebody signed in whose requests come from htmx."""
    client.force_login(user)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return client


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
