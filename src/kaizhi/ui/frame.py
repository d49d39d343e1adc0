"""How this person likes the frame of every page: theme, density, folded menu."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

THEMES = ("system", "light", "dark")
DENSITIES = ("comfortable", "compact")
MENUS = ("open", "folded")


@dataclass(frozen=True, slots=True)
class Look:
    """Decided by the server, so the first paint is already right and needs no script."""

    theme: str = "system"
    density: str = "comfortable"
    menu: str = "open"

    @property
    def classes(self) -> str:
        return f"theme-{self.theme} {self.density} menu-{self.menu}"


def look_of(request: HttpRequest | None) -> Look:
    """The person's own choice, else this browser's cookie, else the default. Unknown values never reach the page."""
    user: Any = getattr(request, "user", None)
    cookies = request.COOKIES if request is not None else {}

    def chosen(name: str, known: tuple[str, ...]) -> str:
        for value in (getattr(user, name, ""), cookies.get(f"look_{name}", "")):
            if value in known:
                return str(value)
        return known[0]

    return Look(chosen("theme", THEMES), chosen("density", DENSITIES), chosen("menu", MENUS))
