"""What keeps a stranger, a forged form and a poisoned name out, at every address of the table."""

import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.test import Client

from kaizhi.common.middleware import CONTENT_SECURITY_POLICY
from kaizhi.config.tests.doors import DOORS
from kaizhi.config.tests.scene import Scene
from kaizhi.config.tests.walk import ask, client_for, every_url
from kaizhi.conftest import PASSWORD, Cast

SIGN_IN = "/sign-in/"
#: Breaks out of an attribute, of a script's JSON and of text, wherever one of the three is not escaped.
POISON = "Zyx'\"></script><b onload=1>"
FORMULA = "=Zyx+A1|'"
ADDRESSES = {"href", "src", "action", "formaction"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Found(HTMLParser):
    """Scripts written into the page, handlers in attributes, and addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._script = tag == "script" and "src" not in given and given.get("type") != "application/json"
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f"<{tag} {name}>")
            if name in {"href", "src", "action", "formaction"} and re.match(
                r"\s*(javascript|data|vbscript):", value or ""
            ):
                self.found.append(f"<{tag} {name}={value}>")
            if name.startswith("hx-on"):
                self.found.append(f"<{tag} {name}>")

    def handle_data(self, data):
        if self._script and data.strip():
            self.found.append(f"script: {data[:60]}")

    def handle_endtag(self, tag):
        self._script = False


def runs_in(html: str) -> list[str]:
    parser = Found()
    parser.feed(html)
    return parser.found


def is_html(answer) -> bool:
    return "html" in answer.headers.get("Content-Type", "")


def test_it_works():
    """The search sees what it looks for."""
    page = '<p onclick="x">a</p><script>run()</script><a href="javascript:x">b</a><script src="/a.js"></script>'
    assert len(runs_in(page)) == 3
    assert runs_in('<script type="application/json">{}</script><p class="one">on the way</p>') == []


def test_no_post_without_a_token(scene: Scene):
    """A form of another site can be sent by anybody's browser; without our token nothing takes it."""
    wrong = []
    for user in (scene.cast.root, None):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        for door in DOORS:
            code = client.post(door.url(scene), {"name": "x"}).status_code
            if code != 403:
                wrong.append(f"{door.name} {user}: {code}")
    assert wrong == []


def test_every_answer_carries_the_headers(scene: Scene):
    expected = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    wrong = []
    for user in (scene.cast.root, scene.cast.emil, None):
        client = client_for(user)
        for door in DOORS:
            answer = ask(client, door.url(scene))
            wrong += [f"{door.name} {name}" for name, value in expected.items() if answer.headers.get(name) != value]
            if not answer.headers.get("Permissions-Policy"):
                wrong.append(f"{door.name} Permissions-Policy")
    assert wrong == []


def test_the_policy_lets_no_inline_script_through():
    directives = dict(one.strip().split(" ", 1) for one in CONTENT_SECURITY_POLICY.split(";"))
    assert directives["default-src"] == "'self'"
    assert "unsafe" not in directives.get("script-src", directives["default-src"])
    assert (directives["object-src"], directives["frame-ancestors"]) == ("'none'", "'none'")
    assert (directives["base-uri"], directives["form-action"]) == ("'self'", "'self'")


@pytest.mark.parametrize("mark", ["Zyx", POISON], ids=["plain", "poisoned"])
def test_no_page_runs_what_somebody_typed(make_book: Callable[[str], Scene], mark: str):
    """Names, numbers, file names and cells of the book come out as text; and no page carries a script of its own."""
    scene = make_book(mark)
    client, found, n_met = client_for(scene.cast.root), [], 0
    for url, piece in every_url(scene):
        answer = ask(client, url, piece=piece)
        assert answer.status_code < 500, url
        if is_html(answer):
            page = answer.content.decode()
            n_met += "Zyx" in page
            found += [f"{url}: {one}" for one in runs_in(page)]
            if mark == POISON and "<b onload" in page:
                found.append(f"{url}: {page[max(0, page.index('<b onload') - 120) :][:150]!r}")
    assert n_met > 60
    assert not found, "\n".join(found[:12])


def test_poison_in_the_query_comes_back_as_text(scene: Scene):
    client, found = client_for(scene.cast.root), []
    for door in DOORS:
        for name in ("q", "next", "sort", "view", "under", "name", "verdict", "kind", "industry", "follow_up_from"):
            url = door.url(scene)
            answer = client.get(url.split("?")[0], {name: POISON})
            if answer.status_code >= 500 or (is_html(answer) and "<b onload" in answer.content.decode()):
                found.append(f"{url} {name}: {answer.status_code}")
    assert found == []


def test_a_poisoned_name_of_team_role_and_person_comes_back_as_text(cast: Cast):
    cast.east.name = cast.anna.display_name = POISON
    cast.anna.role.name = POISON
    for one in (cast.east, cast.anna, cast.anna.role):
        one.save()
    client = client_for(cast.root)
    for url in ("/people/", "/people/teams/", "/people/roles/", f"/people/{cast.anna.pk}/", "/people/pick/?q=Zyx",
                f"/people/teams/{cast.east.pk}/", f"/people/roles/{cast.anna.role.pk}/"):  # fmt: skip
        page = client.get(url).content.decode()
        assert "Zyx" in page, url
        assert "<b onload" not in page, url
        assert runs_in(page) == [], url


def test_no_file_carries_a_formula(make_book: Callable[[str], Scene]):
    """A spreadsheet would run a text that begins like a formula: CSV quotes it, a workbook keeps it as text."""
    scene = make_book(FORMULA)
    client, n_files = client_for(scene.cast.root), 0
    for url, _piece in every_url(scene):
        answer = ask(client, url)
        kind = answer.headers.get("Content-Type", "")
        if "csv" in kind:
            n_files += "Zyx" in answer.content.decode()
            assert dangerous_cells(answer.content.decode()) == [], url
        elif "spreadsheetml" in kind:
            book = zipfile.ZipFile(BytesIO(answer.content))
            sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
            n_files += "Zyx" in "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))
            assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets), url
    assert n_files > 20


