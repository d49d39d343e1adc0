"""The frame's own doors: look, icons, error pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from kaizhi.common.middleware import LANGUAGE_COOKIE
from kaizhi.ui.frame import DENSITIES, MENUS, THEMES
from kaizhi.ui.icons import sprite

_YEAR = 60 * 60 * 24 * 365


@require_safe
@login_not_required
@gzip_page
@cache_control(public=True, max_age=_YEAR, immutable=True)
def icons(_request: HttpRequest, version: str) -> HttpResponse:  # noqa: ARG001  the version only renews the address
    """Compressed, as it holds nothing secret."""
    return HttpResponse(sprite(), content_type="image/svg+xml")


@require_POST
@login_not_required
def look(request: HttpRequest) -> HttpResponse:
    """Keep theme, density, menu or language: on the person when signed in, and in this browser for its sign-in page."""
    known = {
        "theme": THEMES,
        "density": DENSITIES,
        "menu": MENUS,
        "language": tuple(code for code, _name in settings.LANGUAGES),
    }
    chosen = {name: request.POST[name] for name, values in known.items() if request.POST.get(name) in values}
    _keep_on_person(request, chosen)
    if request.headers.get("X-Look") == "quiet":
        response = HttpResponse(status=204)
    else:
        response = HttpResponseRedirect(_back(request))
    for name, value in chosen.items():
        cookie = LANGUAGE_COOKIE if name == "language" else f"look_{name}"
        response.set_cookie(cookie, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def _keep_on_person(request: HttpRequest, chosen: dict[str, str]) -> None:
    user = request.user
    names = [name for name in chosen if hasattr(user, name)]
    if user.is_authenticated and names:
        for name in names:
            setattr(user, name, chosen[name])
        user.save(update_fields=names)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else "/"


def _error_page(request: HttpRequest, status: int) -> HttpResponse:
    template = "ui/_error.html" if getattr(request, "htmx", None) else f"{status}.html"
    return render(request, template, {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    return _error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever broke, person, menu or database, must not break this page too."""
    template = "ui/_error.html" if getattr(request, "htmx", None) else "500.html"
    return HttpResponseServerError(render_to_string(template, {"status": 500}))
