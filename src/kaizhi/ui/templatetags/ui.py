"""The components as template tags. The component page shows each one; every renderer escapes what it is given."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaizhi.ui import drawings, show
from kaizhi.ui.charts import Chart
from kaizhi.ui.frame import Look, look_of
from kaizhi.ui.icons import icon as draw_icon
from kaizhi.ui.inplace import Place
from kaizhi.ui.tables import html as table_html
from kaizhi.ui.tables.columns import may_use
from kaizhi.ui.tables.page import ListPage

register = template.Library()
_DIRECTIONS = (("", "↑"), ("-", "↓"))

register.simple_tag(show.money, name="money")
register.simple_tag(show.yuan, name="yuan")
register.simple_tag(show.share, name="share")
register.simple_tag(show.day, name="day")
register.simple_tag(show.moment, name="moment")
register.simple_tag(show.unknown, name="unknown")
register.simple_tag(show.badge, name="badge")
register.simple_tag(show.band, name="band")
register.simple_tag(show.person, name="person")
register.simple_tag(drawings.ring, name="ring")
register.simple_tag(drawings.factor_bar, name="bar")
register.simple_tag(drawings.progress, name="progress")
register.simple_tag(drawings.trend, name="trend")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    return draw_icon(name + "", str(label))


@register.simple_tag
def face(person: object) -> SafeString:
    """Initials only."""
    return show.person(str(person) if person else None, with_name=False)


@register.simple_tag(takes_context=True)
def look(context: template.Context) -> Look:
    return look_of(context.get("request"))


@register.simple_tag(takes_context=True)
def look_classes(context: template.Context) -> str:
    return look_of(context.get("request")).classes


@register.simple_tag(takes_context=True)
def look_other_menu(context: template.Context) -> str:
    return "open" if look_of(context.get("request")).menu == "folded" else "folded"


@register.simple_tag
def number(value: float | None, reason: str = "") -> SafeString:
    if value is None:
        return show.unknown(reason)
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return format_html('<span class="num">{}</span>', text)


@register.simple_tag
def copyable(value: str | None, reason: str = "") -> SafeString:
    """A text with a one-click copy."""
    if not value:
        return show.unknown(reason)
    button = format_html(
        '<button type="button" class="copy" data-copy="{}" aria-label="{}"></button>', value, _("Copy")
    )
    return format_html('<span class="copyable">{}{}</span>', value, button)


@register.simple_tag
def empty(words: str, url: str = "", action: str = "") -> SafeString:
    """One quiet line where there is nothing, with the way to the first one."""
    link = format_html(' <a href="{}">{}</a>', url, action) if url and action else ""
    return format_html('<p class="empty">{}{}</p>', words, link)


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, *, wide: bool = False) -> dict[str, Any]:
    """One form field: label, input, hint, errors."""
    return {"field": bound, "wide": wide}


@register.inclusion_tag("ui/_panel.html")
def panel(url_name: str, *args: object, title: str = "", wide: bool = False) -> dict[str, Any]:
    """A frame that htmx fills from the named URL when it comes into view. The answer replaces the whole frame."""
    return {"url": reverse(url_name, args=args), "title": title, "wide": wide}


@register.inclusion_tag("ui/_chart.html")
def chart(drawing: Chart) -> dict[str, Any]:
    """A drawing with its numbers as a table one click away."""
    return {"chart": drawing, "data_id": f"{drawing.id}-data"}


@register.inclusion_tag("ui/_stages.html")
def stages(steps: Sequence[Any]) -> dict[str, Any]:
    """The stage bar. A step has label, state ("done", "now", "next", "lost"), and may have url and hint."""
    return {"steps": steps}


@register.inclusion_tag("ui/_tabs.html")
def tabs(entries: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Links as tabs. An entry has label, url, is_current, and may have n."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/_pick.html")
def pick(
    name: str, search_url: str, *, value: object = "", text: str = "", label: str = "", required: bool = False
) -> dict[str, Any]:
    """Search-as-you-type choice of one record. `search_url` is a path that answers `?q=` with ui/_options.html."""
    return {"name": name, "search_url": search_url, "value": value, "text": text, "label": label, "required": required}


@register.simple_tag
def list_rows(page: ListPage) -> SafeString:
    return table_html.render_rows(page)


@register.simple_tag
def list_head(page: ListPage) -> SafeString:
    return table_html.render_head(page)


@register.simple_tag
def list_style(page: ListPage) -> SafeString:
    return table_html.list_style(page)


@register.simple_tag
def list_width(page: ListPage) -> int:
    return table_html.n_cells(page)


@register.simple_tag
def list_filters(page: ListPage) -> list[dict[str, Any]]:
    """The filter form's fields with their present values."""
    fields = []
    for one in page.filters:
        value = page.wanted.get(one.key)
        entry: dict[str, Any] = {
            "filter": one,
            "values": [page.params.get(name, "") for name in one.names],
            "is_set": value is not None,
        }
        if one.widget == "pick":
            entry["url"] = reverse(one.search_url)  # type: ignore[attr-defined]
            entry["text"] = one.words_for(value, page.request.user) if value is not None else ""
        fields.append(entry)
    return fields


@register.simple_tag
def list_hidden(page: ListPage, without: str = "") -> list[tuple[str, str]]:
    """The list's present query as hidden fields, leaving out the names a form sets itself ("q", "filters")."""
    own = {"sort", *(name for one in page.spec.filters for name in one.names)} if without == "filters" else {without}
    skipped = own | {"after", "before", "rows", "part", "export"}
    return [(name, str(value)) for name, value in page.params.items() if value and name not in skipped]


@register.simple_tag
def list_sorts(page: ListPage) -> list[tuple[str, str, bool]]:
    """What the list can be sorted by: query value, words, whether it is so now. Phone cards have no heads to click."""
    columns = [column for column in page.columns if column.sort_paths and may_use(column, page.policy)]
    choices = [(f"{sign}{column.key}", f"{column.label} {arrow}") for column in columns for sign, arrow in _DIRECTIONS]
    return [(value, words, value == page.sort) for value, words in choices]


@register.simple_tag
def list_columns(page: ListPage) -> list[dict[str, Any]]:
    """Every column for the chooser: those shown first, in their order."""
    hidden = [column for column in page.allowed_columns if column not in page.columns]
    return [{"column": column, "shown": column in page.columns} for column in [*page.columns, *hidden]]


@register.simple_tag
def list_url(page: ListPage, **changes: str) -> str:
    return page.url(**changes)


@register.inclusion_tag("ui/_inplace.html")
def inplace(place: Place) -> dict[str, Any]:
    """A value that is edited where it stands."""
    return {"place": place}
