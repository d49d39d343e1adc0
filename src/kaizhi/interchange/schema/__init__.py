"""The importable sheets, in the order in which their rows must be taken: what is referred to comes first."""

from kaizhi.interchange.schema.accounts import ACCOUNTS
from kaizhi.interchange.schema.groups import GROUPS
from kaizhi.interchange.schema.outcomes import CASES, OPPORTUNITIES, SATISFACTION
from kaizhi.interchange.schema.people import COMPETITORS, CONTACTS
from kaizhi.interchange.schema.spec import (
    ChoiceList,
    FieldSpec,
    Option,
    RowValues,
    SheetKind,
    SheetSpec,
    in_every_language,
)
from kaizhi.interchange.schema.trade import CONTRACTS, INSTALMENTS, ORDERS
from kaizhi.interchange.schema.vocabulary import CHOICE_LISTS

SHEETS: dict[SheetKind, SheetSpec] = {
    sheet.kind: sheet
    for sheet in (
        ACCOUNTS,
        GROUPS,
        CONTACTS,
        CONTRACTS,
        ORDERS,
        INSTALMENTS,
        SATISFACTION,
        COMPETITORS,
        CASES,
        OPPORTUNITIES,
    )
}

__all__ = [
    "CHOICE_LISTS",
    "SHEETS",
    "ChoiceList",
    "FieldSpec",
    "Option",
    "RowValues",
    "SheetKind",
    "SheetSpec",
    "in_every_language",
]
