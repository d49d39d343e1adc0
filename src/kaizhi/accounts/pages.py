"""Everything the record page shows of one account, read for one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import FieldPolicy, policy_for
from kaizhi.access.models import User
from kaizhi.accounts import facts
from kaizhi.accounts.facts import Facts
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile, Stake
from kaizhi.ui.inplace import Place

MOST_CHILDREN = 20
MOST_ROWS = 30
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
class ContactRow:
    """A contact as this person may see it: hidden fields are None, masked ones masked."""

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
    contacts: Sequence[ContactRow]
    competitors: Sequence[CompetitorProduct]
    stakes: Sequence[Stake]
    holder_urls: dict[int, str]
    children: Sequence[Account]
    has_more_children: bool
    collaborators: Sequence[User]
    sees_owner: bool

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
        contacts=contact_rows(account, policy),
        competitors=list(CompetitorProduct.objects.filter(account=account)[:MOST_ROWS]),
        stakes=stakes,
        holder_urls=_holder_urls(stakes, user),
        children=children[:MOST_CHILDREN],
        has_more_children=len(children) > MOST_CHILDREN,
        collaborators=_collaborators(account, policy),
        sees_owner=policy.can_see("accounts.account", "owner"),
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


def contact_rows(account: Account, policy: FieldPolicy) -> list[ContactRow]:
    """The account's contacts under the field rules, those in post and with weight first."""
    names = policy.visible("accounts.contact", _CONTACT_FIELDS)
    return [
        ContactRow(contact.pk, {name: _shown(contact, name, policy) for name in names}, contact.is_active)
        for contact in Contact.objects.filter(account=account)[:MOST_ROWS]
    ]


def _shown(contact: Contact, name: str, policy: FieldPolicy) -> object:
    words = getattr(contact, f"get_{name}_display", None)
    value = words() if words and getattr(contact, name) != "" else getattr(contact, name)
    return policy.shown("accounts.contact", name, value)


def _holder_urls(stakes: Sequence[Stake], user: User) -> dict[int, str]:
    """Links to those holders that are accounts the person sees."""
    held = [stake.holder_id for stake in stakes if stake.holder_id]
    seen = Account.objects.visible_to(user).filter(pk__in=held).only("pk") if held else ()
    return {one.pk: one.get_absolute_url() for one in seen}


def _collaborators(account: Account, policy: FieldPolicy) -> list[User]:
    if not policy.can_see("accounts.account", "collaborators"):
        return []
    return list(account.collaborators.order_by("display_name"))
