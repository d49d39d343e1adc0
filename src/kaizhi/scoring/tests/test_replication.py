"""docs/algorithms/replication_score.md, line by line, on every engine. Each group of the book is one worked example."""

from dataclasses import replace
from typing import Any

import pytest

from kaizhi.scoring import ReplicationModel, StandingStep, records, score_book, top
from kaizhi.scoring.errors import ModelInvalid
from kaizhi.scoring.replication import SCORES
from kaizhi.scoring.replication_model import DIMENSIONS, FACTORS
from kaizhi.scoring.tests.books import AS_OF, BookOf, Make

(
    FULL, BARE, BELOW_ZERO, CSAT, CSAT_TIES, CSAT_OTHERS, PAID, PAID_EDGES, PAID_LONG_AGO, YEARS_EXACT,
    YEARS_SHORT, YEARS_MANY, CASE_PUBLISHED, CASE_ROI, CASE_LATER, CASE_AT_HEAD, PLANTS_9, PLANTS_11, HALF_KNOWN,
    RIVAL_GONE, RIVAL_IN_OURS, EXCLUSIVE_OPEN, EXCLUSIVE_TODAY, EXCLUSIVE_OVER, EXCLUSIVE_DATE_ONLY, EXCLUSIVE_NO,
) = range(1, 27)  # fmt: skip
RANKS = 50  # 50 + r: the group ranked r in its industry


@pytest.fixture(scope="module")
def book() -> BookOf:
    made = BookOf()
    _full(made)
    made.group(BARE, has_hq_contact=0, is_procurement_known=0, has_exclusive_intent=0)
    made.group(BELOW_ZERO, n_plants=1)  # 1 + 1 - 5: under zero
    made.competitor(BELOW_ZERO, 1)
    _satisfaction(made)
    _payment(made)
    _years(made)
    _cases(made)
    made.group(PLANTS_9, n_plants=9, signed=("2026-01-01",) * 2)
    made.group(PLANTS_11, n_plants=11, declared_plants=12)
    made.group(HALF_KNOWN, is_procurement_known=1, is_procurement_described=0)
    _competition(made)
    for rank in (1, 3, 4, 10, 11, 20, 21):
        made.group(RANKS + rank, industry_rank=rank)
    return made


def _full(made: BookOf) -> None:
    """Every factor but the penalty at its best: 12 plants, 2 of them ours."""
    facts = {"industry_rank": 1, "has_hq_contact": 1, "is_procurement_known": 1, "is_procurement_described": 1}
    made.group(
        FULL, n_plants=4, signed=("2020-01-01",), amount=5000, declared_plants=12, has_exclusive_intent=1, **facts
    )
    made.sign(FULL, 2, "2021-01-01", 3000)
    made.survey(FULL, 1, "2026-10-01", 5)
    made.due(FULL, "2026-05-01", 100, "2026-05-01")
    made.case(FULL, 1, "2025-01-01")


def _satisfaction(made: BookOf) -> None:
    # latest of plant 1 is 4.5, of plant 2 is 3.5: mean 4.0, so 15 x 3 / 4 = 11.25
    made.group(CSAT, n_plants=3, signed=("2025-01-01", "2025-01-01"))
    made.survey(CSAT, 1, "2025-06-01", 1)
    made.survey(CSAT, 1, "2026-06-01", 4.5)
    made.survey(CSAT, 2, "2026-06-02", 3.5)
    made.survey(CSAT, 2, "2026-11-23", 5)  # after as_of
    # two answers on the latest day count by their mean, 4; plant 2 was not asked
    made.group(CSAT_TIES, n_plants=2, signed=("2025-01-01", "2025-01-01"))
    made.survey(CSAT_TIES, 1, "2026-06-01", 5)
    made.survey(CSAT_TIES, 1, "2026-06-01", 3)
    # only an uncovered plant and the head office were asked
    made.group(CSAT_OTHERS, n_plants=2, signed=("2025-01-01",))
    made.survey(CSAT_OTHERS, 2, "2026-06-01", 5)
    made.survey(CSAT_OTHERS, 0, "2026-06-01", 5)


