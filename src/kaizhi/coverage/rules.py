"""How an account stands to us, and what is wrong with it (docs/algorithms/coverage.md). Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Relation(models.TextChoices):
    """Listed from the strongest to the weakest: of a subtree, the strongest speaks."""

    CUSTOMER = "customer", pgettext_lazy("relation", "Customer")
    IN_PROGRESS = "progress", pgettext_lazy("relation", "In progress")
    LOST = "lost", pgettext_lazy("relation", "Lost")
    COMPETITOR = "competitor", pgettext_lazy("relation", "Competitor")
    UNCOVERED = "uncovered", pgettext_lazy("relation", "Uncovered")
    NONE = "", pgettext_lazy("relation", "No dealings")


class Mark(models.IntegerChoices):
    """What is wrong with an account, the gravest first: of several, that one is drawn. The values are bits."""

    ABNORMAL = 1, _("Registration abnormal")
    OVERDUE = 2, _("Payment overdue")
    DISSATISFIED = 4, _("Dissatisfied")
    FOLLOW_UP = 8, _("Follow-up overdue")


STRENGTH = {relation.value: place for place, relation in enumerate(Relation)}
ABNORMAL_REGISTRATIONS = frozenset({"cancelled", "revoked", "liquidating", "suspended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers of the rules."""

    lost_after_days: int = 730  # a customer that signed nothing for longer is lost
    satisfied_from: int = 300  # hundredths of the 1 to 5 scale; a latest answer below this warns


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealings:
    """Our own business with one account up to a day, nothing of what hangs below it."""

    last_signed_on: date | None = None
    n_open: int = 0
    last_won_on: date | None = None
    last_lost_on: date | None = None
    has_competitor: bool = False


NOTHING = Dealings()


def own_relation(dealings: Dealings, *, is_plant: bool, as_of: date, limits: Thresholds = DEFAULT) -> Relation:
    """How one account stands to us. The first that holds:

    customer: signed within the last `lost_after_days`; in progress: an opportunity is open, or was won as recently and
    waits for its signature; lost: signed longer ago, or the latest opportunity was lost; competitor: a competitor's
    product runs there; uncovered: an operating plant with none of these. Anything else has no dealings with us.
    """
    since = as_of - timedelta(days=limits.lost_after_days)
    signed, won, lost = dealings.last_signed_on, dealings.last_won_on, dealings.last_lost_on
    if signed is not None and signed >= since:
        return Relation.CUSTOMER
    is_latest_lost = lost is not None and (won is None or lost >= won)
    if dealings.n_open or (won is not None and won >= since and not is_latest_lost):
        return Relation.IN_PROGRESS
    if signed is not None or is_latest_lost:
        return Relation.LOST
    if dealings.has_competitor:
        return Relation.COMPETITOR
    return Relation.UNCOVERED if is_plant else Relation.NONE


def stronger(one: str, other: str) -> str:
    """The relation that speaks for two.

    >>> stronger("uncovered", "customer")
    'customer'
    """
    return one if STRENGTH[one] <= STRENGTH[other] else other


def marks_of(
    *,
    registration: str,
    n_overdue: int,
    satisfaction: int | None,
    follow_up_on: date | None,
    as_of: date,
    limits: Thresholds = DEFAULT,
) -> int:
    """All marks of one account as bits. What is unknown, or may not be read, is given as empty and marks nothing."""
    found = Mark.ABNORMAL if registration in ABNORMAL_REGISTRATIONS else 0
    if n_overdue:
        found |= Mark.OVERDUE
    if satisfaction is not None and satisfaction < limits.satisfied_from:
        found |= Mark.DISSATISFIED
    if follow_up_on is not None and follow_up_on < as_of:
        found |= Mark.FOLLOW_UP
    return int(found)


def marks_in(bits: int) -> list[Mark]:
    """The marks in a set of bits, the gravest first."""
    return [one for one in Mark if bits & one]


def not_identified(declared_plants: int | None, n_known: int) -> int | None:
    """Plants the group says it has and we do not know by name; None where it never said.

    >>> not_identified(12, 9), not_identified(8, 9), not_identified(None, 9)
    (3, 0, None)
    """
    return None if declared_plants is None else max(declared_plants - n_known, 0)


def total_plants(declared_plants: int | None, n_known: int) -> int | None:
    """The larger of declared and known (formulas: group figures); None where nothing is declared and none is known."""
    total = max(declared_plants or 0, n_known)
    return None if total == 0 and declared_plants is None else total


def band_of(n_cooperating: int, n_total: int | None) -> str:
    """The coverage band of a share, its upper edge included; "" where there is nothing to cover.

    >>> band_of(1, 4), band_of(26, 100), band_of(3, 4), band_of(4, 4), band_of(0, 0)
    ('red', 'yellow', 'green', 'blue', '')
    """
    if not n_total:
        return ""
    quarters = 4 * min(n_cooperating, n_total)
    bands = ("red", "yellow", "green", "blue")
    return bands[max(-(-quarters // n_total), 1) - 1]
