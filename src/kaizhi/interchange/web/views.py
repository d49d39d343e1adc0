"""The import on the page: drop a file, look at every row's verdict, write it, take it back."""

from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.permissions import require
from kaizhi.common.http import AppRequest, client_redirect, render_page
from kaizhi.interchange import actions, report
from kaizhi.interchange import undo as undoing
from kaizhi.interchange.filelimits import UnreadableFile
from kaizhi.interchange.forms import UploadForm, choices_from, constant_fields
from kaizhi.interchange.headers import SheetMapping
from kaizhi.interchange.intake.outcome import Verdict
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.progress import progress_of
from kaizhi.interchange.rejects import write_rejects
from kaizhi.interchange.schema import SHEETS, SheetKind
from kaizhi.interchange.template import write_template

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_BATCHES = 30
_PAGE_ROWS = 50


def _batch(request: AppRequest, batch_id: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.visible_to(request.user).select_related("by"), pk=batch_id)


@require_http_methods(["GET", "POST"])
def imports(request: AppRequest) -> HttpResponse:
    """Upload, and the imports so far."""
    require(request.user, Capability.IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                taken = actions.take_in(form.cleaned_data["file"], by=request.user, language=get_language() or "")
                return client_redirect(request, taken.get_absolute_url())
            except UnreadableFile as error:
                form.add_error("file", str(error.sentence))
    batches = ImportBatch.objects.visible_to(request.user).select_related("by")[:_MOST_BATCHES]
    context = {"form": form, "batches": [(batch, _totals(batch)) for batch in batches]}
    return render_page(request, "interchange/imports.html", context, partial="interchange/_upload.html", status=status)


def _totals(batch: ImportBatch) -> list[tuple[str, int, str]]:
    """Verdict's word, count, tone; without the zeros."""
    labels = dict(Verdict.choices)
    return [(str(labels[v]), batch.total(v), report.VERDICT_TONES[v]) for v in Verdict.values if batch.total(v)]


@require_safe
def batch(request: AppRequest, batch_id: int) -> HttpResponse:
    """State, summary, and the rows of one verdict; while something runs, only how far it is."""
    one = _batch(request, batch_id)
    context: dict[str, object] = {"batch": one}
    if one.is_running:
        context["n_done"] = progress_of(one)
        return render_page(request, "interchange/batch.html", context, partial="interchange/_batch.html")
    wanted = request.GET.get("verdict", "")
    unasked = Verdict.REJECTED if one.total(Verdict.REJECTED) and wanted != "all" else ""
    verdict = wanted if wanted in Verdict.values else unasked
    context |= {
        "summary": report.summary(one),
        "verdicts": [(value, label, one.total(value)) for value, label in Verdict.choices],
        "verdict": verdict,
        "sheets": report.sheets_in_words(one),
        "can_write": one.total(Verdict.NEW) + one.total(Verdict.UPDATED) > 0,
        "n_changing": one.total(Verdict.NEW) + one.total(Verdict.UPDATED),
        **_rows(one, verdict, request.GET.get("kind", ""), 0),
    }
    return render_page(request, "interchange/batch.html", context, partial="interchange/_batch.html")


def _rows(one: ImportBatch, verdict: str, kind: str, after: int) -> dict[str, object]:
    """A page of rows behind the key `after`."""
    found = one.rows.filter(pk__gt=after).order_by("pk")
    if verdict:
        found = found.filter(verdict=verdict)
    if kind in {known.value for known in SheetKind}:
        found = found.filter(kind=kind)
    page = list(found[: _PAGE_ROWS + 1])
    return {
        "rows": [report.shown(one, row) for row in page[:_PAGE_ROWS]],
        "kind": kind,
        "after": page[_PAGE_ROWS - 1].pk if len(page) > _PAGE_ROWS else 0,
    }


@require_safe
def rows(request: AppRequest, batch_id: int) -> HttpResponse:
    """More rows of one verdict."""
    one = _batch(request, batch_id)
    wanted, after = request.GET.get("verdict", ""), request.GET.get("after", "0")
    verdict = wanted if wanted in Verdict.values else ""
    context = {"batch": one, "verdict": verdict}
    context |= _rows(
        one, verdict, request.GET.get("kind", ""), int(after) if after.isascii() and after.isdigit() else 0
    )
    return render_page(request, "interchange/rows.html", context, partial="interchange/_rows.html")


@require_http_methods(["GET", "POST"])
def mapping(request: AppRequest, batch_id: int) -> HttpResponse:
    """Which column feeds which field, sheet by sheet."""
    one = _batch(request, batch_id)
    if request.method == "POST":
        actions.change_mapping(one, choices_from(one, request.POST), by=request.user)
        return client_redirect(request, one.get_absolute_url())
    sheets = [_mapping_of(sheet) for sheet in one.sheets]
    kinds = [(kind.value, spec.label) for kind, spec in SHEETS.items()]
    context = {"batch": one, "sheets": sheets, "kinds": kinds}
    return render_page(request, "interchange/mapping.html", context)


def _mapping_of(sheet: dict[str, object]) -> dict[str, object]:
    """One sheet for the mapping form: its columns with the field chosen, the fields one may choose, the constants."""
    stored = sheet["mapping"]
    known = SheetMapping.from_dict(stored) if isinstance(stored, dict) else None
    if known is None:
        return {"sheet": sheet, "kind": "", "columns": [], "fields": [], "constants": []}
    spec, constants = SHEETS[known.kind], dict(known.constants)
    return {
        "sheet": sheet,
        "kind": known.kind.value if sheet["is_included"] else "",
        "columns": [column for column in known.columns if column.heading],
        "fields": [(field.code, field.label, field.required) for field in spec.fields],
        "constants": [
            (code, spec.by_code[code].label, constants.get(code, ""), spec.by_code[code].choices)
            for code in constant_fields(known.kind)
        ],
    }


@require_POST
def write(request: AppRequest, batch_id: int) -> HttpResponse:
    one = _batch(request, batch_id)
    actions.start_writing(one, by=request.user)
    return client_redirect(request, one.get_absolute_url())


@require_POST
def undo(request: AppRequest, batch_id: int) -> HttpResponse:
    one = _batch(request, batch_id)
    undoing.start_undo(one, by=request.user)
    return client_redirect(request, one.get_absolute_url())


def _workbook(content: BytesIO, name: str) -> HttpResponse:
    response = HttpResponse(content.getvalue(), content_type=_XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_safe
def template(request: AppRequest) -> HttpResponse:
    """The workbook one can fill in."""
    require(request.user, Capability.IMPORT)
    content = BytesIO()
    write_template(content)
    return _workbook(content, _("Kaizhi customer workbook.xlsx"))


@require_safe
def rejected(request: AppRequest, batch_id: int) -> HttpResponse:
    """The refused rows with their reasons, to be mended and imported again."""
    one = _batch(request, batch_id)
    content = BytesIO()
    write_rejects(content, report.rejected_sheets(one))
    stem = one.file_name.rsplit(".", 1)[0]
    return _workbook(content, _("%(file)s - rejected rows.xlsx") % {"file": stem})
