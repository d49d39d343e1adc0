"""The table of a list page as HTML, built from strings: fifty rows cost a few milliseconds, not a hundred."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kaizhi.ui.tables.columns import Column, cell_renderer, may_use
from kaizhi.ui.tables.page import ListPage

_CSS_ESCAPES = str.maketrans({"\\": "\\5c ", '"': "\\22 ", "<": "\\3c ", "\n": " "})


def render_rows(page: ListPage) -> SafeString:
    """The rows of this answer. A row knows its record by its first link; ticks and quick look are per row."""
    renderers = [(_cell_open(column), cell_renderer(column, page.policy)) for column in page.columns]
    tick = _tick(page)
    peek = page.spec.peek
    peek_label = f' aria-label="{escape(_("Quick look"))}"></a'
    parts: list[str] = []
    for row in page.rows.rows:
        parts.append("<tr>")
        if tick:
            parts.append(tick.format(pk=row.pk, title=escape(page.spec.title(row))))
        for opening, render in renderers:
            parts.append(opening)
            parts.append(render(row))
            parts.append("</td>")
        if peek:
            parts.append(f'<td class="e"><a class="peek" href="{escape(peek(row))}"{peek_label}></td>')
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # noqa: S308  every cell is escaped by its renderer


def _tick(page: ListPage) -> str:
    if not page.batch:
        return ""
    label = escape(_("Select")).replace("{", "{{").replace("}", "}}")
    return f'<td class="t"><input type="checkbox" name="pk" value="{{pk}}" aria-label="{label} {{title}}"></td>'


def _cell_open(column: Column) -> str:
    return '<td class="n">' if column.is_numeric else "<td>"


def render_head(page: ListPage) -> SafeString:
    cells = [_head_cell(page, column) for column in page.columns]
    if page.batch:
        everything = escape(_("Select all rows shown"))
        cells.insert(0, f'<th class="t"><input type="checkbox" data-tick-all aria-label="{everything}"></th>')
    if page.spec.peek:
        cells.append('<th class="e"></th>')
    return mark_safe(f"<tr>{''.join(cells)}</tr>")  # noqa: S308


def _head_cell(page: ListPage, column: Column) -> str:
    width = _width(page, column)
    style = f' style="width:{width}px;max-width:{width}px"' if width else ""
    kind = ' class="n"' if column.is_numeric else ""
    label = escape(column.head)
    if not column.sort_paths or not may_use(column, page.policy):
        return f'<th{kind}{style} data-column="{escape(column.key)}">{label}</th>'
    current = page.sort.lstrip("-") == column.key
    descending = page.sort.startswith("-")
    following = f"-{column.key}" if current and not descending else column.key
    said = f' aria-sort="{"descending" if descending else "ascending"}"' if current else ""
    to = escape(page.url(sort=following))
    return f'<th{kind}{style}{said} data-column="{escape(column.key)}"><a href="{to}" hx-get="{to}">{label}</a></th>'


def list_style(page: ListPage) -> SafeString:
    """What the cells of a column share, as one rule instead of fifty attributes: width, and name on a phone card."""
    offset = 2 if page.batch else 1
    cells = [
        (f"#list-{page.spec.name} td:nth-child({place})", column) for place, column in enumerate(page.columns, offset)
    ]
    widths = [f"{cell}{{max-width:{width}px}}" for cell, column in cells if (width := _width(page, column))]
    names = [f'{cell}:before{{content:"{column.head.translate(_CSS_ESCAPES)}"}}' for cell, column in cells[1:]]
    phone = "@media (max-width:640px)"
    wide = "@media (min-width:641px)"
    return mark_safe(f"<style>{wide}{{{''.join(widths)}}}{phone}{{{''.join(names)}}}</style>")  # noqa: S308  escaped


def _width(page: ListPage, column: Column) -> int:
    return int(page.preference.widths.get(column.key) or column.width)


def n_cells(page: ListPage) -> int:
    return len(page.columns) + bool(page.batch) + bool(page.spec.peek)
