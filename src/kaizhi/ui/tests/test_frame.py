"""The frame's own doors: look, icons, components, error pages. Drawn in the whole site, for the menu is part of it."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from kaizhi.ui.tests.test_list_html import faults
from kaizhi.ui.web.views import server_error


@pytest.fixture
def person(client, cast):
    client.force_login(cast.anna)
    return client


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("theme", "dark", "dark"), ("density", "compact", "compact"), ("theme", "pink", "system")],
)
def test_a_look_is_kept_on_the_person(person, cast, name, value, kept):
    response = person.post(reverse("ui:look"), {name: value, "next": "/people/"})
    assert (response.status_code, response.url) == (302, "/people/")
    anna = get_user_model().objects.get(pk=cast.anna.pk)
    assert getattr(anna, name) == kept


def test_a_language_holds_before_signing_in(client, db):
    client.post(reverse("ui:look"), {"language": "en"})
    assert '<html lang="en"' in client.get(reverse("account_login")).content.decode()
    client.post(reverse("ui:look"), {"language": "zh-hans"})
    assert '<html lang="zh-hans"' in client.get(reverse("account_login")).content.decode()


def test_the_folded_menu_is_this_browsers(person):
    person.post(reverse("ui:look"), {"menu": "folded"}, headers={"X-Look": "quiet"})
    assert "menu-folded" in person.get(reverse("ui:components")).content.decode()


def test_a_forged_cookie_never_reaches_the_page(person):
    person.cookies["look_menu"] = '"><script>'
    assert '"><script>' not in person.get(reverse("ui:components")).content.decode()


def test_a_look_sends_nobody_elsewhere(person):
    assert person.post(reverse("ui:look"), {"theme": "dark", "next": "https://elsewhere.example/"}).url == "/"


def test_the_icons_are_kept_by_the_browser(client):
    url = re.search(r'href="([^"#]+)#', client.get(reverse("account_login")).content.decode() or "")
    response = client.get(reverse("ui:icons", args=["abc"]))
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert url is None or url.group(1).startswith("/ui/icons-")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_component_page_is_sound(person, cast, language):
    get_user_model().objects.filter(pk=cast.anna.pk).update(language=language)
    text = person.get(reverse("ui:components")).content.decode()
    assert faults(text) == []
    assert f'<html lang="{language}"' in text
    assert len(text.encode()) < 60_000
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
    assert ("新建" in text or "组件" in text) == (language == "zh-hans")


def test_components_need_a_person(client, db):
    assert client.get(reverse("ui:components")).status_code == 302


def test_edit_in_place_saves_refuses_and_shows_a_conflict(person):
    person.defaults["HTTP_HX_REQUEST"] = "true"
    url = reverse("ui:edit_sample")
    first = re.search(r'name="was" value="([^"]*)"', person.get(f"{url}?edit=1").content.decode()).group(1)
    assert person.post(url, {"name": "Lyon", "was": first}).status_code == 200
    assert "Lyon" in person.get(url).content.decode()
    refused = person.post(url, {"name": "x" * 21, "was": "Lyon"})
    assert (refused.status_code, b"errors" in refused.content) == (422, True)
    conflict = person.post(url, {"name": "Brno", "was": first})
    assert conflict.status_code == 409
    assert b"Lyon" in conflict.content
    assert b"Brno" in conflict.content
    assert b'name="was" value="Lyon"' in conflict.content  # keeping mine is now a fresh save


def test_edit_in_place_works_without_script(person):
    url = reverse("ui:edit_sample")
    assert faults(person.get(f"{url}?edit=1").content.decode()) == []
    was = re.search(r'name="was" value="([^"]*)"', person.get(f"{url}?edit=1").content.decode()).group(1)
    response = person.post(url, {"name": "Pune", "was": was})
    assert (response.status_code, response.url) == (303, reverse("ui:components"))


def test_the_pick_answers_what_was_typed(person):
    assert person.get(reverse("ui:options"), {"q": "zzz"}).content.decode().count("option") == 0
    assert person.get(reverse("ui:options"), {"q": ""}).content.decode().count('role="option"') == 6


@pytest.mark.parametrize("htmx", [True, False])
def test_a_page_that_is_not_there(person, htmx):
    headers = {"HX-Request": "true"} if htmx else {}
    response = person.get("/no-such-page", headers=headers)
    assert response.status_code == 404
    text = response.content.decode()
    assert ("<html" in text) != htmx
    assert (" data-error>" in text) == htmx
    assert faults(text) == []


def test_a_form_without_its_token_says_so(cast):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("ui:look"), {"theme": "dark"})
    assert response.status_code == 403
    assert "页面" in response.content.decode()


def test_the_last_error_page_needs_neither_person_nor_database(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert faults(response.content.decode()) == []
