"""What every page's frame shows."""

from django.conf import settings
from django.http import HttpRequest

from kaizhi.config.menu import menu_for


def frame(request: HttpRequest) -> dict[str, object]:
    """Menu, theme and density; nothing that costs a statement."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", None):
        return {"is_demo": settings.DEMO}
    return {"is_demo": settings.DEMO, "menu": menu_for(request), "theme": user.theme, "density": user.density}
