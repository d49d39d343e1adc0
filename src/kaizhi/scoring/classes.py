"""The class of a customer by its purchases of 12 months, and how often to be in touch.

Source: docs/algorithms/customer_class.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from kaizhi.scoring.engine import FLOAT, INT, Frame, grouped, native_like, prepare
from kaizhi.scoring.errors import ModelInvalid
from kaizhi.scoring.frames import ACCOUNTS, PURCHASES, SIGNINGS, epoch_day
from kaizhi.scoring.penetration import valid_signings
from kaizhi.scoring.spans import months_before, years_before

CLASSES = ("strategic", "important", "general", "potential", "maintenance")
RESOURCES = {
    "strategic": "high",
    "important": "medium_high",
    "general": "medium",
    "potential": "medium_low",
    "maintenance": "low",
}


@dataclass(frozen=True, kw_only=True)
class ClassModel:
    """One version of the classes: amounts in minor units, and the numbers behind each qualifying word."""

    version: str = "class-1"
    strategic_above: int = 500_000_000  # more than this
    important_from: int = 100_000_000  # this and more
    general_from: int = 50_000_000  # this and more
    long_term_years: int = 3  # a long-term partner signed first at least so many full years ago
    continuing_quarters: int = 2  # continuing need: signings in at least so many of the last four quarters
    growth_ratio: float = 1.2  # growth potential: 12 months at least so many times the 12 before
    after_sales_share: float = 0.5  # mainly after-sales: at least this share of the 12 months
    strategic_days: int = 7
    important_days: int = 14
    general_days: int = 30
    potential_days: int = 90

    def __post_init__(self) -> None:
        if not 0 < self.general_from < self.important_from <= self.strategic_above:
            raise ModelInvalid("general_from, important_from and strategic_above must rise in this order.")
        if not 0 < self.after_sales_share <= 1 or self.growth_ratio <= 0:
            raise ModelInvalid("after_sales_share must lie in (0, 1] and growth_ratio above 0.")
        if min(self.strategic_days, self.important_days, self.general_days, self.potential_days) < 1:
            raise ModelInvalid("A rhythm of contact is at least one day.")

    @property
    def contact_days(self) -> dict[str, int | None]:
        """Days from one contact to the next; None: on demand."""
        return {name: getattr(self, f"{name}_days", None) for name in CLASSES}


def account_purchases(accounts: IntoFrameT, signings: IntoFrameT, *, as_of: date) -> IntoFrameT:
    """What each account bought, ready for `customer_classes`.

    The last 12 months run from the day after the same date a year ago up to and including `as_of`; their four
    quarters are the spans of three calendar months counted back from `as_of`. Cancelled signings and those after
    `as_of` do not count. An account without signings bought for 0. Where signings of a span state no amount at
    all, the span's amount is null.

    Args:
        accounts: ACCOUNTS frame: who is to be classed, and what people said about them.
        signings: SIGNINGS frame: contracts and orders, each yuan in one of them.
        as_of: the last day that counts.
    Returns:
        A PURCHASES frame, one row per account, sorted by account_id.
    """
    valid = _by_span(valid_signings(prepare(SIGNINGS, signings), as_of), as_of)
    joined = prepare(ACCOUNTS, accounts).join(_sums(valid), on="account_id", how="left")
    complete = joined.with_columns(
        _amount("12m").alias("purchases_12m"),
        _amount("prior").alias("purchases_prior_12m"),
        nw.col("after_sales_12m").fill_null(0),
        sum((nw.col(f"in_quarter_{n}").fill_null(0) for n in range(4)), nw.lit(0).cast(INT)).alias("n_active_quarters"),
    )
    return native_like(accounts, complete.select(*PURCHASES.names).sort("account_id"))


def customer_classes(purchases: IntoFrameT, *, as_of: date, model: ClassModel | None = None) -> IntoFrameT:
    """The class of every account, the rhythm of contact that goes with it, and why.

    By amount: strategic above 5,000,000; important from 1,000,000 up to and including 5,000,000; general from
    500,000 up to but not including 1,000,000; below that small. A strategic amount without a long-term partnership
    is important; an important amount without continuing need is general: a missing qualification costs one class,
    never two. A small account is maintenance when mainly after-sales is left, else potential when it can grow,
    else maintenance when it ever bought, else it has no class. Unknown purchases: no class.

    What a person said about a qualification wins over the rule.

    Args:
        purchases: PURCHASES frame.
        as_of: the day to look from, for the years of partnership.
        model: the numbers; the documented ones if not given.
    Returns:
        One row per account, sorted by account_id: account_id, purchases_12m, is_long_term, has_continuing_need,
        has_growth_potential, is_mainly_after_sales (booleans, as judged), customer_class, class_reason
        (REASONS), resources, contact_days (null: on demand, or no class), class_version.
    Source: docs/algorithms/customer_class.md.
    """
    numbers = model or ClassModel()
    judged = _judge(prepare(PURCHASES, purchases), numbers, as_of)
    reasoned = judged.with_columns(_reason(numbers).alias("class_reason"))
    classed = reasoned.with_columns(_class().alias("customer_class"))
    complete = classed.with_columns(
        _by_class(RESOURCES).alias("resources"),
        _contact_days(numbers).alias("contact_days"),
        nw.lit(numbers.version).alias("class_version"),
    ).with_columns(_or_null("customer_class"), _or_null("resources"))
    return native_like(purchases, complete.select(*CLASSED).sort("account_id"))


_REASON_CLASS = (
    ("unknown_purchases", ""),
    ("large_and_long_term", "strategic"),
    ("large_not_long_term", "important"),
    ("medium_and_continuing", "important"),
    ("medium_not_continuing", "general"),
    ("occasional", "general"),
    ("mainly_after_sales", "maintenance"),
    ("can_grow", "potential"),
    ("small_without_growth", "maintenance"),
    ("never_bought", ""),
)
REASONS = tuple(reason for reason, _ in _REASON_CLASS)
"""Why an account has its class, or none (""); the first that holds."""


def _conditions(model: ClassModel) -> dict[str, nw.Expr]:
    """When each reason holds, given that none before it did."""
    amount = nw.col("purchases_12m")
    is_large, is_medium = amount > model.strategic_above, amount >= model.important_from
    return {
        "unknown_purchases": amount.is_null(),
        "large_and_long_term": is_large & nw.col("is_long_term"),
        "large_not_long_term": is_large,
        "medium_and_continuing": is_medium & nw.col("has_continuing_need"),
        "medium_not_continuing": is_medium,
        "occasional": amount >= model.general_from,
        "mainly_after_sales": nw.col("is_mainly_after_sales"),
        "can_grow": nw.col("has_growth_potential"),
        "small_without_growth": ~nw.col("first_signed_on").is_null(),
    }


def _reason(model: ClassModel) -> nw.Expr:
    """The first reason that holds; never_bought when none does."""
    chosen = nw.lit("never_bought")
    for reason, holds in reversed(_conditions(model).items()):
        chosen = nw.when(holds.fill_null(value=False)).then(nw.lit(reason)).otherwise(chosen)
    return chosen


def _by_class(value_of: Mapping[str, str]) -> nw.Expr:
    chosen = nw.lit("")
    for name, value in value_of.items():
        chosen = nw.when(nw.col("customer_class") == name).then(nw.lit(value)).otherwise(chosen)
    return chosen


def _class() -> nw.Expr:
    chosen = nw.lit("")
    for reason, name in _REASON_CLASS:
        chosen = nw.when(nw.col("class_reason") == reason).then(nw.lit(name)).otherwise(chosen)
    return chosen


def _contact_days(model: ClassModel) -> nw.Expr:
    """Null for every class without a rhythm. The zero is made of a column: pandas has no null among plain numbers."""
    zero = nw.col("account_id") * 0
    rhythms = [(name, days) for name, days in model.contact_days.items() if days is not None]
    (last_name, last_days), *others = reversed(rhythms)
    chosen: nw.Expr = nw.when(nw.col("customer_class") == last_name).then(zero + last_days)
    for name, days in others:
        chosen = nw.when(nw.col("customer_class") == name).then(zero + days).otherwise(chosen)
    return chosen.cast(INT)


def _or_null(name: str) -> nw.Expr:
    return nw.when(nw.col(name) != "").then(nw.col(name)).alias(name)


def _judge(purchases: Frame, model: ClassModel, as_of: date) -> Frame:
    """Each qualification as said by a person, else by rule."""
    amount, prior = nw.col("purchases_12m"), nw.col("purchases_prior_12m")
    first, after_sales = nw.col("first_signed_on"), nw.col("after_sales_12m").cast(FLOAT)
    rules = {
        "is_long_term": first <= epoch_day(years_before(as_of, model.long_term_years)),
        "has_continuing_need": nw.col("n_active_quarters") >= model.continuing_quarters,
        "has_growth_potential": (amount > 0) & (amount.cast(FLOAT) >= prior.cast(FLOAT) * model.growth_ratio),
        "is_mainly_after_sales": ((amount > 0) & (after_sales >= amount.cast(FLOAT) * model.after_sales_share))
        | ((amount == 0) & ~first.is_null()),
    }
    said = {name: nw.col(name) for name in rules}
    return purchases.with_columns(
        nw.when(said[name].is_null()).then(rule.fill_null(value=False)).otherwise(said[name] == 1).alias(name)
        for name, rule in rules.items()
    )


def _by_span(valid: Frame, as_of: date) -> Frame:
    """Mark each signing with the spans it lies in, as columns of its amount or of 1."""
    day, amount = nw.col("signed_on"), nw.col("amount")
    edges = [epoch_day(months_before(as_of, months)) for months in (0, 3, 6, 9, 12)]
    is_12m = day > edges[4]
    is_prior = (day <= edges[4]) & (day > epoch_day(months_before(as_of, 24)))
    spans = {"12m": is_12m, "prior": is_prior}
    quarters = {f"in_quarter_{n}": (day <= edges[n]) & (day > edges[n + 1]) for n in range(4)}
    return valid.with_columns(
        *(nw.when(span).then(amount).alias(f"amount_{name}") for name, span in spans.items()),
        *(nw.when(span).then(1).otherwise(0).alias(f"signed_{name}") for name, span in spans.items()),
        *(
            nw.when(span & ~amount.is_null()).then(1).otherwise(0).alias(f"priced_{name}")
            for name, span in spans.items()
        ),
        *(nw.when(quarter).then(1).otherwise(0).alias(name) for name, quarter in quarters.items()),
        nw.when(is_12m & (nw.col("kind") == "after_sales")).then(amount).alias("after_sales_12m"),
    )


def _sums(marked: Frame) -> Frame:
    summed = [f"{what}_{span}" for what in ("amount", "signed", "priced") for span in ("12m", "prior")]
    sums = {name: nw.col(name).sum() for name in (*summed, "after_sales_12m")}
    latest = {f"in_quarter_{n}": nw.col(f"in_quarter_{n}").max() for n in range(4)}
    return grouped(marked, "account_id", ints={**sums, **latest, "first_signed_on": nw.col("signed_on").min()})


def _amount(span: str) -> nw.Expr:
    """Nothing signed in the span is 0; something signed without any amount is unknown."""
    all_unpriced = (nw.col(f"signed_{span}").fill_null(0) > 0) & (nw.col(f"priced_{span}").fill_null(0) == 0)
    return nw.when(~all_unpriced).then(nw.col(f"amount_{span}").fill_null(0)).cast(INT)


CLASSED = (
    "account_id",
    "purchases_12m",
    "is_long_term",
    "has_continuing_need",
    "has_growth_potential",
    "is_mainly_after_sales",
    "customer_class",
    "class_reason",
    "resources",
    "contact_days",
    "class_version",
)
