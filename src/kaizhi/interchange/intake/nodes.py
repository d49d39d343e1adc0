"""The accounts an import knows: those in the system that the person sees, and those the file brings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from kaizhi.access.models import User
from kaizhi.accounts.models import SEGMENT, Account
from kaizhi.common.chinese import guess_kind, name_key

_CHUNK = 2_000


@dataclass(slots=True, eq=False)
class Node:
    """One account: stored (`pk` and `path` known) or brought by the file (known once numbers are taken)."""

    name: str
    key: str
    credit_code: str = ""
    code: str = ""
    kind: str = ""
    pk: int | None = None
    path: str = ""
    is_new: bool = False
    is_implied: bool = False
    row: int = 0
    parent: "Node | None" = None  # of a new node, or where a stored one is to be moved
    above: tuple[str, ...] = ()  # name keys of a stored node's ancestors

    def place(self) -> str:
        """Path of a node whose number is taken; parents first, whatever the file's order."""
        if not self.path:
            assert self.pk is not None
            self.path = (self.parent.place() if self.parent else "") + f"{self.pk:0{SEGMENT}d}"
        return self.path

    def stands_under(self, keys: set[str]) -> bool:
        """Whether one of these names stands above it."""
        if not self.is_new:
            return bool(keys.intersection(self.above))
        node, steps = self.parent, 0
        while node is not None and steps < SEGMENT * 40:
            if node.key in keys:
                return True
            node, steps = node.parent, steps + 1
        return False


@dataclass(slots=True)
class Nodes:
    """Looks up accounts by code, credit code and name. Stored ones are read in chunks and kept."""

    user: User
    by_key: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    by_credit: dict[str, Node] = field(default_factory=dict)
    by_code: dict[str, Node] = field(default_factory=dict)
    by_pk: dict[int, Node] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def load(self, *, names: Iterable[str] = (), credit_codes: Iterable[str] = (), codes: Iterable[str] = ()) -> None:
        """Read the stored accounts with these names' keys, credit codes or codes, unless read before."""
        self._load("name_key", names)
        self._load("credit_code", credit_codes)
        self._load("code", codes)

    def _load(self, column: str, values: Iterable[str]) -> None:
        fresh = [value for value in dict.fromkeys(values) if value and f"{column}:{value}" not in self._asked]
        self._asked.update(f"{column}:{value}" for value in fresh)
        for start in range(0, len(fresh), _CHUNK):
            self._read(Q(**{f"{column}__in": fresh[start : start + _CHUNK]}))

    def _read(self, condition: Q) -> None:
        found = Account.objects.visible_to(self.user).filter(condition)
        rows = list(found.values_list("pk", "name", "name_key", "credit_code", "code", "kind", "path"))
        above = {path[:end] for *_, path in rows for end in range(SEGMENT, len(path), SEGMENT)}
        keys = dict(Account.objects.filter(path__in=above).values_list("path", "name_key")) if above else {}
        for pk, name, key, credit, code, kind, path in rows:
            if pk in self.by_pk:
                continue
            ancestors = tuple(keys[path[:end]] for end in range(SEGMENT, len(path), SEGMENT))
            self.add(Node(name, key, credit, code, kind, pk, path, above=ancestors))

    def add(self, node: Node) -> Node:
        self.by_key[node.key].append(node)
        if node.credit_code:
            self.by_credit.setdefault(node.credit_code, node)
        if node.code:
            self.by_code.setdefault(node.code, node)
        if node.pk is not None:
            self.by_pk[node.pk] = node
        return node

    def forget(self, node: Node) -> None:
        """A new account that is not made after all."""
        self.by_key[node.key].remove(node)
        if self.by_credit.get(node.credit_code) is node:
            del self.by_credit[node.credit_code]

    def named(self, key: str, within: Iterable[str] = ()) -> list[Node]:
        """Accounts of this name; where several, those standing under one of the names in `within`."""
        found = self.by_key.get(key, [])
        keys = {other for other in within if other}
        if len(found) > 1 and keys:
            return [node for node in found if node.stands_under(keys)] or found
        return found

    def imply(self, name: str, *, is_top: bool, row: int) -> Node:
        """A parent that only its children name. At the top of a tree it is a head office."""
        kind = str(guess_kind(name))
        if is_top and kind == Account.Kind.COMPANY:
            kind = Account.Kind.HEAD_OFFICE
        return self.add(Node(name, name_key(name), kind=kind, is_new=True, is_implied=True, row=row))
