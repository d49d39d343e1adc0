"""Edit in place: click the value, type, Enter. A conflict shows both values. The same views work without JavaScript.

The view answers one URL: GET gives the value, GET ?edit=1 the input, POST saves. The form carries `was`, the value it
started from, so that somebody else's change in between is noticed instead of overwritten.
"""

from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from kaizhi.common.http import render_page

_PIECE = "ui/_inplace.html"
_PAGE = "ui/inplace.html"


@dataclass(frozen=True, slots=True)
class Place:
    """One editable value on a page.

    `id` is unique on the page ("account-12-name"); `shown` is the value as HTML (a string is escaped); `back` is the
    page it stands on.
    """

    id: str
    label: str
    url: str
    shown: str | SafeString
    back: str
    can_edit: bool = True


def show_place(request: HttpRequest, place: Place, *, saved: bool = False) -> HttpResponse:
    if not getattr(request, "htmx", None):
        redirect = HttpResponseRedirect(place.back)
        redirect.status_code = 303
        return redirect
    return render_page(request, _PAGE, {"place": place, "saved": saved}, partial=_PIECE)


def edit_place(request: HttpRequest, place: Place, bound: BoundField, *, was: str, status: int = 200) -> HttpResponse:
    """The input; with status 422 the same with its errors."""
    context = {"place": place, "field": bound, "was": was, "title": place.label}
    return render_page(request, _PAGE, context, partial=_PIECE, status=status)


def conflict_place(
    request: HttpRequest, place: Place, bound: BoundField, *, mine: str, theirs: str, was: str
) -> HttpResponse:
    """Both values and the choice. `was` is the value now stored, so that keeping mine is a fresh save."""
    context = {
        "place": place,
        "field": bound,
        "was": was,
        "mine": mine,
        "theirs": theirs,
        "is_conflict": True,
        "title": place.label,
    }
    return render_page(request, _PAGE, context, partial=_PIECE, status=409)
