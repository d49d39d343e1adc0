"""Who took which list away as a file, narrowed by what: written for every list of the house."""

from typing import Any

from kaizhi.audit.actions import record_event
from kaizhi.ui.tables import ListPage


def record_export(page: ListPage, wanted: str) -> None:
    person: Any = page.request.user
    columns = [column.key for column in page.columns]
    told: dict[str, object] = {"list": page.spec.name, "format": wanted, "query": page.query, "columns": columns}
    record_event("data.exported", person, by=person, data=told)
