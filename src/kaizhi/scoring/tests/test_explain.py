from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kaizhi.scoring import Explanation, ReplicationModel, explain, from_columns, records, score_book
from kaizhi.scoring.explain import ACTION_CODES
from kaizhi.scoring.replication_model import FACTORS
from kaizhi.scoring.tests.books import AS_OF, BookOf, day

SOLD, BARE, KNOWN_NOTHING, EXPIRED, BEST = range(1, 6)


@pytest.fixture(scope="module")
def rows() -> dict[int, dict[str, Any]]:
    made = BookOf()
    made.group(
        SOLD, n_plants=3, signed=("2024-02-29", "2025-01-01"), amount=1000, declared_plants=5, is_procurement_known=1
    )
    made.survey(SOLD, 1, "2026-01-01", 4.2)
    made.due(SOLD, "2026-01-01", 100, "2026-02-01")
    made.competitor(SOLD, 3)
    made.group(
        BARE, declared_plants=3, has_hq_contact=0, is_procurement_known=0, has_exclusive_intent=0, industry_rank=30
    )
    made.group(KNOWN_NOTHING)
    made.group(EXPIRED, has_exclusive_intent=1, exclusive_until=20000)
    facts = {"industry_rank": 1, "has_hq_contact": 1, "is_procurement_known": 1, "is_procurement_described": 1}
    made.group(BEST, n_plants=20, signed=("2015-01-01",), has_exclusive_intent=1, declared_plants=30, **facts)
    made.survey(BEST, 1, "2026-10-01", 5)
    made.due(BEST, "2026-05-01", 100, "2026-05-01")
    made.case(BEST, 1, "2025-01-01")
    return {row["group_id"]: row for row in records(score_book(made.frames(from_columns), as_of=AS_OF))}


def of(rows: dict[int, dict[str, Any]], group: int) -> Explanation:
    return explain(rows[group], as_of=AS_OF)


def actions(explanation: Explanation) -> dict[str, tuple[float, bool, object]]:
    return {action.code: (action.adds, action.is_at_most, action.target) for action in explanation.actions}


def test_it_works(rows: dict[int, dict[str, Any]]) -> None:
    sold = of(rows, SOLD)
    assert [reason.code for reason in sold.reasons] == list(FACTORS)
    assert sum(reason.points for reason in sold.reasons) == pytest.approx(sold.raw_points)
    reasons = {reason.code: reason for reason in sold.reasons}
    assert reasons["satisfaction"].inputs == {"csat": 4.2, "n_surveyed": 1, "n_cooperating": 2}
    assert reasons["satisfaction"].points == pytest.approx(12)
    assert reasons["cooperation"].inputs == {"first_signed_on": date(2024, 2, 29), "n_full_years": 2}
    assert (reasons["cooperation"].points, reasons["cooperation"].could_earn) == (4, 6)
    assert reasons["standing"].is_missing
    assert reasons["competitor"].dimension == "competition"


def test_actions_of_a_group_that_buys(rows: dict[int, dict[str, Any]]) -> None:
    found = actions(of(rows, SOLD))
    assert found == {
        "describe_procurement": (10, False, None),
        "win_hq_contact": (10, False, None),
        "agree_exclusivity": (10, False, None),
        "collect_on_time": (10, True, 1.0),
        "find_industry_rank": (10, True, None),
        "publish_case": (5, False, None),
        "displace_competitor": (5, False, 1),
        "await_anniversary": (2, False, date(2027, 3, 1)),  # signed on a 29 February
        "raise_satisfaction": (pytest.approx(15 * 0.3 / 4), False, 4.5),
    }


def test_actions_come_by_what_they_add_certain_ones_first(rows: dict[int, dict[str, Any]]) -> None:
    keys = [(-action.adds, action.is_at_most) for action in of(rows, SOLD).actions]
    assert keys == sorted(keys)


def test_actions_of_a_group_nobody_sold_to(rows: dict[int, dict[str, Any]]) -> None:
    assert actions(of(rows, BARE)) == {
        "win_first_plant": (15, True, None),
        "win_hq_contact": (10, False, None),
        "learn_procurement": (10, False, None),
        "agree_exclusivity": (10, False, None),
    }


