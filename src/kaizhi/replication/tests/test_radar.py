"""The radar page: what it sums, shows, and keeps from people of other teams."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kaizhi.access.models import FieldRule, User
from kaizhi.conftest import Cast
from kaizhi.insight.models import GroupScore
from kaizhi.replication import queries
from kaizhi.replication.tests.factories import make_group, make_run, make_score

UNKNOWN = {
    "n_known": 0, "n_total": 0, "n_cooperating": 0, "n_uncovered": 0, "penetration": None, "band": "",
    "average_plant_value": None, "potential_amount": None, "weighted_potential": None, "contract_amount": 0,
    "score": 12, "raw_points": 12, "priority": "low",
}  # fmt: skip


@pytest.fixture
def book(cast: Cast) -> Cast:
    run = make_run()
    make_score(run, make_group("Acme Group", by=cast.anna, industry="Pumps"), cycle_days=100.0)
    make_score(
        run, make_group("Borealis Group", by=cast.anna, industry="Steel"),
        score=81, priority="high", penetration=0.5, band="yellow", n_total=4, n_uncovered=2, cycle_days=200.0,
    )  # fmt: skip
    make_score(run, make_group("Cirrus Group", by=cast.anna, industry="Steel"), **UNKNOWN)
    make_score(run, make_group("Delta Group", by=cast.emil), band="blue", penetration=1.0, n_total=2, n_uncovered=0)
    return cast


def test_it_works(book: Cast, sign_in):
    page = sign_in(book.anna).get("/radar/").content.decode()
    top = page.split('id="radar-top"')[1]
    assert top.index("Borealis Group") < top.index("Acme Group")
    assert "Cirrus Group" in page
    assert "33.3%" in page  # 4 of 12 plants
    assert "version 1" in page


def test_every_row_of_the_top_opens_its_reasons_in_the_drawer(book: Cast, sign_in):
    top = sign_in(book.anna).get("/radar/").content.decode().split('id="radar-top"')[1]
    assert top.count('hx-target="#drawer-body"') == 3


def test_it_hides_other_territories(book: Cast, sign_in):
    for url in ("/radar/", "/radar/ranking/", "/radar/figures.csv?chart=priority"):
        page = sign_in(book.anna).get(url).content.decode()
        assert "Delta" not in page
    page = sign_in(book.emil).get("/radar/").content.decode()
    assert "Delta Group" in page
    assert "Acme" not in page
    assert "Steel" not in page


def test_sums_are_those_of_the_visible_groups(book: Cast):
    sums = queries.sums_of(queries.scores_for(book.anna))
    assert (sums.n_groups, sums.n_total, sums.n_cooperating, sums.n_uncovered) == (3, 12, 4, 8)
    assert sums.penetration == pytest.approx(1 / 3)
    assert sums.potential == 1_200_000_000
    assert sums.cycle_days == pytest.approx(150)
    assert sums.priorities == {"high": 1, "medium": 1, "low": 1}
    assert [(one.band, one.n_groups) for one in sums.bands] == [
        ("red", 1),
        ("yellow", 1),
        ("green", 0),
        ("blue", 0),
        ("", 1),
    ]


def test_nothing_known_is_unknown_and_not_zero(cast: Cast, sign_in):
    make_score(make_run(), make_group("Cirrus Group", by=cast.anna), **UNKNOWN)
    assert queries.sums_of(queries.scores_for(cast.anna)).penetration is None
    assert "0.0%" not in sign_in(cast.anna).get("/radar/").content.decode()


def test_an_empty_book_says_what_to_do(cast: Cast, sign_in):
    page = sign_in(cast.anna).get("/radar/").content.decode()
    assert "No group has a score yet." in page
    assert "/import/" in page
    assert "/import/" not in sign_in(cast.emil).get("/radar/").content.decode()


def test_only_current_scores_count(book: Cast):
    GroupScore.objects.filter(head__name="Acme Group").update(is_current=False)
    assert queries.sums_of(queries.scores_for(book.anna)).n_groups == 2


def test_the_top_is_ranked_by_score_then_number(book: Cast):
    GroupScore.objects.update(score=50)
    names = [score.head.name for score in queries.ranked(queries.with_heads(queries.scores_for(book.dora)))]
    assert names == ["Acme Group", "Borealis Group", "Cirrus Group", "Delta Group"]
    assert queries.top_of(queries.scores_for(book.dora), 2).filter(head__name="Borealis Group").exists()
    assert not queries.top_of(queries.scores_for(book.dora), 2).filter(head__name="Cirrus Group").exists()


def test_a_band_with_many_groups_shows_the_biggest_and_counts_the_rest(cast: Cast):
    run = make_run()
    for number in range(queries.TILES_A_BAND + 3):
        make_score(run, make_group(f"G{number:03}", by=cast.anna), potential_amount=number)
    scores = queries.scores_for(cast.anna)
    (red,) = queries.tiles_of(scores, queries.sums_of(scores).bands)
    assert len(red.tiles) == queries.TILES_A_BAND
    assert red.n_more == 3
    assert red.tiles[0].name == f"G{queries.TILES_A_BAND + 2:03}"


def test_the_histogram_holds_every_group_once(book: Cast):
    scores = queries.scores_for(book.dora)
    GroupScore.objects.filter(head__name="Acme Group").update(score=100)
    assert queries.score_histogram(scores) == [0, 1, 0, 0, 0, 0, 1, 0, 1, 1]


def test_amounts_follow_the_field_rule_of_order_amounts(book: Cast, sign_in):
    FieldRule.objects.create(role=book.anna.role, object_name="contracts.order", field_name="amount", mode="hidden")
    page = sign_in(book.anna).get("/radar/").content.decode()
    assert "Estimated replication amount" not in page
    listed = sign_in(book.anna).get("/radar/ranking/?potential_min=1&sort=-potential").content.decode()
    assert "Estimated replication amount" not in listed.split("<tbody")[-1]


def test_the_ranking_exports_what_it_shows_typed(book: Cast, sign_in):
    answer = sign_in(book.anna).get("/radar/ranking/?view=top&export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["Borealis Group", "Acme Group", "Cirrus Group"]
    assert rows[1][1] == 81.0


@pytest.mark.parametrize("url", ["/radar/ranking/?export=xlsx", "/radar/figures.csv?chart=scores"])
def test_it_refuses_export_without_the_right(book: Cast, sign_in, url: str):
    assert sign_in(book.ben).get(url).status_code == 403


def test_an_unknown_chart_is_not_found(book: Cast, sign_in):
    assert sign_in(book.anna).get("/radar/figures.csv?chart=nonsense").status_code == 404


def test_the_page_costs_a_constant_number_of_statements(book: Cast, sign_in, django_assert_max_num_queries):
    client, run = sign_in(book.anna), make_run()
    client.get("/radar/")
    for number in range(30):
        make_score(run, make_group(f"More {number}", by=book.anna), score=number)
    with django_assert_max_num_queries(12):
        client.get("/radar/")


def test_a_scope_narrower_than_all_sees_its_groups_only(book: Cast):
    reader = User.objects.with_role().get(pk=book.ben.pk)
    assert queries.scores_for(reader).count() == 3
