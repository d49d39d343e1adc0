"""The generated book of the scoring benchmark, and the same figures by the core, by SQL and by plain pandas."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from kaizhi.scoring import Book, epoch_day, from_columns, score_book, to_columns
from kaizhi.scoring.frames import BOOK_FRAMES
from kaizhi.scoring.spans import months_before, years_before

Columns = dict[str, np.ndarray]
Tables = dict[str, Columns]
Compute = Callable[[], Columns]

AS_OF = date(2026, 11, 22)
TODAY = epoch_day(AS_OF)
DUE_AFTER = epoch_day(months_before(AS_OF, 24))
YEARS = [epoch_day(years_before(AS_OF, n)) for n in range(1, 6)]
SQL = Path(__file__).with_name("scoring.sql").read_text(encoding="utf-8")


def generate(n_accounts: int) -> Tables:
    """Ten accounts a group, one of them its head; four in ten plants buy; three signings, six instalments each."""
    rng = np.random.default_rng(n_accounts)
    n_groups = n_accounts // 10
    groups = np.arange(1, n_groups + 1)
    plants = np.setdiff1d(np.arange(n_groups * 10), groups * 10 - 10) + 1_000_000
    group_of = (plants - 1_000_000) // 10 + 1
    buyers = np.repeat(plants[rng.random(len(plants)) < 0.4], 3)
    due_of = np.repeat((buyers - 1_000_000) // 10 + 1, 2)
    due_on = TODAY - rng.integers(-60, 1200, len(due_of))
    asked = rng.choice(plants, len(plants) // 2)

    def some(share: float, n: int, low: int, high: int) -> np.ndarray:
        return np.ma.masked_array(rng.integers(low, high, n), mask=rng.random(n) >= share)

    return {
        "groups": {
            "group_id": groups,
            "declared_plants": some(0.8, n_groups, 4, 25),
            "industry_rank": some(0.6, n_groups, 1, 40),
            "has_hq_contact": some(0.9, n_groups, 0, 2),
            "is_procurement_known": some(0.7, n_groups, 0, 2),
            "is_procurement_described": some(1, n_groups, 0, 2),
            "has_exclusive_intent": some(0.3, n_groups, 0, 2),
            "exclusive_until": some(0.2, n_groups, TODAY - 200, TODAY + 200),
        },
        "plants": {
            "account_id": plants,
            "group_id": group_of,
            "is_active": (rng.random(len(plants)) < 0.97).astype(np.int64),
        },
        "signings": {
            "account_id": buyers,
            "group_id": (buyers - 1_000_000) // 10 + 1,
            "signed_on": TODAY - rng.integers(-30, 2500, len(buyers)),
            "amount": some(0.98, len(buyers), 1_000_00, 5_000_000_00),
            "is_cancelled": (rng.random(len(buyers)) < 0.05).astype(np.int64),
            "kind": np.full(len(buyers), "order", dtype=object),
        },
        "instalments": {
            "group_id": due_of,
            "due_on": due_on,
            "amount": rng.integers(1_000, 1_000_000, len(due_of)),
            "paid_on": np.ma.masked_array(
                due_on + rng.integers(-30, 30, len(due_of)), mask=rng.random(len(due_of)) < 0.2
            ),
            "paid_amount": some(0.5, len(due_of), 0, 1_000_000),
        },
        "satisfaction": {
            "account_id": asked,
            "surveyed_on": TODAY - rng.integers(0, 900, len(asked)),
            "score": rng.integers(20, 51, len(asked)) / 10,
        },
        "cases": {
            "account_id": plants[::20],
            "published_on": some(0.7, len(plants[::20]), TODAY - 900, TODAY + 30),
            "has_roi": some(0.5, len(plants[::20]), 0, 2),
        },
        "competitors": {"account_id": plants[::8], "is_active": rng.integers(0, 2, len(plants[::8]))},
    }


def _core(tables: Tables) -> Compute:
    book = Book(**{name: from_columns(spec, tables[name]) for name, spec in BOOK_FRAMES.items()})
    return lambda: to_columns(score_book(book, as_of=AS_OF))


def _core_pandas(tables: Tables) -> Compute:
    book = Book(**{name: _frame(columns) for name, columns in tables.items()})
    return lambda: to_columns(score_book(book, as_of=AS_OF))


def _duckdb_sql(tables: Tables) -> Compute:
    import duckdb

    connection = duckdb.connect()
    for name, columns in tables.items():
        connection.register(name, columns)
    return lambda: connection.sql(_filled_sql()).fetchnumpy()


def _sqlite_sql(tables: Tables) -> Compute:
    connection = sqlite3.connect(":memory:")
    for name, columns in tables.items():
        connection.execute(f"create table {name} ({', '.join(columns)})")
        rows = zip(*(np.ma.asarray(column).tolist() for column in columns.values()), strict=True)
        connection.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", rows)
        connection.execute(f"create index {name}_key on {name} ({next(iter(columns))})")
    connection.execute("analyze")

    def compute() -> Columns:
        cursor = connection.execute(_filled_sql())
        rows = cursor.fetchall()
        names = [column[0] for column in cursor.description]
        kept = {"penetration", "average_plant_value", "potential_amount", "cycle_days", "raw_points", "score"}
        return {
            name: np.array([row[i] for row in rows], dtype=np.float64) for i, name in enumerate(names) if name in kept
        }

    return compute


def _filled_sql() -> str:
    years = " + ".join(f"(first_signed_on <= {day})" for day in YEARS)
    in_duckdb_too = years.replace("(first", "cast(coalesce(first").replace(")", ", false) as integer)")
    return SQL.format(today=TODAY, due_after=DUE_AFTER, full_years=in_duckdb_too)


def _pandas(tables: Tables) -> Compute:
    frames = {name: _frame(columns) for name, columns in tables.items()}
    return lambda: {name: series.to_numpy(dtype=np.float64) for name, series in by_pandas(frames).items()}


def _frame(columns: Columns) -> pd.DataFrame:
    def plain(column: np.ndarray) -> np.ndarray:
        is_masked = isinstance(column, np.ma.MaskedArray)
        return np.ma.filled(column.astype(np.float64), np.nan) if is_masked else column

    return pd.DataFrame({name: plain(column) for name, column in columns.items()})


def by_pandas(frames: dict[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """As a fluent pandas user would write it: floats with not-a-number for unknown, one merge after the other."""
    plants, signings = frames["plants"], frames["signings"]
    valid = signings[(signings.signed_on <= TODAY) & (signings.is_cancelled == 0)]
    plants = plants.assign(first=plants.account_id.map(valid.groupby("account_id").signed_on.min()))
    active = plants[plants.is_active == 1]
    ours, open_ = active[active["first"].notna()], active[active["first"].isna()]
    signed = plants[plants["first"].notna()].sort_values(["group_id", "first", "account_id"])
    gap, nth = signed.groupby("group_id")["first"].diff(), signed.groupby("group_id").cumcount()
    by_group = valid.groupby("group_id")
    g = frames["groups"].set_index("group_id")
    g = g.assign(
        known=active.groupby("group_id").size(), ours=ours.groupby("group_id").size(),
        amount=by_group.amount.sum(min_count=1), signings=by_group.size(), first=by_group.signed_on.min(),
        cycle_days=gap[nth == 1].groupby(signed.group_id[nth == 1]).first(),
    ).fillna({"known": 0, "ours": 0, "signings": 0})  # fmt: skip
    total = np.fmax(g.declared_plants, g.known).where(g.declared_plants.notna() | (g.known > 0))
    amount = g.amount.where(g.signings > 0, 0)
    average = (amount / g.ours).where(g.ours > 0)
    left = total - g.ours
    points = _points(g, frames, plants, ours, open_, total, left)
    raw = points.fillna(0).sum(axis=1)
    return {
        "penetration": (g.ours / total).where(total > 0), "average_plant_value": average,
        "potential_amount": left * average, "cycle_days": g.cycle_days, "raw_points": raw, "score": raw.clip(0, 100),
    }  # fmt: skip


def _points(
    g: pd.DataFrame, frames: dict[str, pd.DataFrame], plants: pd.DataFrame, ours: pd.DataFrame, open_: pd.DataFrame,
    total: pd.Series, left: pd.Series,
) -> pd.DataFrame:  # fmt: skip
    answers = frames["satisfaction"].query("surveyed_on <= @TODAY")
    latest = answers[answers.surveyed_on == answers.groupby("account_id").surveyed_on.transform("max")]
    csat = ours.account_id.map(latest.groupby("account_id").score.mean()).groupby(ours.group_id).mean()
    due = frames["instalments"].query("@DUE_AFTER < due_on <= @TODAY and amount > 0")
    received = np.fmin(due.paid_amount.fillna(due.amount), due.amount).where(due.paid_on <= due.due_on, 0)
    share = received.groupby(due.group_id).sum() / due.groupby("group_id").amount.sum()
    cases = frames["cases"].query("published_on <= @TODAY or has_roi == 1")
    with_case = plants.group_id[plants.account_id.isin(cases.account_id)]
    rivals = frames["competitors"].query("is_active == 1")
    held = open_.group_id[open_.account_id.isin(rivals.account_id)]
    intends = (g.has_exclusive_intent == 1) | (g.has_exclusive_intent.isna() & g.exclusive_until.notna())
    in_force = intends & ~(g.exclusive_until < TODAY)
    rank = g.industry_rank
    described = (g.is_procurement_known == 1) & (g.is_procurement_described == 1)
    return pd.DataFrame(
        {
            "satisfaction": ((csat - 1) / 4).clip(0, 1) * 15, "payment": share * 10,
            "cooperation": 2.0 * sum((g["first"] <= day).astype(float) for day in YEARS),
            "case": g.index.isin(with_case) * 5.0, "plants": total.clip(0, 10), "uncovered": left.clip(0, 10),
            "standing": np.select([rank <= 3, rank <= 10, rank <= 20], [10.0, 6.0, 3.0], 0.0),
            "hq_contact": (g.has_hq_contact == 1) * 10.0, "procurement": described * 10.0,
            "competitor": g.index.isin(held) * -5.0, "exclusive": in_force * 10.0,
        },
        index=g.index,
    )  # fmt: skip


PREPARED: dict[str, Callable[[Tables], Compute]] = {
    "core": _core,
    "core_pandas": _core_pandas,
    "duckdb_sql": _duckdb_sql,
    "pandas": _pandas,
    "sqlite_sql": _sqlite_sql,
}
