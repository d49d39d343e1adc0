"""What holds for every book: bounds, order of rows, unit of money, one more plant, same input same output."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaizhi.scoring import from_columns, records, score_book
from kaizhi.scoring.replication_model import FACTORS, ReplicationModel
from kaizhi.scoring.tests.books import AS_OF, BookOf

_MONEY_IN = ("amount", "paid_amount")
_MONEY_OUT = (
    "signed_amount",
    "average_plant_value",
    "potential_amount",
    "weighted_potential_amount",
    "amount_due",
    "amount_on_time",
)
_TODAY = 20779
_days = st.integers(_TODAY - 4000, _TODAY + 100)
_flags = st.sampled_from([None, 0, 1])
_amounts = st.one_of(st.none(), st.integers(0, 10**12))
_maybe_days = st.one_of(st.none(), _days)


def _rows(draw: Any, n_most: int, **columns: Any) -> list[dict[str, Any]]:
    return draw(st.lists(st.fixed_dictionaries(columns), max_size=n_most))


@st.composite
def books(draw: Any) -> BookOf:
    """Four groups of up to eight plants, with whatever may be known about them; some rows point at nobody."""
    made, groups = BookOf(), st.integers(1, 5)
    accounts = st.builds(lambda group, number: group * 100 + number, groups, st.integers(0, 9))
    for group in range(1, 5):
        facts = {
            "declared_plants": draw(st.one_of(st.none(), st.integers(0, 20))),
            "industry_rank": draw(st.one_of(st.none(), st.integers(1, 30))),
            "exclusive_until": draw(_maybe_days),
        }
        names = ("has_hq_contact", "is_procurement_known", "is_procurement_described", "has_exclusive_intent")
        made.group(group, **facts, **{name: draw(_flags) for name in names})
        for number in range(1, draw(st.integers(0, 8)) + 1):
            made.plant(group, number, is_active=draw(st.integers(0, 1)))
    signed = _rows(
        draw, 12, account_id=accounts, signed_on=_maybe_days, amount=_amounts, is_cancelled=st.integers(0, 1)
    )
    made.rows["signings"] = [{**row, "group_id": row["account_id"] // 100, "kind": "order"} for row in signed]
    made.rows["instalments"] = _rows(
        draw, 8, group_id=groups, due_on=_days, amount=st.integers(0, 10**9), paid_on=_maybe_days, paid_amount=_amounts
    )
    scores = st.integers(100, 500).map(lambda hundredths: hundredths / 100)
    made.rows["satisfaction"] = _rows(draw, 8, account_id=accounts, surveyed_on=_days, score=scores)
    made.rows["cases"] = _rows(draw, 3, account_id=accounts, published_on=_maybe_days, has_roi=_flags)
    made.rows["competitors"] = _rows(draw, 3, account_id=accounts, is_active=st.integers(0, 1))
    return made


def variant(made: BookOf, number: int, money: int = 1) -> BookOf:
    """The same book under other ids, with money in another unit."""
    shift = {"group_id": number * 1000, "account_id": number * 100_000}
    changed = BookOf()
    for name, rows in made.rows.items():
        changed.rows[name] = [
            {
                column: value + shift[column]
                if column in shift
                else value and value * money
                if column in _MONEY_IN
                else value
                for column, value in row.items()
            }
            for row in rows
        ]
    return changed


def together(*variants: BookOf) -> BookOf:
    """One book to score in one go: groups do not look at each other."""
    made = BookOf()
    for one in variants:
        for name, rows in one.rows.items():
            made.rows[name] += rows
    return made


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), st.integers(2, 1000), st.randoms(use_true_random=False))
def test_laws(made: BookOf, factor: int, random: Any) -> None:
    extended = variant(made, 2)
    for group in range(2001, 2005):
        extended.rows["plants"].append({"account_id": group * 100 + 50, "group_id": group, "is_active": 1})
    whole = together(made, variant(made, 1, money=factor), extended)
    scores = score_book(whole.frames(from_columns), as_of=AS_OF)
    rows = records(scores)
    plain, scaled, with_one_more = rows[:4], rows[4:8], rows[8:]
    it_stays_in_bounds(rows)
    the_unit_of_money_only_scales_money(plain, scaled, factor)
    one_more_uncovered_plant_never_lowers_the_potential(plain, with_one_more)
    assert records(scores) == rows, "same input, same output"
    for shuffled in whole.rows.values():
        random.shuffle(shuffled)
    the_order_of_rows_is_irrelevant(rows, records(score_book(whole.frames(from_columns), as_of=AS_OF)))


def it_stays_in_bounds(rows: list[dict[str, Any]]) -> None:
    most = ReplicationModel().max_points
    for row in rows:
        assert 0 <= row["score"] <= 100
        assert row["penetration"] is None or 0 <= row["penetration"] <= 1
        assert row["n_cooperating"] <= row["n_known"]
        if row["n_total"] is not None:
            assert row["n_total"] == row["n_cooperating"] + row["n_uncovered_known"] + row["n_unidentified"]
        for code in FACTORS:
            points = row[f"{code}_points"]
            assert (-5 if code == "competitor" else 0) <= points <= most[code]
            assert points + row[f"{code}_could_earn"] == pytest.approx(most[code])
            assert not (row[f"{code}_missing"] and points)


def the_unit_of_money_only_scales_money(plain: list[dict[str, Any]], scaled: list[dict[str, Any]], factor: int) -> None:
    for row, after in zip(plain, scaled, strict=True):
        expected = {n: v * factor if n in _MONEY_OUT and v is not None else v for n, v in row.items()}
        assert {name: _near(value) for name, value in expected.items()} == {**after, "group_id": row["group_id"]}


def one_more_uncovered_plant_never_lowers_the_potential(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    for row, extended in zip(before, after, strict=True):
        assert (extended["potential_amount"] or 0) >= (row["potential_amount"] or 0)
        for code in ("plants", "uncovered"):
            assert extended[f"{code}_points"] >= row[f"{code}_points"]


def the_order_of_rows_is_irrelevant(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    for row, shuffled in zip(before, after, strict=True):
        assert {name: _near(value) for name, value in row.items()} == shuffled


def _near(value: Any) -> Any:
    return pytest.approx(value, rel=1e-9) if isinstance(value, float) else value
