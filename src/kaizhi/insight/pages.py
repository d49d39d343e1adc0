"""What the panel and the full page show, put together once."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaizhi.access.fields import FieldPolicy, policy_for
from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.insight.figures import Figure, figures_of
from kaizhi.insight.lists import PRIORITY_TONES
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun, ScoringModel
from kaizhi.insight.queries import (
    ExplainedScore,
    can_see_amounts,
    can_see_score,
    class_of,
    explained,
    history_of,
    score_of,
)
from kaizhi.insight.wording import CLASS_RULES, INPUTS, MODELS, RESOURCES, rhythm_words
from kaizhi.ui.charts import Chart, Series

#: Rows of the history on the page; the rest is one click away.
_RECENT = 12
_CLASS_TONES = {
    "strategic": "accent",
    "important": "good",
    "general": "info",
    "potential": "warn",
    "maintenance": "neutral",
}


@dataclass
class ScorePage:
    """One group's score with everything told about it. Nothing in it is hidden from this person."""

    score: GroupScore
    policy: FieldPolicy
    history: list[GroupScore] = field(default_factory=list)

    @cached_property
    def explained(self) -> ExplainedScore:
        return explained(self.score, self.policy)

    @cached_property
    def figures(self) -> list[Figure]:
        return figures_of(self.score, self.policy)

    @property
    def recent(self) -> list[GroupScore]:
        return self.history[-_RECENT:][::-1]

    @property
    def n_older(self) -> int:
        return max(len(self.history) - _RECENT, 0)

    @property
    def can_see_amounts(self) -> bool:
        return can_see_amounts(self.policy)

    @property
    def previous(self) -> GroupScore | None:
        return self.history[-2] if len(self.history) > 1 else None

    @property
    def change(self) -> float | None:
        """Points gained or lost against the result before this one."""
        return self.score.score - self.previous.score if self.previous else None

    @property
    def daily(self) -> list[GroupScore]:
        """The last result of each day: a day of many changes is one point of a line."""
        return list({one.run.as_of: one for one in self.history}.values())

    @property
    def trend(self) -> list[float]:
        return [one.score for one in self.daily]

    @property
    def priority_tone(self) -> str:
        return PRIORITY_TONES[self.score.priority]

    @property
    def charts(self) -> list[Chart]:
        """How score and penetration moved, where there is more than one day."""
        if len(self.daily) < 2:  # noqa: PLR2004 one point is no line
            return []
        days = [one.run.as_of.isoformat() for one in self.daily]
        export = f"{reverse('insight:history', args=[self.score.head_id])}?export=csv"
        shares = [None if one.penetration is None else one.penetration * 100 for one in self.daily]
        return [
            Chart(
                id="chart-score-history",
                kind="line",
                title=_("Replication score over time"),
                unit=_("points"),
                decimals=1,
                head=_("As of"),
                categories=days,
                series=[Series(_("Score"), self.trend)],
                export_url=export,
                height=220,
            ),
            Chart(
                id="chart-penetration-history",
                kind="line",
                title=_("Penetration over time"),
                unit="%",
                decimals=1,
                head=_("As of"),
                categories=days,
                series=[Series(_("Penetration"), shares)],
                export_url=export,
                height=220,
            ),
        ]


def score_page(user: User, head: Account) -> ScorePage | None:
    """The current score of a group with its history; None where it has none, or scores are not this person's to see."""
    policy = policy_for(user)
    score = score_of(user, head) if can_see_score(policy) else None
    return None if score is None else ScorePage(score, policy, history_of(head))


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A customer's class in words."""

    klass: AccountClass
    tone: str
    rule: str
    resources: str
    rhythm: str


def class_page(user: User, account: Account) -> ClassPage | None:
    """The class of a customer; None where it has none, or its amounts are not this person's to see: it tells them."""
    policy = policy_for(user)
    klass = class_of(user, account) if can_see_amounts(policy) else None
    if klass is None:
        return None
    return ClassPage(
        klass=klass,
        tone=_CLASS_TONES[klass.klass],
        rule=str(CLASS_RULES[klass.reasons["rule"]]),
        resources=str(RESOURCES[klass.resources]),
        rhythm=rhythm_words(klass.rhythm_days),
    )


@dataclass(frozen=True, slots=True)
class InputRow:
    """One frame a run read."""

    label: str
    rows: int
    latest_on: str
    note: str


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One version of a model's numbers."""

    label: str
    version: int
    published_at: datetime
    numbers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RunPage:
    """What went into a run."""

    inputs: list[InputRow]
    models: list[ModelRow]


def _in_line(value: Any) -> Any:
    """Steps ([{"rank_to": 3, "points": 10}, …]) as people write them: 3 → 10 · 10 → 6."""
    if not isinstance(value, list):
        return value
    return " · ".join(" → ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in value)


def run_page(run: ScoreRun) -> RunPage:
    """Rows read per kind of record, and the published numbers the run used."""
    rows = []
    for name, label in INPUTS.items():
        told = run.inputs.get(name, {})
        n = told.get("other_currency", 0)
        note = ngettext("%(n)s in another currency", "%(n)s in other currencies", n) % {"n": n} if n else ""
        rows.append(InputRow(str(label), told.get("rows", 0), told.get("latest_on") or "", note))
    used = Q(pk__in=())
    for code, version in run.versions.items():
        used |= Q(code=code, version=version)
    models = [
        ModelRow(
            str(MODELS.get(one.code, one.code)),
            one.version,
            one.published_at,
            {name: _in_line(value) for name, value in one.parameters.items()},
        )
        for one in ScoringModel.objects.filter(used).order_by("-code")
    ]
    return RunPage(rows, models)
