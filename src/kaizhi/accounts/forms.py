"""Forms about accounts, their groups, plants, contacts and competitors."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.access.policy_forms import apply_policy
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile
from kaizhi.accounts.record_forms import RecordForm
from kaizhi.common import chinese, credit_code
from kaizhi.common.dates import today
from kaizhi.ui.forms import DayField, MoneyField, PickField

FIRST_FOLLOW_UP_DAYS = 7
_LONG_TEXT = {"rows": 3}


def people() -> QuerySet[User]:
    """Colleagues who can be given work."""
    return User.objects.filter(is_active=True)


class NamesField(forms.CharField):
    """Several names in one line; kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return "；".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        names = [chinese.tidy(name) for name in text.replace(";", "；").replace("\n", "；").split("；")]
        return list(dict.fromkeys(name for name in names if name))


class CreditCodeField(forms.CharField):
    """As it is stored. A wrong check character is a warning beside the field, never a refusal."""

    def clean(self, value: Any) -> Any:
        return super().clean(credit_code.normalise(str(value or "")))


class AccountForm(forms.ModelForm[Account]):
    """All that may be typed about an account; parts of it stand on the record page, one field each."""

    former_names = NamesField(label=_("Former names"), required=False, help_text=_("Separate several by ；"))
    credit_code = CreditCodeField(label=_("Credit code"), required=False, max_length=18)
    registered_capital = MoneyField(label=_("Registered capital, yuan"), required=False)
    founded_on = DayField(label=_("Founded on"), required=False)
    next_follow_up_on = DayField(label=_("Next follow-up"), required=False)

    class Meta:
        model = Account
        fields: ClassVar = [
            "name", "short_name", "former_names", "name_en", "kind", "is_active", "industry", "phone", "website",
            "country", "province", "city", "district", "address", "credit_code", "registration", "legal_representative",
            "registered_capital", "founded_on", "n_employees", "next_follow_up_on", "source", "notes",
        ]  # fmt: skip
        widgets: ClassVar = {
            "notes": forms.Textarea(attrs=_LONG_TEXT),
            "source": forms.TextInput(attrs={"list": "sources"}),
        }

    def clean_name(self) -> str:
        return chinese.tidy(self.cleaned_data["name"])


class GroupForm(forms.ModelForm[Group]):
    annual_budget = MoneyField(label=_("Annual procurement budget, yuan"), required=False)
    exclusive_until = DayField(label=_("Exclusive intent until"), required=False)
    next_follow_up_on = DayField(label=_("Next follow-up of the group"), required=False)

    class Meta:
        model = Group
        fields: ClassVar = [
            "declared_plants", "annual_budget", "industry_rank", "is_procurement_known", "procurement_process",
            "approved_supplier", "is_exclusive_intent", "exclusive_until", "shared_needs", "price_agreement",
            "service_agreement", "next_follow_up_on",
        ]  # fmt: skip
        widgets: ClassVar = {
            name: forms.Textarea(attrs=_LONG_TEXT)
            for name in ("procurement_process", "shared_needs", "price_agreement", "service_agreement")
        }


class PlantFileForm(forms.ModelForm[PlantFile]):
    class Meta:
        model = PlantFile
        fields: ClassVar = ["scale", "process", "management_level", "special_needs"]
        widgets: ClassVar = {"special_needs": forms.Textarea(attrs=_LONG_TEXT)}


class CreateForm(AccountForm):
    """A new account: the name, where it belongs, and how to reach it or where it came from; the rest can wait."""

    parent = PickField(
        Account.objects.none(), "accounts:pick", label=_("Group or parent"), required=False,
        help_text=_("Leave it empty if the customer stands by itself."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("By the name")), *Account.Kind.choices])
    owner = PickField(User.objects.none(), "access:pick", label=_("Owner"), required=False)
    confirmed = forms.BooleanField(label=_("It is another customer: create it all the same"), required=False)

    FIRST: ClassVar = ["name", "parent", "phone", "source"]

    class Meta(AccountForm.Meta):
        fields: ClassVar = [*AccountForm.Meta.fields]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        parent, owner = self.fields["parent"], self.fields["owner"]
        assert isinstance(parent, forms.ModelChoiceField)
        assert isinstance(owner, forms.ModelChoiceField)
        parent.queryset = Account.objects.visible_to(user)
        owner.queryset = people()
        self.fields["next_follow_up_on"].initial = today() + timedelta(days=FIRST_FOLLOW_UP_DAYS)
        self.fields["is_active"].initial = True
        if not user.can(Capability.ACCOUNT_TRANSFER):
            del self.fields["owner"]  # what one creates is one's own
        apply_policy(self, policy_for(user), "accounts.account")

    def clean_kind(self) -> str:
        """Where nothing is chosen the name decides."""
        return str(self.cleaned_data["kind"] or chinese.guess_kind(self.data.get("name", "")))

    def new_account(self) -> Account:
        """The account as typed, not yet written."""
        account = self.save(commit=False)
        account.owner = self.cleaned_data.get("owner")
        return account

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in {*self.FIRST, "confirmed"}]


class ContactForm(RecordForm[Contact]):
    class Meta:
        model = Contact
        fields: ClassVar = [
            "name", "department", "post", "mobile", "phone", "wechat", "email", "decision_role", "role_weight",
            "closeness", "is_active", "notes",
        ]  # fmt: skip
        widgets: ClassVar = {"notes": forms.Textarea(attrs=_LONG_TEXT)}
        labels: ClassVar = {"name": pgettext_lazy("person", "Name")}


class CompetitorForm(RecordForm[CompetitorProduct]):
    since = DayField(label=_("Since"), required=False)

    class Meta:
        model = CompetitorProduct
        fields: ClassVar = ["competitor", "product_line", "since", "is_active"]


class MoveForm(forms.Form):
    parent = PickField(
        Account.objects.none(), "accounts:pick", label=_("New parent"), required=False,
        help_text=_("Empty: it becomes the top of its own tree. All below it moves along."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Account.objects.visible_to(user)
        visible = parent.queryset.filter(path=account.parent_id).first() if account.parent_id else None
        parent.initial = visible.pk if visible else None


class TransferForm(forms.Form):
    owner = PickField(people(), "access:pick", label=_("New owner"))


class FollowUpForm(forms.Form):
    on = DayField(label=_("Next follow-up"), initial=today)


class AddCollaboratorForm(forms.Form):
    user = PickField(people(), "access:pick", label=_("Collaborator"))


class CollaboratorsForm(forms.Form):
    """Who stays, and who comes in addition."""

    stay = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Collaborators"), required=False, widget=forms.CheckboxSelectMultiple
    )
    add = PickField(people(), "access:pick", label=_("Add a colleague"), required=False)

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        present = account.collaborators.order_by("display_name")
        stay = self.fields["stay"]
        assert isinstance(stay, forms.ModelMultipleChoiceField)
        stay.queryset = present
        stay.initial = list(present)
        if not stay.initial:
            del self.fields["stay"]

    @property
    def wanted(self) -> list[User]:
        added = self.cleaned_data.get("add")
        return [*self.cleaned_data.get("stay", ()), *([added] if added else [])]