def _payment(made: BookOf) -> None:
    # 300 of 400 in time: 100 on the day, 150 before it, 50 of 100 as a part payment; 50 late
    made.group(PAID)
    made.due(PAID, "2026-01-31", 100, "2026-01-31")
    made.due(PAID, "2026-02-28", 150, "2026-02-01", 150)
    made.due(PAID, "2026-03-31", 100, "2026-03-30", 50)
    made.due(PAID, "2026-04-30", 50, "2026-05-01")
    # due on 2024-11-22 is out, the day after in; due today in and unpaid, tomorrow out; what is overpaid counts once
    made.group(PAID_EDGES)
    made.due(PAID_EDGES, "2024-11-22", 1000)
    made.due(PAID_EDGES, "2024-11-23", 60, "2024-11-23", 90)
    made.due(PAID_EDGES, "2026-11-22", 40)
    made.due(PAID_EDGES, "2026-11-23", 1000)
    made.group(PAID_LONG_AGO)
    made.due(PAID_LONG_AGO, "2023-01-01", 100, "2023-01-01")


def _years(made: BookOf) -> None:
    made.group(YEARS_EXACT, n_plants=1, signed=("2023-11-22",))  # three full years today
    made.group(YEARS_SHORT, n_plants=1, signed=("2023-11-23",))  # a day short of three
    made.group(YEARS_MANY)
    made.sign(YEARS_MANY, 0, "2001-01-01")  # the head office signed, long ago


def _cases(made: BookOf) -> None:
    for group in (CASE_PUBLISHED, CASE_ROI, CASE_LATER, CASE_AT_HEAD):
        made.group(group, n_plants=2)
    made.case(CASE_PUBLISHED, 2, "2026-11-22")
    made.case(CASE_ROI, 1, None, has_roi=1)
    made.case(CASE_LATER, 1, "2026-11-23", has_roi=0)
    made.case(CASE_AT_HEAD, 0, "2025-01-01")


def _competition(made: BookOf) -> None:
    made.group(RIVAL_GONE, n_plants=2)
    made.competitor(RIVAL_GONE, 1, is_active=0)
    made.group(RIVAL_IN_OURS, n_plants=2, signed=("2025-01-01",))
    made.competitor(RIVAL_IN_OURS, 1)
    made.group(EXCLUSIVE_OPEN, has_exclusive_intent=1)
    for group, until in ((EXCLUSIVE_TODAY, 20779), (EXCLUSIVE_OVER, 20778)):  # 2026-11-22 and the day before
        made.group(group, has_exclusive_intent=1, exclusive_until=until)
    made.group(EXCLUSIVE_DATE_ONLY, exclusive_until=20779)
    made.group(EXCLUSIVE_NO, has_exclusive_intent=0, exclusive_until=20779)


@pytest.fixture(scope="module")
def rows(book: BookOf, make: Make) -> dict[int, dict[str, Any]]:
    return {row["group_id"]: row for row in records(score_book(book.frames(make), as_of=AS_OF))}


Rows = dict[int, dict[str, Any]]


def test_it_works(rows: Rows) -> None:
    assert tuple(rows[FULL]) == SCORES
    assert rows[FULL]["model_version"] == "replication-1"


def test_satisfaction_is_the_mean_of_each_plants_latest(rows: Rows) -> None:
    assert (rows[CSAT]["csat"], rows[CSAT]["n_surveyed"]) == (4.0, 2)
    assert rows[CSAT]["satisfaction_points"] == pytest.approx(11.25)
    assert rows[CSAT]["satisfaction_could_earn"] == pytest.approx(3.75)


def test_answers_of_one_day_count_by_their_mean(rows: Rows) -> None:
    assert rows[CSAT_TIES]["satisfaction_points"] == pytest.approx(11.25)


def test_only_cooperating_plants_are_asked(rows: Rows) -> None:
    assert rows[CSAT_OTHERS]["csat"] is None
    assert rows[CSAT_OTHERS]["satisfaction_points"] == 0
    assert rows[CSAT_OTHERS]["satisfaction_missing"]
    assert rows[CSAT_OTHERS]["satisfaction_could_earn"] == 15


def test_payment_is_the_share_paid_on_or_before_its_day(rows: Rows) -> None:
    assert (rows[PAID]["amount_due"], rows[PAID]["amount_on_time"]) == (400, 300)
    assert rows[PAID]["payment_points"] == pytest.approx(7.5)


def test_payment_looks_at_the_last_24_months(rows: Rows) -> None:
    assert (rows[PAID_EDGES]["amount_due"], rows[PAID_EDGES]["amount_on_time"]) == (100, 60)
    assert rows[PAID_EDGES]["payment_points"] == pytest.approx(6)


def test_nothing_due_is_missing_and_not_late(rows: Rows) -> None:
    old = rows[PAID_LONG_AGO]
    assert (old["payment_share"], old["payment_points"], old["payment_missing"]) == (None, 0, True)


