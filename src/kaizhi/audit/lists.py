"""Lists whose export is written down: who took which rows away, narrowed by what."""

from typing import Any

from django.http import HttpResponse

from kaizhi.access.capabilities import Capability
from kaizhi.access.models import User
from kaizhi.audit.actions import record_event
from kaizhi.ui.tables import ListPage, list_response


def audited_list(
    page: ListPage, *, user: User, title: str, template: str = "ui/list.html", context: dict[str, Any] | None = None
) -> HttpResponse:
    """The answer to a list request. A file leaves the house only with the capability, and with an event."""
    may_export = user.can(Capability.EXPORT)
    response = list_response(page, title=title, may_export=may_export, template=template, context=context)
    if wanted := page.request.GET.get("export"):
        columns = [column.key for column in page.columns]
        told: dict[str, object] = {"list": page.spec.name, "format": wanted, "query": page.query, "columns": columns}
        record_event("data.exported", user, by=user, data=told)
    return response
