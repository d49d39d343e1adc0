"""Rows that hang on an account: contacts, contracts, orders, payments and the rest."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from kaizhi.accounts.models import Account, Group
from kaizhi.audit.actions import new_event, record_events
from kaizhi.common.chinese import name_key
from kaizhi.common.ids import OPPORTUNITY_NUMBERS, take_numbers
from kaizhi.interchange.cells.amounts import Amount
from kaizhi.interchange.intake.documents import Document, Documents
from kaizhi.interchange.intake.kinds import KINDS, Key, RecordKind
from kaizhi.interchange.intake.nodes import Node, Nodes
from kaizhi.interchange.intake.outcome import Outcome, Verdict, reject
from kaizhi.interchange.intake.pens import Pen
from kaizhi.interchange.intake.rights import Rights
from kaizhi.interchange.issues import Code, quote
from kaizhi.interchange.rows import ParsedRow
from kaizhi.interchange.schema import SheetKind
from kaizhi.pipeline.models import Opportunity

_REFERENCES = ("node", "account", "account_code", "account_credit_code", "contract_number", "order_number", "owner")
#: The currency column that stands beside an amount of another name.
_CURRENCY_OF = {"annual_budget": "annual_budget_currency", "registered_capital": "registered_capital_currency"}


def plain_values(row: ParsedRow) -> dict[str, Any]:
    """The record's own columns, amounts taken apart into minor units and currency."""
    values: dict[str, Any] = {}
    for name, value in row.values.items():
        if name in _REFERENCES:
            continue
        if isinstance(value, Amount):
            values[name] = value.minor
            values[_CURRENCY_OF.get(name, "currency")] = value.currency
        else:
            values[name] = value
    return values


