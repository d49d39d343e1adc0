"""Icons as one sprite, so that a long page pays 60 bytes an icon and the browser keeps the drawings.

The drawings come from the lucide package. A name outside the sprite is drawn inline, so any lucide icon works;
a name lucide does not know raises `lucide.IconDoesNotExist`.
"""

import hashlib
import re
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

SPRITE = frozenset(
    """
    archive arrow-down arrow-left arrow-right arrow-up arrow-up-right banknote bell bookmark boxes briefcase
    building building-2 calendar calendar-clock chart-column chart-line check chevron-down chevron-left
    chevron-right chevrons-left chevrons-right circle-alert circle-check circle-dot circle-question-mark
    circle-x clipboard-check clock columns-3 copy download ellipsis eye eye-off factory file-spreadsheet
    file-text flag folder-tree funnel git-branch git-fork globe grid-3x3 handshake history house import info
    key-round languages layers layout-dashboard layout-grid link list list-checks list-ordered list-tree loader
    lock log-out mail map map-pin maximize menu message-square minus monitor moon network package panel-left
    pencil percent phone pin play plus printer radar receipt refresh-cw rotate-ccw rows-3 save search send
    settings shield shield-check sliders-horizontal smile sparkles sprout square-check-big star sun table target
    trash-2 trending-down trending-up triangle-alert trophy truck undo-2 upload user user-check user-plus
    user-round-check users wallet wrench x zap zoom-in zoom-out
    """.split()  # noqa: SIM905  a list this long reads better as words
)

_ROOT = re.compile(r"^<svg[^>]*>(.*)</svg>\s*$", re.DOTALL)
_SPACE = re.compile(r">\s+<")


def _drawing(name: str) -> str:
    """The shapes inside one lucide icon, without its <svg>."""
    found = _ROOT.match(str(lucide(name, size=None)).strip())
    return _SPACE.sub("><", found.group(1).strip()) if found else ""


@lru_cache(maxsize=1)
def sprite() -> str:
    """The whole sprite as one SVG file."""
    symbols = "".join(f'<symbol id="{name}" viewBox="0 0 24 24">{_drawing(name)}</symbol>' for name in sorted(SPRITE))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


@lru_cache(maxsize=1)
def sprite_hash() -> str:
    return hashlib.sha256(sprite().encode()).hexdigest()[:10]


def sprite_url() -> str:
    return reverse("ui:icons", args=[sprite_hash()])


@lru_cache(maxsize=1024)
def icon(name: str, label: str = "") -> SafeString:
    """An icon that takes its size and colour from the text. With a label it speaks; without it stays silent."""
    said = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    if name in SPRITE:
        return format_html('<svg class="i"{}><use href="{}#{}"/></svg>', said, sprite_url(), name)
    shapes = mark_safe(_drawing(name))  # noqa: S308  the package's own drawing
    return format_html('<svg class="i" viewBox="0 0 24 24"{}>{}</svg>', said, shapes)
