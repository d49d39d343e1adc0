"""What the replication score reads beside the group figures: one row of inputs per group.

Source: docs/algorithms/replication_score.md, "Inputs".
"""

from datetime import date

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from kaizhi.scoring.engine import FLOAT, Frame, grouped, prepare
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
from kaizhi.scoring.penetration import is_cooperating, share, valid_signings, with_first_signing

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
    valid = valid_signings(prepare(SIGNINGS, book.signings), as_of)
    plants = with_first_signing(prepare(PLANTS, book.plants), valid)
    for part in (
        _latest_scores(prepare(SATISFACTION, book.satisfaction), as_of),
        _usable_cases(prepare(CASES, book.cases), as_of),
        _active_competitors(prepare(COMPETITORS, book.competitors)),
    ):
        plants = plants.join(part, on="account_id", how="left")
    joined = (
        prepare(GROUPS, book.groups)
        .join(_of_plants(plants), on="group_id", how="left")
        .join(_payment(prepare(INSTALMENTS, book.instalments), as_of, due_after), on="group_id", how="left")
    )
    counts = nw.col("n_surveyed", "n_cases", "n_competitor_plants").fill_null(0)
    return joined.with_columns(counts).select("group_id", *EVIDENCE)


def _of_plants(plants: Frame) -> Frame:
    """Satisfaction over cooperating plants, cases over all of them, competitors over the uncovered ones."""
    is_open = (nw.col("is_active") == 1) & nw.col("first_signed_on").is_null()
    marked = plants.with_columns(
        nw.when(is_cooperating() == 1).then(nw.col("plant_score")).alias("asked_score"),
        nw.when(is_open & ~nw.col("n_products").is_null()).then(1).otherwise(0).alias("is_held"),
        nw.col("n_cases").fill_null(0),
    )
    counts = {
        "n_surveyed": nw.col("asked_score").count(),
        "n_cases": nw.col("n_cases").sum(),
        "n_competitor_plants": nw.col("is_held").sum(),
    }
    return grouped(marked, "group_id", ints=counts, floats={"csat": nw.col("asked_score").mean()})


def _latest_scores(answers: Frame, as_of: date) -> Frame:
    """Each plant's latest score; several answers of that day count by their mean."""
    given = answers.filter((nw.col("surveyed_on") <= epoch_day(as_of)) & ~nw.col("score").is_null())
    latest = grouped(given, "account_id", ints={"latest_on": nw.col("surveyed_on").max()})
    on_that_day = given.join(latest, on="account_id", how="inner").filter(nw.col("surveyed_on") == nw.col("latest_on"))
    return grouped(on_that_day, "account_id", floats={"plant_score": nw.col("score").mean()})


def _usable_cases(cases: Frame, as_of: date) -> Frame:
    """How many cases of each plant are published or have a measured return."""
    published = (nw.col("published_on") <= epoch_day(as_of)).fill_null(value=False)
    usable = cases.filter(published | (nw.col("has_roi").fill_null(0) == 1))
    return grouped(usable, "account_id", ints={"n_cases": nw.len()})


def _active_competitors(competitors: Frame) -> Frame:
    return grouped(competitors.filter(nw.col("is_active") == 1), "account_id", ints={"n_products": nw.len()})


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
