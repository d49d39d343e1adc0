"""What an import writes last: who owns, where a stored account hangs, which tops are groups.

Until then the book stands as the dry run saw it: a customer given away or moved out of sight by row 5 is still found by
row 5,000, and a new plant may be written before the company above it moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kaizhi.access.models import User
from kaizhi.accounts.actions import move_account
from kaizhi.accounts.models import SEGMENT, Account, Group
from kaizhi.audit.actions import new_event, record_events
from kaizhi.interchange.intake.nodes import Node
from kaizhi.interchange.intake.pens import Pen

_CHUNK = 1_000
Item = TypeVar("Item")


@dataclass
class Settling:
    """Collected row by row, as numbers; done at the end."""

    pen: Pen
    by: User
    _transfers: list[tuple[int, int, int | None]] = field(default_factory=list)  # account, owner, team
    _moves: list[tuple[int, Node]] = field(default_factory=list)

    def transfer(self, account: Account, owner: User) -> None:
        self._transfers.append((account.pk, owner.pk, owner.team_id))

    def move(self, account: Account, parent: Node) -> None:
        self._moves.append((account.pk, parent))

    def close(self, nodes: Iterable[Node]) -> None:
        """`nodes` are all accounts the import has touched."""
        for some in _slices(self._transfers):
            self._hand_over(some)
        self._make_groups({node.path[:SEGMENT] for node in nodes if node.path})
        for account, parent in self._moves:
            self._hang(account, parent.pk or 0)

    def _hand_over(self, transfers: Sequence[tuple[int, int, int | None]]) -> None:
        stored = Account.objects.select_for_update().in_bulk([account for account, _owner, _team in transfers])
        changed = []
        events = []
        for key, owner, team in transfers:
            account = stored[key]
            changed.append((account, {"owner_id": account.owner_id, "team_id": account.team_id}))
            data: dict[str, object] = {"from": account.owner_id, "to": owner, "import": self.pen.batch.pk}
            events.append(new_event("account.transferred", account, by=self.by, data=data))
            account.owner_id, account.team_id = owner, team
        self.pen.update(changed)
        record_events(events)

    def _make_groups(self, roots: set[str]) -> None:
        """Trees that got a child or a head office are groups now."""
        for some in _slices(sorted(roots)):
            heads = Account.objects.roots().filter(path__in=some, group__isnull=True)
            made = {*heads.filter(kind=Account.Kind.HEAD_OFFICE).values_list("pk", flat=True)}
            made.update(heads.filter(children__isnull=False).values_list("pk", flat=True))
            self.pen.create([Group(head_id=pk) for pk in sorted(made)])

    def _hang(self, key: int, under: int) -> None:
        account, parent = Account.objects.get(pk=key), Account.objects.get(pk=under)
        if not Group.objects.filter(pk=parent.root_pk).exists():  # remembered as ours, before the move makes it
            self.pen.create([Group(head_id=parent.root_pk)])
        move_account(account, parent, by=self.by)
        self.pen.trace_move(account, account.parent_pk, parent.pk)


def _slices(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
