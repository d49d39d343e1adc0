"""The reasons beside a replication score: where each point comes from, and what would raise the total.

Reasons carry codes and numbers. Whoever shows them finds the words, in the reader's language.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from math import floor
from typing import Any

from kaizhi.scoring.frames import from_epoch_day
from kaizhi.scoring.replication_model import DIMENSIONS, FACTORS, ReplicationModel
from kaizhi.scoring.spans import anniversary, full_years

Row = Mapping[str, Any]

_INPUTS: dict[str, tuple[str, ...]] = {
    "satisfaction": ("csat", "n_surveyed", "n_cooperating"),
    "payment": ("payment_share", "amount_on_time", "amount_due"),
    "cooperation": ("first_signed_on",),
    "case": ("n_cases",),
    "plants": ("n_total", "declared_plants", "n_known"),
    "uncovered": ("n_uncovered", "n_uncovered_known", "n_unidentified"),
    "standing": ("industry_rank",),
    "hq_contact": ("has_hq_contact",),
    "procurement": ("is_procurement_known", "is_procurement_described"),
    "competitor": ("n_competitor_plants",),
    "exclusive": ("has_exclusive_intent", "exclusive_until"),
}
_DIMENSION = {code: dimension for dimension, codes in DIMENSIONS.items() for code in codes}


@dataclass(frozen=True)
class Reason:
    """One factor of a score. `inputs` holds what the points were made of, None where unknown; days as dates."""

    code: str
    dimension: str
    inputs: dict[str, Any]
    points: float
    max_points: float
    could_earn: float
    is_missing: bool


@dataclass(frozen=True)
class Action:
    """Something a person can do, and what it adds to the score once `target` is reached.

    `is_at_most`: the outcome is not known beforehand (a survey may be answered badly), so `adds` is the best case.
    """

    code: str
    factor: str
    adds: float
    is_at_most: bool
    target: float | date | None


@dataclass(frozen=True)
class Explanation:
    """All there is to say about one group's score, the most useful action first."""

    group_id: int
    score: float
    raw_points: float
    priority: str
    model_version: str
    next_priority: str | None
    points_to_next: float | None
    reasons: tuple[Reason, ...]
    actions: tuple[Action, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON; days as ISO dates."""
        return {name: _json_value(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class _Case:
    """One scored row under one model: what every rule below looks at."""

    row: Row
    model: ReplicationModel
    as_of: date

    def could_earn(self, code: str) -> float:
        return float(self.row[f"{code}_could_earn"])

    def action(
        self, code: str, factor: str, points: float, *, is_at_most: bool = False, target: float | date | None = None
    ) -> Action:
        """What the points are worth after clamping: at the top of the scale they are worth less."""
        raw = min(max(self.row["raw_points"] + points, self.model.score_lowest), self.model.score_highest)
        return Action(code, factor, raw - self.row["score"], is_at_most, target)


def explain(row: Row, *, as_of: date, model: ReplicationModel | None = None) -> Explanation:
    """The reasons and the possible actions of one row of `replication_scores`.

    Args:
        row: one row as `records` gives it.
        as_of: the day the score was computed for.
        model: the model it was computed with.
    Returns:
        Eleven reasons in the order of FACTORS; actions by what they add, the certain ones before equal
        uncertain ones. Actions that add nothing are left out.
    """
    case = _Case(row, model or ReplicationModel(), as_of)
    next_priority, points_to_next = _next_priority(case)
    return Explanation(
        group_id=row["group_id"],
        score=row["score"],
        raw_points=row["raw_points"],
        priority=row["priority"],
        model_version=row["model_version"],
        next_priority=next_priority,
        points_to_next=points_to_next,
        reasons=tuple(_reason(code, case) for code in FACTORS),
        actions=_ranked_actions(case),
    )


def _reason(code: str, case: _Case) -> Reason:
    row = case.row
    inputs = {name: _input(name, row[name]) for name in _INPUTS[code]}
    if code == "cooperation":
        first = inputs["first_signed_on"]
        inputs["n_full_years"] = None if first is None else full_years(first, case.as_of)
    return Reason(
        code=code,
        dimension=_DIMENSION[code],
        inputs=inputs,
        points=row[f"{code}_points"],
        max_points=case.model.max_points[code],
        could_earn=row[f"{code}_could_earn"],
        is_missing=bool(row[f"{code}_missing"]),
    )


def _input(name: str, value: Any) -> Any:
    return from_epoch_day(value) if value is not None and name in {"first_signed_on", "exclusive_until"} else value


def _next_priority(case: _Case) -> tuple[str | None, float | None]:
    score, model = case.row["score"], case.model
    if score >= model.high_from:
        return None, None
    name, threshold = ("medium", model.medium_from) if score < model.medium_from else ("high", model.high_from)
    return name, threshold - score


def _ranked_actions(case: _Case) -> tuple[Action, ...]:
    possible = [action for rule in _RULES for action in rule(case) if action.adds > 0]
    return tuple(sorted(possible, key=lambda action: (-action.adds, action.is_at_most, FACTORS.index(action.factor))))


def _satisfaction_actions(case: _Case) -> Iterator[Action]:
    could_earn, csat = case.could_earn("satisfaction"), case.row["csat"]
    if csat is None:
        code = "survey_satisfaction" if case.row["n_cooperating"] else "win_first_plant"
        yield case.action(code, "satisfaction", could_earn, is_at_most=True)
        return
    model = case.model
    target = min((floor(csat * 2) + 1) / 2, model.satisfaction_highest)  # the next half star
    per_star = model.satisfaction_points / (model.satisfaction_highest - model.satisfaction_lowest)
    yield case.action("raise_satisfaction", "satisfaction", per_star * (target - csat), target=target)


def _payment_actions(case: _Case) -> Iterator[Action]:
    if case.row["n_signings"]:
        code = "record_instalments" if case.row["payment_share"] is None else "collect_on_time"
        yield case.action(code, "payment", case.could_earn("payment"), is_at_most=True, target=1.0)


def _cooperation_actions(case: _Case) -> Iterator[Action]:
    if case.row["first_signed_on"] is not None:
        first = from_epoch_day(case.row["first_signed_on"])
        points = min(case.model.cooperation_points_per_year, case.could_earn("cooperation"))
        day = anniversary(first, full_years(first, case.as_of) + 1)
        yield case.action("await_anniversary", "cooperation", points, target=day)


def _case_actions(case: _Case) -> Iterator[Action]:
    if case.row["n_cooperating"]:
        yield case.action("publish_case", "case", case.could_earn("case"))


def _plants_actions(case: _Case) -> Iterator[Action]:
    if case.row["declared_plants"] is None:
        points = case.could_earn("plants") + case.could_earn("uncovered")
        yield case.action("declare_plants", "plants", points, is_at_most=True)


def _standing_actions(case: _Case) -> Iterator[Action]:
    if case.row["industry_rank"] is None:
        yield case.action("find_industry_rank", "standing", case.could_earn("standing"), is_at_most=True)


def _hq_contact_actions(case: _Case) -> Iterator[Action]:
    yield case.action("win_hq_contact", "hq_contact", case.could_earn("hq_contact"))


def _procurement_actions(case: _Case) -> Iterator[Action]:
    code = "describe_procurement" if case.row["is_procurement_known"] == 1 else "learn_procurement"
    yield case.action(code, "procurement", case.could_earn("procurement"))


def _competitor_actions(case: _Case) -> Iterator[Action]:
    n_plants = case.row["n_competitor_plants"]
    yield case.action("displace_competitor", "competitor", case.could_earn("competitor"), target=n_plants)


def _exclusive_actions(case: _Case) -> Iterator[Action]:
    code = "agree_exclusivity" if case.row["exclusive_until"] is None else "renew_exclusivity"
    yield case.action(code, "exclusive", case.could_earn("exclusive"))


_RULES: tuple[Callable[[_Case], Iterator[Action]], ...] = (
    _satisfaction_actions,
    _payment_actions,
    _cooperation_actions,
    _case_actions,
    _plants_actions,
    _standing_actions,
    _hq_contact_actions,
    _procurement_actions,
    _competitor_actions,
    _exclusive_actions,
)

ACTION_CODES = (
    "win_first_plant",
    "survey_satisfaction",
    "raise_satisfaction",
    "record_instalments",
    "collect_on_time",
    "await_anniversary",
    "publish_case",
    "declare_plants",
    "find_industry_rank",
    "win_hq_contact",
    "learn_procurement",
    "describe_procurement",
    "displace_competitor",
    "agree_exclusivity",
    "renew_exclusivity",
)
"""Every code an action can carry, for whoever keeps the words."""


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _json_value(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(part) for part in value]
    return value
