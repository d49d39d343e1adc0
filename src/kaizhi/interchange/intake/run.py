"""One import from file to verdicts, and on commit to the database. The dry run and the writing are the same code.

Two passes over the customers' sheets (places first, then rows), one over the others, in chunks: memory holds a small
node per customer of the file and the keys of its records, never the rows.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, cast

from django.db.models.fields.files import FieldFile

from kaizhi.access.models import User
from kaizhi.interchange.headers import SheetMapping
from kaizhi.interchange.intake.account_desk import AccountDesk
from kaizhi.interchange.intake.documents import Documents
from kaizhi.interchange.intake.nodes import Node, Nodes
from kaizhi.interchange.intake.outcome import Outcome
from kaizhi.interchange.intake.pens import Pen
from kaizhi.interchange.intake.record_desk import GroupDesk, RecordDesk
from kaizhi.interchange.intake.rights import Rights
from kaizhi.interchange.intake.tree import Tree
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.rows import ParsedRow, RawRow, row_parser
from kaizhi.interchange.schema import SHEETS, SheetKind
from kaizhi.interchange.workbook import Book, open_book

CHUNK = 1_000

#: Called with the outcomes of one chunk: sheet index, outcomes, the raw rows beside them (None for implied accounts).
Report = Callable[[int, Sequence[Outcome], Sequence[RawRow | None]], None]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet as it is to be read."""

    index: int
    name: str
    header_row: int
    mapping: SheetMapping


@dataclass(slots=True)
class Result:
    """Counts by kind and verdict, and a print of all verdicts: equal prints mean equal reports."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _print: Any = field(default_factory=hashlib.sha256)

    def add(self, sheet: int, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            self.counts[outcome.row.kind.value][str(outcome.verdict)] += 1
            self._print.update(f"{sheet}:{outcome.row.number}:{outcome.row.kind}:{outcome.verdict};".encode())

    @property
    def fingerprint(self) -> str:
        return str(self._print.hexdigest())


def plans_of(batch: ImportBatch) -> list[SheetPlan]:
    """The sheets to read, in the order in which they refer to each other."""
    order = list(SHEETS)
    plans = [
        SheetPlan(index, sheet["name"], sheet["header_row"], SheetMapping.from_dict(sheet["mapping"]))
        for index, sheet in enumerate(batch.sheets)
        if sheet["is_included"] and sheet["mapping"]
    ]
    return sorted(plans, key=lambda plan: (order.index(plan.mapping.kind), plan.index))


class Intake:
    """Reads one batch's file for one person. With a pen it writes."""

    def __init__(self, batch: ImportBatch, user: User, *, today: date, pen: Pen | None, report: Report) -> None:
        self.batch, self.user, self.today, self.pen, self.report = batch, user, today, pen, report
        self.nodes, self.rights, self.result = Nodes(user), Rights(user), Result()
        self.documents = Documents(user)
        self.tree = Tree(self.nodes)
        self._desks: dict[SheetKind, RecordDesk | GroupDesk] = {}

    def run(self) -> Result:
        plans = plans_of(self.batch)
        account_plans = [plan for plan in plans if plan.mapping.kind == SheetKind.ACCOUNTS]
        with opened(self.batch.file) as file, open_book(file, self.batch.file_name) as book:
            for plan in account_plans:
                for _raw, row in self._rows(book, plan):
                    self.rights.leave_place(row)
                    self.tree.take(plan.index, row)
            self.tree.resolve()
            desk = AccountDesk(self.tree, self.rights, self.pen)
            self._open(desk, account_plans)
            for plan in account_plans:
                self._accounts(book, plan, desk)
            for plan in plans:
                if plan.mapping.kind != SheetKind.ACCOUNTS:
                    self._records(book, plan)
            desk.close()
        return self.result

    def _open(self, desk: AccountDesk, plans: Sequence[SheetPlan]) -> None:
        implied = desk.open()
        if implied:
            self._tell(plans[0].index, implied, [None] * len(implied))

    def _rows(self, book: Book, plan: SheetPlan) -> Iterator[tuple[RawRow, ParsedRow]]:
        parse = row_parser(plan.mapping, today=self.today)
        for raw in book.sheets[plan.index].data_rows(plan.header_row):
            row = parse(raw)
            self.rights.admit(row)
            yield raw, row

    def _chunks(self, book: Book, plan: SheetPlan) -> Iterator[tuple[list[RawRow], list[ParsedRow]]]:
        raws: list[RawRow] = []
        rows: list[ParsedRow] = []
        for raw, row in self._rows(book, plan):
            raws.append(raw)
            rows.append(row)
            if len(rows) == CHUNK:
                yield raws, rows
                raws, rows = [], []
        if rows:
            yield raws, rows

    def _accounts(self, book: Book, plan: SheetPlan, desk: AccountDesk) -> None:
        for raws, rows in self._chunks(book, plan):
            self._tell(plan.index, desk.take(plan.index, rows), raws)
            self._parts(plan.index, rows)

    def _parts(self, sheet: int, rows: Sequence[ParsedRow]) -> None:
        """Group facts and contacts that stood in the customers' own rows."""
        by_kind: dict[SheetKind, list[ParsedRow]] = {}
        for row in rows:
            node = self.tree.at.get((sheet, row.number))
            if row.parts and isinstance(node, Node) and not row.is_rejected:
                for part in row.parts:
                    part.values["node"] = node
                    by_kind.setdefault(part.kind, []).append(part)
        for kind, parts in by_kind.items():
            self._tell(sheet, self._desk(kind).take(parts), [None] * len(parts))

    def _records(self, book: Book, plan: SheetPlan) -> None:
        desk = self._desk(plan.mapping.kind)
        for raws, rows in self._chunks(book, plan):
            self._tell(plan.index, desk.take(rows), raws)

    def _desk(self, kind: SheetKind) -> RecordDesk | GroupDesk:
        if kind not in self._desks:
            self._desks[kind] = (
                GroupDesk(self.nodes, self.rights, self.pen)
                if kind == SheetKind.GROUPS
                else RecordDesk(kind, self.nodes, self.documents, self.rights, self.pen, self.today)
            )
        return self._desks[kind]

    def _tell(self, sheet: int, outcomes: Sequence[Outcome], raws: Sequence[RawRow | None]) -> None:
        self.result.add(sheet, outcomes)
        self.report(sheet, outcomes, raws)


@contextmanager
def opened(upload: FieldFile) -> Iterator[BinaryIO]:
    """The uploaded file, from its start."""
    with upload.open("rb") as file:
        yield cast("BinaryIO", file.file)
