"""Storing a run's results: only what changed is written, and all of it becomes current at one instant.

Runs may overlap (the night's run and a changed group's). A run's number is taken before it reads, so of two results
the one with the higher number is kept, whichever finishes last.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kaizhi.accounts.models import SEGMENT, Group
from kaizhi.common.bulk import insert_many
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun, ScoringModel
from kaizhi.insight.parameters import Parameters
from kaizhi.insight.results import CHUNK, account_class, digest_of, group_score, in_chunks

_CLASS_FIELDS = ("run", "klass", "purchases_12_months", "currency", "rhythm_days", "resources", "reasons")


def store_scores(scores: Any, run: ScoreRun, parameters: Parameters, roots: Sequence[int] | None) -> None:
    """Write the scores that differ from the current ones, in short transactions; then make them current in one."""
    known = dict(_current(roots).values_list("head_id", "digest"))
    for rows in in_chunks(scores):
        told = [(row, digest_of(row, run, parameters)) for row in rows]
        changed = [(row, digest) for row, digest in told if known.get(row["group_id"]) != digest]
        insert_many([group_score(row, run, parameters, digest) for row, digest in changed])
        run.n_groups += len(told)
        run.n_changed += len(changed)
    _make_current(run, roots)


def _current(roots: Sequence[int] | None) -> QuerySet[GroupScore]:
    current = GroupScore.objects.current()
    return current if roots is None else current.filter(head_id__in=roots)


@transaction.atomic
def _make_current(run: ScoreRun, roots: Sequence[int] | None) -> None:
    """Nobody sees a book that is half new. What a later run made current stays; what is no group any more goes."""
    ScoringModel.objects.select_for_update().get(pk=run.model_id)  # one switch at a time
    new = GroupScore.objects.filter(run=run)
    older = _current(roots).filter(run_id__lt=run.pk)
    older.filter(head_id__in=new.values("head_id")).update(is_current=False)
    older.exclude(head_id__in=_groups().values("head_id")).update(is_current=False)
    new.exclude(head_id__in=GroupScore.objects.current().values("head_id")).update(is_current=True)


def _groups() -> QuerySet[Group]:
    return Group.objects.filter(head__parent__isnull=True)


def store_classes(classes: Any, run: ScoreRun, roots: Sequence[int] | None) -> None:
    """Write the classes that changed, and take back those of accounts that have none any more."""
    stored = (
        AccountClass.objects.all()
        if roots is None
        else AccountClass.objects.filter(account__root__path__in=_paths(roots))
    )
    gone = set(stored.filter(run_id__lte=run.pk).values_list("pk", flat=True))
    for rows in in_chunks(classes):
        found = [one for row in rows if (one := account_class(row, run))]
        gone.difference_update(one.account_id for one in found)
        run.n_accounts += len(rows)
        _write_changed(found, run)
    for some in _slices(sorted(gone)):
        AccountClass.objects.filter(pk__in=some, run_id__lte=run.pk).delete()


@transaction.atomic
def _write_changed(found: Sequence[AccountClass], run: ScoreRun) -> None:
    known = AccountClass.objects.select_for_update().in_bulk([one.account_id for one in found])
    changed = [one for one in found if _replaces(one, known.get(one.account_id), run)]
    AccountClass.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["account"], update_fields=_CLASS_FIELDS
    )


def _replaces(new: AccountClass, old: AccountClass | None, run: ScoreRun) -> bool:
    if old is None:
        return True
    differs = any(getattr(new, name) != getattr(old, name) for name in _CLASS_FIELDS if name != "run")
    return differs and old.run_id <= run.pk


def _paths(roots: Sequence[int]) -> list[str]:
    return [f"{root:0{SEGMENT}d}" for root in roots]


def _slices(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
