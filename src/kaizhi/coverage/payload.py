"""What the drawing is told: one short array a node, in the order static/coverage/model.js names them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from kaizhi.accounts.models import Account
from kaizhi.coverage.asked import OPEN_LEVELS
from kaizhi.coverage.labels import label_of
from kaizhi.coverage.rights import Rights
from kaizhi.coverage.rules import STRENGTH
from kaizhi.coverage.tree import CoverageTree, Node
from kaizhi.ui.show import N_HUES, initials

FIRST_NODES = 110  # what the page itself carries; the rest comes when it is opened
_HTML_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_KIND = {kind.value: place for place, kind in enumerate(Account.Kind)}


@dataclass(slots=True)
class _People:
    """Owners by place in a list, so that a name is sent once."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places)) if name else -1

    def rows(self) -> list[list[Any]]:
        return [[name, initials(name), crc32(name.encode()) % N_HUES] for name in self.places]


def payload_of(nodes: Iterable[Node], tree: CoverageTree, rights: Rights) -> dict[str, Any]:
    people = _People()
    rows = [_row(node, tree.plants_under(node), tree.shared_name, people, rights) for node in nodes]
    return {"rows": rows, "people": people.rows()}


def _row(node: Node, n_plants: int, head: str, people: _People, rights: Rights) -> list[Any]:
    label = label_of(node.name, head) if node.parent else node.name
    return [
        node.id,
        node.parent.id if node.parent else 0,
        label,
        _KIND[node.kind],
        STRENGTH[node.relation],
        node.marks,
        node.marks_below,
        int(not node.is_active),
        people.place(node.owner),
        node.total.amount if rights.amount else None,
        n_plants,
        node.total.n_cooperating,
        len(node.children),
        node.total.n_nodes - 1,
        node.total.n_open,
        node.full_name if node.full_name != label else "",
    ]


def as_json(payload: dict[str, Any]) -> str:
    """Short, and safe inside a script element: half of what `json_script` makes of Chinese names."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).translate(_HTML_SIGNS)


def first_nodes(tree: CoverageTree, n_most: int = FIRST_NODES) -> list[Node]:
    """The levels that start open, from the top, whole families only, as far as they fit."""
    found = list(tree.tops)
    level = [top for top in tree.tops if top.kind != "plant"]
    for _level in range(OPEN_LEVELS):
        below: list[Node] = []
        for node in level:
            if len(found) + len(node.children) <= n_most:
                found += node.children
                below += [child for child in node.children if child.kind != "plant"]
        level = below
    return found


def largest_amount(tree: CoverageTree) -> int:
    """What a full amount bar stands for: the most any single plant brought."""
    return max((node.total.amount for node in tree.by_id.values() if node.is_plant), default=0)
