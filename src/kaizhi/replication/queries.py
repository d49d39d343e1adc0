"""What the radar page shows: sums, bands, tiles and the first twenty, all from the scores this person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from kaizhi.access.models import User
from kaizhi.insight.models import GroupScore
from kaizhi.ui.show import DASH, percent

Band = GroupScore.Band
Priority = GroupScore.Priority

TOP = 20
#: Tiles drawn in one band; the rest is counted and one click away.
TILES_A_BAND = 28
#: Industries that get a row of their own in the industry picture.
MOST_INDUSTRIES = 12
MOST_BUBBLES = 200
BANDS = (Band.RED, Band.YELLOW, Band.GREEN, Band.BLUE, Band.UNKNOWN)


def scores_for(user: User) -> QuerySet[GroupScore]:
    """Current scores of the groups whose head this person sees."""
    return GroupScore.objects.current().visible_to(user)


def with_heads(scores: QuerySet[GroupScore]) -> QuerySet[GroupScore]:
    """With what a row of the ranking names."""
    return scores.select_related("head__owner", "head__group")


def ranked(scores: QuerySet[GroupScore]) -> QuerySet[GroupScore]:
    """Best first; equal scores in the order of the accounts' numbers."""
    return scores.order_by("-score", "head_id")


def top_of(scores: QuerySet[GroupScore], n: int = TOP) -> QuerySet[GroupScore]:
    """The first `n`, as a queryset that can still be filtered and sorted."""
    return scores.filter(pk__in=ranked(scores).values("pk")[:n])


@dataclass(frozen=True, slots=True)
class BandSum:
    """One of the four bands (or the unknown one) with its groups added up."""

    band: str
    n_groups: int
    n_total: int
    n_cooperating: int
    potential: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The book's group figures as one person sees them. Penetration is null while no plant is known."""

    n_groups: int
    n_total: int
    n_cooperating: int
    n_uncovered: int
    potential: int
    weighted: int
    cycle_days: float | None
    n_flagged: int
    priorities: dict[str, int]
    bands: tuple[BandSum, ...]

    @property
    def penetration(self) -> float | None:
        return self.n_cooperating / self.n_total if self.n_total else None


def sums_of(scores: QuerySet[GroupScore]) -> Sums:
    """All sums in one statement: one row a band."""
    rows: dict[str, dict[str, Any]] = {
        row["band"]: dict(row)
        for row in scores.order_by()
        .values("band")
        .annotate(
            groups=Count("pk"),
            total=Sum("n_total"),
            cooperating=Sum("n_cooperating"),
            uncovered=Sum("n_uncovered"),
            potential=Sum("potential_amount"),
            weighted=Sum("weighted_potential"),
            cycles=Count("cycle_days"),
            cycle=Avg("cycle_days"),
            flagged=Count("pk", filter=Q(is_declared_below_known=True)),
            **{str(value): Count("pk", filter=Q(priority=value)) for value in Priority.values},
        )
    }

    def total(key: str) -> int:
        return sum(int(row[key] or 0) for row in rows.values())

    n_cycles = total("cycles")
    cycle_sum = sum((row["cycle"] or 0) * row["cycles"] for row in rows.values())
    return Sums(
        n_groups=total("groups"),
        n_total=total("total"),
        n_cooperating=total("cooperating"),
        n_uncovered=total("uncovered"),
        potential=total("potential"),
        weighted=total("weighted"),
        cycle_days=cycle_sum / n_cycles if n_cycles else None,
        n_flagged=total("flagged"),
        priorities={value: total(value) for value in Priority.values},
        bands=tuple(_band_sum(band, rows.get(band, {})) for band in BANDS),
    )


