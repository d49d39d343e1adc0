"""docs/algorithms/group_figures.md, line by line, on every engine. Each group of the book is one worked example."""

from typing import Any

import pytest

from kaizhi.scoring import PenetrationBands, book_summary, group_figures, records, replication_gaps, uncovered_plants
from kaizhi.scoring.errors import ModelInvalid
from kaizhi.scoring.penetration import FIGURES
from kaizhi.scoring.tests.books import AS_OF, BookOf, Make, day

TWELVE, NONE_DECLARED, BELOW, EMPTY, ZERO, CLOSED, CANCELLED, LATER, HEAD, UNPRICED, HALF_PRICED, WAVES = range(1, 13)
BANDS = 50  # 51 to 60: groups of 40 plants, with a band's edge on each side


@pytest.fixture(scope="module")
def book() -> BookOf:
    made = BookOf()
    # R6: 12 plants, 5 of them ours, signed for 1,000 + 1,000 + 1,000 + 1,000 + 1,001
    made.group(TWELVE, n_plants=7, declared_plants=12, signed=("2024-01-10",) * 4, amount=1000)
    made.sign(TWELVE, 5, "2024-01-10", 1001)
    made.group(NONE_DECLARED, n_plants=4, signed=("2025-01-01",))
    made.group(BELOW, n_plants=3, declared_plants=2, signed=("2025-01-01",))
    made.group(EMPTY)
    made.group(ZERO, declared_plants=0)
    made.group(CLOSED, n_plants=2, signed=("2025-01-01",))
    made.plant(CLOSED, 3, is_active=0)
    made.sign(CLOSED, 3, "2024-12-02", 500)
    made.group(CANCELLED, n_plants=2)
    made.sign(CANCELLED, 1, "2025-01-01", is_cancelled=1)
    made.sign(CANCELLED, 2, None)
    made.group(LATER, n_plants=2, signed=("2026-11-22", "2026-11-23"))
    made.group(HEAD, n_plants=2)
    made.sign(HEAD, 0, "2025-01-01", 900, kind="contract")
    made.group(UNPRICED, n_plants=2, signed=("2025-01-01",), amount=None)
    made.group(HALF_PRICED, n_plants=4, signed=("2025-01-01",), amount=300)
    made.sign(HALF_PRICED, 2, "2025-01-01", None)
    # first signings of four plants: days 0, 100, 150 and 300; the second signing of plant 1 changes nothing
    made.group(WAVES, n_plants=5, signed=("2025-01-01", "2025-04-11", "2025-05-31", "2025-10-28"), amount=25)
    made.sign(WAVES, 1, "2025-02-01", 0)
    for n_cooperating in (0, 1, 10, 11, 20, 21, 30, 31, 40):
        made.group(BANDS + n_cooperating, n_plants=40, signed=("2025-01-01",) * n_cooperating)
    return made


@pytest.fixture(scope="module")
def rows(book: BookOf, make: Make) -> dict[int, dict[str, Any]]:
    frames = book.frames(make)
    return {
        row["group_id"]: row
        for row in records(group_figures(frames.groups, frames.plants, frames.signings, as_of=AS_OF))
    }


def test_it_works(rows: dict[int, dict[str, Any]]) -> None:
    assert tuple(rows[TWELVE]) == FIGURES
    assert list(rows) == sorted(rows)


def test_total_plants_is_the_larger_of_declared_and_known(rows: dict[int, dict[str, Any]]) -> None:
    assert [rows[group]["n_total"] for group in (TWELVE, NONE_DECLARED, BELOW)] == [12, 4, 3]


def test_declared_below_known_raises_a_flag(rows: dict[int, dict[str, Any]]) -> None:
    assert [rows[group]["is_declared_below_known"] for group in (TWELVE, NONE_DECLARED, BELOW)] == [False, False, True]


