"""Lists of this app: a group's history, and the runs."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.common.money import Money
from kaizhi.insight.models import GroupScore, ScoreRun
from kaizhi.insight.queries import AMOUNTS
from kaizhi.ui.show import band
from kaizhi.ui.tables import Badge, ChoiceFilter, Column, DateFilter, Kind, ListSpec

PRIORITY_TONES = {"high": "bad", "medium": "warn", "low": "neutral"}
_STATUS_TONES = {"running": "info", "done": "good", "failed": "bad"}


def priority_badge(score: GroupScore) -> Badge:
    return Badge(GroupScore.Priority(score.priority).label, PRIORITY_TONES[score.priority])


def status_badge(run: ScoreRun) -> Badge:
    return Badge(run.get_status_display(), _STATUS_TONES[run.status])


def _money(name: str) -> Any:
    def get(score: GroupScore) -> Money | None:
        minor = getattr(score, name)
        return None if minor is None else Money(minor, score.currency)

    return get


HISTORY = ListSpec(
    name="insight.history",
    columns=(
        Column("as_of", _("As of"), lambda row: row.run.as_of, Kind.DATE, sort="run_id"),
        Column("score", _("Replication score"), lambda row: row.score, Kind.NUMBER, sort="score"),
        Column("priority", _("Priority"), priority_badge, Kind.BADGE),
        Column("total", _("Total plants"), lambda row: row.n_total, Kind.NUMBER, sort="n_total"),
        Column(
            "cooperating", _("Cooperating plants"), lambda row: row.n_cooperating, Kind.NUMBER, sort="n_cooperating"
        ),
        Column("uncovered", _("Uncovered plants"), lambda row: row.n_uncovered, Kind.NUMBER, sort="n_uncovered"),
        Column("penetration", _("Penetration"), lambda row: row.penetration, Kind.PERCENT, sort="penetration"),
        Column(
            "band",
            _("Band"),
            lambda row: band(row.band or None),
            Kind.HTML,
            export=lambda row: GroupScore.Band(row.band).label,
        ),
        Column(
            "amount", _("Signed amount"), _money("contract_amount"), Kind.MONEY, sort="contract_amount", tells=AMOUNTS
        ),
        Column(
            "potential",
            _("Potential amount"),
            _money("potential_amount"),
            Kind.MONEY,
            sort="potential_amount",
            tells=AMOUNTS,
        ),
        Column("cycle", _("Replication cycle, days"), lambda row: row.cycle_days, Kind.NUMBER, visible=False),
        Column("version", _("Version"), lambda row: row.run.model.version, visible=False),
        Column("trigger", _("Trigger"), lambda row: row.run.get_trigger_display(), visible=False),
    ),
    default_sort="-as_of",
    title=lambda row: str(row.run.as_of),
    prepare=lambda rows: rows.select_related("run__model"),
    empty=_("No score has been computed yet."),
)


_MADE_OF_AMOUNTS = frozenset({"amount", "potential"})
#: For who may not see every amount the sums are made of.
HISTORY_WITHOUT_AMOUNTS = replace(
    HISTORY,
    name="insight.history_without_amounts",
    columns=[column for column in HISTORY.columns if column.key not in _MADE_OF_AMOUNTS],
)


def _seconds(run: ScoreRun) -> float | None:
    return None if run.finished_at is None else round((run.finished_at - run.started_at).total_seconds(), 1)


RUNS = ListSpec(
    name="insight.runs",
    columns=(
        Column(
            "started_at",
            _("Started"),
            lambda run: run.started_at,
            Kind.MOMENT,
            sort="id",
            url=lambda run: reverse("insight:run", args=[run.pk]),
        ),
        Column("reach", _("Reach"), lambda run: run.get_reach_display(), sort="reach"),
        Column("status", _("Status"), status_badge, Kind.BADGE, sort="status"),
        Column("trigger", _("Trigger"), lambda run: run.get_trigger_display(), sort="trigger"),
        Column("by", pgettext_lazy("score run", "By"), lambda run: run.by, Kind.PERSON, unknown=_("The system")),
        Column("as_of", _("As of"), lambda run: run.as_of, Kind.DATE, sort="as_of"),
        Column("groups", pgettext_lazy("score run", "Groups"), lambda run: run.n_groups, Kind.NUMBER, sort="n_groups"),
        Column("changed", _("Changed"), lambda run: run.n_changed, Kind.NUMBER, sort="n_changed"),
        Column("accounts", _("Customers classed"), lambda run: run.n_accounts, Kind.NUMBER, sort="n_accounts"),
        Column("seconds", _("Seconds"), _seconds, Kind.NUMBER, unknown=_("Not finished")),
        Column("version", _("Version"), lambda run: run.model.version, Kind.NUMBER),
    ),
    filters=(
        ChoiceFilter(key="reach", label=_("Reach"), path="reach", choices=ScoreRun.Reach.choices),
        ChoiceFilter(key="status", label=_("Status"), path="status", choices=ScoreRun.Status.choices),
        DateFilter(key="as_of", label=_("As of"), path="as_of"),
    ),
    default_sort="-started_at",
    title=str,
    prepare=lambda runs: runs.select_related("model", "by"),
    empty=_("No score has been computed yet."),
)