def dangerous_cells(text: str) -> list[str]:
    import csv

    cells = [cell for row in csv.reader(text.removeprefix("\ufeff").splitlines()) for cell in row]
    return [cell for cell in cells if cell.lstrip("\u3000 ").startswith(DANGEROUS) and not is_number(cell)]


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[\d,.]+%?", cell) is not None


def test_repeated_failures_close_the_door(cast: Cast, client: Client):
    client.cookies["kaizhi_language"] = "en"
    sentence = "closed for 15 minutes"
    for _ in range(5):
        page = client.post(SIGN_IN, {"login": "anna", "password": "wrong"}).content.decode()
        assert sentence not in page
    page = client.post(SIGN_IN, {"login": "anna", "password": PASSWORD}).content.decode()
    assert sentence in page
    assert "_auth_user_id" not in client.session


ELSEWHERE = ("https://elsewhere.example/", "//elsewhere.example/", "\\\\elsewhere.example", "javascript:alert(1)",
             "https:elsewhere.example", "/\\elsewhere.example", "///elsewhere.example")  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nothing_leads_to_another_host(cast: Cast, wanted: str):
    """After signing in, after choosing the look, after keeping a list's columns, after recomputing."""
    anna, root = client_for(cast.anna), client_for(cast.root)
    answers = [
        Client().post(SIGN_IN, {"login": "anna", "password": PASSWORD, "next": wanted}),
        anna.post("/ui/look", {"theme": "dark", "next": wanted}),
        anna.post("/ui/lists/accounts/columns", {"column": "name", "next": wanted}),
        anna.post("/ui/lists/accounts/views", {"name": "mine", "query": "view=mine", "next": wanted}),
        root.post("/scores/recompute/", {"next": wanted}),
    ]
    for answer in answers:
        assert answer.status_code in {302, 303}
        assert "elsewhere" not in answer.url
        assert answer.url.startswith("/")
        assert not answer.url.startswith(("//", "/\\"))
    assert answers[0].url == "/"


def test_cookies_are_out_of_reach(cast: Cast, client: Client, settings):
    """Scripts cannot read the session, and other sites' forms do not bring it along."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.post(SIGN_IN, {"login": "anna", "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["secure"]
    assert session["samesite"] == "Lax"


def test_the_safe_way_is_the_default():
    """Read afresh, as production reads them: with nothing set in the environment."""
    import os
    import subprocess
    import sys

    code = (
        "from kaizhi.config import settings as s; "
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 0, s.DEMO, '*' in s.ALLOWED_HOSTS)"
    )
    bare = {name: value for name, value in os.environ.items() if not name.startswith("KAIZHI_")}
    bare |= {"KAIZHI_DATA_DIR": str(django_settings.DATA_DIR), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "True", "True", "True", "True", "False", "False"]
