"""Security headers and the choice of language, once for every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE_COOKIE = "kaizhi_language"

#: Everything from this host; styles may carry data-driven sizes, pictures may be drawn by the page itself.
_DIRECTIVES = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())

GetResponse = Callable[[HttpRequest], HttpResponse]


def content_security(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        return response

    return middleware


def chosen_language(request: HttpRequest) -> str:
    """The person's own setting, else the cookie, else the site's. The browser's Accept-Language does not overrule."""
    known = {code for code, _ in settings.LANGUAGES}
    user = getattr(request, "user", None)
    for choice in (getattr(user, "language", ""), request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if choice in known:
            return str(choice)
    return settings.LANGUAGE_CODE


def language(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        code = chosen_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
            return response

    return middleware
