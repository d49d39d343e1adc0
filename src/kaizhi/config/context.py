"""What every page's frame shows."""

from django.conf import settings
from django.http import HttpRequest

from kaizhi.config.menu import create_menu_for, menu_for


def frame(request: HttpRequest) -> dict[str, object]:
    """The menus of the signed-in person. Costs no statement; a piece asked for by htmx has no frame."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", None):
        return {"is_demo": settings.DEMO}
    return {"is_demo": settings.DEMO, "menu": menu_for(request), "create_menu": create_menu_for(request)}
