"""Whoever got a temporary password chooses an own one before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kaizhi.common.http import client_redirect

GetResponse = Callable[[HttpRequest], HttpResponse]


def own_password_first(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in _open_paths():
            return client_redirect(request, reverse("account_change_password"))
        return get_response(request)

    return middleware


def _open_paths() -> set[str]:
    return {reverse(name) for name in ("account_change_password", "account_logout", "account_login", "ui:look")}
