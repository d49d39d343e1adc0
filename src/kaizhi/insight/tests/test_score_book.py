"""A run over the book: the figures of the documented example, kept with their reasons, current all at once."""

from datetime import date

import pytest

from kaizhi.accounts.actions import create_account, move_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.tests.factories import YUAN, make_contract, make_instalment, make_order
from kaizhi.insight import actions
from kaizhi.insight.actions import close_dead_runs, score_book, score_groups
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun, ScoringModel
from kaizhi.scoring import ClassModel, PenetrationBands, ReplicationModel
from kaizhi.service.models import Satisfaction, SuccessCase

AS_OF = date(2026, 11, 22)


@pytest.fixture
def business(acme: Acme) -> Acme:
    """Two of Acme's four plants buy: Lyon since 2023, Brno 200 days later."""
    group = Group.objects.filter(head=acme.head)
    group.update(
        industry_rank=5, is_procurement_known=True, procurement_process="Tender in spring", is_exclusive_intent=True
    )
    contract = make_contract(acme.lyon, on=date(2023, 5, 10), amount=6_000_000 * YUAN)
    make_contract(acme.brno, on=date(2023, 11, 26), amount=2_000_000 * YUAN)
    make_instalment(contract, due=date(2026, 1, 10), amount=300, paid_on=date(2026, 1, 10), paid_amount=300)
    make_instalment(contract, due=date(2026, 2, 10), amount=100, paid_on=date(2026, 3, 10), paid_amount=100)
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2025, 1, 1), score_hundredths=100)
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2026, 1, 1), score_hundredths=450)
    Satisfaction.objects.create(account=acme.brno, surveyed_on=date(2026, 1, 1), score_hundredths=350)
    SuccessCase.objects.create(account=acme.lyon, title="Pumps", roi_percent=30)
    Contact.objects.create(account=acme.head, name="Jean")
    CompetitorProduct.objects.create(account=acme.pune, competitor="Rival")
    return acme


def test_it_works(business: Acme):
    run = score_book(AS_OF)
    score = GroupScore.objects.current().get(head=business.head)
    assert (score.declared_plants, score.n_known, score.n_total, score.n_cooperating, score.n_uncovered) == (
        4,
        3,
        4,
        2,
        2,
    )
    assert (score.penetration, score.band) == (0.5, "yellow")
    assert (score.contract_amount, score.average_plant_value, score.potential_amount) == (
        8_000_000 * YUAN, 4_000_000 * YUAN, 8_000_000 * YUAN,
    )  # fmt: skip
    assert (score.cycle_days, score.first_signed_on) == (200, date(2023, 5, 10))
    # 15 x (4 - 1) / 4, 10 x 300 / 400, 2 x 3 years, case, 4 plants, 2 uncovered, rank 5, contact, process, rival
    points = [11.25, 7.5, 6, 5, 4, 2, 6, 10, 10, -5, 10]
    assert [factor["points"] for factor in score.factors] == points
    assert (score.raw_points, score.score, score.priority) == (sum(points), 66.75, "medium")
    assert score.weighted_potential == 8_000_000 * YUAN * 66.75 / 100
    assert (score.next_priority, score.points_to_next) == ("high", 3.25)
    assert score.improvements[0]["code"] == "displace_competitor"
    assert (run.status, run.n_groups, run.n_changed, run.reach) == ("done", 1, 1, "book")
    assert run.inputs["signings"]["rows"] == 2
    assert run.versions == {"replication": 1, "penetration": 1, "customer_class": 1}


def test_a_book_with_nothing_in_it(db):
    run = score_book(AS_OF)
    assert (run.status, run.n_groups, run.n_accounts) == ("done", 0, 0)