class Referrer:
    """Finds the account a row names, for every desk but the accounts' own."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def load(self, rows: Sequence[ParsedRow]) -> None:
        said = [row.values.get for row in rows]
        self.nodes.load(
            names=[name_key(get("account", "")) for get in said],
            credit_codes=[get("account_credit_code", "") for get in said],
            codes=[get("account_code", "") for get in said],
        )

    def find(self, row: ParsedRow) -> Node | Outcome:
        """By code, else by credit code, else by name; the row is refused where that finds none or several."""
        if "node" in row.values:  # columns of the customer's own row
            known: Node = row.values["node"]
            return known
        code, credit = row.values.get("account_code", ""), row.values.get("account_credit_code", "")
        name = row.values.get("account", "")
        if code:
            node = self.nodes.by_code.get(code)
            return node or reject(row, Code.ACCOUNT_CODE_UNKNOWN, "account_code", value=quote(code))
        if credit and (by_credit := self.nodes.by_credit.get(credit)):
            return by_credit
        found = self.nodes.named(name_key(name))
        if len(found) == 1:
            return found[0]
        return reject(
            row, Code.ACCOUNT_AMBIGUOUS if found else Code.ACCOUNT_MISSING, "account", value=quote(name or credit)
        )


class RecordDesk:
    """Judges rows of one kind in chunks. With a pen it also writes them."""

    def __init__(
        self, kind: SheetKind, nodes: Nodes, documents: Documents, rights: Rights, pen: Pen | None, today: date
    ) -> None:
        self.kind: RecordKind = KINDS[kind]
        self.referrer, self.documents, self.rights, self.pen, self.today = (
            Referrer(nodes),
            documents,
            rights,
            pen,
            today,
        )
        self._seen: dict[Key, int] = {}
        self._numbers: set[str] = set()

    def take(self, rows: Sequence[ParsedRow]) -> list[Outcome]:
        """Verdicts of a chunk, in order."""
        self.referrer.load(rows)
        get = [row.values.get for row in rows]
        self.documents.load(
            contracts=[one("contract_number", "") for one in get], orders=[one("order_number", "") for one in get]
        )
        prepared = [(row, self._prepare(row)) for row in rows]
        keys = [self.kind.key(values) for _row, values in prepared if isinstance(values, dict)]
        stored = self._stored(keys)
        self._read_numbers(values for _row, values in prepared if isinstance(values, dict))
        outcomes: list[Outcome] = []
        new: list[tuple[ParsedRow, dict[str, Any]]] = []
        changed: list[tuple[Any, dict[str, Any]]] = []
        for row, values in prepared:
            outcome = values if isinstance(values, Outcome) else self._judge(row, values, stored, new, changed)
            outcomes.append(outcome)
        if self.pen is not None:
            self._write(new, changed)
        else:
            self._imagine(new)
        return outcomes

    def _prepare(self, row: ParsedRow) -> dict[str, Any] | Outcome:
        """The record's values with its references resolved, or the refusal."""
        if row.is_rejected:
            return Outcome(row, Verdict.REJECTED, str(row.values.get("name") or row.values.get("number") or ""))
        self.rights.apply(row)
        values = plain_values(row)
        if self.kind.kind == SheetKind.INSTALMENTS:
            return self._with_document(row, values)
        node = self.referrer.find(row)
        if isinstance(node, Outcome):
            return node
        values["account_id"] = node.pk if node.pk is not None else -id(node)  # a dry run's own number for a new account
        if number := row.values.get("contract_number"):
            contract = self.documents.contracts.get(number)
            if contract is None or contract.account_id != values["account_id"]:
                return reject(row, Code.DOCUMENT_MISSING, "contract_number", value=quote(number))
            values["contract_id"] = contract.pk
        if self.kind.has_owner and (owner := self.rights.owner(row, is_new=True)):
            values["owner_id"] = owner.pk
        return values

    def _with_document(self, row: ParsedRow, values: dict[str, Any]) -> dict[str, Any] | Outcome:
        for name, known in (("contract_number", self.documents.contracts), ("order_number", self.documents.orders)):
            number = row.values.get(name)
            if not number:
                continue
            document = known.get(number)
            if document is None:
                return reject(row, Code.DOCUMENT_MISSING, name, value=quote(number))
            values["contract_id" if known is self.documents.contracts else "order_id"] = document.pk or -id(document)
            values["account_id"], values["currency"] = document.account_id, document.currency
            return values
        return reject(row, Code.DOCUMENT_MISSING, "contract_number", value="")

    def _stored(self, keys: Sequence[Key]) -> dict[Key, list[Any]]:
        """Stored records by key; those of customers this person does not see are marked by None."""
        if not keys:
            return {}
        found: dict[Key, list[Any]] = {}
        manager: Any = self.kind.model._default_manager  # noqa: SLF001
        visible = manager.visible_to(self.rights.user).filter(self.kind.find(keys))
        for record in visible if self.pen is None else visible.select_for_update(of=("self",)):
            found.setdefault(self.kind.stored_key(record), []).append(record)
        if self.kind.owns_number:
            for number in (
                manager.filter(self.kind.find(keys))
                .exclude(pk__in=visible.values("pk"))
                .values_list("number", flat=True)
            ):
                found.setdefault((number,), []).append(None)
        return found

    def _read_numbers(self, prepared: Iterable[dict[str, Any]]) -> None:
        """Numbers that a chunk's rows give and somebody has already: they find nothing, but must stay unique."""
        if self.kind.kind == SheetKind.OPPORTUNITIES:
            said = {values["number"] for values in prepared if values.get("number")}
            self._numbers.update(Opportunity.objects.filter(number__in=said).values_list("number", flat=True))

    def _take_number(self, values: dict[str, Any]) -> bool:
        """Whether a new record may have its number."""
        number = values.get("number")
        if number is None or self.kind.owns_number:
            return True
        is_free = number not in self._numbers
        self._numbers.add(number)
        return is_free

    def _judge(
        self, row: ParsedRow, values: dict[str, Any], stored: dict[Key, list[Any]], new: list[Any], changed: list[Any]
    ) -> Outcome:
        key, title = self.kind.key(values), self.kind.title(values)
        if key in self._seen:
            refused = reject(row, Code.DUPLICATE_ROW, row=self._seen[key])
            refused.title = title
            return refused
        self._seen[key] = row.number
        found = stored.get(key, [])
        if len(found) > 1:
            return reject(row, Code.RECORD_AMBIGUOUS, value=quote(title))
        if not found:
            if not self._take_number(values):
                return reject(row, Code.NUMBER_TAKEN, "number", value=quote(values["number"]))
            new.append((row, values))
            return Outcome(row, Verdict.NEW, title)
        record = found[0]
        if record is None or (self.kind.owns_number and record.account_id != values["account_id"]):
            return reject(row, Code.NUMBER_TAKEN, "number", value=quote(title))
        before = {name: getattr(record, name) for name, value in values.items() if getattr(record, name) != value}
        if not before:
            return Outcome(row, Verdict.UNCHANGED, title)
        for name in before:
            setattr(record, name, values[name])
        changed.append((record, before))
        return Outcome(row, Verdict.UPDATED, title, {name: [old, values[name]] for name, old in before.items()})

    def _imagine(self, new: list[tuple[ParsedRow, dict[str, Any]]]) -> None:
        """A dry run: later rows may name the documents that this chunk would write."""
        for _row, values in new:
            self._remember(values, None)

    def _remember(self, values: dict[str, Any], pk: int | None) -> None:
        known = {SheetKind.CONTRACTS: self.documents.contracts, SheetKind.ORDERS: self.documents.orders}.get(
            self.kind.kind
        )
        if known is not None:
            known[values["number"]] = Document(pk, values["account_id"], values.get("currency", "CNY"))

    def _write(self, new: list[tuple[ParsedRow, dict[str, Any]]], changed: list[tuple[Any, dict[str, Any]]]) -> None:
        assert self.pen is not None
        numbers: Iterator[int] = iter(())
        if self.kind.kind == SheetKind.OPPORTUNITIES:
            numbers = iter(take_numbers(OPPORTUNITY_NUMBERS, len(new)))
        records = []
        for _row, values in new:
            filled = self.kind.defaults(values, self.today) | values
            if self.kind.kind == SheetKind.OPPORTUNITIES:
                filled.setdefault("number", f"SJ{next(numbers):06d}")
            records.append(self.kind.model(**filled))
        self.pen.create(records)
        self.pen.update(changed)
        for (_row, values), record in zip(new, records, strict=True):
            self._remember(values, record.pk)
        by = self.rights.user
        data: dict[str, object] = {"import": self.pen.batch.pk}
        record_events(
            [new_event(f"{self.kind.noun}.created", record, by=by, data=data) for record in records]
            + [
                new_event(f"{self.kind.noun}.changed", record, by=by, data=data | {"fields": sorted(before)})
                for record, before in changed
            ]
        )


