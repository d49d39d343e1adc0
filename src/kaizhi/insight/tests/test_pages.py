"""The panel, the full page, the records behind and the history: what they show, and to whom."""

from datetime import date
from html.parser import HTMLParser

import pytest

from kaizhi.access.models import FieldRule, Role
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.tests.factories import YUAN, make_contract, make_instalment, make_order
from kaizhi.insight.actions import score_book
from kaizhi.insight.models import GroupScore
from kaizhi.insight.pages import score_page
from kaizhi.insight.queries import current_scores, explained, history_of, last_run, score_of
from kaizhi.insight.records import RECORDS
from kaizhi.insight.staleness import mark_trees
from kaizhi.service.models import Satisfaction

AS_OF = date(2026, 11, 22)


@pytest.fixture
def scored(acme: Acme) -> Acme:
    """Acme with two results: first Lyon alone, then Brno too."""
    Group.objects.filter(head=acme.head).update(industry_rank=5)
    contract = make_contract(acme.lyon, on=date(2023, 5, 10), amount=6_000_000 * YUAN)
    make_instalment(contract, due=date(2026, 1, 10), amount=300, paid_on=date(2026, 1, 10), paid_amount=300)
    make_order(acme.lyon, on=date(2026, 3, 1), amount=800_000 * YUAN)
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2026, 1, 1), score_hundredths=450)
    CompetitorProduct.objects.create(account=acme.pune, competitor="Rival")
    Contact.objects.create(account=acme.head, name="Jean")
    score_book(date(2026, 10, 1))
    make_order(acme.brno, on=date(2026, 10, 15), amount=100_000 * YUAN, currency="USD")
    score_book(AS_OF)
    return acme


