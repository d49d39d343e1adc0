from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kaizhi.accounts.record_lists import (
    account_column,
    account_views,
    money_of,
    owner_column,
    owner_filter,
    search_by_account,
    search_by_number,
    under_filter,
    with_account,
)
from kaizhi.common.dates import today
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.ui.tables import (
    Badge,
    ChoiceFilter,
    Column,
    DateFilter,
    Kind,
    ListSpec,
    TextFilter,
    YesNoFilter,
    money_filter,
)

CONTRACT_TONES = {"draft": "neutral", "signed": "info", "completed": "good", "cancelled": "bad"}
ORDER_TONES = {"draft": "neutral", "confirmed": "info", "delivered": "accent", "accepted": "good", "cancelled": "bad"}


def status_badge(tones: dict[str, str]) -> Callable[[Any], Badge]:
    return lambda row: Badge(row.get_status_display(), tones[row.status])


def payment_badge(instalment: Instalment) -> Badge:
    """Paid, overdue or open, as of today."""
    if instalment.is_paid:
        return Badge(_("Paid"), "good")
    return Badge(_("Overdue"), "bad") if instalment.due_on < today() else Badge(_("Open"), "info")


def is_unpaid(wanted: bool) -> Q:
    unpaid = Q(paid_amount__lt=F("amount"))
    return unpaid if wanted else ~unpaid


def _of(noun: str) -> Callable[[str], tuple[str, str]]:
    return lambda name: (f"contracts.{noun}", name)


_contract, _order, _instalment = _of("contract"), _of("order"), _of("instalment")

CONTRACTS = ListSpec(
    name="contracts.contracts",
    columns=(
        Column(
            "number",
            _("Contract number"),
            lambda row: row.number,
            sort="number",
            field=_contract("number"),
            url=lambda row: row.get_edit_url(),
            width=150,
        ),
        account_column(),
        Column("title", _("Title"), lambda row: row.title, sort="title", field=_contract("title")),
        Column(
            "status", _("Status"), status_badge(CONTRACT_TONES), Kind.BADGE, sort="status", field=_contract("status")
        ),
        Column(
            "signed_on",
            _("Signed on"),
            lambda row: row.signed_on,
            Kind.DATE,
            sort="signed_on",
            field=_contract("signed_on"),
            unknown=_("Not signed yet"),
        ),
        Column("amount", _("Amount"), money_of("amount"), Kind.MONEY, sort="amount", field=_contract("amount")),
        Column(
            "product_line",
            _("Product line"),
            lambda row: row.product_line,
            sort="product_line",
            field=_contract("product_line"),
        ),
        Column(
            "ends_on",
            _("Ends on"),
            lambda row: row.ends_on,
            Kind.DAY,
            sort="ends_on",
            field=_contract("ends_on"),
            visible=False,
        ),
        owner_column(),
    ),
    filters=(
        under_filter(),
        ChoiceFilter(
            key="status", label=_("Status"), path="status", choices=Contract.Status.choices, field=_contract("status")
        ),
        DateFilter(key="signed", label=_("Signed on"), path="signed_on", field=_contract("signed_on")),
        money_filter(key="amount", label=_("Amount"), path="amount", field=_contract("amount")),
        TextFilter(key="line", label=_("Product line"), path="product_line", field=_contract("product_line")),
        owner_filter(),
    ),
    views=account_views(),
    search=search_by_number("contracts.contract"),
    search_hint=_("Customer, code or number"),
    default_sort="-signed_on",
    title=lambda row: row.number,
    prepare=with_account,
    empty=_("No contract here yet."),
)

