from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.record_lists import (
    account_column,
    account_views,
    owner_column,
    owner_filter,
    search_by_account,
    under_filter,
    with_account,
)
from kaizhi.ui.tables import Badge, Column, DateFilter, Kind, ListSpec, NumberFilter, TextFilter

GOOD, POOR = 400, 300


def score_badge(answer: object) -> Badge:
    """The score with its tone: good from 4, bad below 3."""
    hundredths: int = answer.score_hundredths  # type: ignore[attr-defined]
    return Badge(f"{hundredths / 100:.1f}", "good" if hundredths >= GOOD else "bad" if hundredths < POOR else "warn")


def _field(name: str) -> tuple[str, str]:
    return ("service.satisfaction", name)


SATISFACTIONS = ListSpec(
    name="service.satisfactions",
    columns=(
        account_column(),
        Column(
            "score",
            _("Score, 1 to 5"),
            score_badge,
            Kind.BADGE,
            sort="score_hundredths",
            field=_field("score_hundredths"),
            export=lambda row: row.score_hundredths / 100,
        ),
        Column(
            "surveyed_on",
            _("Surveyed on"),
            lambda row: row.surveyed_on,
            Kind.DATE,
            sort="surveyed_on",
            field=_field("surveyed_on"),
        ),
        Column("source", _("Source"), lambda row: row.source, sort="source", field=_field("source")),
        Column("comment", _("Comment"), lambda row: row.comment, field=_field("comment"), width=320),
        owner_column(),
    ),
    filters=(
        under_filter(),
        NumberFilter(
            key="score",
            label=_("Score, 1 to 5"),
            path="score_hundredths",
            to_stored=lambda score: int(score * 100),
            field=_field("score_hundredths"),
        ),
        DateFilter(key="surveyed", label=_("Surveyed on"), path="surveyed_on", field=_field("surveyed_on")),
        TextFilter(key="source", label=_("Source"), path="source", field=_field("source")),
        owner_filter(),
    ),
    views=account_views(),
    search=search_by_account,
    search_hint=_("Customer name or code"),
    default_sort="-surveyed_on",
    title=lambda row: row.account.name,
    prepare=with_account,
    empty=_("No survey answer here yet."),
)