def get(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def text_of(html: str) -> str:
    class Text(HTMLParser):
        found = ""

        def handle_data(self, data):
            self.found += data

    parser = Text()
    parser.feed(html)
    return " ".join(parser.found.split())


def test_it_works(cast: Cast, scored: Acme, sign_in):
    panel = text_of(get(sign_in(cast.anna), f"/scores/accounts/{scored.head.pk}/panel/"))
    score = score_of(cast.anna, scored.head)
    assert f"{score.score:.1f} / 100" in panel
    assert "What would raise it" in panel
    assert "+" in panel
    page = text_of(get(sign_in(cast.anna), f"/scores/groups/{scored.head.pk}/"))
    for said in (
        "3 full years",
        "Cooperating plants / total plants",
        "2026-10-01",
        "2026-11-22",
        "1 document in another",
    ):
        assert said in page, said
    assert "Penetration over time" in page


def test_a_customer_shows_its_class(cast: Cast, scored: Acme, sign_in):
    panel = text_of(get(sign_in(cast.anna), f"/scores/accounts/{scored.lyon.pk}/panel/"))
    assert "General" in panel
    assert "Every month" in panel
    assert "80.00" in panel
    assert "Replication score" not in panel
    none = text_of(get(sign_in(cast.anna), f"/scores/accounts/{scored.pune.pk}/panel/"))
    assert "nothing bought yet" in none


def test_it_says_that_figures_are_being_recomputed(cast: Cast, scored: Acme, sign_in):
    url = f"/scores/accounts/{scored.lyon.pk}/panel/"
    from kaizhi.insight.models import StaleMark

    StaleMark.objects.all().delete()
    assert "Being recomputed" not in get(sign_in(cast.anna), url)
    mark_trees([scored.head.pk])
    assert "Being recomputed" in get(sign_in(cast.anna), url)


def test_a_group_without_a_score_says_so(cast: Cast, acme: Acme, sign_in):
    assert "No score yet" in get(sign_in(cast.anna), f"/scores/groups/{acme.head.pk}/")
    assert "No score yet" in get(sign_in(cast.anna), f"/scores/accounts/{acme.head.pk}/panel/")


URLS = ["/scores/accounts/{head}/panel/", "/scores/groups/{head}/", "/scores/groups/{head}/history/"] + [
    f"/scores/groups/{{head}}/records/{kind}/" for kind in RECORDS
]


def test_it_hides_other_territories(cast: Cast, scored: Acme, sign_in):
    ben, emil = sign_in(cast.ben), sign_in(cast.emil)
    for url in URLS:
        path = url.format(head=scored.head.pk)
        assert ben.get(path).status_code == 200, url
        hidden, absent = emil.get(path), emil.get(url.format(head=9_999_999))
        assert (hidden.status_code, absent.status_code) == (404, 404), url
        assert "Acme" not in hidden.content.decode(), url


def test_scores_start_from_what_a_person_sees(cast: Cast, scored: Acme):
    assert [score.head for score in current_scores(cast.anna)] == [scored.head]
    assert not current_scores(cast.emil).exists()
    assert score_of(cast.emil, scored.head) is None


def test_who_sees_one_plant_only_does_not_see_the_groups_score(cast: Cast, scored: Acme, sign_in):
    Account.objects.filter(pk=scored.lyon.pk).update(owner=cast.emil)
    client = sign_in(cast.emil)
    assert client.get(f"/scores/accounts/{scored.lyon.pk}/panel/").status_code == 200
    assert client.get(f"/scores/groups/{scored.head.pk}/").status_code == 404


def test_a_plant_or_a_company_has_no_group_page(cast: Cast, scored: Acme, sign_in):
    solo = create_account(Account(name="Solo"), parent=None, by=cast.anna)
    for account in (scored.lyon, solo):
        assert sign_in(cast.anna).get(f"/scores/groups/{account.pk}/").status_code == 404


BEHIND = {
    "plants": {"Acme Lyon", "Acme Brno", "Acme Pune"},
    "cooperating": {"Acme Lyon", "Acme Brno"},
    "uncovered": {"Acme Pune"},
    "contracts": {"Acme Lyon"},
    "orders": {"Acme Lyon", "Acme Brno"},
    "instalments": {"Acme Lyon"},
    "satisfaction": {"Acme Lyon"},
    "competitors": {"Acme Pune"},
}


def test_the_records_behind_each_figure(cast: Cast, scored: Acme, sign_in):
    assert set(BEHIND) == set(RECORDS)
    client = sign_in(cast.anna)
    for kind, shown in BEHIND.items():
        answer = client.get(f"/scores/groups/{scored.head.pk}/records/{kind}/", headers={"HX-Request": "true"})
        assert {name for name in BEHIND["plants"] if name in answer.content.decode()} == shown, kind


def test_there_are_no_records_of_an_unknown_kind(cast: Cast, scored: Acme, sign_in):
    assert sign_in(cast.anna).get(f"/scores/groups/{scored.head.pk}/records/secrets/").status_code == 404


def test_the_history_is_exported_with_its_figures(cast: Cast, scored: Acme, sign_in):
    url = f"/scores/groups/{scored.head.pk}/history/?export=csv"
    lines = sign_in(cast.anna).get(url).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("2026-11-22,")
    assert lines[2].startswith("2026-10-01,")
    assert sign_in(cast.ben).get(url).status_code == 403


def hide(role: Role, object_name: str, field_name: str) -> None:
    FieldRule.objects.create(role=role, object_name=object_name, field_name=field_name, mode="hidden")


def test_hidden_fields_hide_what_would_give_them_away(cast: Cast, scored: Acme, sign_in):
    for field in (("service.satisfaction", "score_hundredths"), ("contracts.order", "amount")):
        hide(cast.ben.role, *field)
    client = sign_in(cast.ben)
    page = text_of(get(client, f"/scores/groups/{scored.head.pk}/"))
    assert "Not open to you" in page
    assert "4.5 of 5" not in page
    for figure in ("Signed amount", "Average plant value", "Potential"):
        assert figure not in page
    assert "Every month" not in get(client, f"/scores/accounts/{scored.lyon.pk}/panel/")
    assert "4.5 of 5" in text_of(get(sign_in(cast.anna), f"/scores/groups/{scored.head.pk}/"))


def test_sums_are_hidden_with_any_amount_they_are_made_of(cast: Cast, scored: Acme, sign_in):
    hide(cast.ben.role, "contracts.order", "amount")
    path = f"/scores/groups/{scored.head.pk}/history/"
    assert "Signed amount" not in get(sign_in(cast.ben), path)
    assert "Signed amount" in get(sign_in(cast.anna), path)


def test_a_hidden_potential_hides_no_other_amount(cast: Cast, scored: Acme, sign_in):
    hide(cast.ben.role, "insight.groupscore", "potential_amount")
    page = text_of(get(sign_in(cast.ben), f"/scores/groups/{scored.head.pk}/"))
    assert "Signed amount" in page
    assert "Potential amount" not in page


def test_hidden_scores_are_nowhere(cast: Cast, scored: Acme, sign_in):
    hide(cast.ben.role, "insight.groupscore", "score")
    client = sign_in(cast.ben)
    panel = text_of(get(client, f"/scores/accounts/{scored.head.pk}/panel/"))
    assert "/ 100" not in panel
    assert "No score yet" not in panel
    for url in URLS[1:]:
        assert client.get(url.format(head=scored.head.pk)).status_code == 403


def test_reasons_add_up_to_the_score(cast: Cast, scored: Acme):
    told = explained(score_of(cast.anna, scored.head))
    assert sum(factor.earned for factor in told.factors) == pytest.approx(told.score.raw_points)
    assert [dimension.maximum for dimension in told.dimensions] == [40, 30, 20, 10]
    gains = [one.adds for one in told.improvements]
    assert gains == sorted(gains, reverse=True)
    assert {factor.code for factor in told.missing} == {
        factor["code"] for factor in told.score.factors if factor["is_missing"]
    }


def test_the_history_is_in_the_order_of_time(scored: Acme):
    found = history_of(scored.head)
    assert [score.run.as_of for score in found] == [date(2026, 10, 1), AS_OF]
    assert [score.run.as_of for score in history_of(scored.head, most=1)] == [AS_OF]
    assert last_run().as_of == AS_OF


def test_a_day_of_many_changes_is_one_point_of_the_line(cast: Cast, scored: Acme):
    make_order(scored.pune, on=date(2026, 11, 1))
    score_book(AS_OF)
    page = score_page(cast.anna, scored.head)
    assert len(page.history) == 3
    assert [chart.categories for chart in page.charts] == [["2026-10-01", "2026-11-22"]] * 2
    assert page.trend[-1] == page.score.score
    assert page.change == page.score.score - page.history[1].score


def test_a_page_in_chinese_is_complete(cast: Cast, scored: Acme, sign_in):
    cast.anna.language = "zh-hans"
    cast.anna.save()
    page = text_of(get(sign_in(cast.anna), f"/scores/accounts/{scored.head.pk}/panel/"))
    assert "怎样提高" in page
    for english in ("Score", "Priority", "points", "plants", "Every", "Unchanged"):
        assert english not in page


def test_statements_do_not_grow_with_the_history(cast: Cast, scored: Acme, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.ben)
    run = GroupScore.objects.current().get(head=scored.head).run
    for _number in range(20):
        score = GroupScore.objects.filter(head=scored.head, is_current=False).first()
        score.pk, score.run = None, run
        score.save(force_insert=True)
    with django_assert_max_num_queries(14):
        get(client, f"/scores/accounts/{scored.head.pk}/panel/")
    with django_assert_max_num_queries(16):
        get(client, f"/scores/groups/{scored.head.pk}/")
