"""Who could open the door of a plant we never sold to (docs/algorithms/coverage.md, "The way in")."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kaizhi.access.models import User
from kaizhi.accounts.models import Contact
from kaizhi.accounts.models.account import SEGMENT, path_after
from kaizhi.coverage.rights import Rights
from kaizhi.coverage.tree import CoverageTree, Node

_MOST = 300
_SUPPORTIVE = Contact.Closeness.SUPPORTIVE


@dataclass(frozen=True, slots=True)
class WayIn:
    """A person to ask, and where: at the plant itself, at a sister plant that buys, or at the head office."""

    contact: str
    post: str
    node: Node
    is_own: bool = False
    is_head: bool = False


def ways_in(user: User, tree: CoverageTree, blind: Sequence[Node], rights: Rights) -> dict[int, WayIn]:
    """The best way into each of these plants, where we know one. One statement.

    Best is somebody at the plant itself, then a supporter at the nearest sister plant that buys, then the head office.
    """
    if not blind or not rights.contacts:
        return {}
    contacts = _contacts(user, tree, blind, rights)
    found = {}
    for plant in blind:
        ranked = [
            (_rank(plant, tree.by_id[row["account_id"]], row, rights), place) for place, row in enumerate(contacts)
        ]
        best = max((one for one in ranked if one[0] is not None), key=lambda one: (one[0], -one[1]), default=None)
        if best is not None:
            found[plant.id] = _way(plant, tree, contacts[best[1]], rights)
    return found


def _contacts(user: User, tree: CoverageTree, blind: Sequence[Node], rights: Rights) -> list[dict[str, Any]]:
    """People in these plants and at the head, and our supporters in the group; the closest first."""
    root = blind[0].path[:SEGMENT]
    near = Q(account_id__in=[plant.id for plant in blind]) | Q(account__path=root)
    supports = Q(decision_role=Contact.DecisionRole.CHAMPION) | Q(closeness__gte=_SUPPORTIVE)
    rows = (
        Contact.objects.visible_to(user)
        .filter(
            near | supports if rights.supporters else near,
            is_active=True,
            account__path__gte=root,
            account__path__lt=path_after(root),
        )
        .order_by("-closeness", "-role_weight", "name", "pk")
        .values("account_id", "name", "post", "decision_role", "closeness")
    )
    return [dict(row) for row in rows[:_MOST] if row["account_id"] in tree.by_id]


def _rank(plant: Node, at: Node, row: dict[str, Any], rights: Rights) -> tuple[int, int] | None:
    """How good a way somebody at `at` is into `plant`; None: no way."""
    if at is plant:
        return 3, 0
    is_supporter = row["decision_role"] == Contact.DecisionRole.CHAMPION or row["closeness"] >= _SUPPORTIVE
    if rights.supporters and at.is_cooperating and is_supporter:
        return 2, _shared_levels(plant.path, at.path)
    return (1, 0) if len(at.path) == SEGMENT else None


def _shared_levels(one: str, other: str) -> int:
    levels = 0
    while one[: (levels + 1) * SEGMENT] == other[: (levels + 1) * SEGMENT] and levels * SEGMENT < len(one):
        levels += 1
    return levels


def _way(plant: Node, tree: CoverageTree, row: dict[str, Any], rights: Rights) -> WayIn:
    at = tree.by_id[row["account_id"]]
    return WayIn(
        contact=row["name"],
        post=row["post"] if rights.posts else "",
        node=at,
        is_own=at is plant,
        is_head=at is not plant and len(at.path) == SEGMENT,
    )
