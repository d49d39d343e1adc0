"""Taking an import back: everything or nothing, and never over somebody else's work."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation

from kaizhi.access.fields import FieldPolicy
from kaizhi.accounts.actions import change_account, create_account, move_account, transfer_accounts
from kaizhi.accounts.models import Account, Contact, Group
from kaizhi.accounts.search import matching
from kaizhi.common.errors import Conflict
from kaizhi.conftest import Cast
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.interchange import actions, undo
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.tests.test_intake import BOOK, HEAD
from kaizhi.interchange.tests.workbooks import checked, uploaded, written
from kaizhi.jobs.worker import run_pending


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> None:
    django_settings.MEDIA_ROOT = tmp_path


def take_back(batch: ImportBatch, cast: Cast) -> ImportBatch:
    batch.status = ImportBatch.Status.UNDOING
    batch.save()
    undo.take_back(batch, cast.dora.pk)
    batch.refresh_from_db()
    return batch


def book() -> dict[str, list[dict[str, Any]]]:
    """Everything an import may touch, in a form that compares."""
    passing = {"created_at", "updated_at", "version"}

    def rows(model: Any) -> list[dict[str, Any]]:
        return [{k: v for k, v in row.items() if k not in passing} for row in model.objects.order_by("pk").values()]

    return {model.__name__: rows(model) for model in (Account, Group, Contact, Contract, Order, Instalment)}


def test_it_works(cast: Cast):
    before = book()
    batch = take_back(written(BOOK, cast.dora), cast)
    assert batch.status == ImportBatch.Status.UNDONE
    assert book() == before
    assert not matching(Account.objects.all(), "澄岳", FieldPolicy()).exists()


def test_changed_records_get_their_old_values(cast: Cast):
    written(BOOK, cast.dora)
    before = book()
    code = Account.objects.get(name="澄岳湖州工厂").code
    changes = {
        "客户": [
            ["客户编号", "客户名称", "上级客户", "城市", "成立日期"],
            [code, "澄岳湖州二厂", "霁川食品有限公司", "德清", "2001-02-03"],
        ],
        "集团信息": [["集团名称", "集团总工厂数量"], ["澄岳集团", 12]],
        "订单": [["订单编号", "客户名称", "下单日期", "订单金额"], ["DD-2", "霁川食品有限公司", "2026-04-03", "99万"]],
    }
    batch = written(changes, cast.dora)
    assert book() != before
    batch = take_back(batch, cast)
    assert batch.status == ImportBatch.Status.UNDONE, batch.error
    after = book()
    after["Group"] = [row for row in after["Group"] if row in before["Group"]]  # the new parent stays a group of none
    assert after == before
    assert {a.name for a in matching(Account.objects.all(), "湖州工厂", FieldPolicy())} == {"澄岳湖州工厂"}


def refused(batch: ImportBatch, cast: Cast) -> str:
    before = book()
    batch = take_back(batch, cast)
    assert batch.status == ImportBatch.Status.DONE
    assert book() == before
    return batch.error


def test_a_record_changed_since_stands_in_the_way(cast: Cast):
    batch = written(BOOK, cast.dora)
    change_account(Account.objects.get(name="澄岳集团"), {"city": "宁波"}, by=cast.anna)
    assert "澄岳集团" in refused(batch, cast)


def test_something_hung_on_it_since_stands_in_the_way(cast: Cast):
    batch = written(BOOK, cast.dora)
    Contact.objects.create(account=Account.objects.get(name="澄岳湖州工厂"), name="后来示")
    assert "后来示" in refused(batch, cast)


def test_a_child_added_since_stands_in_the_way(cast: Cast):
    batch = written(BOOK, cast.dora)
    create_account(Account(name="后来车间"), parent=Account.objects.get(name="澄岳湖州工厂"), by=cast.anna)
    assert "后来车间" in refused(batch, cast)


def test_a_value_changed_again_stands_in_the_way(cast: Cast):
    written(BOOK, cast.dora)
    batch = written({"客户": [["客户名称", "城市"], ["霁川食品有限公司", "绵阳"]]}, cast.dora)
    change_account(Account.objects.get(name="霁川食品有限公司"), {"city": "德阳"}, by=cast.anna)
    assert "霁川食品有限公司" in refused(batch, cast)


def test_another_value_changed_since_does_not_disturb(cast: Cast):
    written(BOOK, cast.dora)
    batch = written({"客户": [["客户名称", "城市"], ["霁川食品有限公司", "绵阳"]]}, cast.dora)
    change_account(Account.objects.get(name="霁川食品有限公司"), {"district": "涪城"}, by=cast.anna)
    assert take_back(batch, cast).status == ImportBatch.Status.UNDONE
    account = Account.objects.get(name="霁川食品有限公司")
    assert (account.city, account.district) == ("成都", "涪城")


def test_imports_are_taken_back_in_turn(cast: Cast):
    first = written(BOOK, cast.dora)
    second = written({"客户": [HEAD, ["澄岳宁波工厂", "工厂", "", "澄岳集团", "", "", ""]]}, cast.dora)
    assert "澄岳宁波工厂" in refused(first, cast)
    assert take_back(second, cast).status == ImportBatch.Status.UNDONE
    assert take_back(first, cast).status == ImportBatch.Status.UNDONE
    assert not Account.objects.exists()


def test_only_a_written_import_can_be_taken_back(cast: Cast):
    batch = take_back(written(BOOK, cast.dora), cast)
    with pytest.raises(Conflict):
        undo.start_undo(batch, by=cast.dora)


def test_the_pages_carry_it_from_file_to_undo(cast: Cast, sign_in, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kaizhi.interchange.tests.workbooks import workbook

    client = sign_in(cast.dora)

    def post(url: str, data: dict[str, object] | None = None) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url, data or {})
        assert answer.status_code == 302, answer.content.decode()
        run_pending()
        return answer["Location"]

    url = post("/import/", {"file": SimpleUploadedFile("book.xlsx", workbook(BOOK))})
    assert not Account.objects.exists()
    assert "澄岳湖州工厂" in client.get(f"{url}?verdict=new").content.decode()
    post(f"{url}write/")
    assert Account.objects.filter(name="澄岳集团").exists()
    post(f"{url}undo/")
    assert not Account.objects.exists()
    assert sign_in(cast.anna).get(url).status_code == 404  # somebody else's import
    assert sign_in(cast.emil).get("/import/").status_code == 403


def test_a_customer_moved_again_stays_where_it_is(cast: Cast):
    account = create_account(Account(name="甲公司"), parent=None, by=cast.dora)
    other = create_account(Account(name="丙公司"), parent=None, by=cast.dora)
    batch = written({"客户": [["客户名称", "上级客户"], ["甲公司", "乙公司"]]}, cast.dora)
    move_account(account, other, by=cast.anna)
    assert "甲公司" in refused(batch, cast)


def test_a_move_under_a_parent_that_the_import_made_is_taken_back(cast: Cast):
    create_account(Account(name="甲公司"), parent=None, by=cast.dora)
    before = book()
    assert take_back(written({"客户": [["客户名称", "上级客户"], ["甲公司", "乙公司"]]}, cast.dora), cast).error == ""
    assert book() == before


def test_a_parent_deleted_since_stands_in_the_way(cast: Cast):
    parent = create_account(Account(name="丙公司"), parent=None, by=cast.dora)
    create_account(Account(name="甲公司"), parent=parent, by=cast.dora)
    batch = written({"客户": [["客户名称", "上级客户"], ["甲公司", "乙公司"]]}, cast.dora)
    Account.objects.filter(pk=parent.pk).delete()
    assert "former parent" in refused(batch, cast)


def test_what_belongs_to_others_now_is_not_named(cast: Cast):
    batch = written({"客户": [["客户名称"], ["甲公司"]]}, cast.anna)
    account = Account.objects.get()
    transfer_accounts([account], cast.emil, by=cast.dora)
    change_account(account, {"name": "改名公司"}, by=cast.emil)
    Contact.objects.create(account=account, name="密示")
    batch.status = ImportBatch.Status.UNDOING
    batch.save()
    undo.take_back(batch, cast.anna.pk)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.DONE
    assert batch.error
    assert "改名" not in batch.error
    assert "密示" not in batch.error


def test_a_task_handed_out_twice_acts_once(cast: Cast):
    batch = checked({"客户": [["客户名称"], ["甲公司"]]}, cast.dora)
    batch.status = ImportBatch.Status.WRITING
    batch.save()
    first, second = (ImportBatch.objects.get(pk=batch.pk) for _twice in range(2))
    actions.write(first)
    actions.write(second)
    batch.refresh_from_db()
    assert (batch.status, Account.objects.count()) == (ImportBatch.Status.DONE, 1)
    batch.status = ImportBatch.Status.UNDOING
    batch.save()
    first, second = (ImportBatch.objects.get(pk=batch.pk) for _twice in range(2))
    undo.take_back(first, cast.dora.pk)
    undo.take_back(second, cast.dora.pk)
    batch.refresh_from_db()
    assert (batch.status, batch.error) == (ImportBatch.Status.UNDONE, "")


def test_a_failure_is_told_in_the_language_of_the_importer(cast: Cast):
    batch = uploaded(b"PK\x03\x04 broken", cast.dora)
    with translation.override("zh-hans"):
        actions.check(batch)
    assert batch.error.isascii()
    assert batch.error
