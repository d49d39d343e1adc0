"""The second pass over the customers' sheets: verdicts, and on commit the rows themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kaizhi.accounts.actions import complete_names
from kaizhi.accounts.models import SEGMENT, Account, PlantFile
from kaizhi.accounts.search import index_accounts
from kaizhi.audit.actions import new_event, record_events
from kaizhi.common.chinese import name_key
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers
from kaizhi.interchange.cells.amounts import Amount
from kaizhi.interchange.intake.nodes import Node
from kaizhi.interchange.intake.outcome import Outcome, Verdict
from kaizhi.interchange.intake.pens import Pen
from kaizhi.interchange.intake.rights import Rights
from kaizhi.interchange.intake.settling import Settling
from kaizhi.interchange.intake.stakes import write_stakes
from kaizhi.interchange.intake.tree import Tree
from kaizhi.interchange.rows import ParsedRow

_PLANT_FILE = ("scale", "process", "management_level", "special_needs")
_ELSEWHERE = frozenset(
    {"parent", "parent_code", "group", "parent_stakes", "group_stakes", "stakes", "code", *_PLANT_FILE}
)
_SEARCHED = frozenset({"name", "short_name", "name_en", "former_names", "credit_code"})
_NAMED_FROM = frozenset({"name", "name_key", "sort_key", "initials"})


class AccountDesk:
    """Judges rows in chunks. With a pen it also writes them."""

    def __init__(self, tree: Tree, rights: Rights, pen: Pen | None) -> None:
        self.tree, self.rights, self.pen = tree, rights, pen
        self.settling = Settling(pen, rights.user) if pen is not None else None

    def open(self) -> list[Outcome]:
        """Take numbers for every new account and write the implied parents; their outcomes, for the report."""
        implied = self.tree.implied
        if self.pen is not None:
            new = [node for node in (*implied, *self.tree.at.values()) if node.is_new]
            for node, number in zip(new, take_numbers(ACCOUNT_NUMBERS, len(new)), strict=True):
                node.pk = number
            for node in new:
                node.place()
            self._write_new([(self._blank(node), None) for node in implied])
        return [Outcome(_row_of(node), Verdict.NEW, node.name) for node in implied]

    def take(self, sheet: int, rows: Sequence[ParsedRow]) -> list[Outcome]:
        """Verdicts of a chunk of one sheet, in order."""
        judged = [(row, None if row.is_rejected else self.tree.judge(sheet, row)) for row in rows]
        known = [node for _row, node in judged if isinstance(node, Node) and not node.is_new]
        stored = self._stored(known)
        above = self._names_above(known)
        outcomes, new, changed = [], [], []
        for row, node in judged:
            if node is None:
                outcomes.append(Outcome(row, Verdict.REJECTED, str(row.values.get("name", ""))))
            elif isinstance(node, Outcome):
                node.title = row.values["name"]
                outcomes.append(node)
            elif node.is_new:
                account = self._blank(node, row)
                new.append((account, row))
                outcomes.append(Outcome(row, Verdict.NEW, account.name))
            else:
                account = stored[node.pk or 0]
                outcome, before = self._compare(account, node, row, above)
                changed.append((account, node, row, before))
                outcomes.append(outcome)
        if self.pen is not None:
            self._write_new(new)
            self._write_changed(changed)
        return outcomes

    def _stored(self, nodes: Sequence[Node]) -> dict[int, Account]:
        """For writing they are locked: what somebody types meanwhile is neither lost nor overwritten."""
        found = Account.objects.select_related("plant_file", "owner")
        if self.pen is not None:
            found = found.select_for_update(of=("self",))
        return found.in_bulk([node.pk for node in nodes if node.pk])

    def _names_above(self, nodes: Sequence[Node]) -> dict[str, str]:
        """Present parents of those that move, by path, as far as the person sees them."""
        paths = {node.path[:-SEGMENT] for node in nodes if node.parent is not None and len(node.path) > SEGMENT}
        if not paths:
            return {}
        return dict(Account.objects.visible_to(self.rights.user).filter(path__in=paths).values_list("path", "name"))

    def _values(self, row: ParsedRow) -> dict[str, Any]:
        """The account's own columns, money taken apart."""
        self.rights.apply(row)
        values = {name: value for name, value in row.values.items() if name not in _ELSEWHERE and name != "owner"}
        capital = values.get("registered_capital")
        if isinstance(capital, Amount):
            values["registered_capital"] = capital.minor
            values["registered_capital_currency"] = capital.currency
        return values

    def _blank(self, node: Node, row: ParsedRow | None = None) -> Account:
        """The new account of a node, not yet written."""
        values = {"name": node.name, "kind": node.kind} | (self._values(row) if row else {})
        owner = (self.rights.owner(row, is_new=True) if row else None) or self.rights.user
        account = Account(**values, owner_id=owner.pk, team_id=owner.team_id, created_by_id=self.rights.user.pk)
        if node.pk is not None:
            account.pk = node.pk
            account.code = f"C{node.pk:07d}"
            account.place_under(None)
            account.path, parent = node.path, node.parent
            account.parent_id = parent.path if parent else None
            account.root_id = node.path[:7]
            complete_names(account)
        return account

    def _compare(
        self, account: Account, node: Node, row: ParsedRow, above: Mapping[str, str]
    ) -> tuple[Outcome, dict[str, Any]]:
        """Set what differs; the old values of that. Blank cells say nothing."""
        values = self._values(row)
        owner = self.rights.owner(row, is_new=False)
        if "former_names" in values:
            values["former_names"] = list(dict.fromkeys([*account.former_names, *values["former_names"]]))
        if name_key(values.get("name", "")) == account.name_key:
            values.pop("name", None)  # written a little differently is not another name
        elif "name" in values:
            values["former_names"] = list(
                dict.fromkeys([*values.get("former_names", account.former_names), account.name])
            )
        before = {name: getattr(account, name) for name, value in values.items() if getattr(account, name) != value}
        changes = {name: [old, values[name]] for name, old in before.items()}
        for name in before:
            setattr(account, name, values[name])
        if "name" in before:
            before |= {name: getattr(account, name) for name in _NAMED_FROM if name not in before}
            complete_names(account)
        if owner is not None and owner.pk != account.owner_id:
            changes["owner"] = [str(account.owner) if account.owner else "", str(owner)]
            if self.settling is not None:
                self.settling.transfer(account, owner)
        if node.parent is not None:
            changes["parent"] = [above.get(account.parent_id or "", ""), node.parent.name]
        changes |= self._plant_changes(account, row)
        return Outcome(row, Verdict.UPDATED if changes else Verdict.UNCHANGED, account.name, changes), before

    @staticmethod
    def _plant_changes(account: Account, row: ParsedRow) -> dict[str, list[Any]]:
        file = getattr(account, "plant_file", None)
        said = {name: row.values[name] for name in _PLANT_FILE if name in row.values}
        return {
            name: [getattr(file, name, ""), value] for name, value in said.items() if getattr(file, name, "") != value
        }

    def _write_new(self, pairs: Sequence[tuple[Account, ParsedRow | None]]) -> None:
        assert self.pen is not None
        accounts = [account for account, _row in pairs]
        self.pen.create(accounts)
        index_accounts(accounts, new=True)
        record_events(
            new_event("account.created", account, by=self.rights.user, data={"import": self.pen.batch.pk})
            for account in accounts
        )
        rows = [(account, row) for account, row in pairs if row is not None]
        files = [
            PlantFile(account=account, **{name: row.values[name] for name in _PLANT_FILE if name in row.values})
            for account, row in rows
            if any(name in row.values for name in _PLANT_FILE)
        ]
        self.pen.create(files)
        self._write_stakes(rows)

    def _write_changed(self, changed: Sequence[tuple[Account, Node, ParsedRow, dict[str, Any]]]) -> None:
        assert self.pen is not None
        assert self.settling is not None
        self.pen.update([(account, before) for account, _node, _row, before in changed if before])
        index_accounts([account for account, _node, _row, before in changed if _SEARCHED & before.keys()])
        record_events(
            new_event(
                "account.changed",
                account,
                by=self.rights.user,
                data={"import": self.pen.batch.pk, "fields": sorted(before)},
            )
            for account, _node, _row, before in changed
            if before
        )
        for account, node, row, _before in changed:
            if node.parent is not None:
                self.settling.move(account, node.parent)
            self._change_plant_file(account, row)
        self._write_stakes([(account, row) for account, _node, row, _before in changed])

    def _change_plant_file(self, account: Account, row: ParsedRow) -> None:
        assert self.pen is not None
        changes = self._plant_changes(account, row)
        if not changes:
            return
        file = getattr(account, "plant_file", None)
        if file is None:
            self.pen.create([PlantFile(account=account, **{name: new for name, (_old, new) in changes.items()})])
            return
        for name, (_old, new) in changes.items():
            setattr(file, name, new)
        self.pen.update([(file, {name: old for name, (old, _new) in changes.items()})])

    def _write_stakes(self, pairs: Iterable[tuple[Account, ParsedRow]]) -> None:
        assert self.pen is not None
        write_stakes(pairs, self.tree.nodes, self.pen)

    def close(self) -> None:
        """What could not be written before every row was."""
        if self.settling is not None:
            self.settling.close((*self.tree.at.values(), *self.tree.implied))


def _row_of(node: Node) -> ParsedRow:
    from kaizhi.interchange.schema import SheetKind  # noqa: PLC0415

    return ParsedRow(SheetKind.ACCOUNTS, node.row, {"name": node.name}, [])
