"""From the database into the core's frames: whole columns of whole numbers, streamed, for the book or for some trees.

Days become epoch days and unknowns become one number inside the database, so a row crosses as a tuple of integers and
goes straight into a NumPy column. A million orders take 40 bytes each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from kaizhi.accounts.models import SEGMENT, Account, CompetitorProduct, Contact, Group
from kaizhi.common.dates import from_epoch_day
from kaizhi.common.money import DEFAULT_CURRENCY
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.insight.expressions import EpochDay
from kaizhi.scoring import Book, frames, from_columns
from kaizhi.service.models import Satisfaction, SuccessCase

if TYPE_CHECKING:
    import duckdb

#: How an unknown whole number crosses from the database: no id, day or amount is as low.
UNKNOWN = -(2**62)
_CHUNK = 20_000
_KINDS = np.array(["contract", "order", "after_sales"], dtype=object)
_CONTRACT, _ORDER, _AFTER_SALES = range(3)
#: A product line whose name holds one of these is spare parts and service. "Service" alone may be a server.
AFTER_SALES_WORDS = (
    "备件",
    "配件",
    "售后",
    "维保",
    "维修",
    "保养",
    "spare",
    "after-sales",
    "aftersales",
    "maintenance",
)
#: Columns that hold days, by which a run tells how recent its inputs are.
_DAYS = {"signings": "signed_on", "instalments": "due_on", "satisfaction": "surveyed_on", "cases": "published_on"}

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Extract:
    """The frames of one run, and how much went into them."""

    book: "Book[duckdb.DuckDBPyRelation]"
    customers: "duckdb.DuckDBPyRelation"  # ACCOUNTS: who has ever signed
    inputs: dict[str, dict[str, Any]]

    @property
    def n_customers(self) -> int:
        return int(self.inputs["customers"]["rows"])


def extract(roots: Sequence[int] | None, *, as_of: date) -> Extract:
    """Everything the scores read, of the whole book or of the trees under `roots`, signed up to `as_of`."""
    paths = None if roots is None else [f"{root:0{SEGMENT}d}" for root in roots]
    signings = _signings(paths, as_of)
    columns: dict[str, Columns] = {
        "groups": _groups(roots),
        "plants": _plants(paths),
        "signings": signings,
        "instalments": _instalments(paths, as_of),
        "satisfaction": _satisfaction(paths, as_of),
        "cases": _cases(paths),
        "competitors": _competitors(paths),
    }
    customers = np.unique(signings["account_id"])
    said = {name: _unknowns(len(customers)) for name in frames.ACCOUNTS.names}
    book = Book(**{name: from_columns(spec, columns[name]) for name, spec in frames.BOOK_FRAMES.items()})
    return Extract(
        book=book,
        customers=from_columns(frames.ACCOUNTS, {**said, "account_id": customers}),
        inputs={**{name: _told(name, found) for name, found in columns.items()}, "customers": {"rows": len(customers)}},
    )


def _told(name: str, columns: Columns) -> dict[str, Any]:
    """How many rows, and the latest day among them."""
    told: dict[str, Any] = {"rows": len(next(iter(columns.values())))}
    if name == "signings":
        told["other_currency"] = int(np.ma.getmaskarray(columns["amount"]).sum())
    if (days := columns.get(_DAYS.get(name, ""))) is not None:
        known = np.ma.compressed(days)
        told["latest_on"] = from_epoch_day(int(known.max())).isoformat() if len(known) else None
    return told


def _read(queryset: QuerySet[Any], wanted: Mapping[str, str | Combinable]) -> Columns:
    """The wanted expressions of every row, as columns of whole numbers; masked where unknown."""
    filled = [Coalesce(_expression(one), Value(UNKNOWN), output_field=BigIntegerField()) for one in wanted.values()]
    rows = _rows(queryset.order_by().values_list(*filled))
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, len(filled))
    return {name: _masked(table[:, place].copy()) for place, name in enumerate(wanted)}


def _rows(queryset: QuerySet[Any]) -> Iterator[tuple[int, ...]]:
    """The database's own rows, streamed: they hold whole numbers already, so nothing has to be converted."""
    try:
        sql, parameters = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:  # a condition nothing can meet
        return
    with connections[queryset.db].chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while chunk := cursor.fetchmany(_CHUNK):
            yield from chunk


def _expression(one: str | Combinable) -> Combinable:
    return F(one) if isinstance(one, str) else one


def _masked(column: NDArray[Any]) -> NDArray[Any]:
    unknown = column == UNKNOWN
    return np.ma.masked_array(column, mask=unknown) if unknown.any() else column


def _unknowns(n: int) -> NDArray[Any]:
    return np.ma.masked_array(np.zeros(n, dtype=np.int64), mask=np.ones(n, dtype=bool))


def _root_of(path: str) -> Cast:
    """A tree's top is named by its path: its number with leading zeros."""
    return Cast(path, BigIntegerField())


def _one_if(condition: Q | Exists) -> Case:
    return Case(When(condition, then=1), default=0, output_field=BigIntegerField())


def _of_trees(queryset: QuerySet[Any], paths: Sequence[str] | None) -> QuerySet[Any]:
    return queryset if paths is None else queryset.filter(account__root__path__in=paths)


