"""Group figures: how far we have come in each group, and what is left.

Source: docs/algorithms/group_figures.md.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from kaizhi.scoring.engine import FLOAT, INT, Frame, grouped, native_like, prepare
from kaizhi.scoring.errors import ModelInvalid
from kaizhi.scoring.frames import GROUPS, PLANTS, SIGNINGS, epoch_day


@dataclass(frozen=True, kw_only=True)
class PenetrationBands:
    """Upper edges of the heat map's bands, each edge inside its band: 25.0 % is red, 25.1 % is yellow."""

    red_to: float = 0.25
    yellow_to: float = 0.50
    green_to: float = 0.75

    def __post_init__(self) -> None:
        if not 0 <= self.red_to < self.yellow_to < self.green_to < 1:
            raise ModelInvalid("The band edges must rise from red to green, between 0 and 1.")


def group_figures(
    groups: IntoFrameT,
    plants: IntoFrameT,
    signings: IntoFrameT,
    *,
    as_of: date,
    bands: PenetrationBands | None = None,
) -> IntoFrameT:
    """What of each group is ours, what is not, and what the rest may be worth.

    A plant cooperates when it is active and has a signing, not cancelled, up to `as_of`.
    n_total = the larger of the declared plants and the active known ones; penetration = n_cooperating / n_total;
    average_plant_value = signed_amount / n_cooperating; potential_amount = n_uncovered x average_plant_value;
    cycle_days = days from the first signing of the first plant to the first signing of the second.

    Nothing declared and no plant known: n_total, and all that builds on it, is null, not zero. A signed amount
    counts whoever in the group signed it. Signings that state no amount still make a plant cooperate; when no
    signing of a group states one, signed_amount is null. A closed plant no longer cooperates, yet its signing
    keeps its place in the cycle: it happened.

    Args:
        groups: GROUPS frame. Plants and signings of a group that is not in it are left out.
        plants: PLANTS frame.
        signings: SIGNINGS frame: contracts and orders, each yuan in one of them.
        as_of: the day to look from; later signings do not count.
        bands: the heat map's edges; the documented ones if not given.
    Returns:
        One row per group, sorted by group_id, with the columns of FIGURES. Money in minor units, average and
        potential unrounded (float); shares from 0 to 1; spans in days; days as epoch days.
    Raises:
        ColumnMissing, ColumnMistyped: a frame does not keep its declaration.
    Source: docs/algorithms/group_figures.md.

    >>> from kaizhi.scoring import frames, from_columns, records
    >>> groups = from_columns(frames.GROUPS, {n: [1 if n == "group_id" else None] for n in frames.GROUPS.names})
    >>> plants = from_columns(frames.PLANTS, {"account_id": [11, 12], "group_id": [1, 1], "is_active": [1, 1]})
    >>> signings = from_columns(frames.SIGNINGS, {"account_id": [11], "group_id": [1], "signed_on": [20000],
    ...     "amount": [30_000_000], "is_cancelled": [0], "kind": ["contract"]})
    >>> row = records(group_figures(groups, plants, signings, as_of=date(2026, 11, 22)))[0]
    >>> row["penetration"], row["band"], row["potential_amount"]
    (0.5, 'yellow', 30000000.0)
    """
    known = prepare(PLANTS, plants)
    valid = valid_signings(prepare(SIGNINGS, signings), as_of)
    covered = with_first_signing(known, valid)
    figures = (
        prepare(GROUPS, groups)
        .select("group_id", "declared_plants")
        .join(_of_plants(covered), on="group_id", how="left")
        .join(_of_waves(covered), on="group_id", how="left")
        .join(_of_signings(valid), on="group_id", how="left")
        .with_columns(nw.col("n_known", "n_cooperating", "n_signings", "n_unpriced").fill_null(0))
    )
    return native_like(groups, _derive(figures, bands or PenetrationBands()).sort("group_id"))


def replication_gaps(plants: IntoFrameT, signings: IntoFrameT, *, as_of: date) -> IntoFrameT:
    """The days from each plant of a group to the next one to sign: 1st to 2nd, 2nd to 3rd, and so on.

    Returns:
        One row per plant that signed after another one of its group: group_id, nth (2 for the second plant),
        account_id, signed_on (epoch day of its first signing), gap_days (0 when both signed on one day; the
        order of such plants is that of their account_id). Sorted by group_id and nth.
    """
    valid = valid_signings(prepare(SIGNINGS, signings), as_of)
    gaps = _gaps(with_first_signing(prepare(PLANTS, plants), valid))
    return native_like(plants, gaps.sort("group_id", "nth"))


