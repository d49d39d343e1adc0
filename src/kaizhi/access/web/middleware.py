"""What stands before every page: signing in, and an own password for whoever got a temporary one."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kaizhi.common.http import AppRequest, client_redirect

GetResponse = Callable[[HttpRequest], HttpResponse]


def own_password_first(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in _open_paths():
            return client_redirect(request, reverse("account_change_password"))
        return get_response(request)

    return middleware


def sign_in_as_page(get_response: Callable[[AppRequest], HttpResponse]) -> Callable[[AppRequest], HttpResponse]:
    """A piece asked for after the session's end brings the sign-in page, not that page into the middle of another."""

    def middleware(request: AppRequest) -> HttpResponse:
        response = get_response(request)
        location = response.headers.get("Location", "")
        if not location or not request.htmx:
            return response
        door = reverse("account_login")
        if not location.startswith(f"{door}?"):
            return response
        back = request.htmx.current_url_abs_path or "/"
        return client_redirect(request, f"{door}?{urlencode({REDIRECT_FIELD_NAME: back})}")

    return middleware


def _open_paths() -> set[str]:
    return {reverse(name) for name in ("account_change_password", "account_logout", "account_login", "ui:look")}
