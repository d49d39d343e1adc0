"""What the replication score reads beside the group figures: one row of inputs per group.

Source: docs/algorithms/replication_score.md, "Inputs".
"""

from datetime import date

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from kaizhi.scoring.engine import FLOAT, INT, Frame, grouped, prepare
from kaizhi.scoring.frames import (
    CASES,
    COMPETITORS,
    GROUPS,
    INSTALMENTS,
    PLANTS,
    SATISFACTION,
    SIGNINGS,
    Book,
    epoch_day,
)
from kaizhi.scoring.penetration import cooperating, share, uncovered, valid_signings, with_first_signing

EVIDENCE = (
    "industry_rank",
    "has_hq_contact",
    "is_procurement_known",
    "is_procurement_described",
    "has_exclusive_intent",
    "exclusive_until",
    "csat",
    "n_surveyed",
    "amount_due",
    "amount_on_time",
    "payment_share",
    "n_cases",
    "n_competitor_plants",
)


def gather(book: Book[IntoFrameT], as_of: date, due_after: date) -> Frame:
    """One row per group: group_id and the columns of EVIDENCE, null where nothing is known."""
    plants = prepare(PLANTS, book.plants)
    covered = with_first_signing(plants, valid_signings(prepare(SIGNINGS, book.signings), as_of))
    counts = ("n_surveyed", "n_cases", "n_competitor_plants")
    joined = prepare(GROUPS, book.groups)
    for part in (
        _satisfaction(cooperating(covered), prepare(SATISFACTION, book.satisfaction), as_of),
        _payment(prepare(INSTALMENTS, book.instalments), as_of, due_after),
        _cases(plants, prepare(CASES, book.cases), as_of),
        _competitors(uncovered(covered), prepare(COMPETITORS, book.competitors)),
    ):
        joined = joined.join(part, on="group_id", how="left")
    return joined.with_columns(nw.col(*counts).fill_null(0)).select("group_id", *EVIDENCE)


def _satisfaction(plants: Frame, answers: Frame, as_of: date) -> Frame:
    """The mean over cooperating plants of each one's latest score; several answers of that day count by their mean."""
    given = answers.filter((nw.col("surveyed_on") <= epoch_day(as_of)) & ~nw.col("score").is_null())
    latest = grouped(given, "account_id", ints={"latest_on": nw.col("surveyed_on").max()})
    on_that_day = given.join(latest, on="account_id", how="inner").filter(nw.col("surveyed_on") == nw.col("latest_on"))
    by_plant = grouped(on_that_day, "account_id", floats={"plant_score": nw.col("score").mean()})
    asked = plants.select("account_id", "group_id").join(by_plant, on="account_id", how="inner")
    mean = {"csat": nw.col("plant_score").mean()}
    return grouped(asked, "group_id", ints={"n_surveyed": nw.len()}, floats=mean)


def _payment(instalments: Frame, as_of: date, due_after: date) -> Frame:
    """Of the amount due after `due_after` and up to `as_of`, the share received on or before its due day."""
    due = nw.col("due_on")
    in_window = instalments.filter(due > epoch_day(due_after), due <= epoch_day(as_of), nw.col("amount") > 0)
    received = nw.when(nw.col("paid_amount").is_null()).then(nw.col("amount")).otherwise(nw.col("paid_amount"))
    is_on_time = (nw.col("paid_on") <= due).fill_null(value=False)
    counted = in_window.with_columns(received.alias("received")).with_columns(
        nw.when(nw.col("received") > nw.col("amount"))
        .then(nw.col("amount"))
        .otherwise(nw.col("received"))
        .alias("kept")
    )
    judged = counted.with_columns(nw.when(is_on_time).then(nw.col("kept")).otherwise(0).alias("on_time"))
    sums = {"amount_due": nw.col("amount").sum(), "amount_on_time": nw.col("on_time").sum()}
    totals = grouped(judged, "group_id", ints=sums)
    return totals.with_columns(share("amount_on_time", "amount_due").cast(FLOAT).alias("payment_share"))


def _cases(plants: Frame, cases: Frame, as_of: date) -> Frame:
    """How many cases of the group's plants, working or closed, are published or have a measured return."""
    published = (nw.col("published_on") <= epoch_day(as_of)).fill_null(value=False)
    usable = cases.filter(published | (nw.col("has_roi").fill_null(0) == 1)).select("account_id")
    of_group = usable.join(plants.select("account_id", "group_id"), on="account_id", how="inner")
    return grouped(of_group, "group_id", ints={"n_cases": nw.len()})


def _competitors(plants: Frame, competitors: Frame) -> Frame:
    """How many of the uncovered plants run a competitor's product."""
    active = competitors.filter(nw.col("is_active") == 1).with_columns(nw.lit(1).cast(INT).alias("one"))
    per_plant = grouped(active, "account_id", ints={"n_products": nw.col("one").sum()})
    held = plants.select("account_id", "group_id").join(per_plant, on="account_id", how="inner")
    return grouped(held, "group_id", ints={"n_competitor_plants": nw.len()})
