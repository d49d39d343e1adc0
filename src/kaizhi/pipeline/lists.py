from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.record_lists import (
    account_column,
    account_views,
    money_of,
    name_of_person,
    search_by_number,
    under_filter,
)
from kaizhi.pipeline.models import Opportunity
from kaizhi.ui.tables import (
    Badge,
    ChoiceFilter,
    Column,
    DateFilter,
    Kind,
    ListSpec,
    PickFilter,
    TextFilter,
    money_filter,
)

TONES = {"open": "info", "won": "good", "lost": "neutral"}


def outcome_badge(opportunity: Opportunity) -> Badge:
    return Badge(opportunity.get_outcome_display(), TONES[opportunity.outcome])


def _field(name: str) -> tuple[str, str]:
    return ("pipeline.opportunity", name)


OPPORTUNITIES = ListSpec(
    name="pipeline.opportunities",
    columns=(
        Column(
            "name",
            _("Opportunity"),
            lambda row: row.name,
            sort="name",
            field=_field("name"),
            url=lambda row: row.get_edit_url(),
            width=240,
        ),
        account_column(),
        Column("number", _("Opportunity number"), lambda row: row.number, Kind.CODE, sort="number", visible=False),
        Column("outcome", _("Outcome"), outcome_badge, Kind.BADGE, sort="outcome", field=_field("outcome")),
        Column(
            "amount",
            _("Amount"),
            money_of("amount"),
            Kind.MONEY,
            sort="amount",
            field=_field("amount"),
            unknown=_("No amount yet"),
        ),
        Column(
            "product_line",
            _("Product line"),
            lambda row: row.product_line,
            sort="product_line",
            field=_field("product_line"),
        ),
        Column(
            "expected_on",
            _("Expected close"),
            lambda row: row.expected_on,
            Kind.DAY,
            sort="expected_on",
            field=_field("expected_on"),
            unknown=_("No date set"),
        ),
        Column("opened_on", _("Opened on"), lambda row: row.opened_on, Kind.DATE, sort="opened_on", visible=False),
        Column(
            "closed_on",
            _("Closed on"),
            lambda row: row.closed_on,
            Kind.DATE,
            sort="closed_on",
            visible=False,
            unknown=_("Still open"),
        ),
        Column(
            "lost_to", _("Lost to"), lambda row: row.lost_to, sort="lost_to", field=_field("lost_to"), visible=False
        ),
        Column(
            "owner", _("Owner"), lambda row: row.owner, Kind.PERSON, sort="owner__display_name", field=_field("owner")
        ),
    ),
    filters=(
        under_filter(),
        ChoiceFilter(
            key="outcome",
            label=_("Outcome"),
            path="outcome",
            choices=Opportunity.Outcome.choices,
            field=_field("outcome"),
        ),
        TextFilter(key="line", label=_("Product line"), path="product_line", field=_field("product_line")),
        money_filter(key="amount", label=_("Amount"), path="amount", field=_field("amount")),
        DateFilter(key="expected", label=_("Expected close"), path="expected_on", field=_field("expected_on")),
        PickFilter(
            key="owner",
            label=_("Owner"),
            path="owner",
            search_url="access:pick",
            name_of=name_of_person,
            field=_field("owner"),
        ),
    ),
    views=account_views(),
    search=search_by_number("pipeline.opportunity"),
    search_hint=_("Customer name or code"),
    default_sort="expected_on",
    title=lambda row: row.name,
    prepare=lambda rows: rows.select_related("account", "owner"),
    empty=_("No opportunity here yet."),
)
