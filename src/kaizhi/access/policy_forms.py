"""Field rules in a form: hidden fields are not there, masked and read-only ones cannot be written."""

from django import forms

from kaizhi.access.fields import FieldPolicy, Mode, mask


def apply_policy(form: forms.BaseForm, policy: FieldPolicy, object_name: str) -> None:
    """Take out or lock what this person may not write. A locked field keeps its stored value whatever is posted.

    A masked field gives way to a locked one of another name, so that neither the value reaches the page nor the mask
    the database.
    """
    fields: dict[str, forms.Field] = {}
    for name, field in form.fields.items():
        match policy.mode(object_name, name):
            case Mode.HIDDEN:
                continue
            case Mode.MASKED:
                shown = mask(str(form.get_initial_for_field(field, name) or ""))
                fields[f"masked_{name}"] = forms.CharField(
                    label=field.label, required=False, disabled=True, initial=shown
                )
                continue
            case Mode.READ:
                field.disabled = True
            case Mode.EDIT:
                pass
        fields[name] = field
    form.fields = fields


def writable(form: forms.BaseForm, policy: FieldPolicy, object_name: str) -> list[str]:
    """Names of the fields this person may write."""
    return [name for name in form.fields if policy.can_edit(object_name, name)]