def test_what_is_unknown_is_worth_finding_out(rows: dict[int, dict[str, Any]]) -> None:
    found = actions(of(rows, KNOWN_NOTHING))
    assert found["declare_plants"] == (20, True, None)
    assert found["find_industry_rank"] == (10, True, None)
    assert "renew_exclusivity" in actions(of(rows, EXPIRED))


def test_each_certain_action_adds_what_it_says() -> None:
    """Do it, score again, compare. Group 1 stays as it was; each other one has done one thing."""
    done: dict[str, Callable[[BookOf, int], object]] = {
        "win_hq_contact": lambda book, group: book.rows["groups"][-1].update(has_hq_contact=1),
        "learn_procurement": lambda book, group: book.rows["groups"][-1].update(
            is_procurement_known=1, is_procurement_described=1
        ),
        "agree_exclusivity": lambda book, group: book.rows["groups"][-1].update(has_exclusive_intent=1),
        "displace_competitor": lambda book, group: book.rows["competitors"].pop(),
        "publish_case": lambda book, group: book.case(group, 1, "2026-01-01"),
        "raise_satisfaction": lambda book, group: book.survey(group, 1, "2026-11-01", 4.5),
        "await_anniversary": lambda book, group: book.rows["signings"][-1].update(signed_on=day("2023-11-22")),
    }
    made = BookOf()
    for group, act in enumerate([lambda book, group: None, *done.values()], start=1):
        made.group(group, n_plants=3, signed=("2023-11-23",), declared_plants=5, industry_rank=1)
        made.survey(group, 1, "2026-01-01", 4.2)
        made.competitor(group, 3)
        act(made, group)
    before, *after = records(score_book(made.frames(from_columns), as_of=AS_OF))
    promised = {action.code: action.adds for action in explain(before, as_of=AS_OF).actions if not action.is_at_most}
    gained = {code: row["score"] - before["score"] for code, row in zip(done, after, strict=True)}
    assert gained == pytest.approx(promised)


def test_the_next_priority_and_what_it_takes(rows: dict[int, dict[str, Any]]) -> None:
    assert (of(rows, BARE).next_priority, of(rows, BARE).points_to_next) == ("medium", 34)
    middle = explain({**rows[BARE], "score": 63.0, "raw_points": 63.0, "priority": "medium"}, as_of=AS_OF)
    assert (middle.next_priority, middle.points_to_next) == ("high", 7)
    assert (of(rows, BEST).next_priority, of(rows, BEST).points_to_next) == (None, None)


def test_a_perfect_score_has_nothing_to_raise(rows: dict[int, dict[str, Any]]) -> None:
    best = of(rows, BEST)
    assert (best.score, best.actions) == (100, ())


def test_near_the_top_an_action_adds_only_what_is_left(rows: dict[int, dict[str, Any]]) -> None:
    """A model that gives more than 100 in all: 98 raw points and ten to win make 100."""
    model = replace(ReplicationModel(), hq_contact_points=30)
    row = {**rows[BARE], "score": 98.0, "raw_points": 98.0, "priority": "high", "hq_contact_could_earn": 30.0}
    adds = {action.code: action.adds for action in explain(row, as_of=AS_OF, model=model).actions}
    assert adds["win_hq_contact"] == 2


def test_below_the_floor_an_action_first_fills_the_hole() -> None:
    made = BookOf()
    made.group(1, n_plants=1)
    made.competitor(1, 1)  # 1 + 1 - 5: -3 raw, 0 shown
    row = records(score_book(made.frames(from_columns), as_of=AS_OF))[0]
    adds = {action.code: action.adds for action in explain(row, as_of=AS_OF).actions}
    assert adds["displace_competitor"] == 2


def test_every_action_has_a_declared_code(rows: dict[int, dict[str, Any]]) -> None:
    found = {action.code for group in rows for action in of(rows, group).actions}
    assert found <= set(ACTION_CODES)


def test_it_becomes_json(rows: dict[int, dict[str, Any]]) -> None:
    document = of(rows, SOLD).as_dict()
    assert document["reasons"][2]["inputs"]["first_signed_on"] == "2024-02-29"
    assert document["actions"][0]["target"] is None