ORDERS = ListSpec(
    name="contracts.orders",
    columns=(
        Column(
            "number",
            _("Order number"),
            lambda row: row.number,
            sort="number",
            field=_order("number"),
            url=lambda row: row.get_edit_url(),
            width=150,
        ),
        account_column(),
        Column(
            "ordered_on",
            _("Ordered on"),
            lambda row: row.ordered_on,
            Kind.DATE,
            sort="ordered_on",
            field=_order("ordered_on"),
        ),
        Column("amount", _("Amount"), money_of("amount"), Kind.MONEY, sort="amount", field=_order("amount")),
        Column("status", _("Status"), status_badge(ORDER_TONES), Kind.BADGE, sort="status", field=_order("status")),
        Column(
            "product_line",
            _("Product line"),
            lambda row: row.product_line,
            sort="product_line",
            field=_order("product_line"),
        ),
        Column(
            "contract",
            _("Under contract"),
            lambda row: row.contract and row.contract.number,
            sort="contract__number",
            field=_order("contract"),
            unknown=_("An order of its own"),
            visible=False,
        ),
        Column(
            "delivered_on",
            _("Delivered on"),
            lambda row: row.delivered_on,
            Kind.DATE,
            sort="delivered_on",
            field=_order("delivered_on"),
            unknown=_("Not delivered yet"),
        ),
        Column(
            "accepted_on",
            _("Accepted on"),
            lambda row: row.accepted_on,
            Kind.DATE,
            sort="accepted_on",
            field=_order("accepted_on"),
            unknown=_("Not accepted yet"),
            visible=False,
        ),
        owner_column(),
    ),
    filters=(
        under_filter(),
        ChoiceFilter(
            key="status", label=_("Status"), path="status", choices=Order.Status.choices, field=_order("status")
        ),
        DateFilter(key="ordered", label=_("Ordered on"), path="ordered_on", field=_order("ordered_on")),
        money_filter(key="amount", label=_("Amount"), path="amount", field=_order("amount")),
        TextFilter(key="line", label=_("Product line"), path="product_line", field=_order("product_line")),
        owner_filter(),
    ),
    views=account_views(),
    search=search_by_number("contracts.order"),
    search_hint=_("Customer, code or number"),
    default_sort="-ordered_on",
    title=lambda row: row.number,
    prepare=lambda rows: rows.select_related("account__owner", "contract"),
    empty=_("No order here yet."),
)

INSTALMENTS = ListSpec(
    name="contracts.instalments",
    columns=(
        Column(
            "label",
            _("Payment node"),
            lambda row: row.label,
            sort="label",
            field=_instalment("label"),
            url=lambda row: row.get_edit_url(),
            width=120,
        ),
        account_column(),
        Column("document", _("Contract or order"), lambda row: str(row.document), Kind.CODE),
        Column("due_on", _("Due on"), lambda row: row.due_on, Kind.DAY, sort="due_on", field=_instalment("due_on")),
        Column("amount", _("Amount"), money_of("amount"), Kind.MONEY, sort="amount", field=_instalment("amount")),
        Column(
            "paid",
            _("Received"),
            money_of("paid_amount"),
            Kind.MONEY,
            sort="paid_amount",
            field=_instalment("paid_amount"),
        ),
        Column(
            "paid_on",
            _("Received on"),
            lambda row: row.paid_on,
            Kind.DATE,
            sort="paid_on",
            field=_instalment("paid_on"),
            unknown=_("Not paid yet"),
        ),
        Column("state", _("State"), payment_badge, Kind.BADGE, field=_instalment("paid_amount")),
        owner_column(),
    ),
    filters=(
        under_filter(),
        YesNoFilter(key="unpaid", label=_("Not fully paid"), condition=is_unpaid, field=_instalment("paid_amount")),
        DateFilter(key="due", label=_("Due on"), path="due_on", field=_instalment("due_on")),
        money_filter(key="amount", label=_("Amount"), path="amount", field=_instalment("amount")),
        owner_filter(),
    ),
    views=account_views(),
    search=search_by_account,
    search_hint=_("Customer name or code"),
    default_sort="-due_on",
    title=lambda row: row.label,
    prepare=lambda rows: rows.select_related("account__owner", "contract", "order"),
    empty=_("No payment is due yet. Add payment nodes to a contract or an order."),
)