def _groups(roots: Sequence[int] | None) -> Columns:
    groups = Group.objects.filter(
        head__parent__isnull=True
    )  # facts of a former group stay on its head when it is moved
    if roots is not None:
        groups = groups.filter(head_id__in=roots)
    in_post = Contact.objects.filter(account_id=OuterRef("head_id"), is_active=True)
    return _read(
        groups,
        {
            "group_id": "head_id",
            "declared_plants": "declared_plants",
            "industry_rank": "industry_rank",
            "has_hq_contact": _one_if(Exists(in_post)),
            "is_procurement_known": _one_if(Q(is_procurement_known=True)),
            "is_procurement_described": _one_if(~Q(procurement_process="")),
            "has_exclusive_intent": _one_if(Q(is_exclusive_intent=True)),
            "exclusive_until": EpochDay("exclusive_until"),
        },
    )


def _plants(paths: Sequence[str] | None) -> Columns:
    plants = Account.objects.filter(kind=Account.Kind.PLANT)
    if paths is not None:
        plants = plants.filter(root__path__in=paths)
    return _read(plants, {"account_id": "pk", "group_id": _root_of("root_id"), "is_active": _one_if(Q(is_active=True))})


def _signings(paths: Sequence[str] | None, as_of: date) -> Columns:
    """Signed contracts and orders, each yuan once: an order under a contract that counts is worth 0 beside it."""
    contracts = _of_trees(Contract.objects.signed().filter(signed_on__lte=as_of), paths)
    orders = _of_trees(Order.objects.signed().filter(ordered_on__lte=as_of), paths)
    in_contract = Exists(Contract.objects.signed().filter(pk=OuterRef("contract_id"), signed_on__lte=as_of))
    own_amount = Case(When(Q(currency=DEFAULT_CURRENCY), then=F("amount")), output_field=BigIntegerField())
    of_order = Case(When(in_contract, then=Value(0)), default=own_amount, output_field=BigIntegerField())
    parts = [
        _read(contracts, _signing("signed_on", own_amount, _kind(contracts, _CONTRACT))),
        _read(orders, _signing("ordered_on", of_order, _kind(orders, _ORDER))),
    ]
    names = ("account_id", "group_id", "signed_on", "amount", "kind")
    both: Columns = {name: _joined([part[name] for part in parts]) for name in names}
    return {
        **both,
        "is_cancelled": np.zeros(len(both["kind"]), dtype=np.int64),
        "kind": _KINDS[np.ma.getdata(both["kind"])],
    }


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    values = np.concatenate([np.ma.getdata(part) for part in parts])
    unknown = np.concatenate([np.ma.getmaskarray(part) for part in parts])
    return np.ma.masked_array(values, mask=unknown) if unknown.any() else values


def _kind(documents: QuerySet[Any], kind: int) -> Combinable:
    """What a document is for, by the name of its product line."""
    lines = documents.exclude(product_line="").order_by().values_list("product_line", flat=True).distinct()
    after_sales = [line for line in lines if any(word in line.casefold() for word in AFTER_SALES_WORDS)]
    usual = Value(kind, output_field=BigIntegerField())
    if not after_sales:
        return usual
    return Case(
        When(product_line__in=after_sales, then=Value(_AFTER_SALES)), default=usual, output_field=BigIntegerField()
    )


def _signing(day: str, amount: Combinable, kind: Combinable) -> dict[str, str | Combinable]:
    return {
        "account_id": "account_id",
        "group_id": _root_of("account__root_id"),
        "signed_on": EpochDay(day),
        "amount": amount,
        "kind": kind,
    }


def _instalments(paths: Sequence[str] | None, as_of: date) -> Columns:
    """Due up to `as_of`, of contracts and orders that are signed, in the currency of the figures."""
    due = Instalment.objects.filter(due_on__lte=as_of, currency=DEFAULT_CURRENCY)
    of_signed = Q(contract__in=Contract.objects.signed()) | Q(order__in=Order.objects.signed())
    return _read(
        _of_trees(due.filter(of_signed), paths),
        {
            "group_id": _root_of("account__root_id"),
            "due_on": EpochDay("due_on"),
            "amount": "amount",
            "paid_on": EpochDay("paid_on"),
            "paid_amount": "paid_amount",
        },
    )


def _satisfaction(paths: Sequence[str] | None, as_of: date) -> Columns:
    answers = _of_trees(Satisfaction.objects.filter(surveyed_on__lte=as_of), paths)
    read = _read(
        answers, {"account_id": "account_id", "surveyed_on": EpochDay("surveyed_on"), "hundredths": "score_hundredths"}
    )
    return {"account_id": read["account_id"], "surveyed_on": read["surveyed_on"], "score": read["hundredths"] / 100.0}


def _cases(paths: Sequence[str] | None) -> Columns:
    return _read(
        _of_trees(SuccessCase.objects.all(), paths),
        {
            "account_id": "account_id",
            "published_on": EpochDay("published_on"),
            "has_roi": _one_if(Q(roi_percent__isnull=False)),
        },
    )


def _competitors(paths: Sequence[str] | None) -> Columns:
    return _read(
        _of_trees(CompetitorProduct.objects.all(), paths),
        {"account_id": "account_id", "is_active": _one_if(Q(is_active=True))},
    )
