"""One form for one record: a page of its own, or a piece in a dialog."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from kaizhi.common.errors import BadInput, StaleVersion
from kaizhi.common.http import client_redirect, render_page

PAGE, PIECE = "ui/record_form.html", "ui/_record_form.html"


def record_form(
    request: HttpRequest, form: BaseForm, *, title: str | Promise, save: Callable[[Any], object], back: str
) -> HttpResponse:
    """Show the form; on a valid POST save and go `back`.

    What cannot be taken comes back with everything typed: 422 for bad input, 409 where somebody else was faster.
    """
    context = {"form": form, "title": title, "back": back, "action": request.get_full_path()}
    if request.method != "POST":
        return render_page(request, PAGE, context, partial=PIECE)
    if not form.is_valid():
        return render_page(request, PAGE, context, partial=PIECE, status=422)
    try:
        save(form)
    except (BadInput, StaleVersion) as error:
        form.add_error(None, str(error.sentence))
        return render_page(request, PAGE, context, partial=PIECE, status=error.status)
    return client_redirect(request, back)
