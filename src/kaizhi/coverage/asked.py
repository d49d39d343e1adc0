"""What the address of a tree page asks for. Drawing and table read the same address, so switching keeps the place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from kaizhi.coverage.rules import Relation
from kaizhi.coverage.tree import CoverageTree, Node

#: The legend: every relation, and everything that carries a mark.
RISK = "risk"
LEGEND = (
    Relation.CUSTOMER.value,
    Relation.IN_PROGRESS.value,
    Relation.UNCOVERED.value,
    Relation.COMPETITOR.value,
    Relation.LOST.value,
    RISK,
)
OPEN_LEVELS = 2  # these levels are open, so three are seen
FIRST_ROWS = 40
_MORE_ROWS = 200
_MOST_FLIPS = 400
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`flips` are the nodes that are not as they start: opened or folded by hand. `view` is empty until chosen."""

    view: str = ""
    flips: frozenset[int] = frozenset()
    at: int | None = None
    show: frozenset[str] = frozenset()
    words: str = ""
    n_rows: int = FIRST_ROWS

    @property
    def narrows(self) -> bool:
        return bool(self.show or self.words)

    def is_open(self, node: Node) -> bool:
        starts_open = node.depth < OPEN_LEVELS and node.kind != "plant"
        return bool(node.children) and starts_open != (node.id in self.flips)

    def with_flip(self, node_id: int) -> "Asked":
        return replace(self, flips=self.flips ^ {node_id})

    def with_show(self, key: str) -> "Asked":
        return replace(self, show=self.show ^ {key}, n_rows=FIRST_ROWS)

    def as_drawing(self) -> "Asked":
        return replace(self, view="drawing")

    def as_table(self) -> "Asked":
        return replace(self, view="table")

    def with_more_rows(self) -> "Asked":
        return replace(self, n_rows=self.n_rows + _MORE_ROWS)

    @property
    def query(self) -> str:
        """The query string that asks for the same; what stands at its default is left out."""
        values: dict[str, Any] = {
            "view": self.view,
            "flip": ".".join(str(one) for one in sorted(self.flips)),
            "at": self.at,
            "show": ".".join(key for key in LEGEND if key in self.show),
            "q": self.words,
            "rows": self.n_rows if self.n_rows != FIRST_ROWS else "",
        }
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else "?"


def read_asked(params: QueryDict) -> Asked:
    """Nonsense asks for nothing."""
    view = params.get("view", "")
    return Asked(
        view=view if view in {"drawing", "table"} else "",
        flips=frozenset(numbers_in(params.get("flip", ""))),
        at=next(numbers_in(params.get("at", "")), None),
        show=frozenset(params.get("show", "").split(".")) & frozenset(LEGEND),
        words=params.get("q", "").replace("\0", "").strip()[:_LONGEST_WORDS],
        n_rows=max(FIRST_ROWS, *numbers_in(params.get("rows", "")), 0),
    )


def numbers_in(text: str) -> Iterator[int]:
    """Account numbers between dots, a bounded many."""
    parts = text.split(".")[:_MOST_FLIPS]
    return (int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16)  # noqa: PLR2004


def hits_of(tree: CoverageTree, asked: Asked, found: frozenset[int] | None) -> frozenset[int] | None:
    """The nodes that the legend's choice and the search leave bright; None where nothing narrows.

    Within the legend any choice suffices; a search (`found`) narrows further.
    """
    if not asked.narrows:
        return None
    hits = frozenset(tree.by_id) if found is None else found & tree.by_id.keys()
    if asked.show:
        hits = frozenset(pk for pk in hits if _is_shown(tree.by_id[pk], asked.show))
    return hits


def _is_shown(node: Node, show: frozenset[str]) -> bool:
    return node.own_relation in show or (RISK in show and bool(node.marks))
