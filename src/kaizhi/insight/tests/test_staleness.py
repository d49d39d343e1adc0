"""Figures follow the records in the background, and nothing is lost on the way."""

from datetime import date

import pytest
from django.db import connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kaizhi.accounts.actions import change_account, create_account, move_account, transfer_accounts
from kaizhi.accounts.models import Account, Contact
from kaizhi.accounts.records import delete_record, save_record
from kaizhi.audit.actions import new_event, record_event, record_events
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.models import Order
from kaizhi.contracts.tests.factories import make_order
from kaizhi.insight.models import GroupScore, ScoreRun, StaleMark
from kaizhi.insight.staleness import MANY_ACCOUNTS, claim, clear, mark_book, mark_trees
from kaizhi.insight.tasks import refresh_stale, score_whole_book, start_nightly
from kaizhi.jobs.worker import run_pending


@pytest.fixture
def clean(acme: Acme) -> Acme:
    """Acme, with nothing marked and nothing waiting."""
    StaleMark.objects.all().delete()
    return acme


def current(head: Account) -> GroupScore | None:
    return GroupScore.objects.current().filter(head=head).first()


def new_order(account: Account, **facts: object) -> Order:
    return Order(account=account, number="DD-new", ordered_on=date(2026, 1, 5), amount=5, **facts)


def test_it_works(cast: Cast, clean: Acme, in_background):
    in_background(lambda: save_record(new_order(clean.lyon), noun="order", by=cast.anna))
    assert current(clean.head).n_cooperating == 1
    assert not StaleMark.objects.exists()
    run = ScoreRun.objects.get()
    assert (run.reach, run.trigger, run.status) == ("groups", "change", "done")


def test_every_record_the_figures_are_made_of_is_heard(cast: Cast, clean: Acme):
    for record, noun in ((new_order(clean.lyon), "order"), (Contact(account=clean.head, name="Jean"), "contact")):
        save_record(record, noun=noun, by=cast.anna)
        assert StaleMark.objects.get().root == clean.head
        delete_record(record, noun=noun, by=cast.anna)
        assert StaleMark.objects.count() == 2
        StaleMark.objects.all().delete()
    change_account(clean.lyon, {"is_active": False}, by=cast.anna)
    assert StaleMark.objects.get().root == clean.head
    save_record(clean.head.group, noun="group", by=cast.anna)
    assert StaleMark.objects.count() == 1, "an unchanged record tells nothing"
    clean.head.group.declared_plants = 9
    save_record(clean.head.group, noun="group", by=cast.anna)
    assert StaleMark.objects.count() == 2


def test_a_move_marks_the_old_tree_and_the_new(cast: Cast, clean: Acme):
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    StaleMark.objects.all().delete()
    move_account(clean.lyon, other, by=cast.anna)
    assert set(StaleMark.objects.values_list("root", flat=True)) == {clean.head.pk, other.pk}


def test_a_record_hung_on_another_account_marks_both_trees(cast: Cast, clean: Acme):
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    order = make_order(clean.lyon)
    order.account = other
    StaleMark.objects.all().delete()
    save_record(order, noun="order", by=cast.anna)
    assert set(StaleMark.objects.values_list("root", flat=True)) == {clean.head.pk, other.pk}


def test_what_does_not_enter_the_figures_marks_nothing(cast: Cast, clean: Acme):
    transfer_accounts([clean.lyon], cast.ben, by=cast.anna)
    assert not StaleMark.objects.exists()


def test_an_import_marks_the_book_once(cast: Cast, clean: Acme, in_background):
    in_background(lambda: record_event("import.written", clean.head, by=cast.anna))
    run = ScoreRun.objects.get()
    assert (run.reach, run.trigger) == ("book", "import")
    assert not StaleMark.objects.exists()


def test_many_accounts_at_once_mark_the_book(cast: Cast, clean: Acme):
    events = [
        new_event("order.created", clean.head, by=cast.anna, account_id=number)
        for number in range(10_000, 10_001 + MANY_ACCOUNTS)
    ]
    for event in events:
        event.subject_type = "contracts.order"
    record_events(events)
    assert StaleMark.objects.get().root is None