@pytest.mark.parametrize(("group", "points"), [(YEARS_EXACT, 6), (YEARS_SHORT, 4), (YEARS_MANY, 10), (BARE, 0)])
def test_cooperation_earns_two_per_full_year_up_to_ten(rows: Rows, group: int, points: float) -> None:
    assert rows[group]["cooperation_points"] == points
    assert rows[group]["cooperation_could_earn"] == 10 - points
    assert not rows[group]["cooperation_missing"]


@pytest.mark.parametrize(("group", "points"), [(CASE_PUBLISHED, 5), (CASE_ROI, 5), (CASE_LATER, 0), (CASE_AT_HEAD, 0)])
def test_a_published_case_or_measured_roi_of_any_plant_earns_five(rows: Rows, group: int, points: float) -> None:
    assert rows[group]["case_points"] == points


@pytest.mark.parametrize(("group", "points"), [(PLANTS_9, 9), (PLANTS_11, 10), (FULL, 10), (BELOW_ZERO, 1)])
def test_plants_earn_one_each_up_to_ten(rows: Rows, group: int, points: float) -> None:
    assert rows[group]["plants_points"] == points


@pytest.mark.parametrize(("group", "points"), [(PLANTS_9, 7), (PLANTS_11, 10), (FULL, 10)])
def test_uncovered_plants_earn_one_each_up_to_ten(rows: Rows, group: int, points: float) -> None:
    assert rows[group]["uncovered_points"] == points


def test_an_unknown_total_leaves_both_plant_factors_missing(rows: Rows) -> None:
    assert rows[BARE]["plants_missing"]
    assert rows[BARE]["uncovered_missing"]
    assert (rows[BARE]["plants_points"], rows[BARE]["uncovered_points"]) == (0, 0)


@pytest.mark.parametrize(("rank", "points"), [(1, 10), (3, 10), (4, 6), (10, 6), (11, 3), (20, 3), (21, 0)])
def test_standing_in_its_industry(rows: Rows, rank: int, points: float) -> None:
    assert rows[RANKS + rank]["standing_points"] == points
    assert not rows[RANKS + rank]["standing_missing"]


def test_an_unknown_rank_is_missing(rows: Rows) -> None:
    assert (rows[BARE]["standing_points"], rows[BARE]["standing_missing"]) == (0, True)


@pytest.mark.parametrize(("group", "points", "missing"), [(FULL, 10, False), (BARE, 0, False), (PAID, 0, True)])
def test_a_contact_at_headquarters(rows: Rows, group: int, points: float, missing: bool) -> None:
    assert (rows[group]["hq_contact_points"], rows[group]["hq_contact_missing"]) == (points, missing)


@pytest.mark.parametrize(
    ("group", "points", "missing"), [(FULL, 10, False), (HALF_KNOWN, 0, False), (BARE, 0, False), (PAID, 0, True)]
)
def test_procurement_is_known_and_described(rows: Rows, group: int, points: float, missing: bool) -> None:
    assert (rows[group]["procurement_points"], rows[group]["procurement_missing"]) == (points, missing)


@pytest.mark.parametrize(("group", "points"), [(BELOW_ZERO, -5), (RIVAL_GONE, 0), (RIVAL_IN_OURS, 0), (FULL, 0)])
def test_a_competitor_in_an_uncovered_plant_costs_five(rows: Rows, group: int, points: float) -> None:
    assert rows[group]["competitor_points"] == points
    assert rows[group]["competitor_could_earn"] == -points


@pytest.mark.parametrize(
    ("group", "points", "missing"),
    [
        (EXCLUSIVE_OPEN, 10, False),
        (EXCLUSIVE_TODAY, 10, False),
        (EXCLUSIVE_OVER, 0, False),
        (EXCLUSIVE_DATE_ONLY, 10, False),
        (EXCLUSIVE_NO, 0, False),
        (PAID, 0, True),
    ],
)
def test_intent_to_be_exclusive_until_it_expires(rows: Rows, group: int, points: float, missing: bool) -> None:
    assert (rows[group]["exclusive_points"], rows[group]["exclusive_missing"]) == (points, missing)


def test_total_is_the_sum(rows: Rows) -> None:
    full = rows[FULL]
    assert full["raw_points"] == full["score"] == 100
    assert [full[f"{code}_points"] for code in FACTORS] == [15, 10, 10, 5, 10, 10, 10, 10, 10, 0, 10]
    assert full["n_missing"] == 0


