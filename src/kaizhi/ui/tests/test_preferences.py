import pytest

from kaizhi.common.errors import BadInput
from kaizhi.ui.models import ListPreference
from kaizhi.ui.tables import preferences
from kaizhi.ui.tests.people_list import SPEC, User, page_of

BASE = "/ui/lists/test-people"


@pytest.fixture
def plain(browser):
    del browser.defaults["HTTP_HX_REQUEST"]
    return browser


def test_columns_are_kept_in_the_chosen_order(plain, user, rf):
    response = plain.post(f"{BASE}/columns", {"column": ["username", "name", "made-up", "name"], "next": "/people?q=a"})
    assert (response.status_code, response.url) == (302, "/people?q=a")
    assert [c.key for c in page_of(rf, user).columns] == ["username", "name"]
    plain.post(f"{BASE}/columns", {"column": ["name"], "reset": "1", "next": "/people"})
    assert [c.key for c in page_of(rf, user).columns] == ["name", "username", "amount", "seen", "title"]


def test_columns_are_one_persons_own(plain, user, rf):
    other = User.objects.create(username="other", display_name="Other")
    plain.post(f"{BASE}/columns", {"column": ["name"], "next": "/people"})
    assert len(page_of(rf, other).columns) == 5


def test_widths_are_kept_within_reason(browser):
    for pixels in ("240", "9000", "1"):
        assert browser.post(f"{BASE}/width", {"column": "name", "pixels": pixels}).status_code == 204
        kept = ListPreference.objects.get().widths["name"]
        assert 48 <= kept <= 800
    assert browser.post(f"{BASE}/width", {"column": "name", "pixels": "-5"}).status_code == 422
    assert browser.post(f"{BASE}/width", {"column": "made-up", "pixels": "50"}).status_code == 422


def test_a_view_is_saved_shown_and_forgotten(plain, user, rf):
    response = plain.post(f"{BASE}/views", {"name": "Active ones", "query": "active=1", "next": "/people?active=1"})
    assert response.url == "/people?active=1"
    page = page_of(rf, user, "active=1")
    assert page.saved_view.name == "Active ones"
    assert page_of(rf, user).saved_view is None
    plain.post(f"{BASE}/views", {"delete": page.saved_view.key, "next": "/people"})
    assert page_of(rf, user, "active=1").saved_view is None


def test_the_same_name_replaces(user):
    preferences.save_view(user, SPEC, "Mine", "active=1")
    preferences.save_view(user, SPEC, "Mine", "active=0")
    assert [view.query for view in preferences.preference_of(user, SPEC.name).views] == ["active=0"]


def test_views_refuse_no_name_and_too_many(user):
    with pytest.raises(BadInput):
        preferences.save_view(user, SPEC, "  ", "")
    for n in range(preferences.MAX_VIEWS):
        preferences.save_view(user, SPEC, f"View {n}", "")
    with pytest.raises(BadInput):
        preferences.save_view(user, SPEC, "One more", "")


def test_an_unknown_list_is_not_kept(browser):
    assert browser.post("/ui/lists/made-up/columns", {"column": "x"}).status_code == 404
    assert not ListPreference.objects.exists()


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_sends_nobody_elsewhere(plain, to):
    assert plain.post(f"{BASE}/columns", {"column": "name", "next": to}).url == "/"
