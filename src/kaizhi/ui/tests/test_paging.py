from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaizhi.ui.tables import paging
from kaizhi.ui.tests.people_list import User, page_of

SORTS = {
    "name": lambda u: (u.display_name,),
    "seen": lambda u: (u.last_login is None, u.last_login or datetime.max.replace(tzinfo=UTC)),
}


def expected(people, column, descending):
    """The order by plain Python: unknown last both ways, ties by key in the direction of the sort."""
    ordered = sorted(people, key=lambda u: u.pk, reverse=descending)
    if column == "seen":
        known = [u for u in ordered if u.last_login]
        known.sort(key=lambda u: u.last_login, reverse=descending)
        return known + [u for u in ordered if not u.last_login]
    return sorted(ordered, key=SORTS[column], reverse=descending)


def walk(rf, user, sort, size, *, backwards=False):
    """Page through a list to its end, and back again when asked."""
    pages, cursor = [], ""
    while True:
        page = page_of(rf, user, f"sort={sort}{cursor}")
        page.n_rows = size
        pages.append([u.pk for u in page.rows.rows])
        if not page.rows.after:
            break
        cursor = f"&after={page.rows.after}"
    if not backwards:
        return pages
    back = [pages[-1]]
    while page.rows.before:
        before = page.rows.before
        page = page_of(rf, user, f"sort={sort}&before={before}")
        page.n_rows = size
        back.insert(0, [u.pk for u in page.rows.rows])
    return back


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(1, 3)), max_size=14),
    size=st.integers(1, 5),
    column=st.sampled_from(["name", "seen"]),
    descending=st.booleans(),
)
def test_pages_put_together_are_the_sorted_list(rf, user, rows, size, column, descending):
    User.objects.exclude(pk=user.pk).delete()
    User.objects.bulk_create(
        User(
            username=f"x{i}",
            display_name=name,
            last_login=None if seen is None else datetime(2026, 1, seen, tzinfo=UTC),
        )
        for i, (name, seen) in enumerate(rows)
    )
    sort = f"-{column}" if descending else column
    want = [u.pk for u in expected(list(User.objects.all()), column, descending)]
    forwards = walk(rf, user, sort, size)
    assert [pk for page in forwards for pk in page] == want
    assert [pk for page in walk(rf, user, sort, size, backwards=True) for pk in page][-len(want) :] == want


def test_a_row_that_comes_in_between_neither_repeats_nor_hides_another(rf, user, make_people):
    make_people(20)
    first = page_of(rf, user, "sort=username")
    first.n_rows = 10
    seen = [u.username for u in first.rows.rows]
    User.objects.create(username="p00003a", display_name="New")
    second = page_of(rf, user, f"sort=username&after={first.rows.after}")
    second.n_rows = 11
    assert [u.username for u in second.rows.rows] == [f"p{i:05}" for i in range(10, 20)] + ["wu"]
    assert seen[-1] == "p00009"


@pytest.mark.parametrize("cursor", ["nonsense", "", "a:b:c", "eyJhIjoxfQ:1x:y"])
def test_a_broken_cursor_begins_at_the_start(rf, user, make_people, cursor):
    make_people(3)
    assert len(page_of(rf, user, f"sort=username&after={cursor}").rows.rows) == 4


def test_a_cursor_of_another_order_is_not_taken(rf, user, make_people):
    make_people(60)
    by_name = page_of(rf, user, "sort=name").rows.after
    page = page_of(rf, user, f"sort=username&after={by_name}")
    assert page.rows.rows[0].username == "p00000"


def test_every_kind_of_sort_value_survives_the_cursor():
    values = [
        1,
        "中文",
        None,
        2.5,
        True,
        date(2026, 11, 22),
        datetime(2026, 1, 1, tzinfo=UTC),
        Decimal("1.10"),
        UUID(int=7),
    ]
    assert paging.decode("x", paging.encode("x", values), len(values)) == values


def test_plain_keys_for_what_is_never_null():
    keys = paging.keys_for(User, ["display_name", "last_login", "manager__display_name", "made_up"], descending=True)
    assert [(key.path, key.nullable) for key in keys] == [
        ("display_name", False),
        ("last_login", True),
        ("manager__display_name", True),
        ("made_up", True),
        ("pk", False),
    ]
    assert [key.nullable for key in paging.keys_for(Permission, ["content_type__model"], descending=False)] == [
        False,
        False,
    ]


def test_the_next_page_can_start_from_an_index():
    keys = paging.keys_for(User, ["display_name"], descending=False)
    sql = str(User.objects.filter(paging.after(keys, ["m", 5])).query)
    assert '"display_name" >= m' in sql
