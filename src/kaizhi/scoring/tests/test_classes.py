"""docs/algorithms/customer_class.md, line by line, on every engine."""

from typing import Any

import pytest

from kaizhi.scoring import ClassModel, account_purchases, customer_classes, records
from kaizhi.scoring.classes import CLASSED, CLASSES, REASONS
from kaizhi.scoring.errors import ModelInvalid
from kaizhi.scoring.frames import SIGNINGS
from kaizhi.scoring.tests.books import AS_OF, Make, accounts, columns, day, purchases

YUAN = 100  # fen
LONG_AGO = day("2020-01-01")
Row = dict[str, Any]


def bought(yuan: int | None, **facts: Any) -> Row:
    """An account that bought for so much, and had bought before, in one quarter, without growth."""
    usual = {"purchases_prior_12m": 10**12, "after_sales_12m": 0, "n_active_quarters": 1, "first_signed_on": LONG_AGO}
    return {"purchases_12m": None if yuan is None else yuan * YUAN, **usual, **facts}


#: What each account bought and is -> class, reason, days to the next contact, resources
EXAMPLES: dict[str, tuple[Row, str | None, str, int | None, str | None]] = {
    "over 5 million, partner since 2020": (bought(5_000_001), "strategic", "large_and_long_term", 7, "high"),
    "a fen over 5 million": (
        bought(0, purchases_12m=500_000_001), "strategic", "large_and_long_term", 7, "high",
    ),
    "exactly 5 million is not more than 5 million": (
        bought(5_000_000, n_active_quarters=4), "important", "medium_and_continuing", 14, "medium_high",
    ),
    "over 5 million, partner for three years today": (
        bought(6_000_000, first_signed_on=day("2023-11-22")), "strategic", "large_and_long_term", 7, "high",
    ),
    "over 5 million, a day short of three years": (
        bought(6_000_000, first_signed_on=day("2023-11-23")), "important", "large_not_long_term", 14, "medium_high",
    ),
    "over 5 million, new, but a person calls it a partner": (
        bought(6_000_000, first_signed_on=day("2026-01-01"), is_long_term=1),
        "strategic", "large_and_long_term", 7, "high",
    ),
    "over 5 million, old, but a person says no": (
        bought(6_000_000, is_long_term=0), "important", "large_not_long_term", 14, "medium_high",
    ),
    "1 million in two quarters": (
        bought(1_000_000, n_active_quarters=2), "important", "medium_and_continuing", 14, "medium_high",
    ),
    "1 million in one quarter": (bought(1_000_000), "general", "medium_not_continuing", 30, "medium"),
    "1 million in one quarter, a person sees more coming": (
        bought(1_000_000, has_continuing_need=1), "important", "medium_and_continuing", 14, "medium_high",
    ),
    "a fen below 1 million": (
        bought(0, purchases_12m=99_999_999, n_active_quarters=4), "general", "occasional", 30, "medium",
    ),
    "exactly half a million": (bought(500_000), "general", "occasional", 30, "medium"),
    "a fen below half a million, as much as ever": (
        bought(0, purchases_12m=49_999_999), "maintenance", "small_without_growth", None, "low",
    ),
    "a tenth of a million, grown by a fifth": (
        bought(120_000, purchases_prior_12m=100_000 * YUAN), "potential", "can_grow", 90, "medium_low",
    ),
    "a tenth of a million, grown by less": (
        bought(119_999, purchases_prior_12m=100_000 * YUAN), "maintenance", "small_without_growth", None, "low",
    ),
    "its first purchase ever": (bought(10_000, purchases_prior_12m=0), "potential", "can_grow", 90, "medium_low"),
    "never bought, a person sees potential": (
        bought(0, first_signed_on=None, has_growth_potential=1), "potential", "can_grow", 90, "medium_low",
    ),
    "half of it spare parts": (
        bought(100_000, after_sales_12m=50_000 * YUAN, purchases_prior_12m=0),
        "maintenance", "mainly_after_sales", None, "low",
    ),
    "less than half of it spare parts": (
        bought(100_000, after_sales_12m=49_999 * YUAN, purchases_prior_12m=0),
        "potential", "can_grow", 90, "medium_low",
    ),
    "bought once, nothing in 12 months": (bought(0), "maintenance", "mainly_after_sales", None, "low"),
    "spare parts for a million are still a million": (
        bought(1_000_000, after_sales_12m=1_000_000 * YUAN), "general", "medium_not_continuing", 30, "medium",
    ),
    "never bought, nothing known": (
        bought(0, purchases_prior_12m=0, first_signed_on=None), None, "never_bought", None, None,
    ),
    "signed without an amount": (bought(None), None, "unknown_purchases", None, None),
}  # fmt: skip


