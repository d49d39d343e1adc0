"""What the template of the tree page is given."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from kaizhi.access.capabilities import Capability
from kaizhi.common.http import AppRequest
from kaizhi.coverage.labels import label_of
from kaizhi.coverage.page import BlindSpot, TreePage, blind_spots_of, score_of
from kaizhi.coverage.payload import as_json, first_nodes, largest_amount, payload_of
from kaizhi.coverage.web.links import ANY, account_url, look_url
from kaizhi.coverage.web.table_html import columns, render_lines
from kaizhi.coverage.words import Sign, drawing_words, sign_of, way_words


def tree_context(request: AppRequest, page: TreePage, today: date, *, is_piece: bool) -> dict[str, Any]:
    """The table's part alone where htmx asks for the piece."""
    table = {"page": page, "columns": columns(page, today), "lines": render_lines(page, today)}
    if is_piece:
        return table
    blind, n_blind = blind_spots_of(request.user, page)
    head = page.head
    return table | {
        "title": page.title,
        "head": head,
        "total": page.tree.total,
        "n_total": page.tree.n_total,
        "band": page.tree.band if page.is_whole else "",
        "penetration": _penetration(page),
        "score": score_of(request.user, page),
        "blind": [_blind_row(spot, page.tree.shared_name) for spot in blind],
        "n_blind": n_blind,
        "create_url": reverse("pipeline:create") if request.user.can(Capability.OPPORTUNITY_EDIT) else "",
        "may_export": request.user.can(Capability.EXPORT),
        "drawing": mark_safe(as_json(_drawing(page))),  # noqa: S308  as_json leaves no sign HTML could take for its own
    }


def _penetration(page: TreePage) -> float | None:
    return page.tree.total.n_cooperating / page.tree.n_total if page.tree.n_total else None


@dataclass(frozen=True, slots=True)
class BlindRow:
    """A blind spot as the list beside the tree shows it."""

    id: int
    label: str
    full_name: str
    url: str
    sign: Sign
    way: str


def _blind_row(spot: BlindSpot, head: str) -> BlindRow:
    node = spot.node
    return BlindRow(
        id=node.id,
        label=label_of(node.name, head),
        full_name=node.full_name,
        url=account_url(node.id),
        sign=sign_of(node.own_relation),
        way=way_words(spot.way, head) if spot.way else "",
    )


def _drawing(page: TreePage) -> dict[str, Any]:
    """For the scripts: the first nodes, the words, and where to ask for more."""
    pk = page.account.pk
    return payload_of(first_nodes(page.tree), page.tree, page.rights) | {
        "largest": largest_amount(page.tree) if page.rights.amount else 0,
        "words": drawing_words(),
        "urls": {
            "nodes": reverse("coverage:nodes", args=[pk]),
            "account": account_url(ANY),
            "look": look_url(ANY),
        },
        "name": page.head.full_name,
        "unidentified": page.tree.n_not_identified or 0,
    }