def test_many_changes_wait_for_one_task(cast: Cast, clean: Acme, django_capture_on_commit_callbacks):
    for number in range(3):
        connection.run_on_commit.clear()  # as a commit does
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            change_account(clean.lyon, {"n_employees": number}, by=cast.anna)
            change_account(clean.brno, {"n_employees": number}, by=cast.anna)
        assert len(callbacks) == 1
    assert DBTaskResult.objects.filter(task_path=refresh_stale.module_path).count() == 1


def test_a_change_taken_back_marks_nothing(cast: Cast, clean: Acme):
    with transaction.atomic():
        change_account(clean.lyon, {"n_employees": 5}, by=cast.anna)
        transaction.set_rollback(True)
    assert not StaleMark.objects.exists()


def test_marks_survive_a_task_that_fails_and_the_next_one_takes_them(
    cast: Cast, clean: Acme, in_background, monkeypatch
):
    def broken(*args: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("kaizhi.insight.storing._make_current", broken)
        in_background(lambda: save_record(new_order(clean.lyon), noun="order", by=cast.anna))
    assert StaleMark.objects.get().root == clean.head
    assert current(clean.head) is None
    put_off = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    assert put_off.args_kwargs["kwargs"] == {"attempt": 1}
    refresh_stale.enqueue()
    run_pending()
    assert current(clean.head).n_cooperating == 1
    assert not StaleMark.objects.exists()


def test_a_crash_between_storing_and_clearing_loses_nothing(cast: Cast, clean: Acme, in_background, monkeypatch):
    def killed(claimed: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("kaizhi.insight.tasks.clear", killed)
        in_background(lambda: save_record(new_order(clean.lyon), noun="order", by=cast.anna))
    assert current(clean.head).n_cooperating == 1
    assert StaleMark.objects.count() == 1
    refresh_stale.enqueue()
    run_pending()
    assert not StaleMark.objects.exists()
    assert GroupScore.objects.filter(head=clean.head).count() == 1, "computing twice stores once"


def test_a_mark_set_meanwhile_stays(clean: Acme):
    mark_trees([clean.head.pk])
    claimed = claim("one")
    mark_trees([clean.head.pk])
    clear(claimed)
    assert StaleMark.objects.count() == 1


def test_two_tasks_do_not_take_the_same_marks(clean: Acme):
    running = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, args_kwargs={}, task_path=refresh_stale.module_path, backend_name="default",
        run_after="2026-01-01T00:00Z", exception_class_path="", traceback="",
    )  # fmt: skip
    mark_trees([clean.head.pk])
    first = claim(str(running.pk))
    assert claim("00000000-0000-0000-0000-000000000002") is None
    assert claim(str(running.pk)) == first, "a task handed out again finds its own"
    running.status = TaskResultStatus.FAILED
    running.save()
    assert claim("00000000-0000-0000-0000-000000000002").marks == first.marks


def test_the_book_swallows_the_trees(clean: Acme):
    mark_trees([clean.head.pk])
    mark_book()
    claimed = claim("one")
    assert (claimed.is_book, len(claimed.marks)) == (True, 2)


def test_trees_are_taken_in_batches(cast: Cast, clean: Acme, monkeypatch):
    monkeypatch.setattr("kaizhi.insight.staleness.BATCH", 1)
    other = create_account(Account(name="Other", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    StaleMark.objects.all().delete()
    mark_trees([clean.head.pk, other.pk])
    refresh_stale.enqueue()
    run_pending()
    assert [run.n_groups for run in ScoreRun.objects.all()] == [1, 1]


def test_a_company_without_a_group_gets_its_class(cast: Cast, in_background):
    company = create_account(Account(name="Solo"), parent=None, by=cast.anna)
    in_background(lambda: save_record(new_order(company), noun="order", by=cast.anna))
    assert company.customer_class.klass
    assert current(company) is None


def test_every_night_the_book_is_computed(clean: Acme):
    start_nightly()
    run_pending()
    assert ScoreRun.objects.get(reach="book").trigger == "nightly"


def test_who_asked_for_a_run_is_kept(cast: Cast, clean: Acme):
    score_whole_book.enqueue(trigger="person", by=cast.dora.pk)
    run_pending()
    run = ScoreRun.objects.get()
    assert (run.by, run.trigger) == (cast.dora, "person")