def _band_sum(band: str, row: dict[str, Any]) -> BandSum:
    return BandSum(
        band=str(band),
        n_groups=row.get("groups") or 0,
        n_total=row.get("total") or 0,
        n_cooperating=row.get("cooperating") or 0,
        potential=row.get("potential") or 0,
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One group on the heat map."""

    head_id: int
    name: str
    band: str
    penetration: float | None
    n_cooperating: int
    n_total: int

    @property
    def percent(self) -> str:
        return percent(self.penetration) if self.penetration is not None else DASH


@dataclass(frozen=True, slots=True)
class BandTiles:
    """One band of the heat map: its sums, the tiles drawn, and how many more there are."""

    sum: BandSum
    tiles: tuple[Tile, ...]

    @property
    def n_more(self) -> int:
        return self.sum.n_groups - len(self.tiles)


def tiles_of(scores: QuerySet[GroupScore], bands: Sequence[BandSum]) -> list[BandTiles]:
    """The heat map: in each band the groups with most to win first. One statement."""
    place = Window(
        RowNumber(), partition_by=F("band"), order_by=[F("potential_amount").desc(nulls_last=True), F("head_id")]
    )
    placed = scores.annotate(place=place).filter(place__lte=TILES_A_BAND).values("pk")
    rows = (  # names are joined to the few that are drawn, not to every group
        GroupScore.objects.filter(pk__in=placed)
        .order_by(F("potential_amount").desc(nulls_last=True), "head_id")
        .values_list("head_id", "head__short_name", "head__name", "band", "penetration", "n_cooperating", "n_total")
    )
    by_band: dict[str, list[Tile]] = {}
    for head_id, short, name, band, penetration, n_cooperating, n_total in rows:
        tile = Tile(head_id, short or name, band, penetration, n_cooperating, n_total or 0)
        by_band.setdefault(band, []).append(tile)
    return [BandTiles(one, tuple(by_band.get(one.band, ()))) for one in bands if one.n_groups]


@dataclass(frozen=True, slots=True)
class IndustryRow:
    """Groups of one industry by band, with what is covered and what could be won."""

    industry: str
    by_band: dict[str, int]
    n_total: int
    n_cooperating: int
    potential: int

    @property
    def n_groups(self) -> int:
        return sum(self.by_band.values())


def industries_of(scores: QuerySet[GroupScore]) -> list[IndustryRow]:
    """Industries with most to win first; beyond MOST_INDUSTRIES nothing is dropped but the drawing. One statement."""
    rows: list[dict[str, Any]] = [
        dict(row)
        for row in scores.order_by()
        .values("head__industry")
        .annotate(
            total=Sum("n_total"),
            cooperating=Sum("n_cooperating"),
            potential=Sum("potential_amount"),
            **{f"in_{band or 'unknown'}": Count("pk", filter=Q(band=band)) for band in BANDS},
        )
    ]
    found = [
        IndustryRow(
            industry=row["head__industry"],
            by_band={str(band): row[f"in_{band or 'unknown'}"] for band in BANDS},
            n_total=row["total"] or 0,
            n_cooperating=row["cooperating"] or 0,
            potential=row["potential"] or 0,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row.potential, row.industry))


def score_histogram(scores: QuerySet[GroupScore], step: int = 10) -> list[int]:
    """How many groups have 0-9, 10-19, … 90-100 points. One statement."""
    bins = 100 // step
    place = Case(
        *[When(score__lt=(number + 1) * step, then=Value(number)) for number in range(bins - 1)],
        default=Value(bins - 1),
        output_field=IntegerField(),
    )
    counted = dict(scores.order_by().annotate(bin=place).values_list("bin").annotate(n=Count("pk")))
    return [counted.get(number, 0) for number in range(bins)]


@dataclass(frozen=True, slots=True)
class Due:
    """A next follow-up date and whether it has passed."""

    on: date | None
    is_overdue: bool


def follow_up(score: GroupScore, today: date) -> Due:
    """The group's own next follow-up; a date on the group until there are activities."""
    group = getattr(score.head, "group", None)
    on = group.next_follow_up_on if group else None
    return Due(on, on is not None and on < today)
