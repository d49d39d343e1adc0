"""What every page's frame shows."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kaizhi.common.http import AppRequest
from kaizhi.config.menu import create_menu_for, menu_for
from kaizhi.config.panels import ACCOUNT_PANELS


def frame(request: HttpRequest) -> dict[str, object]:
    """The menus of the signed-in person. Costs no statement; a piece asked for by htmx has no frame."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"is_demo": settings.DEMO, "demo_people": _demo_people() if settings.DEMO else []}
    shown = {"is_demo": settings.DEMO, "account_panels": ACCOUNT_PANELS}
    if getattr(request, "htmx", None):
        return shown
    signed_in = cast("AppRequest", request)
    return {**shown, "menu": menu_for(signed_in), "create_menu": create_menu_for(signed_in)}


def _demo_people() -> list[dict[str, str]]:
    """Who may be tried out, with the password: in a demo only."""
    from kaizhi.interchange.demo_book.people import PASSWORD, PEOPLE  # noqa: PLC0415 nothing a real installation needs

    return [
        {"name": person.name, "role": _(person.description), "username": person.username, "password": PASSWORD}
        for person in PEOPLE
        if person.description
    ]
