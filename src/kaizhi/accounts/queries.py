"""Reads that feed one page or piece each. Everything starts from what the person sees."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from kaizhi.access.fields import FieldPolicy, policy_for
from kaizhi.access.models import User
from kaizhi.accounts.models import Account, Contact, Group
from kaizhi.accounts.search import matching
from kaizhi.common import chinese
from kaizhi.common.company_names import brand, own_part

MOST_FOUND = 8
_MOST_READ = 40
_MOST_SIMILAR = 6
_SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What the global search found."""

    accounts: list[Account] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


def with_group_names(accounts: list[Account], user: User) -> list[Account]:
    """Give each account `group_name`: the name of its group's head where the person sees the head, else None."""
    roots = {account.root_id for account in accounts if not account.is_root}
    seen = Account.objects.heads_in_reach(user).filter(path__in=roots) if roots else Account.objects.none()
    names = dict(seen.values_list("path", "name"))
    for account in accounts:
        account.group_name = names.get(account.root_id) if not account.is_root else None  # type: ignore[attr-defined]
    return accounts


def find(user: User, words: str) -> Found:
    """Accounts by name, former name, code or initials; contacts by name, or by number where the rules show it."""
    if not words.strip():
        return Found()
    policy = policy_for(user)
    return Found(find_accounts(Account.objects.visible_to(user), words, user), _find_contacts(user, words, policy))


def find_accounts(accounts: QuerySet[Account], words: str, user: User, most: int = MOST_FOUND) -> list[Account]:
    """The best few: names that begin with the words first, heads before members, then by reading."""
    policy = policy_for(user)
    rows = list(matching(accounts, words, policy).order_by("sort_key", "pk")[:_MOST_READ])
    key = chinese.name_key(words)
    rows.sort(key=lambda one: (one.name_key != key, not one.name_key.startswith(key), one.depth, one.sort_key))
    return with_group_names(rows[:most], user)


def _find_contacts(user: User, words: str, policy: FieldPolicy) -> list[Contact]:
    words = words.strip()
    wanted = Q()
    if policy.can_read_plainly("accounts.contact", "name"):
        wanted |= Q(name__startswith=words) | Q(name__startswith=words.capitalize())  # both by the index
    digits = words.replace(" ", "").replace("-", "")
    if digits.isdigit() and len(digits) >= _SHORTEST_NUMBER and policy.can_read_plainly("accounts.contact", "mobile"):
        wanted |= Q(mobile__startswith=digits)
    if not wanted:
        return []
    found = Contact.objects.visible_to(user).filter(wanted, is_active=True).select_related("account")
    return list(found.order_by("name", "pk")[:MOST_FOUND])


@dataclass(frozen=True, slots=True)
class Similar:
    """What is known already of a customer about to be created."""

    same: list[Account] = field(default_factory=list)
    near: list[Account] = field(default_factory=list)
    groups: list[Account] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.same or self.near or self.groups)


def same_as(user: User, name: str, credit_code: str = "") -> Similar:
    """Only accounts of the same name or code: what a creation must be confirmed against."""
    found = _same(Account.objects.visible_to(user), chinese.tidy(name), credit_code, policy_for(user))
    return Similar(with_group_names(found, user))


def similar_to(user: User, name: str, credit_code: str = "", *, has_parent: bool = False) -> Similar:
    """Accounts that may be the same one, and the groups a new account of this name may belong to."""
    name, policy = chinese.tidy(name), policy_for(user)
    visible = Account.objects.visible_to(user)
    same = _same(visible, name, credit_code, policy)
    near: list[Account] = []
    if len(own_part(name)) > 1:
        known = {one.pk for one in same}
        near = [one for one in matching(visible, own_part(name), policy)[: _MOST_SIMILAR * 2] if one.pk not in known]
    groups = [] if has_parent or same else groups_of_name(visible, name, policy)
    heads = {one.pk for one in groups}
    near = [one for one in near if one.pk not in heads][:_MOST_SIMILAR]
    return Similar(with_group_names(same, user), near, groups)


def _same(visible: QuerySet[Account], name: str, credit_code: str, policy: FieldPolicy) -> list[Account]:
    wanted = Q()
    if name and policy.can_read_plainly("accounts.account", "name"):
        wanted |= Q(name_key=chinese.name_key(name))
    if credit_code and policy.can_read_plainly("accounts.account", "credit_code"):
        wanted |= Q(credit_code=credit_code)
    return list(visible.filter(wanted).order_by("pk")[:_MOST_SIMILAR]) if wanted else []


def groups_of_name(visible: QuerySet[Account], name: str, policy: FieldPolicy) -> list[Account]:
    """Heads of groups whose own part of the name begins as this one does, the longest likeness first (R20)."""
    if len(own_part(name)) <= 1:
        return []
    heads = visible.filter(pk__in=Group.objects.values("head"))
    heads = matching(heads, brand(name), policy).order_by("pk")[:_MOST_READ]
    alike = [(likeness(name, head), head) for head in heads]
    alike.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [head for n, head in alike if n >= len(brand(name))][:2]


def likeness(name: str, head: Account) -> int:
    """Characters that the own part of the name shares with the start of the head's name or short name."""
    own = own_part(name)
    return max(_shared_start(own, own_part(other)) for other in (head.name, head.short_name or head.name))


def _shared_start(one: str, other: str) -> int:
    n = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        n += 1
    return n
