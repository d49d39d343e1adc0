"""The column table: one description gives the list page, its filters, its paging and its export."""

from kaizhi.ui.tables.columns import Badge, Column, Kind, Policy
from kaizhi.ui.tables.export import csv_lines, export_response, export_rows, write_xlsx
from kaizhi.ui.tables.filters import (
    ChoiceFilter,
    DateFilter,
    Filter,
    NumberFilter,
    PickFilter,
    TextFilter,
    YesNoFilter,
    money_filter,
    percent_filter,
)
from kaizhi.ui.tables.labels import label_of
from kaizhi.ui.tables.links import row_url
from kaizhi.ui.tables.page import ListPage
from kaizhi.ui.tables.respond import list_response, picked
from kaizhi.ui.tables.spec import BatchAction, ListSpec, View

__all__ = [
    "Badge",
    "BatchAction",
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "Filter",
    "Kind",
    "ListPage",
    "ListSpec",
    "NumberFilter",
    "PickFilter",
    "Policy",
    "TextFilter",
    "View",
    "YesNoFilter",
    "csv_lines",
    "export_response",
    "export_rows",
    "label_of",
    "list_response",
    "money_filter",
    "percent_filter",
    "picked",
    "row_url",
    "write_xlsx",
]
