"""Small pictures made of numbers: coverage ring, factor bar, progress, trend. Drawn by the server, no script needed."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kaizhi.ui.show import percent, unknown


def ring(n: int | None, total: int | None, band: str = "") -> SafeString:
    """Coverage as a ring with 5/12 in it; an unknown total is a dashed ring, never an empty one."""
    if n is None or not total:
        words = escape(_("Coverage not known"))
        return mark_safe(  # noqa: S308
            f'<svg class="ring unknown" viewBox="0 0 40 40" role="img" aria-label="{words}"><title>{words}</title>'
            '<circle class="track" cx="20" cy="20" r="16"/><text x="20" y="20">—</text></svg>'
        )
    part = min(n / total, 1.0)
    words = escape(_("%(n)s of %(total)s covered, %(share)s") % {"n": n, "total": total, "share": percent(part)})
    text = f"{n}/{total}" if len(f"{n}/{total}") <= 7 else f"{part:.0%}"  # noqa: PLR2004  what fits into the ring
    small = ' class="s"' if len(text) > 4 else ""  # noqa: PLR2004  more than "5/12" needs the smaller type
    return mark_safe(  # noqa: S308
        f'<svg class="ring {escape(band)}" viewBox="0 0 40 40" role="img" aria-label="{words}"><title>{words}</title>'
        f'<circle class="track" cx="20" cy="20" r="16"/><circle class="arc" cx="20" cy="20" r="16" pathLength="100" '
        f'stroke-dasharray="{part * 100:.1f} 100"/><text x="20" y="20"{small}>{text}</text></svg>'
    )


def factor_bar(earned: float | None, possible: float, *, missing: bool = False) -> SafeString:
    """One factor of a score: what it earned of what it could earn; hatched where the input is missing."""
    if missing or earned is None:
        words = escape(_("Not known; up to %(possible)s points") % {"possible": f"{possible:g}"})
        return mark_safe(  # noqa: S308
            f'<span class="factor missing" role="img" aria-label="{words}" title="{words}"><i></i></span>'
        )
    part = min(max(earned / possible, 0.0), 1.0) if possible else 0.0
    words = escape(_("%(earned)s of %(possible)s points") % {"earned": f"{earned:g}", "possible": f"{possible:g}"})
    return mark_safe(  # noqa: S308
        f'<span class="factor" role="img" aria-label="{words}" title="{words}"><i style="--part:{part:.3f}"></i></span>'
    )


def progress(done: int, total: int | None, label: str = "") -> SafeString:
    """How far a long job is. Without a total it only says that it moves."""
    said = f' aria-label="{escape(str(label))}"' if label else ""
    if not total:
        return mark_safe(f'<progress class="progress"{said}></progress>')  # noqa: S308
    return mark_safe(f'<progress class="progress" max="{total}" value="{min(done, total)}"{said}></progress>')  # noqa: S308


def trend(values: Sequence[float | None], label: str = "") -> SafeString:
    """A small line of the last values, the newest marked. Gaps stay gaps."""
    known = [value for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004  one point is no line
        return unknown(_("Too few values for a trend"))
    low, high = min(known), max(known)
    spread = (high - low) or 1.0
    step = 56 / (len(values) - 1)
    points = [(2 + i * step, 18 - (v - low) / spread * 16) for i, v in enumerate(values) if v is not None]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    said = escape(
        str(label) or _("Trend from %(first)s to %(last)s") % {"first": f"{known[0]:g}", "last": f"{known[-1]:g}"}
    )
    return mark_safe(  # noqa: S308
        f'<svg class="trend" viewBox="0 0 60 20" role="img" aria-label="{said}"><title>{said}</title>'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2"/></svg>'
    )
