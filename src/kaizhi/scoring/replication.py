"""The replication score: how ready a group is for bringing to its other plants what one of them already runs.

Source: docs/algorithms/replication_score.md.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from kaizhi.scoring.engine import FLOAT, INT, Frame, native_like
from kaizhi.scoring.evidence import EVIDENCE, gather
from kaizhi.scoring.frames import Book, epoch_day
from kaizhi.scoring.penetration import FIGURES, group_figures
from kaizhi.scoring.replication_model import FACTORS, ReplicationModel
from kaizhi.scoring.spans import months_before, years_before


@dataclass(frozen=True)
class _Factor:
    """How one factor is earned: its points where the input is known, and where the input is missing."""

    points: nw.Expr
    is_missing: nw.Expr


def replication_scores(
    figures: IntoFrameT, book: Book[IntoFrameT], *, as_of: date, model: ReplicationModel | None = None
) -> IntoFrameT:
    """The replication score of every group, with the points of each factor.

    score = sum of the eleven factors' points, clamped to 0..100; priority high from 70, medium from 40, else low.
    A factor whose input is missing earns 0 points and is marked; it can still earn all of them.
    weighted_potential_amount = potential_amount x score / 100.

    Args:
        figures: what `group_figures` gave for the same book and day.
        book: all frames of the run.
        as_of: the day to look from; what was signed, due, surveyed or published later does not count.
        model: the numbers; the documented ones if not given.
    Returns:
        One row per group, sorted by group_id: the columns of FIGURES, the inputs (EVIDENCE), for each code of
        FACTORS the columns code_points, code_could_earn (points) and code_missing (boolean), then n_missing,
        raw_points, score, priority, weighted_potential_amount (minor units, unrounded) and model_version.
    Raises:
        ColumnMissing, ColumnMistyped: a frame does not keep its declaration.
    Source: docs/algorithms/replication_score.md.
    """
    numbers = model or ReplicationModel()
    known: Any = nw.from_native(figures)
    frame = known.join(gather(book, as_of, months_before(as_of, numbers.payment_months)), on="group_id", how="left")
    scored = _with_total(_with_points(frame, _factors(numbers, as_of)), numbers)
    return native_like(figures, scored.sort("group_id"))


def score_book(book: Book[IntoFrameT], *, as_of: date, model: ReplicationModel | None = None) -> IntoFrameT:
    """Group figures and replication score in one go: `replication_scores` of the book's own `group_figures`."""
    figures = group_figures(book.groups, book.plants, book.signings, as_of=as_of)
    return replication_scores(figures, book, as_of=as_of, model=model)


def top(scores: IntoFrameT, n: int | None = None) -> IntoFrameT:
    """The scores from the highest down, equal ones by group_id, with their `rank` from 1; the first n, or all."""
    frame: Any = nw.from_native(scores)
    in_order = nw.col("group_id").cum_count().over(order_by=["falling", "group_id"])
    ranked = frame.with_columns((-nw.col("score")).alias("falling")).with_columns(in_order.cast(INT).alias("rank"))
    wanted = ranked if n is None else ranked.filter(nw.col("rank") <= n)
    return native_like(scores, wanted.drop("falling").sort("rank"))


def _factors(model: ReplicationModel, as_of: date) -> dict[str, _Factor]:
    known_never_missing = nw.lit(value=False)
    described = (nw.col("is_procurement_known") == 1) & (nw.col("is_procurement_described").fill_null(0) == 1)
    return {
        "satisfaction": _Factor(_satisfaction(model), nw.col("csat").is_null()),
        "payment": _Factor(nw.col("payment_share") * model.payment_points, nw.col("payment_share").is_null()),
        "cooperation": _Factor(_cooperation(model, as_of), known_never_missing),
        "case": _Factor(_all_or_nothing(nw.col("n_cases") > 0, model.case_points), known_never_missing),
        "plants": _per_unit("n_total", model.points_per_plant, model.plants_points),
        "uncovered": _per_unit("n_uncovered", model.points_per_uncovered_plant, model.uncovered_points),
        "standing": _Factor(_standing(model), nw.col("industry_rank").is_null()),
        "hq_contact": _Factor(
            _all_or_nothing(nw.col("has_hq_contact") == 1, model.hq_contact_points), nw.col("has_hq_contact").is_null()
        ),
        "procurement": _Factor(
            _all_or_nothing(described, model.procurement_points), nw.col("is_procurement_known").is_null()
        ),
        "competitor": _Factor(
            _all_or_nothing(nw.col("n_competitor_plants") > 0, -model.competitor_penalty), known_never_missing
        ),
        "exclusive": _exclusive(model, as_of),
    }


