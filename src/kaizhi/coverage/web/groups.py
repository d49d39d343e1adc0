"""The list of groups."""

from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaizhi.access.fields import FieldPolicy
from kaizhi.access.models import User
from kaizhi.accounts.models import Account
from kaizhi.accounts.search import matching
from kaizhi.coverage.rights import rights_of
from kaizhi.insight.models import GroupScore
from kaizhi.ui import drawings, show
from kaizhi.ui.tables import Badge, ChoiceFilter, Column, DateFilter, Kind, ListSpec, View, percent_filter
from kaizhi.ui.tables.columns import Policy

_NOT_SCORED = _("Not computed yet")
_BANDS = tuple((band.value, band.label) for band in GroupScore.Band if band.value)
_TONES = {"high": "good", "medium": "info", "low": "neutral"}


def groups_of(user: User) -> QuerySet[Account]:
    """Heads of groups the person sees, each with its current figures where there are any."""
    potential = F("current__potential_amount") if rights_of(user).potential else Value(None, BigIntegerField())
    return (
        Account.objects.visible_to(user)
        .roots()
        .filter(group__isnull=False)
        .annotate(current=FilteredRelation("group_scores", condition=Q(group_scores__is_current=True)))
        .annotate(
            n_cooperating=F("current__n_cooperating"),
            n_total=F("current__n_total"),
            penetration=F("current__penetration"),
            band=F("current__band"),
            potential=potential,
            score=F("current__score"),
            priority=F("current__priority"),
            group_follow_up_on=F("group__next_follow_up_on"),
        )
    )


def _ring(row: Any) -> str:
    return str(drawings.ring(row.n_cooperating, row.n_total, row.band or ""))


def _covered(row: Any) -> str | None:
    return None if row.n_total is None else f"{row.n_cooperating}/{row.n_total}"


def _search(rows: QuerySet[Any], words: str, policy: Policy) -> QuerySet[Any]:
    assert isinstance(policy, FieldPolicy)
    return matching(rows, words, policy)


def _score(row: Any) -> float | None:
    return None if row.score is None else round(row.score, 1)


def _mine(rows: Any, user: User) -> QuerySet[Account]:
    mine: QuerySet[Account] = rows.owned_by(user)
    return mine


def _shared(rows: Any, user: User) -> QuerySet[Account]:
    shared: QuerySet[Account] = rows.shared_with(user)
    return shared


def _band(row: Any) -> str | None:
    return None if row.band is None else str(show.band(row.band or None))


GROUPS = ListSpec(
    name="groups",
    columns=(
        Column(
            "ring",
            _("Coverage"),
            _ring,
            kind=Kind.HTML,
            width=70,
            export=_covered,
            field=("insight.groupscore", "n_total"),
        ),
        Column(
            "name",
            _("Group"),
            lambda row: row.name,
            sort="sort_key",
            width=280,
            url=lambda row: reverse("coverage:tree", args=[row.pk]),
        ),
        Column(
            "plants",
            _("Cooperating / total"),
            _covered,
            sort="n_total",
            unknown=_NOT_SCORED,
            field=("insight.groupscore", "n_total"),
        ),
        Column(
            "penetration",
            _("Penetration"),
            lambda row: row.penetration,
            kind=Kind.PERCENT,
            sort="penetration",
            unknown=_NOT_SCORED,
            field=("insight.groupscore", "penetration"),
        ),
        Column(
            "band",
            _("Band"),
            _band,
            kind=Kind.HTML,
            unknown=_NOT_SCORED,
            field=("insight.groupscore", "band"),
            export=lambda row: None if row.band is None else show.band_words()[row.band or "unknown"],
        ),
        Column(
            "potential",
            _("Potential"),
            lambda row: row.potential,
            kind=Kind.MONEY,
            sort="potential",
            unknown=_("Not known: no plant buys yet, or amounts are hidden from you"),
            field=("insight.groupscore", "potential_amount"),
        ),
        Column(
            "score",
            _("Replication score"),
            _score,
            kind=Kind.NUMBER,
            sort="score",
            unknown=_NOT_SCORED,
            field=("insight.groupscore", "score"),
        ),
        Column(
            "priority",
            _("Priority"),
            lambda row: row.priority and Badge(GroupScore.Priority(row.priority).label, _TONES[row.priority]),
            kind=Kind.BADGE,
            unknown=_NOT_SCORED,
            visible=False,
            field=("insight.groupscore", "priority"),
        ),
        Column(
            "owner",
            _("Owner"),
            lambda row: row.owner and str(row.owner),
            kind=Kind.PERSON,
            sort="owner__display_name",
            field=("accounts.account", "owner"),
            unknown=_("Nobody yet"),
        ),
        Column(
            "follow_up",
            _("Next follow-up"),
            lambda row: row.group_follow_up_on,
            kind=Kind.DAY,
            sort="group_follow_up_on",
            field=("accounts.group", "next_follow_up_on"),
            unknown=_("No date set"),
        ),
    ),
    filters=(
        ChoiceFilter(
            key="band",
            label=_("Band"),
            choices=_BANDS,
            path="current__band",
            field=("insight.groupscore", "band"),
        ),
        percent_filter(
            key="penetration",
            label=_("Penetration"),
            path="current__penetration",
            field=("insight.groupscore", "penetration"),
        ),
        DateFilter(
            key="follow_up",
            label=_("Next follow-up"),
            path="group__next_follow_up_on",
            field=("accounts.group", "next_follow_up_on"),
        ),
    ),
    views=(
        View("all", _("All")),
        View("mine", _("Mine"), _mine),
        View("shared", _("Shared with me"), _shared),
    ),
    search=_search,
    search_hint=_("Name, initials or code"),
    default_sort="-score",
    prepare=lambda rows: rows.select_related("owner"),
    empty=_("No group in your reach yet. A head office, or an account with something below it, makes one."),
)
