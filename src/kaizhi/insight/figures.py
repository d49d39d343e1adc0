"""The group figures as a page shows them: value, how it was computed, and where its records are."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaizhi.access.fields import FieldPolicy
from kaizhi.insight.models import GroupScore
from kaizhi.insight.queries import can_see_amounts, can_see_potential
from kaizhi.ui import show
from kaizhi.ui.templatetags.ui import number


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `records` names what it was computed from (kaizhi.insight.records), "" where there is no list."""

    label: str
    shown: SafeString
    how: str
    records: str = ""
    note: str = ""  # what to know beside it


def figures_of(score: GroupScore, policy: FieldPolicy) -> list[Figure]:
    """All figures of section 1; those made of amounts only for who may see amounts."""
    found = _plants(score, policy)
    if can_see_amounts(policy):
        found += _amounts(score)
    if can_see_potential(policy):
        found += _potential(score)
    return [*found, *_cycle(score)]


def _plants(score: GroupScore, policy: FieldPolicy) -> list[Figure]:
    unknown = _("Neither declared by the group nor known to us")
    return [
        Figure(_("Total plants"), number(score.n_total, unknown), _total_words(score, policy), "plants"),
        Figure(
            _("Cooperating plants"),
            number(score.n_cooperating),
            _("Active plants with at least one signed, not cancelled contract or order up to this day"),
            "cooperating",
        ),
        Figure(
            _("Uncovered plants"),
            number(score.n_uncovered, unknown),
            _("Total plants less cooperating plants"),
            "uncovered",
            _uncovered_words(score),
        ),
        Figure(
            _("Penetration"),
            SafeString(f"{show.share(score.penetration, unknown)} {show.band(score.band or None)}"),
            _("Cooperating plants / total plants"),
        ),
    ]


def _total_words(score: GroupScore, policy: FieldPolicy) -> str:
    if not policy.can_read_plainly("accounts.group", "declared_plants"):
        return _("The larger of what the group declares and what we know")
    if score.declared_plants is None:
        return _("The group has declared no number; %(n)s known by name") % {"n": score.n_known}
    words = _("The larger of %(declared)s declared and %(known)s known by name")
    return words % {"declared": score.declared_plants, "known": score.n_known}


def _uncovered_words(score: GroupScore) -> str:
    n_named = score.n_known - score.n_cooperating
    n_unidentified = (score.n_total or 0) - score.n_known
    words = _("%(named)s are known by name, %(rest)s not yet identified.")
    return words % {"named": n_named, "rest": max(n_unidentified, 0)}


def _amounts(score: GroupScore) -> list[Figure]:
    none_cooperates = _("No plant cooperates yet, so there is no average to go by")
    only_foreign = _("Everything signed is in other currencies")
    return [
        Figure(
            _("Signed amount"),
            show.money(score.contract_amount, score.currency, only_foreign),
            _("Signed contracts, and orders outside of contracts, whoever in the group signed them"),
            "contracts",
            _left_out(score.n_other_currency),
        ),
        Figure(
            _("Average plant value"),
            show.money(score.average_plant_value, score.currency, none_cooperates),
            _("Signed amount / cooperating plants"),
        ),
    ]


def _potential(score: GroupScore) -> list[Figure]:
    none_cooperates = _("No plant cooperates yet, so there is no average to go by")
    return [
        Figure(
            _("Potential amount"),
            show.money(score.potential_amount, score.currency, none_cooperates),
            _("Uncovered plants × average plant value"),
        ),
        Figure(
            _("Potential weighted by score"),
            show.money(score.weighted_potential, score.currency, none_cooperates),
            _("Potential amount × replication score / 100"),
        ),
    ]


def _left_out(n: int) -> str:
    if not n:
        return ""
    words = ngettext(
        "%(n)s document in another currency is left out.", "%(n)s documents in other currencies are left out.", n
    )
    return words % {"n": n}


def _cycle(score: GroupScore) -> list[Figure]:
    return [
        Figure(
            _("Replication cycle, days"),
            number(score.cycle_days, _("Fewer than two plants have signed")),
            _("From the first signing of the first plant to the first signing of the second"),
            "cooperating",
        ),
        Figure(
            _("Later gaps, days"),
            number(score.later_gap_days, _("Fewer than three plants have signed")),
            _("Mean from the second plant to the third, the third to the fourth, and so on"),
        ),
    ]
