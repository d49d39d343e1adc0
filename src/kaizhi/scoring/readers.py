"""A workbook as the frames of a scoring run, with the names to show beside the figures. No database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizhi.scoring import cells
from kaizhi.scoring.engine import from_columns
from kaizhi.scoring.forest import Account, Forest, grow
from kaizhi.scoring.frames import BOOK_FRAMES, Book, epoch_day
from kaizhi.scoring.headings import CANCELLED, UNSIGNED, plain
from kaizhi.scoring.workbook import Problem, Row, Sheet, open_workbook

if TYPE_CHECKING:
    import duckdb

_UNSIGNED = frozenset(map(plain, UNSIGNED))
_CANCELLED = frozenset(map(plain, CANCELLED))
_FLAGS = ("is_procurement_known", "is_exclusive_intent")


@dataclass
class ReadBook:
    """What a workbook holds. `rows` has the declared columns of each frame, one dict a row."""

    currency: str
    rows: dict[str, list[dict[str, Any]]]
    accounts: dict[int, Account]
    follow_ups: dict[int, date]
    problems: list[Problem]

    def frames(self) -> "Book[duckdb.DuckDBPyRelation]":
        """The frames, ready for `score_book`."""
        return Book(
            **{
                name: from_columns(spec, {column: [row[column] for row in self.rows[name]] for column in spec.names})
                for name, spec in BOOK_FRAMES.items()
            }
        )


@dataclass
class _Reading:
    """What is gathered while the sheets are read, one after the other."""

    sheets: dict[str, Sheet]
    forest: Forest
    currency: str = "CNY"
    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    follow_ups: dict[int, date] = field(default_factory=dict)
    documents: dict[str, dict[str, tuple[Account, bool]]] = field(
        default_factory=lambda: {"contracts": {}, "orders": {}}
    )
    signings: list[dict[str, Any]] = field(default_factory=list)

    def account_rows(self) -> "list[tuple[Row, Account]]":
        """The rows of the sheet of accounts that made an account."""
        of_row = self.forest.of_row
        return [(row, of_row[row.number]) for row in self.sheets["accounts"].rows() if row.number in of_row]

    def rows_of(self, kind: str) -> "list[tuple[Row, Account]]":
        """The rows of a sheet whose account is known; the others are noted."""
        found = []
        for row in self.sheets[kind].rows() if kind in self.sheets else ():
            name, code = row.text("account"), row.text("account_code")
            account = self.forest.find(code) or self.forest.find(name)
            if account is None:
                row.note("account", "no_such_account", name or code)
            else:
                found.append((row, account))
        return found


def read_book(path: Path) -> ReadBook:
    """Read a workbook laid out like the import template.

    A cell that cannot be read counts as unknown; a row whose account, day or amount is unknown is left out. An
    order under a contract that counts has no amount of its own: it is in the contract's.
    Each is listed in `problems`. A tree of accounts is a group when it has more than its head, when the head is a
    head office, or when it has group facts; every other account is a customer of its own and no group.

    Raises:
        WorkbookUnreadable, SheetMissing, HeaderMissing: there is nothing to read.
    """
    sheets = open_workbook(path)
    reading = _Reading(sheets, grow(sheets["accounts"]))
    reading.currency = _currency(sheets)
    _read_facts(reading)
    rows = {
        "signings": _signings(reading),
        "instalments": _instalments(reading),
        "satisfaction": _satisfaction(reading),
        "competitors": _competitors(reading),
        "cases": _cases(reading),
        "plants": [
            {"account_id": plant.number, "group_id": plant.root.number, "is_active": plant.is_active}
            for plant in reading.forest.accounts
            if plant.kind == "plant"
        ],
    }
    rows["groups"] = _groups(reading)
    problems = [problem for sheet in sheets.values() for problem in sheet.problems]
    accounts = {account.number: account for account in reading.forest.accounts}
    return ReadBook(reading.currency, rows, accounts, reading.follow_ups, problems)


def _read_facts(reading: _Reading) -> None:
    """Facts from the sheet of groups, and those that stand beside a head on the sheet of accounts."""
    for row, account in [*reading.account_rows(), *reading.rows_of("groups")]:
        facts = {
            "declared_plants": row.read("declared_plants", cells.count),
            "industry_rank": row.read("industry_rank", cells.rank),
            **{name: row.read(name, cells.flag) for name in _FLAGS},
            "is_described": 1 if row.text("procurement_process") else None,
            "exclusive_until": _day(row, "exclusive_until"),
        }
        known = {name: value for name, value in facts.items() if value is not None}
        if known or row.sheet.kind == "groups":
            reading.facts.setdefault(account.root.number, {}).update(known)
        if follow_up := row.read("next_follow_up_on", cells.day):
            earlier = reading.follow_ups.get(account.root.number, follow_up)
            reading.follow_ups[account.root.number] = min(earlier, follow_up)


def _groups(reading: _Reading) -> list[dict[str, Any]]:
    reached = _reached_heads(reading)
    heads = [account for account in reading.forest.accounts if account.parent is None]
    parents = {account.root.number for account in reading.forest.accounts if account.parent is not None}
    groups = []
    for head in heads:
        if head.number in parents or head.kind == "head_office" or head.number in reading.facts:
            facts = reading.facts.get(head.number, {})
            groups.append(
                {
                    "group_id": head.number,
                    "declared_plants": facts.get("declared_plants"),
                    "industry_rank": facts.get("industry_rank"),
                    "has_hq_contact": None if reached is None else int(head.number in reached),
                    "is_procurement_known": facts.get("is_procurement_known"),
                    "is_procurement_described": facts.get("is_described", 0),
                    "has_exclusive_intent": facts.get("is_exclusive_intent"),
                    "exclusive_until": facts.get("exclusive_until"),
                }
            )
    return groups


def _reached_heads(reading: _Reading) -> set[int] | None:
    """Accounts with an active contact; None when the workbook says nothing about contacts at all."""
    accounts = reading.sheets["accounts"]
    if "contacts" not in reading.sheets and "contact_name" not in accounts.columns:
        return None
    beside = {account.number for row, account in reading.account_rows() if row.text("contact_name")}
    return beside | {account.number for row, account in reading.rows_of("contacts") if _is_active(row)}


def _signings(reading: _Reading) -> list[dict[str, Any]]:
    for kind, what in (("contracts", "contract"), ("orders", "order")):
        for row, account in reading.rows_of(kind):
            _sign(reading, kind, what, row, account)
    return reading.signings


def _sign(reading: _Reading, kind: str, what: str, row: Row, account: Account) -> None:
    status, number = plain(row.text("status")), row.text("number")
    is_cancelled = status in _CANCELLED
    if number in reading.documents[kind]:
        row.note("number", "repeated", number)
        return
    counts = status not in _UNSIGNED and not is_cancelled
    reading.documents[kind][number] = (account, counts)
    signed_on, amount = _day(row, "signed_on"), row.money("amount")
    if status in _UNSIGNED:
        return
    if signed_on is None or amount is None or amount[0] < 0:  # as the import does, which takes no such row either
        row.need("signed_on" if signed_on is None else "amount")
        return
    contract = reading.documents["contracts"].get(row.text("contract_number")) if kind == "orders" else None
    reading.signings.append(
        {
            "account_id": account.number,
            "group_id": account.root.number,
            "signed_on": signed_on,
            "amount": 0 if contract and contract[1] else _in_currency(reading, row, amount),
            "is_cancelled": int(is_cancelled),
            "kind": what,
        }
    )


def _instalments(reading: _Reading) -> list[dict[str, Any]]:
    due = []
    for row in reading.sheets["instalments"].rows() if "instalments" in reading.sheets else ():
        contract, order = row.text("contract_number"), row.text("order_number")
        document = reading.documents["contracts"].get(contract) or reading.documents["orders"].get(order)
        due_on, amount = _day(row, "due_on"), row.money("amount")
        if document is None:
            row.note("contract_number", "no_such_document", contract or order)
        elif due_on is None or amount is None:
            row.need("amount" if amount is None else "due_on")
        elif document[1]:
            minor, paid = _in_currency(reading, row, amount), row.money("paid_amount")
            if minor is not None:
                due.append(
                    {
                        "group_id": document[0].root.number,
                        "due_on": due_on,
                        "amount": minor,
                        "paid_on": _day(row, "paid_on"),
                        "paid_amount": paid and paid[0],
                    }
                )
    return due


def _satisfaction(reading: _Reading) -> list[dict[str, Any]]:
    answers = []
    for row, account in reading.rows_of("satisfaction"):
        surveyed_on, score = _day(row, "surveyed_on"), row.read("score", cells.score)
        if surveyed_on is None or score is None:
            row.need("score" if score is None else "surveyed_on")
        else:
            answers.append({"account_id": account.number, "surveyed_on": surveyed_on, "score": score})
    return answers


def _competitors(reading: _Reading) -> list[dict[str, Any]]:
    return [
        {"account_id": account.number, "is_active": int(_is_active(row))}
        for row, account in reading.rows_of("competitors")
    ]


def _cases(reading: _Reading) -> list[dict[str, Any]]:
    return [
        {
            "account_id": account.number,
            "published_on": _day(row, "published_on"),
            "has_roi": int(bool(row.text("roi_percent"))),
        }
        for row, account in reading.rows_of("cases")
    ]


def _currency(sheets: dict[str, Sheet]) -> str:
    """The currency most contracts and orders are in: the book is added up in one."""
    rows = (row for kind in ("contracts", "orders") if kind in sheets for row in sheets[kind].rows())
    counts = Counter(_row_currency(row, None) for row in rows)
    return min(counts, key=lambda code: (-counts[code], code)) if counts else "CNY"


def _in_currency(reading: _Reading, row: Row, amount: tuple[int, str | None] | None) -> int | None:
    """The amount in the book's currency. One in another is unknown, and told: there is no rate to add it up with."""
    currency = _row_currency(row, amount)
    if amount is None or currency == reading.currency:
        return amount and amount[0]
    row.note("currency", "other_currency", currency)
    return None


def _row_currency(row: Row, amount: tuple[int, str | None] | None) -> str:
    return (amount[1] if amount and amount[1] else "") or row.text("currency").upper() or "CNY"


def _day(row: Row, name: str) -> int | None:
    day = row.read(name, cells.day)
    return None if day is None else epoch_day(day)


def _is_active(row: Row) -> bool:
    return row.read("is_active", cells.flag) != 0
