"""The upload, and the mapping step read back from its form."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaizhi.interchange.actions import SheetChoice
from kaizhi.interchange.headers import SheetMapping
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.schema import SHEETS, SheetKind


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose a workbook (.xlsx) or a table (.csv) first.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 2**20
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit}
            )
        return file


def choices_from(batch: ImportBatch, data: QueryDict) -> list[SheetChoice]:
    """What the mapping form says: `kind-0`, `column-0-3`, `constant-0-kind`. Unknown words leave a column out."""
    return [_choice(index, sheet, data) for index, sheet in enumerate(batch.sheets)]


def _choice(index: int, sheet: dict[str, Any], data: QueryDict) -> SheetChoice:
    wanted = data.get(f"kind-{index}", "")
    kind = SheetKind(wanted) if wanted in {one.value for one in SheetKind} and sheet["headings"] else None
    before = SheetMapping.from_dict(sheet["mapping"]).kind if sheet["mapping"] else None
    fields = {column: data.get(f"column-{index}-{column}", "") for column in range(len(sheet["headings"]))}
    constants = {}
    if kind is not None:
        constants = {code: data.get(f"constant-{index}-{code}", "") for code in constant_fields(kind)}
    return SheetChoice(index, kind, fields, constants, is_new_kind=kind != before)


def constant_fields(kind: SheetKind) -> list[str]:
    """Fields that may get one value for all rows: every row is a plant."""
    return [field.code for field in SHEETS[kind].fields if field.choices is not None]
