"""One table of URL, person and expected code. An address missing from it fails."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kaizhi.config.tests.doors import DOORS, PEOPLE, PUBLIC, Codes, Door
from kaizhi.config.tests.scene import Scene

SIGN_IN = "/sign-in/"
#: As a form sends it in which nothing is filled in.
NOTHING = {"csrfmiddlewaretoken": "of-a-form-of-ours"}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def client_of(scene: Scene, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(getattr(scene.cast, who))
    return client


def knock(client: Client, method: str, url: str):
    """Ask, and take back whatever the asking changed."""
    with transaction.atomic():
        answer = client.get(url) if method == "GET" else client.post(url, NOTHING)
        transaction.set_rollback(True)
    return answer


def expected(door: Door, method: str) -> Codes:
    return door.get if method == "GET" else door.post


def test_every_address_is_in_the_table():
    assert {door.name for door in DOORS} == set(names(get_resolver()))
    assert all(len(door.get) == len(door.post) == len(PEOPLE) for door in DOORS)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_works(scene: Scene, method: str):
    """Each person at each door."""
    wrong = []
    for place, who in enumerate(PEOPLE):
        client = client_of(scene, who)
        for door in DOORS:
            walker = client_of(scene, who) if door.name == "account_logout" else client  # it ends the walk otherwise
            found = knock(walker, method, door.url(scene)).status_code
            if found != expected(door, method)[place]:
                wrong.append(f"{method} {door.url(scene)} {who}: {found}, not {expected(door, method)[place]}")
    assert wrong == []


def test_nobody_passes_without_signing_in(scene: Scene):
    """Every door but the public ones leads to the sign-in page."""
    client, wrong = client_of(scene, "anonymous"), []
    for door in DOORS:
        if door.name in PUBLIC:
            continue
        for method in ("GET", "POST"):
            answer = knock(client, method, door.url(scene))
            if answer.headers.get("Location", "").split("?")[0] != SIGN_IN:
                wrong.append(f"{method} {door.name}: {answer.status_code} {answer.headers.get('Location')}")
    assert wrong == []


def without_address(answer) -> str:
    """The page without the address that was asked for and the token of its forms."""
    page = answer.content.decode().replace(answer.wsgi_request.get_full_path(), "")
    return re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="\w+"', "", page)


def test_what_is_hidden_looks_like_what_is_not_there(scene: Scene):
    """The answer to Emil for a record of the group is the answer for a number nobody has."""
    client, differing = client_of(scene, "emil"), []
    absent = Scene(scene.cast, ids=dict.fromkeys(scene.ids, 9999991))
    for door in DOORS:
        hidden_at = PEOPLE.index("emil")
        for method in ("GET", "POST"):
            if expected(door, method)[hidden_at] != 404:
                continue
            found, none = (knock(client, method, door.url(book)) for book in (scene, absent))
            if none.status_code != 404 or without_address(found) != without_address(none):
                differing.append(f"{method} {door.name}")
    assert differing == []


def test_static_files_need_no_sign_in(db: None, client: Client):
    """The sign-in page itself is made of them."""
    page = client.get(SIGN_IN).content.decode()
    named = [word.split('"', 1)[0] for word in page.split('"/static/')[1:]]
    assert named
    assert [name for name in named if finders.find(name) is None] == []
    answer = client.get(f"/static/{named[0]}")
    assert answer.status_code == 200
    answer.close()
