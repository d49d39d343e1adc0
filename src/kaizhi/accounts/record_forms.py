"""What every form of a record hanging on an account shares."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.access.policy_forms import apply_policy
from kaizhi.accounts.models import Account
from kaizhi.ui.forms import PickField

RecordT = TypeVar("RecordT", bound=Model)


class RecordForm(forms.ModelForm[RecordT]):
    """Asks for the account where it is not settled, obeys the field rules, remembers the version it showed."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, account: Account | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if account is not None:
            self._hang_on(account)
        if getattr(self.instance, "account_id", None) is None:
            picked = PickField(Account.objects.visible_to(user), "accounts:pick", label=_("Customer"))
            self.fields = {"account": picked, **self.fields}
        if hasattr(self.instance, "version"):
            self.fields["seen_version"].initial = self.instance.version
        else:
            del self.fields["seen_version"]
        apply_policy(self, policy_for(user), self._meta.model._meta.label_lower)  # noqa: SLF001

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("account") is not None:
            self._hang_on(values["account"])
        return values

    def _hang_on(self, account: Account) -> None:
        record: Any = self.instance
        record.account = account

    def _post_clean(self) -> None:
        """Django leaves constraints over fields outside the form (the account) to the database; we say them here."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error.messages)

    @property
    def shown_version(self) -> int | None:
        return self.cleaned_data.get("seen_version")
