"""Keeping a person's way with a list: columns, widths, saved views."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaizhi.common.errors import BadInput
from kaizhi.common.http import client_redirect
from kaizhi.ui.tables.preferences import choose_columns, delete_view, save_view, set_width
from kaizhi.ui.tables.spec import ListSpec, is_list, list_spec


def _spec(name: str) -> ListSpec:
    if not is_list(name):
        raise Http404
    return list_spec(name)


def _back(request: HttpRequest, query: str | None = None) -> HttpResponse:
    """To the list the form stood on."""
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return HttpResponseRedirect("/")
    path = wanted.split("?", 1)[0]
    return client_redirect(request, wanted if query is None else f"{path}?{query}")


@require_POST
def columns(request: HttpRequest, name: str) -> HttpResponse:
    """`column`, many, in the wanted order; `reset` brings back the list's own choice."""
    keys = [] if "reset" in request.POST else request.POST.getlist("column")
    choose_columns(request.user, _spec(name), keys)
    return _back(request)


@require_POST
def width(request: HttpRequest, name: str) -> HttpResponse:
    pixels = request.POST.get("pixels", "")
    if not (pixels.isascii() and pixels.isdigit() and len(pixels) < 5):  # noqa: PLR2004  four digits are wide enough
        raise BadInput(_("A width is a whole number of pixels."))
    set_width(request.user, _spec(name), request.POST.get("column", ""), int(pixels))
    return HttpResponse(status=204)


@require_POST
def views(request: HttpRequest, name: str) -> HttpResponse:
    """Save the query under a name, or with `delete` forget a saved view."""
    spec = _spec(name)
    if key := request.POST.get("delete"):
        delete_view(request.user, spec, key)
        return _back(request)
    query = request.POST.get("query", "")
    save_view(request.user, spec, request.POST.get("name", ""), query)
    return _back(request, query)