@pytest.fixture(scope="module")
def classed(make: Make) -> dict[str, Row]:
    rows = [{"account_id": number, **example[0]} for number, example in enumerate(EXAMPLES.values())]
    return dict(zip(EXAMPLES, records(customer_classes(purchases(make, rows), as_of=AS_OF)), strict=True))


@pytest.mark.parametrize("name", EXAMPLES)
def test_class_of(classed: dict[str, Row], name: str) -> None:
    row, (_, customer_class, reason, contact_days, resources) = classed[name], EXAMPLES[name]
    assert (row["customer_class"], row["class_reason"]) == (customer_class, reason)
    assert (row["contact_days"], row["resources"]) == (contact_days, resources)


def test_it_works(classed: dict[str, Row]) -> None:
    assert all(tuple(row) == CLASSED for row in classed.values())
    assert {row["customer_class"] for row in classed.values()} == {*CLASSES, None}
    assert {row["class_reason"] for row in classed.values()} == set(REASONS)


def test_rhythm_is_weekly_two_weeks_month_quarter_and_on_demand() -> None:
    assert ClassModel().contact_days == {
        "strategic": 7, "important": 14, "general": 30, "potential": 90, "maintenance": None,
    }  # fmt: skip


def signing(account_id: int, signed_on: str, amount: int | None, kind: str = "order", *, is_cancelled: int = 0) -> Row:
    return {
        "account_id": account_id, "group_id": 1, "signed_on": day(signed_on), "amount": amount,
        "is_cancelled": is_cancelled, "kind": kind,
    }  # fmt: skip


def test_purchases_of_twelve_months(make: Make) -> None:
    rows = [
        signing(1, "2026-11-22", 1),  # as_of itself, the latest quarter
        signing(1, "2026-08-23", 2),  # first day of the latest quarter
        signing(1, "2026-08-22", 4),  # last day of the quarter before
        signing(1, "2025-11-23", 8, "after_sales"),  # first day of the 12 months
        signing(1, "2025-11-22", 16),  # last day of the 12 before
        signing(1, "2024-11-23", 32),  # first day of those
        signing(1, "2024-11-22", 64),  # older
        signing(1, "2026-11-23", 128),  # after as_of
        signing(1, "2026-01-01", 256, is_cancelled=1),
        signing(2, "2026-01-01", None),
    ]
    known = accounts(make, [{"account_id": 1, "is_long_term": 1}, {"account_id": 2}, {"account_id": 3}])
    made = records(account_purchases(known, make(SIGNINGS, columns(SIGNINGS, rows)), as_of=AS_OF))
    one, two, three = made
    assert (one["purchases_12m"], one["purchases_prior_12m"], one["after_sales_12m"]) == (1 + 2 + 4 + 8, 16 + 32, 8)
    assert one["n_active_quarters"] == 3
    assert (one["first_signed_on"], one["is_long_term"]) == (day("2024-11-22"), 1)
    assert (two["purchases_12m"], two["n_active_quarters"]) == (None, 1)
    assert (three["purchases_12m"], three["first_signed_on"], three["n_active_quarters"]) == (0, None, 0)


def test_purchases_lead_to_a_class(make: Make) -> None:
    rows = [signing(1, "2021-01-01", 1), signing(1, "2026-06-01", 600_000_000), signing(2, "2026-10-01", 70_000_000)]
    frame = account_purchases(
        accounts(make, [{"account_id": 1}, {"account_id": 2}]), make(SIGNINGS, columns(SIGNINGS, rows)), as_of=AS_OF
    )
    assert [row["customer_class"] for row in records(customer_classes(frame, as_of=AS_OF))] == ["strategic", "general"]


def test_every_number_of_the_model_can_be_changed(make: Make) -> None:
    model = ClassModel(
        version="trial",
        strategic_above=4_000,
        important_from=3_000,
        general_from=2_000,
        long_term_years=9,
        general_days=21,
    )
    rows = [bought(0, account_id=1, purchases_12m=4_001), bought(0, account_id=2, purchases_12m=2_000)]
    made = records(customer_classes(purchases(make, rows), as_of=AS_OF, model=model))
    assert [(row["customer_class"], row["contact_days"]) for row in made] == [("important", 14), ("general", 21)]
    assert made[0]["class_version"] == "trial"


@pytest.mark.parametrize(
    "numbers", [{"general_from": 10**9}, {"after_sales_share": 0}, {"growth_ratio": 0}, {"potential_days": 0}]
)
def test_it_refuses_contradictory_numbers(numbers: dict[str, Any]) -> None:
    with pytest.raises(ModelInvalid):
        ClassModel(**numbers)
