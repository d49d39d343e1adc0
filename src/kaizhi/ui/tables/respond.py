"""The answer to a list request: the page, the list alone, the next rows, or the file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kaizhi.common.errors import BadInput, NotAllowed
from kaizhi.common.http import render_page
from kaizhi.ui.tables.columns import Policy
from kaizhi.ui.tables.export import export_response
from kaizhi.ui.tables.exported import tell_export
from kaizhi.ui.tables.page import MOST_PICKED, ListPage
from kaizhi.ui.tables.spec import ListSpec

#: Loaded when opened: a list that is only read does not pay for its forms.
_PARTS = {"filters": "ui/_list_filters.html", "columns": "ui/_list_columns.html"}


def list_response(
    page: ListPage,
    *,
    title: str,
    may_export: bool = False,
    template: str = "ui/list.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answers everything a list page is asked for. `template` extends ui/list.html to stand more around the list."""
    request = page.request
    if wanted := request.GET.get("export"):
        if not may_export:
            raise NotAllowed(_("You may not export lists."))
        response = export_response(page, wanted, title)
        tell_export(page, wanted)
        return response
    part = request.GET.get("part") if getattr(request, "htmx", None) else ""
    if part == "rows":
        return _more_rows(page)
    if part in _PARTS:
        return _piece(page, _PARTS[part])
    values = {"list": page, "title": title, "may_export": may_export, **(context or {})}
    return render_page(request, template, values, partial="ui/_list.html")


def _more_rows(page: ListPage) -> HttpResponse:
    """The next rows; the address remembers how many are shown, so that coming back shows them again."""
    response = _piece(page, "ui/_list_rows.html")
    response["HX-Replace-Url"] = page.url(rows=page.n_shown)
    return response


def _piece(page: ListPage, template: str) -> HttpResponse:
    response = HttpResponse(render_to_string(template, {"list": page}, request=page.request))
    patch_vary_headers(response, ["HX-Request"])
    return response


def picked(spec: ListSpec, request: HttpRequest, queryset: QuerySet[Any], policy: Policy) -> QuerySet[Any]:
    """What a batch action was asked for: the ticked rows, or with `all` every match of the list's own query.

    Starts from `queryset`, what this person may see or change, so a made-up key picks nothing. Raises BadInput where
    more than MOST_PICKED are meant.
    """
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("all") == "1":
        page = ListPage(spec, request, queryset, policy)
        page.params = QueryDict(asked.get("query", ""))
        if page.matching.values("pk")[: MOST_PICKED + 1].count() > MOST_PICKED:
            raise BadInput(_("At most %(n)s records at a time: narrow the list first.") % {"n": f"{MOST_PICKED:,}"})
        return page.matching.order_by("pk")
    keys = [int(key) for key in asked.getlist("pk")[:MOST_PICKED] if key.isascii() and key.isdigit() and len(key) < 19]  # noqa: PLR2004
    return queryset.filter(pk__in=keys).order_by("pk")
