"""The whole visible tree as an indented sheet: the table's columns, typed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kaizhi.accounts.models import Account
from kaizhi.common.money import DEFAULT_CURRENCY, Money, format_units
from kaizhi.coverage.page import TreePage
from kaizhi.coverage.rights import Rights
from kaizhi.coverage.rules import Relation, marks_in
from kaizhi.coverage.tree import Node
from kaizhi.ui.tables.columns import Kind
from kaizhi.ui.tables.sheet import SheetColumn, sheet_response

FORMS = ("xlsx", "csv")
_INDENT = "\u3000"

_Field = tuple[bool, SheetColumn, Callable[[Node], Any]]


def tree_file(page: TreePage, form: str) -> HttpResponse:
    """One row a node in reading order; the figures are those of the whole subtree."""
    fields = [(column, value) for allowed, column, value in _fields(page.rights) if allowed]
    rows = ([value(node) for _column, value in fields] for node in page.tree)
    return sheet_response([column for column, _value in fields], rows, form, page.head.name)


def _fields(rights: Rights) -> list[_Field]:
    kinds = {kind.value: str(kind.label) for kind in Account.Kind}
    foreign = _("Signed in other currencies")
    return [
        (True, SheetColumn(_("Name"), width=44), lambda node: _INDENT * node.depth + node.full_name),
        (True, SheetColumn(_("Level"), Kind.NUMBER, 6), lambda node: node.depth + 1),
        (True, SheetColumn(_("Kind")), lambda node: kinds[node.kind]),
        (True, SheetColumn(_("Relation")), lambda node: str(Relation(node.relation).label)),
        (True, SheetColumn(_("Plants"), Kind.NUMBER), lambda node: node.total.n_plants),
        (True, SheetColumn(_("Cooperating plants"), Kind.NUMBER), lambda node: node.total.n_cooperating),
        (rights.amount, SheetColumn(_("Signed amount (yuan)"), Kind.MONEY, 18), lambda node: _yuan(node.total.amount)),
        (rights.amount, SheetColumn(foreign, width=18), _foreign),
        (True, SheetColumn(_("Orders"), Kind.NUMBER), lambda node: node.total.n_orders),
        (rights.opportunities, SheetColumn(_("Open opportunities"), Kind.NUMBER), lambda node: node.total.n_open),
        (rights.overdue, SheetColumn(_("Overdue instalments"), Kind.NUMBER), lambda node: node.total.n_overdue),
        (
            rights.overdue and rights.overdue_amount,
            SheetColumn(_("Overdue amount (yuan)"), Kind.MONEY, 18),
            lambda node: _yuan(node.total.overdue),
        ),
        (rights.owner, SheetColumn(_("Owner")), lambda node: node.owner),
        (rights.follow_up, SheetColumn(_("Next follow-up"), Kind.DATE), lambda node: node.next_follow_up_on),
        (True, SheetColumn(_("Marks"), width=30), _marks),
    ]


def _yuan(minor: int) -> Decimal:
    return Money(minor, DEFAULT_CURRENCY).units


def _foreign(node: Node) -> str:
    amounts = sorted((node.total.foreign_amount or {}).items())
    return " + ".join(f"{code} {format_units(amount, code)}" for code, amount in amounts)


def _marks(node: Node) -> str:
    return " · ".join(str(mark.label) for mark in marks_in(node.marks))
