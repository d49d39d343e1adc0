"""What every view shares: the request's type, page or piece, and the answer to an action."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from kaizhi.access.models import User  # the type only: common stands below access


class AppRequest(HttpRequest):
    """A signed-in person's request. The log-in middleware makes the promise true."""

    user: "User"
    htmx: HtmxDetails


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, partial: str | None = None, status: int = 200
) -> HttpResponse:
    """The page, or only its piece when htmx asks for one."""
    wants_piece = partial is not None and bool(getattr(request, "htmx", None)) and not request.htmx.boosted  # type: ignore[attr-defined]
    response = render(request, partial if wants_piece and partial else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def piece_or_redirect(
    request: HttpRequest, partial: str, context: dict[str, Any], *, to: str, status: int = 200
) -> HttpResponse:
    """After an action: the changed piece for htmx, else see-other to the page."""
    if getattr(request, "htmx", None):
        response = render(request, partial, context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response
    redirect = HttpResponseRedirect(to)
    redirect.status_code = 303
    return redirect


def client_redirect(request: HttpRequest, to: str) -> HttpResponse:
    """Send the browser to another page, whether htmx or the browser itself asked."""
    if getattr(request, "htmx", None):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)
