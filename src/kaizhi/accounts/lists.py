"""The lists of customers and of contacts."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaizhi.access.capabilities import Capability
from kaizhi.access.models import Team, User
from kaizhi.access.scope import reports_of
from kaizhi.accounts.models import SEGMENT, Account, Contact
from kaizhi.accounts.record_lists import (
    account_views,
    name_for,
    name_of_person,
    owner_filter,
    search_by_account,
    under_filter,
    with_account,
)
from kaizhi.accounts.search import matching
from kaizhi.common.money import Money
from kaizhi.ui.tables import (
    Badge,
    BatchAction,
    ChoiceFilter,
    Column,
    DateFilter,
    Kind,
    ListSpec,
    PickFilter,
    Policy,
    TextFilter,
    View,
    YesNoFilter,
    label_of,
    row_url,
)
from kaizhi.ui.tables.columns import Words

_OPERATING = pgettext_lazy("account", "In operation")
_PERSON = pgettext_lazy("person", "Name")
#: What the columns read; the rest of a row stays in the database.
_SHOWN = (
    "id", "code", "kind", "path", "parent_id", "root_id", "name", "sort_key", "short_name", "credit_code",
    "registration", "registered_capital", "registered_capital_currency", "n_employees", "industry", "province", "city",
    "phone", "is_active", "next_follow_up_on", "source", "created_at", "updated_at", "owner__display_name",
    "owner__username", "team__name",
)  # fmt: skip


def _field(name: str) -> tuple[str, str]:
    return ("accounts.account", name)


def _of_contact(name: str) -> tuple[str, str]:
    return ("accounts.contact", name)


Value = Callable[[Any], Any]


def _column(name: str, label: Words, value: Value, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column of an account's field, under that field's rule."""
    return Column(name, label, value, kind, field=_field(name), **more)


