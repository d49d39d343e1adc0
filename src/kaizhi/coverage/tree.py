"""The tree of one group as one person sees it, with every figure summed over subtrees. Pure: rows in, tree out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kaizhi.common.money import DEFAULT_CURRENCY
from kaizhi.coverage import rules
from kaizhi.coverage.rules import Relation

_PLANT = "plant"


@dataclass(slots=True)
class Sums:
    """What adds up over a subtree. Money is the company's own currency; other currencies stand apart, never added."""

    amount: int = 0
    overdue: int = 0
    n_orders: int = 0
    n_overdue: int = 0
    n_open: int = 0
    n_plants: int = 0
    n_cooperating: int = 0
    n_nodes: int = 0
    foreign_amount: dict[str, int] | None = None
    foreign_overdue: dict[str, int] | None = None

    def add_amount(self, amount: int, currency: str) -> None:
        if currency == DEFAULT_CURRENCY:
            self.amount += amount
        else:
            self.foreign_amount = _added(self.foreign_amount, {currency: amount})

    def add_overdue(self, amount: int, currency: str) -> None:
        if currency == DEFAULT_CURRENCY:
            self.overdue += amount
        else:
            self.foreign_overdue = _added(self.foreign_overdue, {currency: amount})

    def add(self, other: "Sums") -> None:
        self.amount += other.amount
        self.overdue += other.overdue
        self.n_orders += other.n_orders
        self.n_overdue += other.n_overdue
        self.n_open += other.n_open
        self.n_plants += other.n_plants
        self.n_cooperating += other.n_cooperating
        self.n_nodes += other.n_nodes
        if other.foreign_amount:
            self.foreign_amount = _added(self.foreign_amount, other.foreign_amount)
        if other.foreign_overdue:
            self.foreign_overdue = _added(self.foreign_overdue, other.foreign_overdue)


#: The own sums of the many nodes nothing was signed with. Read only.
NOTHING = Sums()


def _added(one: dict[str, int] | None, other: dict[str, int]) -> dict[str, int]:
    found = dict(one or {})
    for currency, amount in other.items():
        found[currency] = found.get(currency, 0) + amount
    return found


@dataclass(slots=True, kw_only=True)
class Node:
    """One account. Not frozen: `build` adds the subtree's sums into it, once, from the leaves up."""

    id: int
    path: str
    kind: str
    name: str
    full_name: str = ""
    sort_key: str = ""
    is_active: bool = True
    owner: str = ""
    next_follow_up_on: date | None = None
    own_relation: str = Relation.NONE.value
    marks: int = 0
    is_cooperating: bool = False
    own: Sums = field(default_factory=lambda: NOTHING)

    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    depth: int = 0
    relation: str = ""
    marks_below: int = 0
    total: Sums = field(default_factory=Sums)

    @property
    def is_plant(self) -> bool:
        return self.kind == _PLANT and self.is_active

    @property
    def is_blind(self) -> bool:
        """An operating plant we never sold to: a blind spot."""
        return self.is_plant and not self.is_cooperating

    def ancestors(self) -> "list[Node]":
        """The visible nodes above, the top first."""
        found, above = [], self.parent
        while above is not None:
            found.append(above)
            above = above.parent
        return found[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTree:
    """`tops` are the nodes without a visible node above: one for who sees the head, several for who sees parts only."""

    tops: tuple[Node, ...]
    by_id: Mapping[int, Node]
    total: Sums
    declared_plants: int | None = None  # known only with the head

    def __iter__(self) -> Iterator[Node]:
        """Every node, parents before children, siblings in reading order."""
        waiting = list(reversed(self.tops))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def __len__(self) -> int:
        return len(self.by_id)

    @property
    def shared_name(self) -> str:
        """What names below may leave out: the one top's name; nothing where there are several."""
        return self.tops[0].full_name if len(self.tops) == 1 else ""

    @property
    def n_total(self) -> int | None:
        return rules.total_plants(self.declared_plants, self.total.n_plants)

    @property
    def n_not_identified(self) -> int | None:
        return rules.not_identified(self.declared_plants, self.total.n_plants)

    @property
    def band(self) -> str:
        return rules.band_of(self.total.n_cooperating, self.n_total)

    def plants_under(self, node: Node) -> int:
        """Plants of a node's subtree; of the group's head also those declared and not yet known by name."""
        is_head = self.declared_plants is not None and node.parent is None
        return (self.n_total or 0) if is_head else node.total.n_plants

    def blind_spots(self) -> list[Node]:
        """Plants we never sold to: those nobody works on first, then by name."""
        blind = [node for node in self.by_id.values() if node.is_blind]
        return sorted(blind, key=lambda node: (-rules.STRENGTH[node.own_relation], node.sort_key, node.id))

    def count_by_relation(self) -> dict[str, int]:
        """Nodes by their own relation; those without dealings are left out."""
        counts = dict.fromkeys((one.value for one in Relation if one.value), 0)
        for node in self.by_id.values():
            if node.own_relation:
                counts[node.own_relation] += 1
        return counts

    @property
    def n_marked(self) -> int:
        return sum(1 for node in self.by_id.values() if node.marks)


def build(nodes: Iterable[Node], declared_plants: int | None = None) -> CoverageTree:
    """Hang every node under its nearest visible ancestor and sum from the leaves up. Each node is touched twice."""
    in_order = sorted(nodes, key=lambda node: node.path)
    tops = _hang(in_order)
    for node in reversed(in_order):
        _sum_up(node)
    for node in in_order:
        node.children.sort(key=_reading_order)
    tops.sort(key=_reading_order)
    total = Sums()
    for top in tops:
        total.add(top.total)
    return CoverageTree(
        tops=tuple(tops), by_id={node.id: node for node in in_order}, total=total, declared_plants=declared_plants
    )


def _hang(in_order: list[Node]) -> list[Node]:
    """In path order the open branch is a stack: what does not begin a node's path is closed."""
    tops: list[Node] = []
    branch: list[Node] = []
    for node in in_order:
        while branch and not node.path.startswith(branch[-1].path):
            branch.pop()
        if branch:
            node.parent = branch[-1]
            branch[-1].children.append(node)
        else:
            tops.append(node)
        node.depth = len(branch)
        branch.append(node)
    return tops


def _sum_up(node: Node) -> None:
    """Its children are summed already: they come later in path order."""
    node.relation = node.own_relation
    total = node.total
    if node.own is not NOTHING:
        total.add(node.own)
    total.n_nodes += 1
    if node.is_plant:
        total.n_plants += 1
        total.n_cooperating += node.is_cooperating
    for child in node.children:
        total.add(child.total)
        node.marks_below |= child.marks | child.marks_below
        if node.kind != _PLANT:  # a plant stands for itself: it is the unit of coverage
            node.relation = rules.stronger(node.relation, child.relation)


def _reading_order(node: Node) -> tuple[bool, int, str, int]:
    """Branches before plants; plants by relation, so that what is ours and what is not stand together."""
    is_branch = bool(node.children) and node.kind != _PLANT
    return not is_branch, 0 if is_branch else rules.STRENGTH[node.relation], node.sort_key, node.id