def uncovered_plants(plants: IntoFrameT, signings: IntoFrameT, *, as_of: date) -> IntoFrameT:
    """The uncovered plants we know by name: active, without a valid signing. Columns: group_id, account_id."""
    valid = valid_signings(prepare(SIGNINGS, signings), as_of)
    listed = uncovered(with_first_signing(prepare(PLANTS, plants), valid))
    return native_like(plants, listed.select("group_id", "account_id").sort("group_id", "account_id"))


def book_summary(figures: IntoFrameT) -> IntoFrameT:
    """The whole book in one row: counts and sums over groups, and the replication cycle averaged over those with one.

    penetration = cooperating plants / total plants, over the groups whose total is known. Null without such groups.
    """
    frame: Any = nw.from_native(figures)
    sums = frame.select(
        nw.len().cast(INT).alias("n_groups"),
        nw.col("n_total").sum().cast(INT).fill_null(0).alias("n_total"),
        nw.col("n_cooperating").sum().cast(INT).fill_null(0).alias("n_cooperating"),
        nw.col("n_uncovered").sum().cast(INT).fill_null(0).alias("n_uncovered"),
        nw.col("signed_amount").sum().cast(INT).fill_null(0).alias("signed_amount"),
        nw.col("potential_amount").sum().cast(FLOAT).fill_null(0.0).alias("potential_amount"),
        nw.col("cycle_days").count().cast(INT).alias("n_with_cycle"),
        nw.col("cycle_days").sum().cast(INT).fill_null(0).alias("cycle_days"),
    )
    shares = sums.with_columns(
        share("n_cooperating", "n_total").alias("penetration"),
        share("cycle_days", "n_with_cycle").alias("mean_cycle_days"),
    )
    return native_like(figures, shares.drop("cycle_days"))


def valid_signings(signings: Frame, as_of: date) -> Frame:
    """Signed up to `as_of` and not cancelled."""
    return signings.filter(
        (nw.col("signed_on") <= epoch_day(as_of)).fill_null(value=False), nw.col("is_cancelled").fill_null(0) == 0
    )


def with_first_signing(plants: Frame, valid: Frame) -> Frame:
    """Every known plant with the day of its first valid signing; null: none."""
    first = grouped(valid, "account_id", ints={"first_signed_on": nw.col("signed_on").min()})
    return plants.join(first, on="account_id", how="left")


def is_cooperating() -> nw.Expr:
    """Of a plant with its first signing: 1 or 0."""
    return nw.when(~nw.col("first_signed_on").is_null()).then(nw.col("is_active")).otherwise(0)


def uncovered(covered: Frame) -> Frame:
    return covered.filter(nw.col("is_active") == 1, nw.col("first_signed_on").is_null())


def _of_plants(covered: Frame) -> Frame:
    counts = {"n_known": nw.col("is_active").sum(), "n_cooperating": nw.col("is_cooperating").sum()}
    return grouped(covered.with_columns(is_cooperating().alias("is_cooperating")), "group_id", ints=counts)


def _of_waves(covered: Frame) -> Frame:
    """Per group the gap from the first plant to the second, and the mean of the later gaps.

    The later gaps run from the second plant's day to the last one's, so their mean is that span over their number.
    """
    signed_on, nth = nw.col("signed_on"), nw.col("nth")
    marked = _in_order(covered).with_columns(nw.when(nth == 2).then(signed_on).alias("second_on"))  # noqa: PLR2004 (the second plant)
    days = {"first_on": signed_on.min(), "second_on": nw.col("second_on").max(), "last_on": signed_on.max()}
    later_days = (nw.col("last_on") - nw.col("second_on")).cast(FLOAT)
    n_later = (nw.col("n_signed") - 2).cast(FLOAT)
    return grouped(marked, "group_id", ints={"n_signed": nw.len(), **days}).select(
        "group_id",
        (nw.col("second_on") - nw.col("first_on")).alias("cycle_days"),
        nw.when(nw.col("n_signed") > 2).then(later_days / n_later).alias("later_gap_days"),  # noqa: PLR2004 (a third)
    )


