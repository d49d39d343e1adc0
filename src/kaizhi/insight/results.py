"""From the core's frames back to rows: whole columns in, model instances out, a thousand at a time."""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from math import floor
from typing import Any

from kaizhi.common.money import DEFAULT_CURRENCY
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun
from kaizhi.insight.parameters import Parameters
from kaizhi.scoring import Explanation, explain, from_epoch_day, to_columns
from kaizhi.scoring.spans import full_years

CHUNK = 1_000
_COUNTS = ("declared_plants", "n_known", "n_total", "n_cooperating", "n_uncovered", "n_signings")
_NUMBERS = ("penetration", "cycle_days", "later_gap_days", "raw_points", "score")
_JUDGED = ("is_long_term", "has_continuing_need", "has_growth_potential", "is_mainly_after_sales")


def in_chunks(native: Any) -> Iterator[list[dict[str, Any]]]:
    """The rows of a frame as dicts of plain values, None where unknown, never more than CHUNK of them at once."""
    columns = to_columns(native)
    n = len(next(iter(columns.values())))
    for start in range(0, n, CHUNK):
        values = [column[start : start + CHUNK].tolist() for column in columns.values()]
        yield [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def digest_of(row: dict[str, Any], run: ScoreRun, parameters: Parameters) -> str:
    """Equal for two rows of the core that would be stored and explained alike.

    The reasons follow from the row, the model and, by the years since the first signing, from the day.
    The engine adds in any order, so the last digits of a mean may differ without any change.
    """
    first = _day(row["first_signed_on"])
    told = [round(value, 6) if isinstance(value, float) else value for value in row.values()]
    years = None if first is None else full_years(first, run.as_of)
    return blake2b(repr((told, years, parameters.versions)).encode(), digest_size=16).hexdigest()


def group_score(row: dict[str, Any], run: ScoreRun, parameters: Parameters, digest: str) -> GroupScore:
    """One row of the core's scores as it is stored, not yet current."""
    explanation = explain(row, as_of=run.as_of, model=parameters.replication)
    score = GroupScore(run=run, head_id=row["group_id"], is_current=False, currency=DEFAULT_CURRENCY, digest=digest)
    for name, value in {**_figures(row), **_reasons(explanation)}.items():
        setattr(score, name, value)
    return score


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in (*_COUNTS, *_NUMBERS)},
        "is_declared_below_known": bool(row["is_declared_below_known"]),
        "band": row["band"] or "",
        "first_signed_on": _day(row["first_signed_on"]),
        "n_other_currency": row["n_unpriced"],
        "contract_amount": row["signed_amount"],
        "average_plant_value": _minor(row["average_plant_value"]),
        "potential_amount": _minor(row["potential_amount"]),
        "weighted_potential": _minor(row["weighted_potential_amount"]),
        "priority": row["priority"],
    }


def _reasons(explanation: Explanation) -> dict[str, Any]:
    return {
        "next_priority": explanation.next_priority or "",
        "points_to_next": explanation.points_to_next,
        "factors": [{**vars(one), "inputs": _plain(one.inputs)} for one in explanation.reasons],
        "improvements": [_plain(vars(one)) for one in explanation.actions],
    }


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Days as ISO texts, ready for JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def account_class(row: dict[str, Any], run: ScoreRun) -> AccountClass | None:
    """One classed account as it is stored; None where it has no class."""
    if not row["customer_class"]:
        return None
    return AccountClass(
        account_id=row["account_id"],
        run=run,
        klass=row["customer_class"],
        purchases_12_months=row["purchases_12m"],
        currency=DEFAULT_CURRENCY,
        rhythm_days=row["contact_days"],
        resources=row["resources"],
        reasons={"rule": row["class_reason"], **{name: bool(row[name]) for name in _JUDGED}},
    )


def _day(number: int | None) -> date | None:
    return None if number is None else from_epoch_day(number)


def _minor(amount: float | None) -> int | None:
    """Whole minor units, half away from zero; amounts are never negative."""
    return None if amount is None else floor(amount + 0.5)