def _satisfaction(model: ReplicationModel) -> nw.Expr:
    span = model.satisfaction_highest - model.satisfaction_lowest
    share = (nw.col("csat") - model.satisfaction_lowest) / span
    return share.clip(0.0, 1.0) * model.satisfaction_points


def _cooperation(model: ReplicationModel, as_of: date) -> nw.Expr:
    """Full calendar years since the first signing: one step per anniversary reached, until the points are used up."""
    n_steps = ceil(model.cooperation_points / model.cooperation_points_per_year)
    years = nw.lit(0).cast(INT)
    for n in range(1, n_steps + 1):
        reached = nw.col("first_signed_on") <= epoch_day(years_before(as_of, n))
        years = years + nw.when(reached.fill_null(value=False)).then(1).otherwise(0)
    return (years.cast(FLOAT) * model.cooperation_points_per_year).clip(0.0, model.cooperation_points)


def _per_unit(count: str, points_each: float, at_most: float) -> _Factor:
    return _Factor((nw.col(count).cast(FLOAT) * points_each).clip(0.0, at_most), nw.col(count).is_null())


def _standing(model: ReplicationModel) -> nw.Expr:
    points = nw.lit(0.0)
    for step in reversed(model.standing_steps):
        reached = (nw.col("industry_rank") <= step.rank_to).fill_null(value=False)
        points = nw.when(reached).then(nw.lit(float(step.points))).otherwise(points)
    return points


def _exclusive(model: ReplicationModel, as_of: date) -> _Factor:
    """An end date alone tells of an intent too; an intent without an end date has not expired."""
    flag, until = nw.col("has_exclusive_intent"), nw.col("exclusive_until")
    intends = (flag == 1).fill_null(value=False) | (flag.is_null() & ~until.is_null())
    in_force = intends & (until >= epoch_day(as_of)).fill_null(value=True)
    return _Factor(_all_or_nothing(in_force, model.exclusive_points), flag.is_null() & until.is_null())


def _all_or_nothing(holds: nw.Expr, points: float) -> nw.Expr:
    return nw.when(holds.fill_null(value=False)).then(nw.lit(float(points))).otherwise(nw.lit(0.0))


def _with_points(frame: Frame, factors: dict[str, _Factor]) -> Frame:
    points = {code: factor.points.cast(FLOAT).fill_null(0.0) for code, factor in factors.items()}
    return frame.with_columns(
        *(points[code].alias(f"{code}_points") for code in FACTORS),
        *(factors[code].is_missing.alias(f"{code}_missing") for code in FACTORS),
    )


def _with_total(earned: Frame, model: ReplicationModel) -> Frame:
    """All that follows from the points, in one step: each step over so many columns costs planning time."""
    raw, n_missing = nw.lit(0.0), nw.lit(0).cast(INT)
    for code in FACTORS:
        raw = raw + nw.col(f"{code}_points")
        n_missing = n_missing + nw.col(f"{code}_missing").cast(INT)
    score = raw.clip(model.score_lowest, model.score_highest)
    below_high = nw.when(score >= model.medium_from).then(nw.lit("medium")).otherwise(nw.lit("low"))
    could_earn = {code: nw.lit(most) - nw.col(f"{code}_points") for code, most in model.max_points.items()}
    return earned.with_columns(
        *(points.alias(f"{code}_could_earn") for code, points in could_earn.items()),
        n_missing.alias("n_missing"),
        raw.alias("raw_points"),
        score.alias("score"),
        nw.when(score >= model.high_from).then(nw.lit("high")).otherwise(below_high).alias("priority"),
        (nw.col("potential_amount") * score / 100).alias("weighted_potential_amount"),
        nw.lit(model.version).alias("model_version"),
    ).select(*SCORES)


SCORES = (
    *FIGURES,
    *EVIDENCE,
    *(f"{code}_{part}" for code in FACTORS for part in ("points", "could_earn", "missing")),
    "n_missing",
    "raw_points",
    "score",
    "priority",
    "weighted_potential_amount",
    "model_version",
)
