"""Where the file's accounts stand: matched with stored ones, parents found or implied, cycles refused.

The first pass over the customers' sheets. It keeps a small node per row, so that the second pass can stream the rows
again and know every place, whatever order the file has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kaizhi.accounts.models import SEGMENT, Account
from kaizhi.common.chinese import guess_kind, name_key
from kaizhi.interchange.intake.nodes import Node, Nodes
from kaizhi.interchange.intake.outcome import Outcome, reject, warn
from kaizhi.interchange.issues import Code, quote
from kaizhi.interchange.rows import ParsedRow

Place = tuple[int, int]  # sheet, row
_SITES = frozenset({Account.Kind.PLANT, Account.Kind.WORKSHOP, Account.Kind.BRANCH})


@dataclass(slots=True)
class _Wish:
    """What one row says about itself and its place."""

    place: Place
    name: str
    key: str
    credit_code: str
    code: str
    kind: str
    parent: str
    parent_code: str
    group: str


@dataclass(slots=True)
class Tree:
    """Every row's node, or the refusal of its row."""

    nodes: Nodes
    at: dict[Place, Node] = field(default_factory=dict)
    refused: dict[Place, tuple[Code, str, dict[str, str | int]]] = field(default_factory=dict)
    warned: dict[Place, tuple[Code, str, dict[str, str | int]]] = field(default_factory=dict)
    implied: list[Node] = field(default_factory=list)
    _wishes: list[_Wish] = field(default_factory=list)
    _first: dict[int, _Wish] = field(default_factory=dict)  # by id(node): the row that brought a new one
    _gone: list[Node] = field(default_factory=list)  # new ones whose row was refused
    _tops: set[str] = field(default_factory=set)  # names that some row calls its group: they stand under nobody

    def take(self, sheet: int, row: ParsedRow) -> None:
        """Remember a row of a customers' sheet. Rejected rows say nothing."""
        if row.is_rejected:
            return
        value = row.values.get
        name = value("name", "")
        kind = str(value("kind") or guess_kind(name))
        self._wishes.append(
            _Wish(
                (sheet, row.number), name, name_key(name), value("credit_code", ""), value("code", ""), kind,
                value("parent", ""), value("parent_code", ""), value("group", ""),
            )
        )  # fmt: skip

    def resolve(self) -> None:
        """Find every row's node, then every node's parent, then refuse cycles."""
        wishes = self._wishes
        self._tops = {name_key(wish.group) for wish in wishes if wish.group}
        self.nodes.load(
            names=[key for wish in wishes for key in (wish.key, name_key(wish.parent), name_key(wish.group)) if key],
            credit_codes=[wish.credit_code for wish in wishes],
            codes=[code for wish in wishes for code in (wish.code, wish.parent_code)],
        )
        taken: dict[int, int] = {}
        for wish in wishes:
            self._match(wish, taken)
        for wish in wishes:
            if wish.place in self.at:
                self._find_parent(wish)
        self._refuse_cycles()
        self._refuse_orphans()
        self._drop_unused()
        self._wishes = []

    def judge(self, sheet: int, row: ParsedRow) -> Outcome | Node:
        """The row's node, or its refusal."""
        place = (sheet, row.number)
        if found := self.refused.get(place):
            return reject(row, found[0], found[1], **found[2])
        if found := self.warned.get(place):
            warn(row, found[0], found[1], **found[2])
        return self.at[place]

    def _refuse(self, wish: _Wish, code: Code, field_name: str, **params: str | int) -> None:
        self.refused[wish.place] = (code, field_name, params)

    def _match(self, wish: _Wish, taken: dict[int, int]) -> None:
        """The stored account a row means, a new node, or a refusal."""
        found = self._stored(wish)
        if isinstance(found, Code):
            about = "code" if found == Code.ACCOUNT_CODE_UNKNOWN else "name"
            self._refuse(wish, found, about, value=quote(wish.code or wish.name))
            return
        if found is None:
            found = self.nodes.add(
                Node(wish.name, wish.key, wish.credit_code, wish.code, wish.kind, is_new=True, row=wish.place[1])
            )
        elif id(found) in taken:
            self._refuse(wish, Code.DUPLICATE_ROW, "name", row=taken[id(found)])
            return
        elif found.key != wish.key:
            self.warned[wish.place] = (Code.ACCOUNT_NAMES_DIFFER, "name", {"value": quote(found.name)})
        taken[id(found)] = wish.place[1]
        self._first.setdefault(id(found), wish)
        self.at[wish.place] = found

    def _stored(self, wish: _Wish) -> Node | Code | None:
        """By code, else by credit code, else by name within the parent or group the row names."""
        if wish.code:
            by_code = self.nodes.by_code.get(wish.code)
            return Code.ACCOUNT_CODE_UNKNOWN if by_code is None else by_code
        if wish.credit_code and (by_credit := self.nodes.by_credit.get(wish.credit_code)):
            return by_credit
        within = [name_key(wish.parent), name_key(wish.group)]
        named = [
            node
            for node in self.nodes.by_key.get(wish.key, [])
            if not (wish.credit_code and node.credit_code and node.credit_code != wish.credit_code)
        ]
        if any(within):
            inside = [node for node in named if node.is_new or node.stands_under({key for key in within if key})]
            # a plant of the same name elsewhere is another plant; a company of the same name is the same company
            named = inside if inside or wish.kind in _SITES else named
            named = [node for node in named if not (node.is_new and self._differs(node, wish))]
        if len(named) > 1:
            return Code.ACCOUNT_AMBIGUOUS
        return named[0] if named else None

    def _differs(self, node: Node, wish: _Wish) -> bool:
        """Two rows of one name are two sites when they name different parents or groups."""
        other = self._first.get(id(node))
        if other is None or wish.kind not in _SITES:
            return False
        return (name_key(other.parent), name_key(other.group)) != (name_key(wish.parent), name_key(wish.group))

    def _find_parent(self, wish: _Wish) -> None:
        node = self.at[wish.place]
        group = self._named(wish.group, wish, is_top=True) if wish.group else None
        if wish.parent_code:
            parent: Node | Code | None = self.nodes.by_code.get(wish.parent_code)
            if parent is None:
                self._drop(wish.place, Code.ACCOUNT_CODE_UNKNOWN, "parent_code", wish.parent_code)
                return
        else:
            parent = self._named(wish.parent, wish, is_top=group is None) if wish.parent else group
        if isinstance(parent, Code) or isinstance(group, Code):
            self._drop(wish.place, Code.ACCOUNT_AMBIGUOUS, "parent", wish.parent or wish.group)
            return
        if parent is None or parent is node:
            return
        is_free = parent.is_implied and parent.parent is None and parent.key not in self._tops
        if group is not None and parent is not group and is_free:
            parent.parent = group
        stands_there = not parent.is_new and node.path[:-SEGMENT] == parent.path
        if node.is_new or not (stands_there or self._is_within(node, parent, wish)):
            node.parent = parent

    def _is_within(self, node: Node, parent: Node, wish: _Wish) -> bool:
        """A stored account keeps its deeper place when the row names only the group it already belongs to."""
        return not wish.parent and not wish.parent_code and bool(parent.path) and node.path.startswith(parent.path)

    def _named(self, name: str, wish: _Wish, *, is_top: bool) -> Node | Code | None:
        """The account a row names as parent or group; implied where nobody has brought it.

        None where the row's account stands under one of this name already, which the person does not see: it stays.
        """
        key = name_key(name)
        found = self.nodes.named(key, [name_key(wish.group)] if name != wish.group else [])
        if len(found) > 1:
            tops = [node for node in found if node.kind not in _SITES]
            found = tops if len(tops) == 1 else found
        if len(found) > 1:
            return Code.ACCOUNT_AMBIGUOUS
        if found:
            return found[0]
        if key in self.at[wish.place].above:
            return None
        node = self.nodes.imply(name, is_top=is_top, row=wish.place[1])
        self.implied.append(node)
        return node

    def _refuse_cycles(self) -> None:
        """A row whose chain of parents comes back to itself, or to below where it stands, is refused."""
        moved = {node.path: node for node in self.at.values() if node.path and node.parent is not None}
        for place, node in list(self.at.items()):
            chain = _chain(node, moved) if node.parent is not None else ()
            if any(above is node or self._is_below(above, node) for above in chain):
                self._drop(place, Code.ACCOUNT_CYCLE, "parent", node.name)

    def _refuse_orphans(self) -> None:
        """Nothing can hang on a new account whose own row was refused."""
        kept = {id(node) for node in (*self.at.values(), *self.implied)}
        while True:
            lost = [node for node in self.implied if id(node) in kept and _hangs_on_none(node, kept)]
            orphans = [place for place, node in self.at.items() if _hangs_on_none(node, kept)]
            if not lost and not orphans:
                return
            kept.difference_update(id(node) for node in (*lost, *(self.at[place] for place in orphans)))
            for place in orphans:
                above = self.at[place].parent
                self._drop(place, Code.ACCOUNT_MISSING, "parent", above.name if above else "")

    def _drop_unused(self) -> None:
        """Parents that only refused rows have named are not made; nothing can refer to what is not made."""
        used = {id(above) for node in self.at.values() for above in (node, *_chain(node, {}))}
        for node in (*self._gone, *(node for node in self.implied if id(node) not in used)):
            self.nodes.forget(node)
        self.implied = [node for node in self.implied if id(node) in used]

    def _drop(self, place: Place, code: Code, field_name: str, value: str) -> None:
        """Refuse a row that had its node."""
        node = self.at.pop(place)
        if node.is_new:
            self._gone.append(node)
        self.refused[place] = (code, field_name, {"value": quote(value)})

    @staticmethod
    def _is_below(above: Node, node: Node) -> bool:
        """A stored node cannot move below one of its own descendants."""
        return bool(node.path and above.path and not node.is_new and above.path.startswith(node.path))


def _hangs_on_none(node: Node, kept: set[int]) -> bool:
    return node.parent is not None and node.parent.is_new and id(node.parent) not in kept


def _chain(node: Node, moved: Mapping[str, Node]) -> Iterator[Node]:
    """What will stand above a node, as far as the file changes it; stops where it has been before."""
    seen: set[int] = set()
    above = _next_above(node, moved)
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        yield above
        above = _next_above(above, moved)


def _next_above(node: Node, moved: Mapping[str, Node]) -> Node | None:
    """Its parent by the file, else the nearest of its stored ancestors that the file moves."""
    if node.parent is not None:
        return node.parent
    ends = range(len(node.path) - SEGMENT, 0, -SEGMENT)
    return next((moved[node.path[:end]] for end in ends if node.path[:end] in moved), None)
