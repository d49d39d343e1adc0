"""The ranking as a list: every group with a score, the first twenty as its first tab."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.models import User
from kaizhi.access.scope import reports_of
from kaizhi.accounts.models import Account
from kaizhi.accounts.record_lists import name_of_person
from kaizhi.accounts.search import matching
from kaizhi.common.money import Money
from kaizhi.insight.models import GroupScore
from kaizhi.insight.queries import AMOUNTS
from kaizhi.replication.queries import top_of
from kaizhi.ui.show import band
from kaizhi.ui.tables import (
    Badge,
    ChoiceFilter,
    Column,
    DateFilter,
    Kind,
    ListSpec,
    NumberFilter,
    PickFilter,
    Policy,
    TextFilter,
    View,
    money_filter,
    percent_filter,
)

PRIORITY_TONES = {"high": "bad", "medium": "warn", "low": "neutral"}


def priority_badge(score: GroupScore) -> Badge:
    return Badge(GroupScore.Priority(score.priority).label, PRIORITY_TONES[score.priority])


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _search(scores: QuerySet[GroupScore], words: str, policy: Policy) -> QuerySet[GroupScore]:
    return scores.filter(head__in=matching(Account.objects.roots(), words, policy))


def _mine(scores: QuerySet[GroupScore], user: User) -> QuerySet[GroupScore]:
    return scores.filter(head__owner=user)


def _shared(scores: QuerySet[GroupScore], user: User) -> QuerySet[GroupScore]:
    return scores.filter(head__in=Account.objects.shared_with(user))


def _reports(scores: QuerySet[GroupScore], user: User) -> QuerySet[GroupScore]:
    return scores.filter(head__owner__in=reports_of(user))


def _bands(value: str) -> Q:
    return Q(band="" if value == "unknown" else value)


RANKING = ListSpec(
    name="replication.ranking",
    columns=(
        Column(
            "group",
            _("Group"),
            lambda row: row.head.name,
            Kind.LINK,
            sort=("head__sort_key",),
            field=("accounts.account", "name"),
            url=lambda row: reverse("coverage:tree", args=[row.head_id]),
            width=260,
        ),
        Column(
            "score",
            _("Replication score"),
            lambda row: row.score,
            Kind.NUMBER,
            sort="score",
            url=lambda row: reverse("insight:group_score", args=[row.head_id]),
        ),
        Column("priority", _("Priority"), priority_badge, Kind.BADGE, sort="score"),
        Column(
            "cooperating", _("Cooperating plants"), lambda row: row.n_cooperating, Kind.NUMBER, sort="n_cooperating"
        ),
        Column(
            "total",
            _("Total plants"),
            lambda row: row.n_total or None,
            Kind.NUMBER,
            sort="n_total",
            unknown=_("Neither declared nor known"),
        ),
        Column("uncovered", _("Uncovered plants"), lambda row: row.n_uncovered, Kind.NUMBER, sort="n_uncovered"),
        Column(
            "penetration",
            _("Penetration"),
            lambda row: row.penetration,
            Kind.PERCENT,
            sort="penetration",
            unknown=_("The group's number of plants is not known"),
        ),
        Column(
            "band",
            _("Band"),
            lambda row: band(row.band or "unknown"),
            Kind.HTML,
            sort="penetration",
            export=lambda row: GroupScore.Band(row.band).label,
        ),
        Column(
            "potential",
            _("Estimated replication amount"),
            lambda row: _money(row.potential_amount, row.currency),
            Kind.MONEY,
            sort="potential_amount",
            tells=AMOUNTS,
            unknown=_("No plant cooperates yet, so there is no average to go by"),
        ),
        Column(
            "weighted",
            _("Amount weighted by score"),
            lambda row: _money(row.weighted_potential, row.currency),
            Kind.MONEY,
            sort="weighted_potential",
            tells=AMOUNTS,
            visible=False,
        ),
        Column(
            "average",
            _("Average plant value"),
            lambda row: _money(row.average_plant_value, row.currency),
            Kind.MONEY,
            sort="average_plant_value",
            tells=AMOUNTS,
            visible=False,
        ),
        Column(
            "amount",
            _("Signed amount"),
            lambda row: _money(row.contract_amount, row.currency),
            Kind.MONEY,
            sort="contract_amount",
            tells=AMOUNTS,
            visible=False,
        ),
        Column(
            "cycle",
            _("Replication cycle, days"),
            lambda row: row.cycle_days,
            Kind.NUMBER,
            sort="cycle_days",
            visible=False,
            unknown=_("Fewer than two plants have signed"),
        ),
        Column(
            "industry",
            _("Industry"),
            lambda row: row.head.industry,
            sort="head__industry",
            field=("accounts.account", "industry"),
            visible=False,
        ),
        Column(
            "owner",
            _("Owner"),
            lambda row: row.head.owner,
            Kind.PERSON,
            sort="head__owner__display_name",
            field=("accounts.account", "owner"),
        ),
        Column(
            "follow_up",
            _("Next follow-up"),
            lambda row: row.head.group.next_follow_up_on,
            Kind.DAY,
            sort="head__group__next_follow_up_on",
            field=("accounts.group", "next_follow_up_on"),
            unknown=_("No date set"),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="band",
            label=_("Band"),
            choices=lambda: [(code or "unknown", label) for code, label in GroupScore.Band.choices],
            condition=_bands,
        ),
        ChoiceFilter(key="priority", label=_("Priority"), path="priority", choices=GroupScore.Priority.choices),
        TextFilter(key="industry", label=_("Industry"), path="head__industry", field=("accounts.account", "industry")),
        PickFilter(
            key="owner",
            label=_("Owner"),
            path="head__owner",
            search_url="access:pick",
            name_of=name_of_person,
            field=("accounts.account", "owner"),
        ),
        NumberFilter(key="score", label=_("Replication score"), path="score"),
        percent_filter(key="penetration", label=_("Penetration"), path="penetration"),
        money_filter(key="potential", label=_("Estimated replication amount"), path="potential_amount", tells=AMOUNTS),
        DateFilter(
            key="follow_up",
            label=_("Next follow-up"),
            path="head__group__next_follow_up_on",
            field=("accounts.group", "next_follow_up_on"),
        ),
    ),
    views=(
        View("all", pgettext_lazy("list view", "All")),
        View("top", _("TOP 20"), lambda scores, _user: top_of(scores)),
        View("mine", _("Mine"), _mine),
        View("shared", _("I take part"), _shared),
        View("reports", _("My reports'"), _reports),
    ),
    search=_search,
    search_hint=_("Group name"),
    default_sort="-score",
    title=lambda row: row.head.name,
    peek=lambda row: reverse("insight:account_panel", args=[row.head_id]),
    prepare=lambda scores: scores.select_related("head__owner", "head__group"),
    empty=_("No group has a score yet. Import customers or recompute the scores."),
)