def test_a_closed_plant_is_not_counted_but_its_signing_was_money_and_had_its_place(
    rows: dict[int, dict[str, Any]],
) -> None:
    closed = rows[CLOSED]
    assert (closed["n_known"], closed["n_cooperating"], closed["n_total"]) == (2, 1, 2)
    assert closed["signed_amount"] == 600
    assert closed["cycle_days"] == 30  # closed plant on 2024-12-02, the next on 2025-01-01


def test_cooperating_plants_have_a_signing(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[TWELVE]["n_cooperating"] == 5


def test_cancelled_and_unsigned_do_not_cooperate(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[CANCELLED]["n_cooperating"] == 0
    assert rows[CANCELLED]["signed_amount"] == 0
    assert rows[CANCELLED]["first_signed_on"] is None


def test_as_of_itself_counts_and_the_day_after_does_not(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[LATER]["n_cooperating"] == 1
    assert rows[LATER]["signed_amount"] == 100


def test_the_head_office_signs_but_is_no_plant(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[HEAD]["n_cooperating"] == 0
    assert rows[HEAD]["signed_amount"] == 900
    assert rows[HEAD]["average_plant_value"] is None
    assert rows[HEAD]["first_signed_on"] == day("2025-01-01")


def test_uncovered_plants_are_known_by_name_or_not_yet_identified(rows: dict[int, dict[str, Any]]) -> None:
    twelve = rows[TWELVE]
    assert (twelve["n_uncovered"], twelve["n_uncovered_known"], twelve["n_unidentified"]) == (7, 2, 5)


def test_known_uncovered_plants_are_listed(book: BookOf, make: Make) -> None:
    frames = book.frames(make)
    listed = records(uncovered_plants(frames.plants, frames.signings, as_of=AS_OF))
    assert [row["account_id"] for row in listed if row["group_id"] == TWELVE] == [106, 107]
    assert [row["account_id"] for row in listed if row["group_id"] == CLOSED] == [602]


def test_penetration_is_cooperating_over_total(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[TWELVE]["penetration"] == pytest.approx(5 / 12)


@pytest.mark.parametrize("group", [EMPTY, ZERO])
def test_penetration_and_band_are_null_when_total_is_unknown_or_zero(
    rows: dict[int, dict[str, Any]], group: int
) -> None:
    assert (rows[group]["penetration"], rows[group]["band"]) == (None, None)


def test_an_unknown_total_is_not_zero(rows: dict[int, dict[str, Any]]) -> None:
    assert (rows[EMPTY]["n_total"], rows[EMPTY]["n_uncovered"], rows[EMPTY]["n_unidentified"]) == (None, None, None)
    assert (rows[ZERO]["n_total"], rows[ZERO]["n_uncovered"]) == (0, 0)


@pytest.mark.parametrize(
    ("n_cooperating", "band"),
    [
        (0, "red"),
        (1, "red"),
        (10, "red"),
        (11, "yellow"),
        (20, "yellow"),
        (21, "green"),
        (30, "green"),
        (31, "blue"),
        (40, "blue"),
    ],
)
def test_band_edges_of_forty_plants(rows: dict[int, dict[str, Any]], n_cooperating: int, band: str) -> None:
    """10, 20 and 30 of 40 are exactly 25, 50 and 75 %: still the lower band."""
    assert rows[BANDS + n_cooperating]["band"] == band


def test_a_quarter_and_a_thousandth_is_yellow(make: Make) -> None:
    """25.1 %: 251 of 1,000 plants; 25.0 %: 250 of them."""
    for n_cooperating, band in ((250, "red"), (251, "yellow")):
        made = BookOf()
        made.group(1, n_plants=n_cooperating, declared_plants=1000, signed=("2025-01-01",) * n_cooperating)
        frames = made.frames(make)
        assert records(group_figures(frames.groups, frames.plants, frames.signings, as_of=AS_OF))[0]["band"] == band


def test_average_plant_value_is_the_signed_amount_per_cooperating_plant(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[TWELVE]["signed_amount"] == 5001
    assert rows[TWELVE]["average_plant_value"] == pytest.approx(1000.2)  # not rounded


def test_average_and_potential_are_null_when_none_cooperates(rows: dict[int, dict[str, Any]]) -> None:
    assert (rows[CANCELLED]["average_plant_value"], rows[CANCELLED]["potential_amount"]) == (None, None)


def test_a_signing_without_amount_makes_a_plant_cooperate_and_is_not_zero(rows: dict[int, dict[str, Any]]) -> None:
    unpriced, half = rows[UNPRICED], rows[HALF_PRICED]
    assert (unpriced["n_cooperating"], unpriced["signed_amount"], unpriced["average_plant_value"]) == (1, None, None)
    assert (half["n_cooperating"], half["n_unpriced"], half["average_plant_value"]) == (2, 1, 150)


def test_potential_is_uncovered_times_average(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[TWELVE]["potential_amount"] == pytest.approx(7 * 1000.2)


def test_replication_cycle_is_the_gap_from_first_to_second_plant(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[WAVES]["cycle_days"] == 100
    assert rows[WAVES]["later_gap_days"] == pytest.approx((50 + 150) / 2)


def test_no_second_plant_no_cycle(rows: dict[int, dict[str, Any]]) -> None:
    assert (rows[NONE_DECLARED]["cycle_days"], rows[NONE_DECLARED]["later_gap_days"]) == (None, None)


def test_plants_signed_on_one_day_have_a_gap_of_zero(rows: dict[int, dict[str, Any]]) -> None:
    assert rows[TWELVE]["cycle_days"] == 0


def test_further_gaps_are_kept(book: BookOf, make: Make) -> None:
    frames = book.frames(make)
    gaps = [
        row
        for row in records(replication_gaps(frames.plants, frames.signings, as_of=AS_OF))
        if row["group_id"] == WAVES
    ]
    assert [(row["nth"], row["account_id"], row["gap_days"]) for row in gaps] == [
        (2, 1202, 100),
        (3, 1203, 50),
        (4, 1204, 150),
    ]
    assert gaps[0]["signed_on"] == day("2025-04-11")


def test_cycle_is_averaged_over_groups_that_have_one(make: Make) -> None:
    made = BookOf()
    made.group(1, n_plants=2, signed=("2025-01-01", "2025-01-31"))  # 30 days
    made.group(2, n_plants=2, signed=("2025-01-01", "2025-03-12"))  # 70 days
    made.group(3, n_plants=2, signed=("2025-01-01",))
    made.group(4)
    frames = made.frames(make)
    summary = records(book_summary(group_figures(frames.groups, frames.plants, frames.signings, as_of=AS_OF)))[0]
    assert (summary["n_with_cycle"], summary["mean_cycle_days"]) == (2, 50)
    assert (summary["n_groups"], summary["n_total"], summary["n_cooperating"]) == (4, 6, 5)
    assert summary["penetration"] == pytest.approx(5 / 6)


def test_an_empty_book_has_no_penetration(make: Make) -> None:
    frames = BookOf().frames(make)
    figures = group_figures(frames.groups, frames.plants, frames.signings, as_of=AS_OF)
    assert records(figures) == []
    summary = records(book_summary(figures))[0]
    assert (summary["n_groups"], summary["penetration"], summary["mean_cycle_days"]) == (0, None, None)


def test_bands_can_be_changed_and_must_rise(book: BookOf, make: Make) -> None:
    frames = book.frames(make)
    bands = PenetrationBands(red_to=0.4, yellow_to=0.6, green_to=0.9)
    figures = group_figures(frames.groups, frames.plants, frames.signings, as_of=AS_OF, bands=bands)
    assert {row["group_id"]: row["band"] for row in records(figures)}[TWELVE] == "yellow"  # 41.7 %
    with pytest.raises(ModelInvalid, match="rise"):
        PenetrationBands(red_to=0.5, yellow_to=0.5)