def _in_order(covered: Frame) -> Frame:
    """The plants that signed, numbered within their group from 1, by day and then by key."""
    signed = covered.filter(~nw.col("first_signed_on").is_null()).rename({"first_signed_on": "signed_on"})
    in_order = nw.col("account_id").cum_count().over("group_id", order_by=["signed_on", "account_id"])
    return signed.with_columns(in_order.cast(INT).alias("nth"))


def _of_signings(valid: Frame) -> Frame:
    sums = {
        "n_signings": nw.len(),
        "n_unpriced": nw.col("is_unpriced").sum(),
        "stated_amount": nw.col("amount").sum(),
        "first_signed_on": nw.col("signed_on").min(),
    }
    return grouped(valid.with_columns(nw.col("amount").is_null().cast(INT).alias("is_unpriced")), "group_id", ints=sums)


def _gaps(covered: Frame) -> Frame:
    """Each plant that signed beside the one that signed before it in its group."""
    ordered = _in_order(covered)
    before = ordered.select("group_id", nw.col("nth") + 1, nw.col("signed_on").alias("previous_on"))
    paired = ordered.join(before, on=["group_id", "nth"], how="inner")
    with_gap = paired.with_columns((nw.col("signed_on") - nw.col("previous_on")).alias("gap_days"))
    return with_gap.select("group_id", "nth", "account_id", "signed_on", "gap_days")


def _derive(figures: Frame, bands: PenetrationBands) -> Frame:
    declared, known = nw.col("declared_plants"), nw.col("n_known")
    larger = nw.when((declared > known).fill_null(value=False)).then(declared).otherwise(known)
    n_total = nw.when(~(declared.is_null() & (known == 0))).then(larger)
    with_total = figures.with_columns(
        n_total.cast(INT).alias("n_total"),
        (declared < known).fill_null(value=False).alias("is_declared_below_known"),
        (known - nw.col("n_cooperating")).alias("n_uncovered_known"),
        _signed_amount().alias("signed_amount"),
    )
    with_shares = with_total.with_columns(
        (nw.col("n_total") - nw.col("n_cooperating")).alias("n_uncovered"),
        (nw.col("n_total") - nw.col("n_known")).alias("n_unidentified"),
        share("n_cooperating", "n_total").alias("penetration"),
        share("signed_amount", "n_cooperating").alias("average_plant_value"),
    )
    potential = nw.col("n_uncovered").cast(FLOAT) * nw.col("average_plant_value")
    complete = with_shares.with_columns(_band(bands).alias("band"), potential.alias("potential_amount"))
    return complete.select(*FIGURES)


def _signed_amount() -> nw.Expr:
    """Nothing signed is 0; something signed without any amount is unknown."""
    all_unpriced = (nw.col("n_signings") > 0) & (nw.col("n_unpriced") == nw.col("n_signings"))
    return nw.when(~all_unpriced).then(nw.col("stated_amount").fill_null(0)).cast(INT)


def share(part: str, whole: str) -> nw.Expr:
    """The quotient, null where the whole is null or zero."""
    return nw.when(nw.col(whole) > 0).then(nw.col(part).cast(FLOAT) / nw.col(whole).cast(FLOAT))


def _band(bands: PenetrationBands) -> nw.Expr:
    share = nw.col("penetration")
    coloured = nw.when(share <= bands.red_to).then(nw.lit("red")).otherwise(_band_above_red(share, bands))
    return nw.when(~share.is_null()).then(coloured)


def _band_above_red(share: nw.Expr, bands: PenetrationBands) -> nw.Expr:
    upper = nw.when(share <= bands.green_to).then(nw.lit("green")).otherwise(nw.lit("blue"))
    return nw.when(share <= bands.yellow_to).then(nw.lit("yellow")).otherwise(upper)


FIGURES = (
    "group_id",
    "declared_plants",
    "n_known",
    "n_total",
    "n_cooperating",
    "n_uncovered",
    "n_uncovered_known",
    "n_unidentified",
    "is_declared_below_known",
    "penetration",
    "band",
    "n_signings",
    "n_unpriced",
    "signed_amount",
    "average_plant_value",
    "potential_amount",
    "first_signed_on",
    "cycle_days",
    "later_gap_days",
)
