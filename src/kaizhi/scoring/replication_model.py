"""The numbers of the replication score: every weight, step and threshold, each with its documented default."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from kaizhi.scoring.errors import ModelInvalid

FACTORS = (
    "satisfaction",
    "payment",
    "cooperation",
    "case",
    "plants",
    "uncovered",
    "standing",
    "hq_contact",
    "procurement",
    "competitor",
    "exclusive",
)
"""Codes of the eleven factors, in the order of docs/algorithms/replication_score.md."""

DIMENSIONS = {
    "existing": ("satisfaction", "payment", "cooperation", "case"),
    "potential": ("plants", "uncovered", "standing"),
    "decision_chain": ("hq_contact", "procurement"),
    "competition": ("competitor", "exclusive"),
}


@dataclass(frozen=True)
class StandingStep:
    """Groups whose industry rank is at most `rank_to` earn `points`."""

    rank_to: int
    points: float


@dataclass(frozen=True, kw_only=True)
class ReplicationModel:
    """One version of the score. Change a number by `dataclasses.replace` and give the result its own version."""

    version: str = "replication-1"
    # existing cooperation, 40
    satisfaction_points: float = 15
    satisfaction_lowest: float = 1  # the scale's ends: the lowest earns nothing, the highest all
    satisfaction_highest: float = 5
    payment_points: float = 10
    payment_months: int = 24  # instalments due in so many months up to as_of
    cooperation_points: float = 10
    cooperation_points_per_year: float = 2
    case_points: float = 5
    # group size and potential, 30
    plants_points: float = 10
    points_per_plant: float = 1
    uncovered_points: float = 10
    points_per_uncovered_plant: float = 1
    standing_steps: tuple[StandingStep, ...] = (StandingStep(3, 10), StandingStep(10, 6), StandingStep(20, 3))
    # clarity of the decision chain, 20
    hq_contact_points: float = 10
    procurement_points: float = 10
    # competition, 10
    competitor_penalty: float = 5
    exclusive_points: float = 10
    # total
    score_lowest: float = 0
    score_highest: float = 100
    high_from: float = 70
    medium_from: float = 40

    def __post_init__(self) -> None:
        self._check_signs()
        ranks = [step.rank_to for step in self.standing_steps]
        if ranks != sorted(set(ranks)):
            raise ModelInvalid("standing_steps must rise in rank_to, each rank once.")
        if self.satisfaction_lowest >= self.satisfaction_highest:
            raise ModelInvalid("satisfaction_lowest must lie below satisfaction_highest.")
        if not self.score_lowest < self.medium_from < self.high_from <= self.score_highest:
            raise ModelInvalid("score_lowest, medium_from, high_from and score_highest must rise in this order.")

    def _check_signs(self) -> None:
        numbers = {field.name: getattr(self, field.name) for field in fields(self)}
        below_zero = [name for name, value in numbers.items() if isinstance(value, int | float) and value < 0]
        if below_zero or any(step.points < 0 for step in self.standing_steps):
            raise ModelInvalid(f"No number may be negative: {', '.join(below_zero) or 'standing_steps'}.")
        if self.payment_months < 1 or self.cooperation_points_per_year == 0:
            raise ModelInvalid("payment_months and cooperation_points_per_year must be above zero.")

    @property
    def max_points(self) -> dict[str, float]:
        """The most each factor can earn. A competitor only takes points away, so its best is 0."""
        standing = max((step.points for step in self.standing_steps), default=0)
        special = {"standing": standing, "competitor": 0.0}
        return {code: float(special[code] if code in special else getattr(self, f"{code}_points")) for code in FACTORS}

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers, ready for JSON; `from_dict` reads them back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, numbers: Mapping[str, Any]) -> Self:
        """Raises ModelInvalid when a name is unknown or the numbers contradict each other."""
        unknown = set(numbers) - {field.name for field in fields(cls)}
        if unknown:
            raise ModelInvalid(f"The replication score has no {', '.join(sorted(unknown))}.")
        steps = numbers.get("standing_steps")
        if steps is None:
            return cls(**numbers)
        return cls(**{**numbers, "standing_steps": tuple(StandingStep(**step) for step in steps)})