def _contact_column(name: str, label: Words, value: Value, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    return Column(name, label, value, kind, field=_of_contact(name), **more)


def _teams() -> list[tuple[str, str]]:
    return [(str(team.pk), team.name) for team in Team.objects.all()]


def with_group(accounts: QuerySet[Account], user: User) -> QuerySet[Account]:
    """`group_name` beside each account: its head's name, where the person sees the head."""
    heads = Account.objects.heads_in_reach(user).filter(path=OuterRef("root_id")).values("name")[:1]
    return accounts.annotate(group_name=Subquery(heads))


def in_group(pk: int) -> Q:
    """Members of the tree under this head."""
    return Q(root=f"{pk:0{SEGMENT}d}")


def _place(account: Account) -> str:
    """Province and city, the city alone where both are one."""
    if account.province == account.city:
        return account.city
    return " ".join(part for part in (account.province, account.city) if part)


def _capital(account: Account) -> Money | None:
    if account.registered_capital is None:
        return None
    return Money(account.registered_capital, account.registered_capital_currency or "CNY")


def _of_reports(accounts: QuerySet[Account], user: User) -> QuerySet[Account]:
    return accounts.filter(owner__in=reports_of(user))


def _shared(accounts: QuerySet[Account], user: User) -> QuerySet[Account]:
    return accounts.filter(pk__in=Account.objects.shared_with(user).values("pk"))


def _action(key: str, label: Words, url_name: str, icon: str, needs: Capability) -> BatchAction:
    """A batch act that asks first, drawn for those who may."""
    return BatchAction(
        key, label, lambda: reverse(f"accounts:{url_name}"), icon, asks=True, may=lambda user: user.can(needs)
    )


def _heads(accounts: QuerySet[Account], _user: User) -> QuerySet[Account]:
    return accounts.filter(group__isnull=False)


def _url(contact: Contact) -> str:
    return contact.get_absolute_url()


_head_url = row_url("accounts:account", "root_pk")


def _group_url(account: Any) -> str:
    return _head_url(account) if account.group_name else ""


ACCOUNTS = ListSpec(
    name="accounts",
    columns=(
        _column("name", _("Customer name"), lambda a: a.name, sort="sort_key", url=row_url("accounts:account"),
                width=260),
        _column("parent", _("Group"), lambda a: None if a.is_root else a.group_name, url=_group_url, width=200,
                unknown=_("Stands by itself, or its head is not yours to see")),
        _column("kind", _("Kind"), label_of("kind"), Kind.BADGE, sort="kind"),
        _column("industry", _("Industry"), lambda a: a.industry, sort="industry"),
        _column("province", _("Province and city"), _place, sort=("province", "city")),
        _column("owner", _("Owner"), lambda a: a.owner, Kind.PERSON, sort="owner__display_name"),
        _column("next_follow_up_on", _("Next follow-up"), lambda a: a.next_follow_up_on, Kind.DAY,
                sort="next_follow_up_on", unknown=_("No date set")),
        _column("phone", _("Phone"), lambda a: a.phone),
        Column("updated", _("Updated"), lambda a: a.updated_at, Kind.DATE, sort="updated_at"),
        Column("code", _("Customer code"), lambda a: a.code, Kind.CODE, sort="code", visible=False),
        _column("credit_code", _("Credit code"), lambda a: a.credit_code, Kind.CODE, visible=False),
        _column("team", _("Team"), lambda a: a.team and a.team.name, sort="team__path", visible=False),
        _column("registration", _("Registration status"), lambda a: a.registration and a.get_registration_display(),
                sort="registration", visible=False),
        _column("registered_capital", _("Registered capital"), _capital, Kind.MONEY, sort="registered_capital",
                visible=False),
        _column("n_employees", _("Employees"), lambda a: a.n_employees, Kind.NUMBER, sort="n_employees", visible=False),
        _column("source", _("Source"), lambda a: a.source, sort="source", visible=False),
        _column("is_active", _OPERATING, lambda a: a.is_active, Kind.YES_NO, sort="is_active", visible=False),
        Column("created", _("Created"), lambda a: a.created_at, Kind.DATE, sort="created_at", visible=False),
    ),
    filters=(
        ChoiceFilter(key="kind", label=_("Kind"), path="kind", choices=Account.Kind.choices, field=_field("kind")),
        PickFilter(key="group", label=_("Group"), search_url="accounts:pick_group", name_for=name_for, path="root_id",
                   condition=in_group, field=_field("parent")),
        under_filter("path"),
        PickFilter(key="owner", label=_("Owner"), path="owner", search_url="access:pick", name_of=name_of_person,
                   field=_field("owner")),
        ChoiceFilter(key="team", label=_("Team"), path="team_id", choices=_teams, field=_field("team")),
        TextFilter(key="industry", label=_("Industry"), path="industry", field=_field("industry")),
        TextFilter(key="province", label=_("Province"), path="province", field=_field("province")),
        TextFilter(key="city", label=_("City"), path="city", field=_field("city")),
        DateFilter(key="follow_up", label=_("Next follow-up"), path="next_follow_up_on",
                   field=_field("next_follow_up_on")),
        DateFilter(key="created", label=_("Created"), path="created_at__date"),
        ChoiceFilter(key="registration", label=_("Registration status"), path="registration",
                     field=_field("registration"), choices=[one for one in Account.Registration.choices if one[0]]),
        YesNoFilter(key="is_active", label=_OPERATING, path="is_active", field=_field("is_active")),
    ),
    views=(
        View("all", pgettext_lazy("list view", "All")),
        View("mine", pgettext_lazy("list view", "Mine"), lambda rows, user: rows.filter(owner=user)),
        View("shared", pgettext_lazy("list view", "I take part"), _shared),
        View("reports", pgettext_lazy("list view", "My reports'"), _of_reports),
        View("groups", pgettext_lazy("list view", "Group heads"), _heads),
    ),
    batch=(
        _action("transfer", _("Transfer"), "transfer_many", "user-check", Capability.ACCOUNT_TRANSFER),
        _action("share", _("Add collaborators"), "share_many", "users", Capability.ACCOUNT_EDIT),
        _action("follow_up", _("Set follow-up"), "follow_up_many", "calendar", Capability.ACCOUNT_EDIT),
    ),
    search=matching,
    search_hint=_("Name, former name, initials or code"),
    default_sort="name",
    title=lambda a: a.name,
    peek=row_url("accounts:look"),
    prepare=lambda rows: rows.select_related("owner", "team").only(*_SHOWN),
    empty=_("No customer here yet."),
)  # fmt: skip


def _search_contacts(contacts: QuerySet[Contact], words: str, policy: Policy) -> QuerySet[Contact]:
    """By the contact's own name, or by the customer's."""
    of_account = search_by_account(contacts, words, policy)
    if not policy.can_read_plainly("accounts.contact", "name"):
        return of_account
    return contacts.filter(name__contains=words) | of_account


def role_tone(contact: Contact) -> Badge | None:
    """The decision role as a badge; who decides or speaks for us stands out."""
    if not contact.decision_role:
        return None
    tones = {"decision_maker": "accent", "champion": "good"}
    return Badge(contact.get_decision_role_display(), tones.get(contact.decision_role, "neutral"))


CONTACTS = ListSpec(
    name="contacts",
    columns=(
        _contact_column("name", _PERSON, lambda c: c.name, sort="name", url=_url, width=130),
        Column("account", _("Customer"), lambda c: c.account.name, sort="account__sort_key", field=_field("name"),
               url=row_url("accounts:account", "account_id"), width=260),
        _contact_column("department", _("Department"), lambda c: c.department, sort="department"),
        _contact_column("post", _("Post"), lambda c: c.post, sort="post"),
        _contact_column("decision_role", _("Decision role"), role_tone, Kind.BADGE, sort="decision_role"),
        _contact_column("closeness", _("Closeness"), label_of("closeness"), sort="closeness"),
        _contact_column("mobile", _("Mobile"), lambda c: c.mobile, sort="mobile"),
        _contact_column("phone", _("Phone"), lambda c: c.phone, visible=False),
        _contact_column("email", _("E-mail"), lambda c: c.email, sort="email", visible=False),
        _contact_column("wechat", _("WeChat"), lambda c: c.wechat, visible=False),
        Column("owner", _("Owner"), lambda c: c.account.owner, Kind.PERSON, sort="account__owner__display_name",
               field=_field("owner")),
        _contact_column("is_active", _("In post"), lambda c: c.is_active, Kind.YES_NO, sort="is_active", visible=False),
    ),
    filters=(
        ChoiceFilter(key="role", label=_("Decision role"), path="decision_role", field=_of_contact("decision_role"),
                     choices=[choice for choice in Contact.DecisionRole.choices if choice[0]]),
        ChoiceFilter(key="closeness", label=_("Closeness"), path="closeness", field=_of_contact("closeness"),
                     choices=[(str(value), label) for value, label in Contact.Closeness.choices]),
        TextFilter(key="department", label=_("Department"), path="department", field=_of_contact("department")),
        TextFilter(key="post", label=_("Post"), path="post", field=_of_contact("post")),
        TextFilter(key="mobile", label=_("Mobile"), path="mobile", field=_of_contact("mobile")),
        under_filter(),
        owner_filter(),
        YesNoFilter(key="is_active", label=_("In post"), path="is_active", field=_of_contact("is_active")),
    ),
    views=account_views(),
    search=_search_contacts,
    search_hint=_("Contact or customer"),
    default_sort="name",
    title=lambda c: c.name,
    prepare=with_account,
    empty=_("No contact here yet."),
)  # fmt: skip
