"""Field rules in a form: hidden fields are not there, masked and read-only ones cannot be written."""

from django import forms

from kaizhi.access.fields import FieldPolicy, Mode, mask


def apply_policy(form: forms.BaseForm, policy: FieldPolicy, object_name: str) -> None:
    """Take out or lock what this person may not write. A locked field keeps its stored value whatever is posted."""
    for name in list(form.fields):
        match policy.mode(object_name, name):
            case Mode.HIDDEN:
                del form.fields[name]
            case Mode.MASKED:
                stored = form.get_initial_for_field(form.fields[name], name)
                form.fields[name] = forms.CharField(
                    label=form.fields[name].label, required=False, disabled=True, initial=mask(str(stored or ""))
                )
            case Mode.READ:
                form.fields[name].disabled = True
            case Mode.EDIT:
                pass


def writable(form: forms.BaseForm, policy: FieldPolicy, object_name: str) -> list[str]:
    """Names of the fields this person may write."""
    return [name for name in form.fields if policy.can_edit(object_name, name)]
