"""What is done to accounts: create, change, move, transfer, share."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from kaizhi.access.models import User
from kaizhi.accounts.models import SEGMENT, Account, Collaborator, Group
from kaizhi.accounts.search import index_accounts
from kaizhi.accounts.records import plain
from kaizhi.audit.actions import new_event, record_event, record_events
from kaizhi.common import chinese, pinyin
from kaizhi.common.errors import BadInput, StaleVersion
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers

#: Fields whose change must reach the search index.
_SEARCHED = frozenset({"name", "short_name", "name_en", "former_names", "credit_code", "code"})


def complete_names(account: Account) -> None:
    """Derive what is derived from the name: the key for finding it again, the pinyin for sorting and searching."""
    account.name_key = chinese.name_key(account.name)[:200]
    account.sort_key = pinyin.sort_key(account.name)[:240]
    account.initials = pinyin.initials(account.name)[:120]


def prepare_account(account: Account, *, number: int, parent: Account | None) -> Account:
    """Fill in what a new account needs before its row is written: number, code, place in the tree, names' keys."""
    account.pk = number
    account.code = account.code or f"C{number:0{SEGMENT}d}"
    account.place_under(parent)
    if account.team_id is None and account.owner is not None:
        account.team_id = account.owner.team_id
    complete_names(account)
    return account


@transaction.atomic
def create_account(account: Account, *, parent: Account | None, by: User) -> Account:
    """Write a new account under `parent` (or as a top), owned by `by` unless it says otherwise."""
    account.owner = account.owner or by
    account.created_by = by
    prepare_account(account, number=take_numbers(ACCOUNT_NUMBERS)[0], parent=parent)
    account.save(force_insert=True)
    ensure_group_of(account)
    index_accounts([account], new=True)
    record_event("account.created", account, by=by, data={"name": account.name, "parent": account.parent_pk})
    return account


def ensure_group_of(account: Account) -> None:
    """A tree with a child, or a head office, is a group: make its row of facts."""
    if account.is_root and account.kind != Account.Kind.HEAD_OFFICE:
        return
    Group.objects.get_or_create(head_id=account.root_pk)


@transaction.atomic
def change_account(
    account: Account, changes: dict[str, object], *, by: User, seen: dict[str, object] | None = None
) -> Account:
    """Set fields of one account. `seen` holds what the person saw in them before typing.

    Raises StaleVersion when somebody else changed one of these very fields in between; other fields do not disturb.
    """
    locked = Account.objects.select_for_update().get(pk=account.pk)
    before = {name: getattr(locked, name) for name in changes}
    refuse_stale(before, changes, seen)
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if not changed:
        return locked
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.version += 1
    if "name" in changed:
        complete_names(locked)
        if before["name"] and before["name"] not in locked.former_names:
            locked.former_names = [*locked.former_names, before["name"]]
    locked.save()
    ensure_group_of(locked)
    if _SEARCHED & changed.keys():
        index_accounts([locked])
    record_event("account.changed", locked, by=by, data={"changes": _as_pairs(before, changed)})
    return locked


def _as_pairs(before: dict[str, object], changed: dict[str, object]) -> dict[str, list[object]]:
    """Old and new value by field, in a form JSON can hold."""
    return {name: [plain(before[name]), plain(value)] for name, value in changed.items()}


def refuse_stale(current: dict[str, object], wanted: dict[str, object], seen: dict[str, object] | None) -> None:
    """Raise StaleVersion where a field is no longer as seen, unless it already is as wanted."""
    for name, value in wanted.items():
        if seen is not None and name in seen and current[name] not in (seen[name], value):
            raise StaleVersion(_("Somebody changed this while you were editing."), theirs=current[name], mine=value)


@transaction.atomic
def move_account(account: Account, parent: Account | None, *, by: User) -> Account:
    """Hang a node and all below it under another parent. Raises BadInput when that would close a cycle."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if parent is not None and parent.path.startswith(account.path):
        raise BadInput(_("“%(parent)s” lies below “%(name)s”; choose a parent outside it.") % {"parent": parent, "name": account})
    old_path, old_parent = account.path, account.parent_pk
    new_path = (parent.path if parent else "") + f"{account.pk:0{SEGMENT}d}"
    if new_path == old_path:
        return account
    start = len(old_path) + 1
    Account.objects.under(account).exclude(pk=account.pk).update(
        path=Concat(Value(new_path), Substr("path", start)),
        parent_id=Concat(Value(new_path), Substr("parent_id", start)),
        root_id=new_path[:SEGMENT],
    )
    account.place_under(parent)
    account.version = F("version") + 1
    account.save(update_fields=["path", "parent", "root", "version", "updated_at"])
    account.refresh_from_db()
    ensure_group_of(account)
    record_event(
        "account.moved", account, by=by, data={"from": old_parent, "to": parent.pk if parent else None, "old_root": int(old_path[:SEGMENT])}
    )
    return account


@transaction.atomic
def transfer_accounts(accounts: Iterable[Account], to: User, *, by: User) -> int:
    """Give accounts to another owner and that owner's team. The number that changed hands."""
    moved = list(Account.objects.select_for_update().filter(pk__in=[a.pk for a in accounts]).exclude(owner=to))
    events = [
        new_event("account.transferred", account, by=by, data={"from": account.owner_id, "to": to.pk}) for account in moved
    ]
    Account.objects.filter(pk__in=[a.pk for a in moved]).update(owner=to, team=to.team_id, version=F("version") + 1)
    record_events(events)
    return len(moved)


@transaction.atomic
def share_account(account: Account, users: Sequence[User], *, by: User) -> None:
    """Make these colleagues, and only these, the account's collaborators."""
    before = set(Collaborator.objects.filter(account=account).values_list("user_id", flat=True))
    wanted = {user.pk for user in users}
    if before == wanted:
        return
    Collaborator.objects.filter(Q(account=account) & ~Q(user_id__in=wanted)).delete()
    Collaborator.objects.bulk_create([Collaborator(account=account, user_id=pk) for pk in sorted(wanted - before)])
    record_event("account.shared", account, by=by, data={"from": sorted(before), "to": sorted(wanted)})
