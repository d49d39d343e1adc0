"""The declarations against the models they feed, and against each other."""

from datetime import date

import pytest
from django.db import models

from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.interchange.cells import Column
from kaizhi.interchange.headers import heading_key
from kaizhi.interchange.issues import Issue
from kaizhi.interchange.schema import SHEETS, SheetKind
from kaizhi.interchange.schema.vocabulary import (
    CLOSENESS,
    CONTRACT_STATUS,
    DECISION_ROLE,
    KIND,
    ORDER_STATUS,
    OUTCOME,
    REGISTRATION,
    SUPPLIER,
)
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

MODELS = {
    SheetKind.ACCOUNTS: (Account, PlantFile),
    SheetKind.GROUPS: (Group,),
    SheetKind.CONTACTS: (Contact,),
    SheetKind.CONTRACTS: (Contract,),
    SheetKind.ORDERS: (Order,),
    SheetKind.INSTALMENTS: (Instalment,),
    SheetKind.SATISFACTION: (Satisfaction,),
    SheetKind.COMPETITORS: (CompetitorProduct,),
    SheetKind.CASES: (SuccessCase,),
    SheetKind.OPPORTUNITIES: (Opportunity,),
}
#: Fields that name another row, and rows of their own.
REFERENCES = {
    "account", "account_code", "account_credit_code", "parent_code", "group", "stakes",
    "contract_number", "order_number",
}  # fmt: skip
FIELDS = [(kind, field) for kind, spec in SHEETS.items() for field in spec.fields if field.part_of is None]
COLUMN = Column(date(2026, 11, 22))


def model_field(kind, code):
    return next((known for model in MODELS[kind] for known in model._meta.get_fields() if known.name == code), None)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind}.{field.code}" for kind, field in FIELDS])
def test_a_field_is_the_models(kind, field):
    known = model_field(kind, field.code)
    assert known is not None or field.code in REFERENCES
    if isinstance(known, models.CharField) and isinstance(field.parser("字", COLUMN), str):
        assert field.parser("字" * known.max_length, COLUMN) == "字" * known.max_length
        assert isinstance(field.parser("字" * (known.max_length + 1), COLUMN), Issue)
    assert field.is_date == isinstance(known, models.DateField)
    assert field.is_yes_no == isinstance(known, models.BooleanField)
    if field.choices:
        assert known is not None
        assert known.choices


@pytest.mark.parametrize(
    ("listed", "choices"),
    [
        (KIND, Account.Kind),
        (REGISTRATION, Account.Registration),
        (SUPPLIER, Group.Supplier),
        (DECISION_ROLE, Contact.DecisionRole),
        (CLOSENESS, Contact.Closeness),
        (CONTRACT_STATUS, Contract.Status),
        (ORDER_STATUS, Order.Status),
        (OUTCOME, Opportunity.Outcome),
    ],
    ids=lambda given: getattr(given, "name", ""),
)
def test_a_list_is_the_models(listed, choices):
    assert [option.value for option in listed.options] == [value for value in choices.values if value != ""]


@pytest.mark.parametrize("spec", SHEETS.values(), ids=[kind.value for kind in SHEETS])
def test_headings_tell_fields_apart(spec):
    first = [heading_key(field.names[0]) for field in spec.fields]
    assert len(set(first)) == len(first)
    assert len(spec.by_code) == len(spec.fields)
    aliases = [heading_key(name) for field in spec.fields for name in field.names]
    repeated = {name for name in aliases if aliases.count(name) > 1}
    assert not repeated, repeated


@pytest.mark.parametrize("spec", SHEETS.values(), ids=[kind.value for kind in SHEETS])
def test_a_row_can_be_found_again(spec):
    assert spec.key_fields
    assert {code for group in spec.one_of for code in group} <= set(spec.by_code)


def test_parts_are_fields_of_their_own_kind():
    for field in SHEETS[SheetKind.ACCOUNTS].fields:
        if field.part_of:
            assert field.part_code in SHEETS[field.part_of].by_code
