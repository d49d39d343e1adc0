"""Signing in and out: our words, the limit on failures, the own password first, and no door for signing up."""

from collections.abc import Callable

import pytest
from django.test import Client

from kaizhi.access.models import User
from kaizhi.conftest import PASSWORD, Cast

SignIn = Callable[[User], Client]
SIGN_IN = "/sign-in/"


def try_in(client: Client, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": "anna", "password": password, **more})


def test_it_works(cast: Cast, client: Client):
    response = try_in(client)
    assert (response.status_code, response.url) == (302, "/")
    assert int(client.session["_auth_user_id"]) == cast.anna.pk


def test_it_goes_where_the_person_wanted_to(cast: Cast, client: Client):
    assert client.get("/people/me/").url == "/sign-in/?next=/people/me/"
    assert 'name="next" value="/people/me/"' in client.get("/sign-in/?next=/people/me/").content.decode()
    assert try_in(client, next="/people/me/").url == "/people/me/"


def test_it_leads_nobody_to_another_host(cast: Cast, client: Client):
    assert try_in(client, next="https://elsewhere.example/").url == "/"


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "用户名和密码不匹配"), ("en", "do not belong together")])
def test_it_refuses_a_wrong_password_in_the_visitors_language(cast: Cast, client: Client, language: str, words: str):
    client.cookies["kaizhi_language"] = language
    response = try_in(client, "wrong")
    assert words in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_and_a_wrong_password_look_alike(cast: Cast, client: Client):
    client.cookies["kaizhi_language"] = "en"
    pages = [client.post(SIGN_IN, {"login": name, "password": "wrong"}).content.decode() for name in ("anna", "nobody")]
    assert all("do not belong together" in page for page in pages)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "15 分钟"), ("en", "for 15 minutes")])
def test_repeated_failures_close_the_door(cast: Cast, client: Client, language: str, words: str):
    client.cookies["kaizhi_language"] = language
    for _ in range(5):
        assert words not in try_in(client, "wrong").content.decode()
    assert words in try_in(client, "wrong").content.decode()
    assert words in try_in(client).content.decode()  # the right password does not help either
    assert client.post(SIGN_IN, {"login": "dora", "password": PASSWORD}).status_code == 302  # others are not shut out


def test_a_closed_account_stays_out(cast: Cast, client: Client):
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    try_in(client)
    assert "_auth_user_id" not in client.session


def test_closing_an_account_ends_what_is_open(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert client.get("/people/me/").status_code == 200
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    assert client.get("/people/me/").status_code == 302


def test_nobody_signs_up(db: None, client: Client):
    assert client.get("/sign-up/").url == SIGN_IN
    assert client.post("/sign-up/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD}).url == SIGN_IN
    assert not User.objects.exists()


def test_signing_out_asks_first_and_then_holds(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert client.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/sign-out/").url == SIGN_IN
    assert "_auth_user_id" not in client.session


def change_password(client: Client, old: str = PASSWORD, new: str = "another-long-word-9"):
    return client.post("/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_a_person_changes_the_own_password(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.anna)
    assert change_password(client).status_code == 302
    assert User.objects.get(pk=cast.anna.pk).check_password("another-long-word-9")
    assert client.get("/people/me/").status_code == 200  # still signed in here


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", "another-long-word-9"), (PASSWORD, "short"), (PASSWORD, "1234567890")]
)
def test_a_wrong_or_weak_password_is_refused(cast: Cast, sign_in: SignIn, old: str, new: str):
    response = change_password(sign_in(cast.anna), old, new)
    assert response.status_code == 200
    assert 'class="errors"' in response.content.decode()
    assert User.objects.get(pk=cast.anna.pk).check_password(PASSWORD)


def test_a_temporary_password_must_be_changed_first(cast: Cast, sign_in: SignIn):
    User.objects.filter(pk=cast.anna.pk).update(must_change_password=True)
    client = sign_in(cast.anna)
    assert client.get("/people/me/").url == "/password/"
    assert client.get("/people/me/", headers={"HX-Request": "true"})["HX-Redirect"] == "/password/"
    change_password(client)
    assert client.get("/people/me/").status_code == 200


def test_the_demo_shows_its_people_and_nobody_else_does(db: None, client: Client, settings):
    assert "data-fill" not in client.get(SIGN_IN).content.decode()
    settings.DEMO = True
    assert client.get(SIGN_IN).content.decode().count("data-fill") == 5
