"""Relation and marks: every row of the tables in docs/algorithms/coverage.md, and the edges between them."""

from datetime import date, timedelta

import pytest

from kaizhi.coverage import rules
from kaizhi.coverage.rules import Dealings, Mark, Relation, Thresholds

TODAY = date(2026, 11, 22)
EDGE = TODAY - timedelta(days=730)
LONG_AGO = EDGE - timedelta(days=1)


@pytest.mark.parametrize(
    ("dealings", "expected"),
    [
        (Dealings(last_signed_on=TODAY), Relation.CUSTOMER),
        (Dealings(last_signed_on=EDGE), Relation.CUSTOMER),
        (Dealings(last_signed_on=LONG_AGO), Relation.LOST),
        (Dealings(last_signed_on=TODAY, n_open=1, has_competitor=True), Relation.CUSTOMER),
        (Dealings(last_signed_on=LONG_AGO, n_open=1), Relation.IN_PROGRESS),
        (Dealings(n_open=2, last_lost_on=TODAY, has_competitor=True), Relation.IN_PROGRESS),
        (Dealings(last_won_on=TODAY), Relation.IN_PROGRESS),
        (Dealings(last_won_on=LONG_AGO), Relation.UNCOVERED),
        (Dealings(last_won_on=TODAY - timedelta(days=9), last_lost_on=TODAY), Relation.LOST),
        (Dealings(last_won_on=TODAY, last_lost_on=TODAY - timedelta(days=9)), Relation.IN_PROGRESS),
        (Dealings(last_lost_on=LONG_AGO, has_competitor=True), Relation.LOST),
        (Dealings(has_competitor=True), Relation.COMPETITOR),
        (Dealings(), Relation.UNCOVERED),
    ],
)
def test_it_works(dealings, expected):
    assert rules.own_relation(dealings, is_plant=True, as_of=TODAY) is expected


def test_only_an_operating_plant_is_uncovered():
    assert rules.own_relation(Dealings(), is_plant=False, as_of=TODAY) is Relation.NONE
    assert rules.own_relation(Dealings(last_signed_on=TODAY), is_plant=False, as_of=TODAY) is Relation.CUSTOMER


def test_the_limit_is_a_setting():
    strict = Thresholds(lost_after_days=30)
    month_old = Dealings(last_signed_on=TODAY - timedelta(days=31))
    assert rules.own_relation(month_old, is_plant=True, as_of=TODAY, limits=strict) is Relation.LOST


def marks(**changed):
    facts = {"registration": "existing", "n_overdue": 0, "satisfaction": 300, "follow_up_on": TODAY, "as_of": TODAY}
    return rules.marks_in(rules.marks_of(**(facts | changed)))


def test_nothing_wrong_marks_nothing():
    assert marks() == []
    assert marks(registration="", satisfaction=None, follow_up_on=None) == []
    assert marks(registration="moved_out") == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"registration": "revoked"}, Mark.ABNORMAL),
        ({"registration": "cancelled"}, Mark.ABNORMAL),
        ({"registration": "liquidating"}, Mark.ABNORMAL),
        ({"registration": "suspended"}, Mark.ABNORMAL),
        ({"n_overdue": 1}, Mark.OVERDUE),
        ({"satisfaction": 299}, Mark.DISSATISFIED),
        ({"follow_up_on": TODAY - timedelta(days=1)}, Mark.FOLLOW_UP),
    ],
)
def test_each_trouble_marks(changed, expected):
    assert marks(**changed) == [expected]


def test_the_gravest_comes_first():
    assert marks(follow_up_on=date(2020, 1, 1), n_overdue=3, registration="revoked", satisfaction=100) == list(Mark)


def test_total_is_the_larger_of_declared_and_known():
    assert rules.total_plants(12, 9) == 12
    assert rules.total_plants(8, 9) == 9
    assert rules.total_plants(None, 9) == 9
    assert rules.total_plants(None, 0) is None
    assert rules.total_plants(0, 0) == 0
