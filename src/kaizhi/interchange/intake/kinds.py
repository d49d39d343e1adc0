"""How each sheet's records are found again, filled and told of. The desk in `record_desk` does the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q

from kaizhi.accounts.models import CompetitorProduct, Contact
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.interchange.schema import SheetKind
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

Key = tuple[Any, ...]
Values = dict[str, Any]


@dataclass(frozen=True)
class RecordKind:
    """`key` of a row's values (account or document already resolved to numbers), `stored_key` of a record.

    `find` narrows to the records that rows with these keys could mean. `defaults` fill what a new record must have.
    """

    kind: SheetKind
    model: type[Model]
    noun: str
    key: Callable[[Values], Key]
    stored_key: Callable[[Any], Key]
    find: Callable[[Sequence[Key]], Q]
    title: Callable[[Values], str]
    defaults: Callable[[Values, date], Values] = lambda _values, _today: {}
    has_owner: bool = False
    owns_number: bool = False  # the number is unique over all customers


def _of_account(*names: str) -> Callable[[Values], Key]:
    return lambda values: (values["account_id"], *(values.get(name) or "" for name in names))


def _stored(*names: str) -> Callable[[Any], Key]:
    return lambda record: (record.account_id, *(getattr(record, name) for name in names))


def _accounts_in(keys: Sequence[Key]) -> Q:
    return Q(account_id__in={key[0] for key in keys})


def _number(values: Values) -> Key:
    return (values["number"],)


def _numbers_in(keys: Sequence[Key]) -> Q:
    return Q(number__in={key[0] for key in keys})


def _documents_in(keys: Sequence[Key]) -> Q:
    return Q(contract_id__in={key[0] for key in keys if key[0]}) | Q(order_id__in={key[1] for key in keys if key[1]})


def _contract_defaults(values: Values, _today: date) -> Values:
    """Without a status: signed where there is a signing date."""
    return {"status": Contract.Status.SIGNED if values.get("signed_on") else Contract.Status.DRAFT}


def _order_defaults(values: Values, _today: date) -> Values:
    if values.get("accepted_on"):
        return {"status": Order.Status.ACCEPTED}
    return {"status": Order.Status.DELIVERED if values.get("delivered_on") else Order.Status.CONFIRMED}


def _opportunity_defaults(values: Values, today: date) -> Values:
    is_closed = values.get("outcome") in {Opportunity.Outcome.WON, Opportunity.Outcome.LOST}
    opened = values.get("closed_on") or today
    return {"opened_on": min(opened, today)} | ({"closed_on": today} if is_closed else {})


KINDS: dict[SheetKind, RecordKind] = {
    one.kind: one
    for one in (
        RecordKind(
            SheetKind.CONTACTS, Contact, "contact", _of_account("name"), _stored("name"),
            lambda keys: _accounts_in(keys) & Q(name__in={key[1] for key in keys}), lambda values: values["name"],
        ),
        RecordKind(
            SheetKind.CONTRACTS, Contract, "contract", _number, lambda record: (record.number,),
            _numbers_in, lambda values: values["number"], _contract_defaults, has_owner=True, owns_number=True,
        ),
        RecordKind(
            SheetKind.ORDERS, Order, "order", _number, lambda record: (record.number,),
            _numbers_in, lambda values: values["number"], _order_defaults, has_owner=True, owns_number=True,
        ),
        RecordKind(
            SheetKind.INSTALMENTS, Instalment, "instalment",
            lambda values: (values.get("contract_id"), values.get("order_id"), values["label"], values["due_on"]),
            lambda record: (record.contract_id, record.order_id, record.label, record.due_on),
            _documents_in, lambda values: f"{values['label']} {values['due_on']}",
        ),
        RecordKind(
            SheetKind.SATISFACTION, Satisfaction, "satisfaction", _of_account("surveyed_on", "source"),
            _stored("surveyed_on", "source"), _accounts_in, lambda values: str(values["surveyed_on"]),
        ),
        RecordKind(
            SheetKind.COMPETITORS, CompetitorProduct, "competitor", _of_account("competitor", "product_line"),
            _stored("competitor", "product_line"), _accounts_in, lambda values: values["competitor"],
        ),
        RecordKind(
            SheetKind.CASES, SuccessCase, "case", _of_account("title"), _stored("title"), _accounts_in,
            lambda values: values["title"],
        ),
        RecordKind(
            SheetKind.OPPORTUNITIES, Opportunity, "opportunity", _of_account("name"), _stored("name"), _accounts_in,
            lambda values: values["name"], _opportunity_defaults, has_owner=True,
        ),
    )
}  # fmt: skip
