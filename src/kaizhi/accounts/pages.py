"""Everything the record page shows of one account, read for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import FieldPolicy, policy_for
from kaizhi.access.models import User
from kaizhi.accounts import facts
from kaizhi.accounts.facts import Facts
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile, Stake
from kaizhi.ui.inplace import Place

MOST_CHILDREN = 20
MOST_ROWS = 30
_HEAD_FIELDS = ("owner", "team", "kind", "is_active", "city", "next_follow_up_on")
_COMPETITOR_FIELDS = ("competitor", "product_line", "since")
_CONTACT_FIELDS = (
    "name",
    "department",
    "post",
    "mobile",
    "phone",
    "email",
    "wechat",
    "decision_role",
    "role_weight",
    "closeness",
)


@dataclass(frozen=True, slots=True)
class Rights:
    """Which buttons to draw. The acts themselves ask again."""

    edit: bool
    transfer: bool
    delete: bool
    contacts: bool
    create: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A contact or a competitor's product as this person may see it: hidden fields are left out, masked ones masked."""

    pk: int
    values: dict[str, object]
    is_active: bool


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the tree this person sees."""

    members: int
    plants: int


@dataclass(frozen=True, slots=True)
class Record:
    account: Account
    name: Place | None
    ancestors: Sequence[Account]
    rights: Rights
    basics: Facts
    registration: Facts
    group: Group | None
    group_facts: Facts | None
    plant_facts: Facts | None
    size: Size | None
    contacts: Sequence[Row]
    competitors: Sequence[Row]
    stakes: Sequence[Stake]
    holder_urls: dict[int, str]
    children: Sequence[Account]
    has_more_children: bool
    collaborators: Sequence[User]
    sees: frozenset[str]
    next_follow_up_on: date | None

    @property
    def stake_rows(self) -> list[tuple[Stake, float | None, str]]:
        """Holder, share 0 to 1, and the link where the holder is an account the person sees."""
        return [
            (one, None if one.share_bp is None else one.share_bp / 10_000, self.holder_urls.get(one.holder_id or 0, ""))
            for one in self.stakes
        ]


def rights_of(user: User) -> Rights:
    return Rights(
        edit=user.can(Capability.ACCOUNT_EDIT),
        transfer=user.can(Capability.ACCOUNT_TRANSFER),
        delete=user.can(Capability.ACCOUNT_DELETE),
        contacts=user.can(Capability.CONTACT_EDIT),
        create=user.can(Capability.ACCOUNT_CREATE),
    )


def record_for(account: Account, user: User) -> Record:
    """All of it in about a dozen statements. `account` has been fetched from what the person sees."""
    policy, rights = policy_for(user), rights_of(user)
    visible = Account.objects.visible_to(user)
    group = Group.objects.filter(head=account).first() if account.is_root else None
    plant = PlantFile.objects.filter(account=account).first() if account.kind == Account.Kind.PLANT else None
    children = list(
        visible.filter(parent=account).select_related("owner").order_by("sort_key", "pk")[: MOST_CHILDREN + 1]
    )
    stakes = (
        list(Stake.objects.filter(account=account)[:MOST_ROWS]) if policy.can_see("accounts.account", "stakes") else []
    )
    return Record(
        account=account,
        name=_name_place(account, policy, rights),
        ancestors=list(visible.above(account))
        if account.parent_id and policy.can_see("accounts.account", "parent")
        else [],
        rights=rights,
        basics=facts.facts_of(account, "account", account, facts.BASICS, policy, user),
        registration=facts.facts_of(account, "account", account, facts.REGISTRATION, policy, user),
        group=group,
        group_facts=facts.facts_of(account, "group", group, facts.GROUP_FACTS, policy, user) if group else None,
        plant_facts=_plant_facts(account, plant, policy, user),
        size=_size(account, user) if group else None,
        contacts=_rows(Contact.objects.filter(account=account), _CONTACT_FIELDS, policy),
        competitors=_rows(CompetitorProduct.objects.filter(account=account), _COMPETITOR_FIELDS, policy),
        stakes=stakes,
        holder_urls=_holder_urls(stakes, user),
        children=children[:MOST_CHILDREN],
        has_more_children=len(children) > MOST_CHILDREN,
        collaborators=_collaborators(account, policy),
        sees=frozenset(name for name in _HEAD_FIELDS if policy.can_read_plainly("accounts.account", name)),
        next_follow_up_on=_next_follow_up(account, group, policy),
    )


def _name_place(account: Account, policy: FieldPolicy, rights: Rights) -> Place | None:
    if not policy.can_see("accounts.account", "name"):
        return None
    return facts.place_of(account, "account", account, "name", policy, may_edit=rights.edit)


def _plant_facts(account: Account, plant: PlantFile | None, policy: FieldPolicy, user: User) -> Facts | None:
    if account.kind != Account.Kind.PLANT:
        return None
    return facts.facts_of(account, "plant", plant or PlantFile(account=account), facts.PLANT_FACTS, policy, user)


def _size(account: Account, user: User) -> Size:
    is_plant = Q(kind=Account.Kind.PLANT, is_active=True)
    tree = Account.objects.visible_to(user).under(account)
    counted = tree.aggregate(members=Count("pk"), plants=Count("pk", filter=is_plant))
    return Size(counted["members"], counted["plants"])


def _next_follow_up(account: Account, group: Group | None, policy: FieldPolicy) -> date | None:
    """The group's date where there is one, else the account's own; under the rules of both."""
    name = "next_follow_up_on"
    if group is not None and group.next_follow_up_on and policy.can_read_plainly("accounts.group", name):
        return group.next_follow_up_on
    return account.next_follow_up_on if policy.can_read_plainly("accounts.account", name) else None


def _rows(found: QuerySet[Any], names: Sequence[str], policy: FieldPolicy) -> list[Row]:
    """Rows of a panel in the order of their model, under the field rules."""
    object_name = found.model._meta.label_lower  # noqa: SLF001 Django's documented model API
    visible = policy.visible(object_name, names)
    return [
        Row(one.pk, {name: policy.shown(object_name, name, _value(one, name)) for name in visible}, one.is_active)
        for one in found[:MOST_ROWS]
    ]


def _value(record: Model, name: str) -> object:
    """The label of a choice, else the value itself."""
    value = getattr(record, name)
    words = getattr(record, f"get_{name}_display", None)
    return words() if words and value != "" else value


def _holder_urls(stakes: Sequence[Stake], user: User) -> dict[int, str]:
    """Links to those holders that are accounts the person sees."""
    held = [stake.holder_id for stake in stakes if stake.holder_id]
    seen = Account.objects.visible_to(user).filter(pk__in=held).only("pk") if held else ()
    return {one.pk: one.get_absolute_url() for one in seen}


def _collaborators(account: Account, policy: FieldPolicy) -> list[User]:
    if not policy.can_see("accounts.account", "collaborators"):
        return []
    return list(account.collaborators.order_by("display_name"))
