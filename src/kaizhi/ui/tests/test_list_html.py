"""The list as a browser gets it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from kaizhi.ui.tables import ListPage
from kaizhi.ui.tables import html as table_html
from kaizhi.ui.tests.people_list import SPEC, Rules, User, page_of

_VOID = {"input", "link", "meta", "br", "hr", "img"}
_SHAPES = {"path", "circle", "rect", "line", "ellipse", "polygon", "polyline", "use"}


class Balance(HTMLParser):
    """Complains about tags that are not closed in order, repeated ids, and event handlers in attributes."""

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.ids = [], [], set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.faults += [f"{tag} {name}" for name in values if re.match(r"on[a-z]+$", name)]
        if (found := values.get("id")) is not None:
            self.faults += [f"id {found} twice"] if found in self.ids else []
            self.ids.add(found)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in _VOID | _SHAPES:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def faults(text):
    parser = Balance()
    parser.feed(text)
    return parser.faults + parser.open


def test_it_works(browser, make_people):
    make_people(60)
    text = browser.get("/people").content.decode()
    assert faults(text) == []
    assert text.count("<tr>") == 51  # 50 rows and the head
    assert 'hx-get="/people?after=' in text
    assert text.startswith('<section class="list" id="list-test-people"')


def test_everything_is_escaped(rf, user):
    evil = '<script>alert("1")</script>'
    User.objects.create(username="x", display_name=evil, job_title="</style>'\"&")
    html = table_html.render_rows(page_of(rf, user))
    assert "<script" not in html
    assert "</style" not in html
    assert faults(html) == []
    columns = (SPEC.columns[0], replace(SPEC.columns[1], label='"}</style><script>'))
    page = page_of(rf, user, spec=replace(SPEC, name="evil", columns=columns))
    assert "</style><script" not in table_html.list_style(page)
    assert faults(table_html.list_style(page) + table_html.render_head(page)) == []


def test_load_more_brings_the_next_rows_and_remembers_them(browser, make_people):
    make_people(120)
    first = browser.get("/people").content.decode()
    more = re.search(r'hx-get="(/people\?after=[^"]+)"', first).group(1).replace("&amp;", "&")
    response = browser.get(more)
    text = response.content.decode()
    assert text.startswith("<tr>")
    assert text.count("<tr>") == 50
    assert response["HX-Replace-Url"] == "/people?rows=100"
    assert browser.get("/people?rows=100").content.decode().count("<tr>") == 101


def test_back_and_forth_without_script(client, user, people_site, make_people):
    make_people(60)
    client.force_login(user)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    first = client.get("/people").content.decode()
    to = re.search(r'<a href="(/people\?after=[^"&]+)"', first).group(1)
    second = client.get(to).content.decode()
    assert second.count("<tr>") == 12
    assert "before=" in second


@pytest.mark.parametrize(("part", "word"), [("filters", 'name="seen_from"'), ("columns", 'value="state"')])
def test_forms_are_loaded_when_opened_and_without_script_too(browser, make_people, part, word):
    make_people(3)
    plain = browser.get("/people?sort=-username").content.decode()
    assert word not in plain
    piece = browser.get(f"/people?sort=-username&part={part}").content.decode()
    assert word in piece
    assert piece.startswith("<form")
    assert faults(piece) == []
    page = ListPage(SPEC, browser.get(f"/people?part={part}").wsgi_request, User.objects.all(), Rules())
    assert page.opened == part  # the whole page then holds the form itself
    assert word in render_to_string("ui/_list.html", {"list": page}, request=page.request)


def test_unknown_says_why(rf, user, make_people):
    make_people(1)
    html = table_html.render_rows(page_of(rf, user))
    assert '<span class="unknown" title="Never signed in">—</span>' in html


def test_masked_values_stay_masked_and_hidden_ones_leave_no_trace(rf, user):
    html = table_html.render_rows(page_of(rf, user, "", Rules(masked=["username"], hidden=["job_title"])))
    assert "w***" in html
    assert ">wu<" not in html
    assert "Title" not in table_html.render_head(page_of(rf, user, "", Rules(hidden=["job_title"])))


def test_a_head_says_how_it_is_sorted(rf, user):
    head = table_html.render_head(page_of(rf, user, "sort=-username"))
    assert 'aria-sort="descending" data-column="username"><a href="/people?sort=username"' in head
    assert ">Amount (10k yuan)</th>" in head  # no sort, no link


def test_refused_filters_are_said(rf, user):
    page = page_of(rf, user, "title=x", Rules(hidden=["job_title"]))
    assert page.refused == ["Title"]


def test_exporting_needs_the_right(browser, user):
    assert browser.get("/people?export=csv").status_code == 403
    assert "export=xlsx" not in browser.get("/people").content.decode()
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    response = browser.get("/people?export=csv")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("n", [0, 1])
def test_an_empty_list_is_one_quiet_line(browser, n):
    User.objects.exclude(display_name="Wu Min").delete()
    text = browser.get("/people?name=nobody" if n else "/people?view=me&active=0").content.decode()
    assert "Nothing matches." in text
    assert "<table" not in text


def test_fifty_rows_of_ten_columns_are_light(rf, user, make_people):
    make_people(50)
    html = table_html.render_rows(page_of(rf, user))
    assert len(html.encode()) < 50 * 600
