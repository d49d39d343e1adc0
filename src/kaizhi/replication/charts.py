"""The radar's charts: what each says, and where its marks lead."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kaizhi.insight.models import GroupScore
from kaizhi.replication.queries import BANDS, MOST_INDUSTRIES, IndustryRow, Sums
from kaizhi.ui.charts import Chart, Series
from kaizhi.ui.show import band_words

_SCORE_STEP, _HIGHEST = 10, 100
_PRIORITY_TONES = {"high": "accent", "medium": "warn", "low": "muted"}


def ranking_url(**query: str | float) -> str:
    """The ranking, narrowed."""
    return f"{reverse('replication:ranking')}?{urlencode({name: str(value) for name, value in query.items()})}"


def priority_chart(sums: Sums) -> Chart:
    """Groups by priority of their replication score."""
    n_high = sums.priorities[GroupScore.Priority.HIGH]
    labels = dict(GroupScore.Priority.choices)
    return Chart(
        id="chart-priority",
        kind="bar",
        title=ngettext("%(n)s group has high priority", "%(n)s groups have high priority", n_high) % {"n": n_high},
        unit=pgettext("unit", "groups"),
        head=_("Priority"),
        categories=[str(labels[value]) for value in sums.priorities],
        series=[
            Series(
                name=_("Groups"),
                values=list(sums.priorities.values()),
                tones=[_PRIORITY_TONES[value] for value in sums.priorities],
                links=[ranking_url(priority=value) for value in sums.priorities],
            )
        ],
        export_url=f"{reverse('replication:figures')}?chart=priority",
        height=240,
    )


def score_chart(counts: Sequence[int]) -> Chart:
    """How the scores spread over 0 to 100."""
    ends = [(low, min(low + _SCORE_STEP, 100)) for low in range(0, 100, _SCORE_STEP)]
    return Chart(
        id="chart-scores",
        kind="column",
        title=_("How the replication scores spread"),
        unit=pgettext("unit", "groups"),
        head=_("Score"),
        categories=[f"{low}–{high}" for low, high in ends],
        series=[
            Series(
                name=_("Groups"),
                values=list(counts),
                links=[
                    ranking_url(score_min=low, score_max=high if high == _HIGHEST else high - 0.01)
                    for low, high in ends
                ],
            )
        ],
        export_url=f"{reverse('replication:figures')}?chart=scores",
        height=240,
    )


def industry_chart(rows: Sequence[IndustryRow]) -> Chart:
    """Industries by band: where the red ones are. Industries beyond the drawn ones are added up in the last row."""
    drawn, rest = list(rows[:MOST_INDUSTRIES]), rows[MOST_INDUSTRIES:]
    words = band_words()
    series = [
        Series(
            name=row.industry or _("No industry"),
            values=[row.by_band[str(band)] for band in BANDS],
            links=[ranking_url(band=str(band) or "unknown", industry=row.industry) for band in BANDS],
        )
        for row in drawn
    ]
    if rest:
        total = [sum(row.by_band[str(band)] for row in rest) for band in BANDS]
        series.append(Series(name=_("Other industries"), values=total))
    return Chart(
        id="chart-industries",
        kind="heat",
        title=_("Where the uncovered groups are, by industry"),
        unit=pgettext("unit", "groups"),
        head=_("Band"),
        categories=[words[str(band) or "unknown"] for band in BANDS],
        series=series,
        export_url=f"{reverse('replication:figures')}?chart=industries",
        height=80 + 34 * len(series),
    )