class GroupDesk:
    """Group facts: they belong to the head, whose row of facts is made where there is none."""

    def __init__(self, nodes: Nodes, rights: Rights, pen: Pen | None) -> None:
        self.referrer, self.rights, self.pen = Referrer(nodes), rights, pen
        self._seen: dict[int, int] = {}

    def take(self, rows: Sequence[ParsedRow]) -> list[Outcome]:
        self.referrer.load(rows)
        found = [(row, self._head_of(row)) for row in rows]
        pks = [node.pk for _row, node in found if isinstance(node, Node) and node.pk is not None]
        stored = Group.objects.select_related("head").in_bulk(pks)
        return [
            node if isinstance(node, Outcome) else self._judge(row, node, stored.get(node.pk or 0))
            for row, node in found
        ]

    def _head_of(self, row: ParsedRow) -> Node | Outcome:
        if row.is_rejected:
            return Outcome(row, Verdict.REJECTED, str(row.values.get("account", "")))
        self.rights.apply(row)
        node = self.referrer.find(row)
        if isinstance(node, Outcome):
            return node
        if node.parent is not None or node.above:
            return reject(row, Code.NOT_A_HEAD, "account", value=quote(node.name))
        if id(node) in self._seen:
            return reject(row, Code.DUPLICATE_ROW, row=self._seen[id(node)])
        self._seen[id(node)] = row.number
        return node

    def _judge(self, row: ParsedRow, node: Node, group: Group | None) -> Outcome:
        values = plain_values(row)
        if group is None:
            if self.pen is not None:
                account = Account.objects.get(pk=node.pk or 0)
                self.pen.create([Group(head=account, **values)])
                self._tell(account)
            return Outcome(row, Verdict.NEW, node.name)
        before = {name: getattr(group, name) for name, value in values.items() if getattr(group, name) != value}
        if not before:
            return Outcome(row, Verdict.UNCHANGED, node.name)
        for name in before:
            setattr(group, name, values[name])
        if self.pen is not None:
            self.pen.update([(group, before)])
            self._tell(group.head)
        return Outcome(row, Verdict.UPDATED, node.name, {name: [old, values[name]] for name, old in before.items()})

    def _tell(self, head: Account) -> None:
        assert self.pen is not None
        record_events([new_event("group.changed", head, by=self.rights.user, data={"import": self.pen.batch.pk})])
