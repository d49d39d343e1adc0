"""Which figures are older than their records: marking, claiming and clearing (docs/adr/0011-jobs.md).

A mark is written in the transaction of the change and cleared only after the new figures are stored. A mark set while
the figures are being computed is another row, so it survives the clearing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from kaizhi.accounts.models import Account
from kaizhi.audit.models import Event
from kaizhi.insight.models import StaleMark
from kaizhi.jobs.queries import is_waiting, unfinished

#: More accounts than this in one go, and the whole book is computed: it costs less than so many trees one by one.
MANY_ACCOUNTS = 500
#: Trees computed in one run.
BATCH = 200
#: Records the figures are made of, by the type an event names.
_READ = frozenset(
    {
        "accounts.account",
        "accounts.group",
        "accounts.contact",
        "accounts.competitorproduct",
        "contracts.contract",
        "contracts.order",
        "contracts.instalment",
        "service.satisfaction",
        "service.successcase",
    }
)
#: Acts that leave every figure as it is.
_IRRELEVANT = (".transferred", ".shared", ".exported")
#: Acts on records by the thousand, told by one event.
_WHOLE_BOOK = frozenset({"import.written", "import.undone", "demo_book.loaded"})


def hear(events: Sequence[Event]) -> None:
    """Listener of the audit trail: mark what these acts made stale. Runs inside the act's transaction."""
    if any(event.verb in _WHOLE_BOOK for event in events):
        mark_book()
        return
    told = [event for event in events if event.subject_type in _READ and not event.verb.endswith(_IRRELEVANT)]
    accounts = {pk for event in told for pk in _accounts_of(event)}
    if len(accounts) > MANY_ACCOUNTS:
        mark_book()
    elif accounts:
        mark_trees(_roots_of(accounts).union(*(_former_roots(event) for event in told)))


def _accounts_of(event: Event) -> set[int]:
    """The account of the record; before and after, where the act hung it on another one."""
    known = event.subject_id if event.subject_type == "accounts.group" else event.account_id
    moved = event.data.get("changes", {}).get("account_id", []) if event.verb.endswith(".changed") else []
    return {pk for pk in (known, *moved) if pk is not None}


def _former_roots(event: Event) -> set[int]:
    """The tree an account was taken out of, or the one it was deleted from."""
    was = event.data.get("was", {}).get("root_id")
    return {int(root) for root in (event.data.get("old_root"), was) if root is not None}


def _roots_of(accounts: Iterable[int]) -> set[int]:
    paths = Account.objects.filter(pk__in=accounts).order_by().values_list("root_id", flat=True).distinct()
    return {int(path) for path in paths}


def mark_trees(roots: Iterable[int]) -> None:
    """These trees' figures are old. Tops that are gone have no figures."""
    there = Account.objects.filter(pk__in=set(roots)).order_by().values_list("pk", flat=True)
    _mark([StaleMark(root_id=pk) for pk in there])


def mark_book() -> None:
    _mark([StaleMark(root=None)])


def _mark(marks: list[StaleMark]) -> None:
    if not marks:
        return
    StaleMark.objects.bulk_create(marks)
    if not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake)


def wake() -> None:
    """See to it that one refresh is waiting. After the commit: a refresh taken before may not have seen the marks."""
    from kaizhi.insight.tasks import refresh_stale  # noqa: PLC0415 tasks import this module

    if not is_waiting(refresh_stale):
        refresh_stale.enqueue()


@dataclass(frozen=True)
class Claim:
    """Marks one task is at work on."""

    marks: tuple[int, ...]
    roots: tuple[int, ...]
    is_book: bool


@transaction.atomic
def claim(task: str) -> Claim | None:
    """Take marks nobody works on: all of them where the book is marked, else those of some trees. None: nothing to do.

    A task that runs again after its worker died finds its own marks; those of a task that was given up are free.
    """
    others = set(StaleMark.objects.exclude(claimed_by__in=["", task]).values_list("claimed_by", flat=True))
    taken = StaleMark.objects.exclude(claimed_by__in=unfinished(others)).select_for_update(skip_locked=_can_skip())
    marks = list(taken.order_by("pk"))
    is_book = any(mark.root_id is None for mark in marks)
    if not is_book:
        roots = list(dict.fromkeys(mark.root_id for mark in marks))[:BATCH]
        marks = [mark for mark in marks if mark.root_id in set(roots)]
    if not marks:
        return None
    keys = [mark.pk for mark in marks]
    StaleMark.objects.filter(pk__in=keys).update(claimed_by=task)
    return Claim(tuple(keys), tuple(sorted({mark.root_id for mark in marks if mark.root_id is not None})), is_book)


def _can_skip() -> bool:
    return connection.features.has_select_for_update_skip_locked


def clear(claimed: Claim) -> None:
    StaleMark.objects.filter(pk__in=claimed.marks).delete()


def is_stale(roots: Iterable[int]) -> bool:
    """Whether one of these trees, or the whole book, is waiting to be computed anew."""
    return StaleMark.objects.filter(Q(root__isnull=True) | Q(root__in=roots)).exists()
