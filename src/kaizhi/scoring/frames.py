"""Every frame the core takes, declared: columns, units, keys.

A frame is whatever narwhals understands: a DuckDB relation (what `from_columns` makes), a pandas or Polars
frame, a Spark frame. Columns that are not declared are ignored. Units are the same everywhere:

- ids are whole numbers; money is a whole number of minor units (fen), all of one currency within one call;
- days are whole numbers counted from 1970-01-01 (`epoch_day`), local calendar days of the company;
- flags are 1 or 0, and null where nobody knows;
- null means unknown. Unknown is never zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Literal

from narwhals.stable.v2.typing import IntoFrameT

Kind = Literal["int", "float", "text"]

EPOCH = date(1970, 1, 1)


def epoch_day(day: date) -> int:
    """The number a date is carried as.

    >>> epoch_day(date(2026, 11, 22))
    20779
    """
    return (day - EPOCH).days


def from_epoch_day(number: int) -> date:
    """The date behind the number.

    >>> from_epoch_day(20779)
    datetime.date(2026, 11, 22)
    """
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True)
class Column:
    """One declared column. `low` and `high` are the smallest and largest value allowed."""

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class FrameSpec:
    """The declaration of one frame. An empty key means that rows need no identity."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)


def _id(name: str, meaning: str) -> Column:
    return Column(name, "int", meaning)


def _flag(name: str, meaning: str, *, nullable: bool = True) -> Column:
    return Column(name, "int", meaning, nullable=nullable, low=0, high=1)


def _day(name: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "int", f"{meaning} (epoch day)", nullable=nullable)


GROUPS = FrameSpec(
    "GROUPS",
    ("group_id",),
    (
        _id("group_id", "the group: its root account"),
        Column("declared_plants", "int", "plants the group says it has", nullable=True, low=0),
        Column("industry_rank", "int", "its place in its industry, 1 the first", nullable=True, low=1),
        _flag("has_hq_contact", "an active contact belongs to the group's root account"),
        _flag("is_procurement_known", "the group's way of buying is recorded as known"),
        _flag("is_procurement_described", "that way of buying is described in words"),
        _flag("has_exclusive_intent", "the group has declared the intent to buy from us alone"),
        _day("exclusive_until", "last day of that intent; null: no end was named", nullable=True),
    ),
)

PLANTS = FrameSpec(
    "PLANTS",
    ("account_id",),
    (
        _id("account_id", "a known account of kind plant"),
        _id("group_id", "the group it belongs to"),
        _flag("is_active", "1: works and counts in penetration; 0: closed or sold", nullable=False),
    ),
)

SIGNINGS = FrameSpec(
    "SIGNINGS",
    (),
    (
        _id("account_id", "who signed: any account of the group, plants and head office alike"),
        _id("group_id", "the group of that account"),
        _day("signed_on", "day of signing; null: not signed, so the row does not count", nullable=True),
        Column("amount", "int", "signed amount in minor units; null: not stated", nullable=True),
        _flag("is_cancelled", "1: cancelled, so the row does not count", nullable=False),
        Column("kind", "text", "contract, order or after_sales (spare parts, service)"),
    ),
)
"""Contracts and orders, whether their amounts count being settled by the caller.

An order under a contract that is in the same frame carries amount 0: it still makes its plant cooperate, but what
it is worth is already in the contract. So the sum of `amount` is what the customer signed for, each yuan once.
"""

INSTALMENTS = FrameSpec(
    "INSTALMENTS",
    (),
    (
        _id("group_id", "the group that owes it"),
        _day("due_on", "day it is due"),
        Column("amount", "int", "amount due, minor units", low=0),
        _day("paid_on", "day it was paid; null: not paid", nullable=True),
        Column("paid_amount", "int", "amount received by paid_on, minor units; null: all of it", nullable=True, low=0),
    ),
)
"""One row per instalment of a contract or order that was not cancelled."""

SATISFACTION = FrameSpec(
    "SATISFACTION",
    (),
    (
        _id("account_id", "the plant that was asked"),
        _day("surveyed_on", "day of the answer"),
        Column("score", "float", "from 1, very dissatisfied, to 5, very satisfied", low=1, high=5),
    ),
)

CASES = FrameSpec(
    "CASES",
    (),
    (
        _id("account_id", "the plant the case is about"),
        _day("published_on", "day the case was published; null: not published", nullable=True),
        _flag("has_roi", "the return on investment was measured"),
    ),
)

COMPETITORS = FrameSpec(
    "COMPETITORS",
    (),
    (
        _id("account_id", "the plant where the competitor's product runs"),
        _flag("is_active", "1: still in use", nullable=False),
    ),
)

_SAID = (
    _flag("is_long_term", "said by a person: a long-term partner; null: let the rule decide"),
    _flag("has_continuing_need", "said by a person: demand continues; null: let the rule decide"),
    _flag("has_growth_potential", "said by a person: it can grow; null: let the rule decide"),
    _flag("is_mainly_after_sales", "said by a person: only after-sales is left; null: let the rule decide"),
)

ACCOUNTS = FrameSpec("ACCOUNTS", ("account_id",), (_id("account_id", "an account to be classed"), *_SAID))

PURCHASES = FrameSpec(
    "PURCHASES",
    ("account_id",),
    (
        _id("account_id", "the account"),
        Column("purchases_12m", "int", "amount signed in the last 12 months, minor units", nullable=True),
        Column("purchases_prior_12m", "int", "amount signed in the 12 months before those", nullable=True),
        Column("after_sales_12m", "int", "the part of purchases_12m that is spare parts and service", nullable=True),
        Column("n_active_quarters", "int", "of the last four quarters of a year, those with a signing", True, 0, 4),
        _day("first_signed_on", "day of the first signing; null: never bought", nullable=True),
        *_SAID,
    ),
)
"""`classes.account_purchases` makes this frame out of SIGNINGS."""


@dataclass(frozen=True)
class Book(Generic[IntoFrameT]):
    """The frames one scoring run needs, all of the same engine. Each field is declared under its name in capitals."""

    groups: IntoFrameT
    plants: IntoFrameT
    signings: IntoFrameT
    instalments: IntoFrameT
    satisfaction: IntoFrameT
    cases: IntoFrameT
    competitors: IntoFrameT


BOOK_FRAMES: dict[str, FrameSpec] = {
    "groups": GROUPS,
    "plants": PLANTS,
    "signings": SIGNINGS,
    "instalments": INSTALMENTS,
    "satisfaction": SATISFACTION,
    "cases": CASES,
    "competitors": COMPETITORS,
}
