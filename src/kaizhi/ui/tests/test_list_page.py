import pytest
from django.utils import translation

from kaizhi.common.errors import BadInput
from kaizhi.ui.tables import Column, ListSpec, TextFilter, label_of, picked, row_url
from kaizhi.ui.tables import page as page_module
from kaizhi.ui.tables.preferences import choose_columns
from kaizhi.ui.tests.people_list import OPEN, SPEC, Rules, User, page_of


def names(page):
    return [u.username for u in page.rows.rows]


def test_it_works(rf, user, make_people):
    make_people(10)
    page = page_of(rf, user, "name=person 1&active=1&sort=-username")
    assert names(page) == ["p00001"]
    assert [(chip.label, chip.words) for chip in page.chips] == [("Name", "person 1"), ("Active", "yes")]
    assert page.chips[0].remove_url == "/people?active=1&sort=-username"
    assert str(page.count) == "1"


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("seen_from=2026-01-03", 4),
        ("seen_from=2026-01-03&seen_to=2026-01-03", 2),
        ("seen_from=never", 13),
        ("theme=dark", 0),
        ("theme=made-up", 13),
        ("active=0", 6),
        ("active=maybe", 13),
        ("q=PERSON 6", 1),
        ("amount_min=x&amount_max=NaN", 13),
        ("amount_max=-1", 0),
        ("view=me", 1),
        ("view=made-up", 13),
        ("sort=made-up", 13),
        ("rows=999999999999", 13),
    ],
)
def test_the_query_string_narrows_and_nonsense_does_not(rf, user, make_people, query, n):
    make_people(12)
    assert len(page_of(rf, user, query).rows.rows) == n


def test_a_hidden_field_neither_shows_nor_sorts_nor_filters(rf, user, make_people):
    make_people(8)
    page = page_of(rf, user, "sort=title&title=T1", Rules(hidden=["job_title"]))
    assert "title" not in [column.key for column in page.columns]
    assert len(page.rows.rows) == 9  # not narrowed
    assert page.sort == "name"
    assert page.refused == ["Title", "Title"]
    assert "title" not in [one.key for one in page.filters]


def test_a_masked_field_shows_masked_but_does_not_sort_or_filter(rf, user, make_people):
    make_people(8)
    page = page_of(rf, user, "sort=title&title=T1", Rules(masked=["job_title"]))
    assert "title" in [column.key for column in page.columns]
    assert page.sort == "name"
    assert page.wanted == {}


def test_choosing_a_hidden_column_does_not_bring_it_back(rf, user):
    choose_columns(user, SPEC, ["title", "name", "made-up"])
    assert [c.key for c in page_of(rf, user).columns] == ["title", "name"]
    assert [c.key for c in page_of(rf, user, "", Rules(hidden=["job_title"])).columns] == ["name"]


def test_counting_stops_at_its_limit(rf, user, make_people, monkeypatch):
    monkeypatch.setattr(page_module, "COUNT_LIMIT", 60)
    make_people(80)
    count = page_of(rf, user).count
    assert (str(count), count.is_more) == ("60+", True)
    assert str(page_of(rf, user, "theme=system&active=1").count) == "41"


def test_a_list_costs_three_statements(rf, user, make_people, django_assert_num_queries):
    make_people(120)
    with django_assert_num_queries(3):  # preference, rows, count
        page = page_of(rf, user)
        assert len(page.columns) == 5
        assert len(page.rows.rows) == 50
        assert page.count.n == 121


def test_a_short_list_is_not_counted(rf, user, make_people, django_assert_num_queries):
    make_people(5)
    with django_assert_num_queries(1):
        assert page_of(rf, user).count.n == 6


def test_batch_actions_take_what_is_ticked(rf, user, make_people):
    first, second, *_rest = make_people(5)
    request = rf.post("/close", {"pk": [first.pk, "x", 10**30, second.pk], "all": ""})
    request.user = user
    assert set(picked(SPEC, request, User.objects.all(), OPEN)) == {first, second}
    assert set(picked(SPEC, request, User.objects.filter(pk=second.pk), OPEN)) == {second}  # only what they may see


def test_batch_actions_take_every_match(rf, user, make_people):
    make_people(80)
    request = rf.post("/close", {"all": "1", "query": "name=person 1&active=1"})
    request.user = user
    chosen = picked(SPEC, request, User.objects.all(), OPEN)
    assert len(chosen) == User.objects.filter(display_name="Person 1", is_active=True).count() > 1


def test_batch_actions_refuse_too_many(rf, user, make_people, monkeypatch):
    monkeypatch.setattr("kaizhi.ui.tables.respond.MOST_PICKED", 5)
    make_people(8)
    request = rf.post("/close", {"all": "1", "query": ""})
    request.user = user
    with pytest.raises(BadInput):
        picked(SPEC, request, User.objects.all(), OPEN)


def test_names_that_clash_are_refused():
    column = Column("a", "A", str)
    with pytest.raises(ValueError, match="not unique"):
        ListSpec("clash", columns=(column, column))
    with pytest.raises(ValueError, match="sort"):
        ListSpec("clash", columns=(column,), filters=(TextFilter(key="sort", label="Sort", path="x"),))


def test_words_of_a_choice_follow_the_language(rf, user):
    label = label_of("theme")
    user.theme = "dark"
    assert label(user) == user.get_theme_display() == "Dark"
    with translation.override("zh-hans"):
        assert label(user) == user.get_theme_display() != "Dark"


def test_an_address_is_built_for_each_row(people_site, user):
    assert row_url("person")(user) == f"/people/{user.pk}"
    assert row_url("person", "manager_id")(user) == ""
