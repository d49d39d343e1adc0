"""What is done to accounts: create, change, move, transfer, share."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaizhi.access.models import User
from kaizhi.accounts.models import SEGMENT, Account, Collaborator, Group, PlantFile, Stake
from kaizhi.accounts.models.hanging import OfAccountQuerySet
from kaizhi.accounts.records import RecordT, plain, save_record
from kaizhi.accounts.search import forget_accounts, index_accounts
from kaizhi.audit.actions import new_event, record_event, record_events
from kaizhi.common import chinese, pinyin
from kaizhi.common.errors import BadInput, Conflict, StaleVersion
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers

#: Fields whose change must reach the search index.
_SEARCHED = frozenset({"name", "short_name", "name_en", "former_names", "credit_code", "code"})
#: Goes with the account.
_OWN = (PlantFile, Stake)
_MOST_FLAGGED = 10


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
    if parent is not None:  # where it stands now: somebody may have moved it since it was chosen
        parent = Account.objects.select_for_update().get(pk=parent.pk)
    if parent is not None and parent.path.startswith(account.path):
        raise BadInput(
            _("“%(parent)s” lies below “%(name)s”; choose a parent outside it.") % {"parent": parent, "name": account}
        )
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
        "account.moved",
        account,
        by=by,
        data={"from": old_parent, "to": parent.pk if parent else None, "old_root": int(old_path[:SEGMENT])},
    )
    return account


@transaction.atomic
def transfer_accounts(accounts: Iterable[Account], to: User, *, by: User) -> int:
    """Give accounts to another owner and that owner's team. The number that changed hands."""
    moved = list(Account.objects.select_for_update().filter(pk__in=[a.pk for a in accounts]).exclude(owner=to))
    events = [
        new_event("account.transferred", account, by=by, data={"from": account.owner_id, "to": to.pk})
        for account in moved
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


@transaction.atomic
def add_collaborators(accounts: Iterable[Account], users: Sequence[User], *, by: User) -> int:
    """Let these colleagues work on these accounts too, beside whoever does already. The number of accounts changed."""
    keys = [account.pk for account in accounts]
    pairs = Collaborator.objects.filter(account__in=keys).values_list("account_id", "user_id")
    before: dict[int, set[int]] = {key: {user for account, user in pairs if account == key} for key in keys}
    wanted = {user.pk for user in users}
    changed = [key for key in keys if wanted - before[key]]
    Collaborator.objects.bulk_create(
        Collaborator(account_id=key, user_id=user) for key in changed for user in sorted(wanted - before[key])
    )
    told = Account.objects.in_bulk(changed)
    record_events(
        new_event(
            "account.shared", told[key], by=by, data={"from": sorted(before[key]), "to": sorted(before[key] | wanted)}
        )
        for key in changed
    )
    return len(changed)


@transaction.atomic
def set_follow_up(accounts: Iterable[Account], on: date | None, *, by: User) -> int:
    """Set the next follow-up of many accounts. The number changed."""
    changed = [account for account in accounts if account.next_follow_up_on != on]
    name = "next_follow_up_on"
    pairs = [(one, [plain(one.next_follow_up_on), plain(on)]) for one in changed]
    events = [new_event("account.changed", one, by=by, data={"changes": {name: pair}}) for one, pair in pairs]
    Account.objects.filter(pk__in=[one.pk for one in changed]).update(
        next_follow_up_on=on, version=F("version") + 1, updated_at=timezone.now()
    )
    record_events(events)
    return len(changed)


@transaction.atomic
def delete_account(account: Account, *, by: User) -> None:
    """Delete an account on which nothing hangs: no child, no order, no contract, no opportunity, no contact.

    Raises Conflict, with what is in the way, otherwise. The event keeps what the account was.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    hanging = hanging_on(account)
    if hanging:
        raise Conflict(
            _("“%(name)s” cannot be deleted; on it hang: %(what)s.") % {"name": account, "what": _list_of(hanging)}
        )
    record_event("account.deleted", account, by=by, data={"name": account.name, "code": account.code})
    forget_accounts([account])
    account.delete()


def hanging_on(account: Account) -> list[str]:
    """What keeps an account from being deleted, by name: members below it, and rows of this domain and those above.

    The account's own file and stakes go with it, and so does what was only computed from it.
    """
    found = [str(_("members below it"))] if account.children.exists() else []
    for relation in account._meta.related_objects:  # noqa: SLF001 Django's documented model API
        related = relation.related_model
        assert isinstance(related, type)
        rows = related._default_manager.all()  # noqa: SLF001 as above
        hangs = isinstance(rows, OfAccountQuerySet) and relation.field.name == "account" and related not in _OWN
        if hangs and rows.filter(account=account).exists():
            found.append(str(related._meta.verbose_name_plural))  # noqa: SLF001 as above
    return found


def _list_of(words: list[str]) -> str:
    return pgettext("between the items of a list", ", ").join(words)


def flag_hidden_duplicates(account: Account, *, by: User) -> None:
    """Note, for administrators only, that an account nobody told the creator of has the same name or credit code.

    The event stands on no timeline, so that nothing of another team shows through it.
    """
    same = Q(name_key=account.name_key)
    if account.credit_code:
        same |= Q(credit_code=account.credit_code)
    visible = Account.objects.visible_to(by).filter(same).values("pk")
    hidden = Account.objects.filter(same).exclude(pk__in=visible).exclude(pk=account.pk)
    keys = list(hidden.values_list("pk", flat=True)[:_MOST_FLAGGED])
    if keys:
        event = new_event("account.duplicate_suspected", account, by=by, data={"of": keys})
        event.account_id = None
        record_events([event])


@transaction.atomic
def change_record(record: RecordT, name: str, value: object, *, seen: object, noun: str, by: User) -> RecordT:
    """Set one field of a row that hangs on an account. Raises StaleVersion when it is no longer as seen."""
    stored = type(record)._default_manager.select_for_update().filter(pk=record.pk).first() or record  # noqa: SLF001
    refuse_stale({name: getattr(stored, name)}, {name: value}, {name: seen})
    setattr(stored, name, value)
    return save_record(stored, noun=noun, by=by)
