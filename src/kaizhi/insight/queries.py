"""Scores as pages read them: current ones, their history, and their reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kaizhi.access.fields import FieldPolicy
from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun
from kaizhi.insight.wording import DIMENSIONS, FACTORS, improvement_words, input_words

#: Which list of records (kaizhi.insight.records) a factor was computed from.
OF_FACTOR = {
    "satisfaction": "satisfaction",
    "payment": "instalments",
    "cooperation": "contracts",
    "plants": "plants",
    "uncovered": "uncovered",
    "competitor": "competitors",
}
_PAYMENT_MONTHS = "payment_months"
#: The fields a factor gives away. Who may not read them plainly does not see the factor's input and points either.
_TELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "satisfaction": (("service.satisfaction", "score_hundredths"),),
    "payment": (
        ("contracts.instalment", "amount"),
        ("contracts.instalment", "paid_amount"),
        ("contracts.instalment", "paid_on"),
    ),
    "cooperation": (("contracts.contract", "signed_on"), ("contracts.order", "ordered_on")),
    "case": (("service.successcase", "title"), ("service.successcase", "roi_percent")),
    "plants": (("accounts.group", "declared_plants"),),
    "uncovered": (("accounts.group", "declared_plants"),),
    "standing": (("accounts.group", "industry_rank"),),
    "hq_contact": (("accounts.contact", "name"),),
    "procurement": (("accounts.group", "is_procurement_known"), ("accounts.group", "procurement_process")),
    "competitor": (("accounts.competitorproduct", "competitor"), ("accounts.competitorproduct", "is_active")),
    "exclusive": (("accounts.group", "is_exclusive_intent"), ("accounts.group", "exclusive_until")),
}
#: Sums of contracts and orders are as secret as the amounts they are made of.
AMOUNTS = (("contracts.contract", "amount"), ("contracts.order", "amount"))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a score. `words` says what it was given; hidden factors keep their place and tell nothing."""

    code: str
    label: str
    words: str
    earned: float
    maximum: float
    could_earn: float
    is_missing: bool
    is_hidden: bool

    @property
    def records(self) -> str:
        """The list of records it was computed from (kaizhi.insight.records), "" where there is none."""
        return OF_FACTOR.get(self.code, "")

    @property
    def is_penalty(self) -> bool:
        """A factor that can only take points away."""
        return self.maximum <= 0


@dataclass(frozen=True, slots=True)
class Dimension:
    """Factors that belong together."""

    code: str
    label: str
    factors: tuple[Factor, ...]

    @property
    def earned(self) -> float:
        return sum(factor.earned for factor in self.factors)

    @property
    def maximum(self) -> float:
        return sum(factor.maximum for factor in self.factors)

    @property
    def is_hidden(self) -> bool:
        return any(factor.is_hidden for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something that would raise the score, and by how much (at most, where its outcome is open)."""

    code: str
    factor: str
    words: str
    adds: float
    is_at_most: bool


@dataclass(frozen=True, slots=True)
class ExplainedScore:
    """A score with its reasons in the reader's language, the most useful improvement first."""

    score: GroupScore
    dimensions: tuple[Dimension, ...]
    improvements: tuple[Improvement, ...]

    @property
    def factors(self) -> tuple[Factor, ...]:
        return tuple(factor for dimension in self.dimensions for factor in dimension.factors)

    @property
    def missing(self) -> tuple[Factor, ...]:
        return tuple(factor for factor in self.factors if factor.is_missing and not factor.is_hidden)

    @property
    def next_priority(self) -> str:
        """The priority above this one; empty for the highest."""
        return str(GroupScore.Priority(self.score.next_priority).label) if self.score.next_priority else ""


def current_scores(user: User) -> QuerySet[GroupScore]:
    """The scores of the groups this person sees, as last computed."""
    return GroupScore.objects.current().visible_to(user)


def score_of(user: User, head: Account) -> GroupScore | None:
    """One group's current score; None where it has none, or this person may not see it."""
    return current_scores(user).filter(head=head).select_related("run__model").first()


def history_of(head: Account, most: int = 60) -> list[GroupScore]:
    """A group's scores as they changed, oldest first, the newest `most` of them."""
    rows = GroupScore.objects.filter(head=head, run__status=ScoreRun.Status.DONE).select_related("run")
    return list(rows.order_by("-run_id")[:most])[::-1]


def class_of(user: User, account: Account) -> AccountClass | None:
    """A customer's class; None where it has none, or this person may not see the account."""
    return AccountClass.objects.visible_to(user).filter(account=account).select_related("run").first()


def last_run() -> ScoreRun | None:
    """The newest finished run over the whole book."""
    done = ScoreRun.objects.filter(reach=ScoreRun.Reach.BOOK, status=ScoreRun.Status.DONE)
    return done.select_related("model", "by").order_by("-pk").first()


def can_see_amounts(policy: FieldPolicy) -> bool:
    """Whether sums of contracts and orders may be shown."""
    return all(policy.can_read_plainly(*field) for field in AMOUNTS)


def can_see_potential(policy: FieldPolicy) -> bool:
    """Whether what the uncovered plants may be worth may be shown: it tells the amounts it was computed from too."""
    return can_see_amounts(policy) and policy.can_read_plainly("insight.groupscore", "potential_amount")


def can_see_score(policy: FieldPolicy) -> bool:
    return policy.can_read_plainly("insight.groupscore", "score")


def can_see_factor(policy: FieldPolicy, code: str) -> bool:
    return all(policy.can_read_plainly(*field) for field in _TELLS[code])


def explained(score: GroupScore, policy: FieldPolicy | None = None) -> ExplainedScore:
    """The stored reasons of one score, in words. `policy` leaves out what the person's field rules hide."""
    rules = policy or FieldPolicy()
    months = int(score.run.model.parameters.get(_PAYMENT_MONTHS, 24))
    factors: dict[str, list[Factor]] = {}
    for stored in score.factors:
        factors.setdefault(stored["dimension"], []).append(_factor(stored, score, months, rules))
    dimensions = [
        Dimension(code, str(label), tuple(factors[code])) for code, label in DIMENSIONS.items() if code in factors
    ]
    return ExplainedScore(score, tuple(dimensions), tuple(_improvements(score.improvements, rules)))


def _factor(stored: dict[str, Any], score: GroupScore, months: int, policy: FieldPolicy) -> Factor:
    code = stored["code"]
    is_hidden = not can_see_factor(policy, code)
    return Factor(
        code=code,
        label=str(FACTORS[code]),
        words="" if is_hidden else input_words(code, stored["inputs"], as_of=score.run.as_of, payment_months=months),
        earned=0.0 if is_hidden else stored["points"],
        maximum=stored["max_points"],
        could_earn=0.0 if is_hidden else stored["could_earn"],
        is_missing=stored["is_missing"] and not is_hidden,
        is_hidden=is_hidden,
    )


def _improvements(stored: Sequence[dict[str, Any]], policy: FieldPolicy) -> list[Improvement]:
    return [
        Improvement(
            code=one["code"],
            factor=one["factor"],
            words=improvement_words(one["code"], one["target"]),
            adds=one["adds"],
            is_at_most=one["is_at_most"],
        )
        for one in stored
        if can_see_factor(policy, one["factor"])
    ]