def test_dimensions_weigh_40_30_20_10() -> None:
    most = ReplicationModel().max_points
    assert [sum(most[code] for code in codes) for codes in DIMENSIONS.values()] == [40, 30, 20, 10]


def test_total_is_clamped_and_the_raw_points_stay_visible(rows: Rows) -> None:
    assert (rows[BELOW_ZERO]["raw_points"], rows[BELOW_ZERO]["score"]) == (-3, 0)


def test_priority_is_high_from_70_and_medium_from_40(make: Make) -> None:
    made = BookOf()
    known = {"has_hq_contact": 1, "is_procurement_known": 1, "is_procurement_described": 1, "has_exclusive_intent": 1}
    made.group(1, declared_plants=10, industry_rank=4, **known)  # 10 + 10 + 6 + 30: 56
    made.group(2, declared_plants=10, industry_rank=1, **known)  # 60, and 10 for payment in time: 70
    made.due(2, "2026-05-01", 100, "2026-05-01")
    made.group(3, declared_plants=10, industry_rank=1, **known)  # 60, and 9.99
    made.due(3, "2026-05-01", 999, "2026-05-01")
    made.due(3, "2026-05-01", 1, "2026-05-02")
    made.group(4, declared_plants=5, **known)  # 5 + 5 + 30: 40
    made.group(5, declared_plants=4, **known)  # 38
    scored = {
        row["group_id"]: (row["score"], row["priority"]) for row in records(score_book(made.frames(make), as_of=AS_OF))
    }
    assert scored[1] == (56, "medium")
    assert scored[2] == (70, "high")
    assert scored[3] == (pytest.approx(69.99), "medium")
    assert scored[4] == (40, "medium")
    assert scored[5] == (38, "low")


def test_potential_is_weighted_by_the_score(rows: Rows) -> None:
    csat = rows[CSAT]
    assert csat["weighted_potential_amount"] == pytest.approx(csat["potential_amount"] * csat["score"] / 100)
    assert rows[FULL]["weighted_potential_amount"] == pytest.approx(10 * 4000)
    assert rows[BARE]["weighted_potential_amount"] is None


def test_top_ranks_by_score_and_breaks_ties_by_key(make: Make) -> None:
    made = BookOf()
    for group, has_contact in ((1, 0), (2, 1), (3, 1), (4, 0)):
        made.group(group, has_hq_contact=has_contact)
    ranked = top(score_book(made.frames(make), as_of=AS_OF), 3)
    assert [(row["rank"], row["group_id"], row["score"]) for row in records(ranked)] == [
        (1, 2, 10),
        (2, 3, 10),
        (3, 1, 0),
    ]


def test_every_number_of_the_model_can_be_changed(book: BookOf, make: Make) -> None:
    model = ReplicationModel(
        version="trial",
        satisfaction_points=30,
        payment_months=60,
        cooperation_points_per_year=5,
        standing_steps=(StandingStep(5, 8),),
        competitor_penalty=1,
        high_from=90,
    )
    rows = {row["group_id"]: row for row in records(score_book(book.frames(make), as_of=AS_OF, model=model))}
    assert rows[CSAT]["satisfaction_points"] == pytest.approx(22.5)
    assert rows[PAID_LONG_AGO]["payment_points"] == 10
    assert rows[YEARS_SHORT]["cooperation_points"] == 10
    assert (rows[RANKS + 4]["standing_points"], rows[RANKS + 10]["standing_points"]) == (8, 0)
    assert rows[BELOW_ZERO]["raw_points"] == 1
    assert rows[FULL]["model_version"] == "trial"


def test_a_model_survives_json() -> None:
    model = replace(ReplicationModel(), version="2", standing_steps=(StandingStep(1, 10), StandingStep(2, 4)))
    assert ReplicationModel.from_dict(model.as_dict()) == model


@pytest.mark.parametrize(
    "numbers",
    [
        {"satisfaction_points": -1},
        {"standing_steps": [{"rank_to": 3, "points": 1}, {"rank_to": 3, "points": 2}]},
        {"standing_steps": [{"rank_to": 3, "points": -1}]},
        {"medium_from": 80},
        {"satisfaction_lowest": 5},
        {"payment_months": 0},
        {"charm": 10},
    ],
)
def test_it_refuses_contradictory_numbers(numbers: dict[str, Any]) -> None:
    with pytest.raises(ModelInvalid):
        ReplicationModel.from_dict(numbers)
