"""Forms about oneself, people, teams and roles."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.capabilities import Capability
from kaizhi.access.models import Role, Team, User


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("User name"), autocomplete="username", autofocus=True, autocapitalize="none")
        _word(self.fields["password"], _("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""  # an administrator resets passwords, not a mail
        self.fields["remember"].label = _("Keep me signed in on this device")


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("Present password"), autocomplete="current-password")
        _word(self.fields["password1"], _("New password"), autocomplete="new-password")
        _word(self.fields["password2"], _("New password again"), autocomplete="new-password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("At least 10 characters, and no common word or date.")

    def save(self) -> None:
        self.user.must_change_password = False
        super().save()
        self.user.save(update_fields=["must_change_password"])


def _word(field: forms.Field, label: Any, **attributes: Any) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class PreferencesForm(forms.ModelForm[User]):
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the site")), *((c, n) for c, n in settings.LANGUAGES)]
    )

    class Meta:
        model = User
        fields: ClassVar = ["language", "theme", "density"]


class TeamField(forms.ModelChoiceField[Team]):
    """A team behind its depth in the tree, for a plain select."""

    def label_from_instance(self, obj: Team) -> str:
        return "　" * obj.depth + obj.name


class PersonForm(forms.ModelForm[User]):
    team = TeamField(Team.objects.all(), label=_("Team"), required=False)

    class Meta:
        model = User
        fields: ClassVar = ["username", "display_name", "job_title", "email", "role", "team", "manager"]
        labels: ClassVar = {
            "username": _("User name"),
            "display_name": pgettext_lazy("person", "Name"),
            "email": _("E-mail"),
        }
        help_texts: ClassVar = {"username": _("For signing in: letters, digits and . _ -")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manager, role = self.fields["manager"], self.fields["role"]
        assert isinstance(manager, forms.ModelChoiceField)
        manager.queryset = User.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        role.required = True


class TeamForm(forms.ModelForm[Team]):
    parent = TeamField(
        Team.objects.all(),
        label=pgettext_lazy("team", "Above it"),
        required=False,
        empty_label=pgettext_lazy("team", "None: a top"),
    )

    class Meta:
        model = Team
        fields: ClassVar = ["name", "parent"]


class RoleForm(forms.ModelForm[Role]):
    capabilities = forms.MultipleChoiceField(
        label=pgettext_lazy("role", "May"),
        choices=Capability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Role
        fields: ClassVar = ["name", "data_scope", "teams", "capabilities"]
        widgets: ClassVar = {"teams": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {"teams": _("Only for the data scope “Designated teams”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance)
            self.initial["capabilities"] = [c for c in Capability.values if self.instance.allows(c)]

    def clean_capabilities(self) -> list[str]:
        """The star of a role that may do everything stays a star: what a later version adds belongs to it too."""
        chosen: list[str] = self.cleaned_data["capabilities"]
        has_all = set(chosen) == set(Capability.values)
        return ["*"] if has_all and "*" in (self.instance.capabilities or []) else chosen

    def clean_name(self) -> str:
        """The translated name of a standard role is not a renaming."""
        name: str = self.cleaned_data["name"]
        return self.instance.name if self.instance.pk and name == str(self.instance) else name

    def named_role(self) -> Role:
        """The role with a code of its own, not yet written."""
        role = self.instance
        if not role.code:
            base = slugify(role.name)[:30] or "role"
            taken = set(Role.objects.filter(code__startswith=base).values_list("code", flat=True))
            codes = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 2))]
            role.code = next(code for code in codes if code not in taken)
        return role
