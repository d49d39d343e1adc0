"""One parser per shape of cell: pure, never raising, giving a value, None, an Issue or a Doubtful value."""

from kaizhi.interchange.cells.amounts import Amount, amount, currency_code, heading_unit
from kaizhi.interchange.cells.base import Cell, Column, Parser, is_blank, to_text
from kaizhi.interchange.cells.choices import choice, choice_key, yes_no
from kaizhi.interchange.cells.dates import day
from kaizhi.interchange.cells.numbers import count, percent, score
from kaizhi.interchange.cells.phones import SEPARATOR, fitting, phones
from kaizhi.interchange.cells.stakes import Holder, holders, principal
from kaizhi.interchange.cells.text import credit_code, emails, names, note, record_number, text, website, wechat

__all__ = [
    "SEPARATOR",
    "Amount",
    "Cell",
    "Column",
    "Holder",
    "Parser",
    "amount",
    "choice",
    "choice_key",
    "count",
    "credit_code",
    "currency_code",
    "day",
    "emails",
    "fitting",
    "heading_unit",
    "holders",
    "is_blank",
    "names",
    "note",
    "percent",
    "phones",
    "principal",
    "record_number",
    "score",
    "text",
    "to_text",
    "website",
    "wechat",
    "yes_no",
]