def test_unknown_stays_unknown(cast: Cast):
    head = create_account(Account(name="New Group", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    score_book(AS_OF)
    score = GroupScore.objects.get(head=head)
    assert (score.n_total, score.n_uncovered, score.penetration, score.potential_amount) == (None, None, None, None)
    assert score.band == ""
    assert {factor["code"] for factor in score.factors if factor["is_missing"]} >= {
        "satisfaction",
        "payment",
        "standing",
    }


def test_another_currency_is_counted_apart(acme: Acme):
    make_order(acme.lyon, amount=300, currency="USD")
    make_order(acme.brno, amount=100)
    score_book(AS_OF)
    score = GroupScore.objects.get(head=acme.head)
    assert (score.n_cooperating, score.contract_amount, score.n_signings, score.n_other_currency) == (2, 100, 2, 1)


def test_only_what_changed_is_written_and_the_old_is_kept(cast: Cast, business: Acme):
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    first = score_book(AS_OF)
    make_order(business.pune, on=date(2026, 6, 1))
    second = score_book(AS_OF)
    assert (second.n_groups, second.n_changed) == (2, 1)
    history = GroupScore.objects.filter(head=business.head).order_by("run_id")
    assert [(score.run_id, score.is_current, score.n_cooperating) for score in history] == [
        (first.pk, False, 2), (second.pk, True, 3),
    ]  # fmt: skip
    assert GroupScore.objects.get(head=other).run == first


def test_a_further_year_is_a_change_even_where_it_earns_nothing(acme: Acme):
    make_order(acme.lyon, on=date(2016, 11, 22))
    score_book(date(2026, 11, 20))
    assert (score_book(date(2026, 11, 21)).n_changed, score_book(AS_OF).n_changed) == (0, 1)
    told = {one["code"]: one["inputs"] for one in GroupScore.objects.current().get().factors}
    assert told["cooperation"] == {"first_signed_on": "2016-11-22", "n_full_years": 10}


def test_a_group_that_is_none_any_more_has_no_current_score(cast: Cast, acme: Acme):
    score_book(AS_OF)
    other = create_account(Account(name="Holding", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    move_account(acme.head, other, by=cast.anna)
    score_groups([acme.head.pk, other.pk], AS_OF)
    assert [score.head_id for score in GroupScore.objects.current()] == [other.pk]


def test_some_groups_only(cast: Cast, business: Acme):
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    run = score_groups([business.head.pk], AS_OF)
    assert (run.reach, run.n_groups) == ("groups", 1)
    assert not GroupScore.objects.filter(head=other).exists()


def test_the_later_run_wins_whichever_finishes_last(business: Acme, monkeypatch):
    """A book run that began before a group's run, and ends after it, leaves the group's newer result in place."""
    store = actions.store_scores
    nested: list[ScoreRun] = []

    def overtaken(scores, run, parameters, roots):
        if not nested:
            nested.append(ScoreRun())
            make_order(business.pune, on=date(2026, 6, 1))
            nested[0] = score_groups([business.head.pk], AS_OF)
        store(scores, run, parameters, roots)

    monkeypatch.setattr(actions, "store_scores", overtaken)
    book = score_book(AS_OF)
    current = GroupScore.objects.current().get(head=business.head)
    assert nested[0].pk > book.pk
    assert (current.run_id, current.n_cooperating) == (nested[0].pk, 3)


def test_a_failed_run_says_so_and_leaves_the_current_scores(business: Acme, monkeypatch):
    score_book(AS_OF)
    make_order(business.pune, on=date(2026, 6, 1))

    def broken(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions, "store_classes", broken)
    monkeypatch.setattr("kaizhi.insight.storing._make_current", broken)
    with pytest.raises(OSError, match="disk full"):
        score_book(AS_OF)
    run = ScoreRun.objects.latest("pk")
    assert (run.status, run.error) == ("failed", "OSError: disk full")
    assert not GroupScore.objects.filter(run=run).exists()
    assert GroupScore.objects.current().get(head=business.head).n_cooperating == 2


def test_a_run_whose_worker_died_is_closed(business: Acme):
    dead = ScoreRun.objects.create(
        reach="book",
        as_of=AS_OF,
        model=ScoringModel.objects.create(code="replication", version=1, parameters={}),
        task="gone",
    )
    assert close_dead_runs("gone") == 1
    dead.refresh_from_db()
    assert dead.status == "failed"
    assert close_dead_runs() == 0


def test_the_numbers_published_are_the_numbers_used(business: Acme):
    score_book(AS_OF)
    stored = {model.code: model.parameters for model in ScoringModel.objects.all()}
    assert ReplicationModel.from_dict(stored["replication"]) == ReplicationModel()
    assert PenetrationBands(**stored["penetration"]) == PenetrationBands()
    assert ClassModel(**stored["customer_class"]) == ClassModel()
    numbers = {**stored["replication"], "version": "replication-2", "hq_contact_points": 3}
    ScoringModel.objects.create(code="replication", version=2, parameters=numbers)
    run = score_book(AS_OF)
    score = GroupScore.objects.current().get(head=business.head)
    assert (run.model.version, run.n_changed) == (2, 1)
    assert {factor["code"]: factor["points"] for factor in score.factors}["hq_contact"] == 3


def test_customers_are_classed(business: Acme):
    make_contract(business.lyon, on=date(2026, 5, 10), amount=5_000_001 * YUAN)
    make_order(business.brno, on=date(2026, 5, 10), amount=700_000 * YUAN)
    run = score_book(AS_OF)
    found = {one.account_id: one for one in AccountClass.objects.all()}
    lyon, brno = found[business.lyon.pk], found[business.brno.pk]
    assert (lyon.klass, lyon.rhythm_days, lyon.resources) == ("strategic", 7, "high")
    assert lyon.purchases_12_months == 5_000_001 * YUAN
    assert lyon.reasons["rule"] == "large_and_long_term"
    assert (brno.klass, brno.rhythm_days) == ("general", 30)
    assert business.pune.pk not in found
    assert run.n_accounts == 2


def test_a_class_follows_the_purchases(business: Acme):
    order = make_order(business.pune, on=date(2026, 5, 10), amount=700_000 * YUAN)
    first = score_book(AS_OF)
    assert AccountClass.objects.get(account=business.pune).klass == "general"
    order.amount = 400_000 * YUAN
    order.save()
    second = score_groups([business.head.pk], AS_OF)
    changed = AccountClass.objects.get(account=business.pune)
    assert (changed.klass, changed.run) == ("potential", second)
    assert AccountClass.objects.get(account=business.lyon).run == first
    order.status = "cancelled"
    order.save()
    score_groups([business.head.pk], AS_OF)
    assert not AccountClass.objects.filter(account=business.pune).exists()


def test_statements_do_not_grow_with_the_groups(cast: Cast, business: Acme, django_assert_max_num_queries):
    for number in range(40):
        head = create_account(Account(name=f"G{number}", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
        make_order(head)
    with django_assert_max_num_queries(45):
        score_book(AS_OF)
