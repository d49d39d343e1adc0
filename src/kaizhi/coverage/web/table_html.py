"""The lines of the indented table, built from strings: a hundred lines cost a millisecond, not thirty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kaizhi.accounts.models import Account
from kaizhi.coverage.labels import label_of
from kaizhi.coverage.outline import Line
from kaizhi.coverage.page import TreePage
from kaizhi.coverage.rights import Rights
from kaizhi.coverage.rules import Relation, marks_in
from kaizhi.coverage.tree import CoverageTree, Node
from kaizhi.coverage.web.links import account_url
from kaizhi.coverage.words import letters
from kaizhi.ui import show

FIGURE = ' class="n"'
KEY = ' class="n key"'  # the one figure a phone shows


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    label: str
    cell: Callable[[Node], str]
    css: str = ""


def columns(page: TreePage, today: date) -> list[Column]:
    """The columns this person may read, after the name."""
    rights = page.rights
    signs, kinds = letters(), {kind.value: escape(str(kind.label)) for kind in Account.Kind}
    every = [
        (True, Column(_("Relation"), lambda node: _relation(node, signs))),
        (True, Column(_("Kind"), lambda node: kinds[node.kind])),
        (True, Column(_("Covered plants"), lambda node: _covered(node, page.tree), css=FIGURE)),
        (rights.amount, Column(_("Signed (10k)"), _amount, css=KEY)),
        (True, Column(_("Orders"), lambda node: _count(node.total.n_orders), css=FIGURE)),
        (rights.opportunities, Column(_("Open opp."), lambda node: _count(node.total.n_open), css=FIGURE)),
        (rights.overdue, Column(_("Overdue (10k)"), lambda node: _overdue(node, rights), css=FIGURE)),
        (rights.owner, Column(_("Owner"), lambda node: show.person(node.owner))),
        (rights.follow_up, Column(_("Next follow-up"), lambda node: _due(node.next_follow_up_on, today))),
    ]
    return [column for allowed, column in every if allowed]


def render_lines(page: TreePage, today: date) -> SafeString:
    shown = columns(page, today)
    head = page.tree.shared_name
    parts: list[str] = []
    for line in page.outline.lines:
        node = line.node
        classes = " ".join(name for name, on in (("dim", line.is_dim), ("at", node.id == page.asked.at)) if on)
        parts.append(f'<tr data-id="{node.id}"{f" class={chr(34)}{classes}{chr(34)}" if classes else ""}>')
        parts.append(_name_cell(page, line, head))
        parts += [f"<td{one.css}>{one.cell(node)}</td>" for one in shown]
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # noqa: S308  every cell is escaped where it is made


def _name_cell(page: TreePage, line: Line, head: str) -> str:
    node = line.node
    label = escape(label_of(node.name, head) if node.parent else node.full_name)
    fold = '<span class="twig"></span>'
    if node.children and page.hits is None:
        words = _("Fold {name}") if line.is_open else _("Unfold {name}")
        fold = (
            f'<a class="twig" href="{escape(page.asked.with_flip(node.id).query)}" data-flip="{node.id}" '
            f'aria-expanded="{str(line.is_open).lower()}" aria-label="{words.format(name=label)}">'
            f"{'−' if line.is_open else '+'}</a>"
        )
    below = "" if line.is_open or not node.children else f' <small class="muted">{node.total.n_nodes - 1}</small>'
    name = f'<a href="{account_url(node.id)}" title="{escape(node.full_name)}" data-look>{label}</a>'
    return f'<td style="--depth:{node.depth}"><span class="line">{fold}{name}{_marks(node)}{below}</span></td>'


def _marks(node: Node) -> str:
    """One mark; what it stands for, and what else is wrong, is its title."""
    words = escape(" · ".join(str(mark.label) for mark in marks_in(node.marks)))
    return f'<span class="warn-mark" role="img" aria-label="{words}" title="{words}">!</span>' if words else ""


def _relation(node: Node, signs: dict[str, str]) -> str:
    if not node.relation:
        return ""
    word = escape(str(Relation(node.relation).label))
    return f'<span class="rel r-{node.relation}"><i>{escape(signs[node.relation])}</i>{word}</span>'


def _covered(node: Node, tree: CoverageTree) -> str:
    """Of a plant its relation says it."""
    n_plants = tree.plants_under(node)
    return f"{node.total.n_cooperating}/{n_plants}" if n_plants and not node.is_plant else ""


def _count(n: int) -> str:
    return f"{n:,}"


def _amount(node: Node) -> str:
    return _money(node.total.amount, node.total.foreign_amount)


def _money(own: int, foreign: dict[str, int] | None) -> str:
    others = [f"{escape(code)} {show.wan(amount, code)}" for code, amount in sorted((foreign or {}).items())]
    return " + ".join([show.wan(own), *others] if own or not others else others)


def _overdue(node: Node, rights: Rights) -> str:
    total = node.total
    if not total.n_overdue:
        return "0"
    shown = _money(total.overdue, total.foreign_overdue) if rights.overdue_amount else total.n_overdue
    return f'<span class="late">{shown}</span>'


def _due(day: date | None, today: date) -> str:
    if day is None or day >= today:
        return show.day(day)
    return f'<span class="late">{show.day(day)}</span>'
