"""The one place where our errors become answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kaizhi.common.errors import KaizhiError

GetResponse = Callable[[HttpRequest], HttpResponse]


def answer(request: HttpRequest, error: KaizhiError) -> HttpResponse:
    """JSON for programs, one sentence for htmx (shown by the message handler), a page for a browser."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": error.code, "message": str(error.sentence)}, status=error.status)
    template = "ui/_error.html" if getattr(request, "htmx", None) else "ui/error.html"
    return render(request, template, {"error": error, "status": error.status}, status=error.status)


class _KaizhiErrors:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer(request, error) if isinstance(error, KaizhiError) else None


def kaizhi_errors(get_response: GetResponse) -> _KaizhiErrors:
    return _KaizhiErrors(get_response)
