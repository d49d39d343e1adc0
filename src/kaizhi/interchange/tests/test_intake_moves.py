"""An import that moves stored customers, names what the person does not see, or was refused a parent."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from kaizhi.access.models import FieldRule, Role, User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, Contact, Group
from kaizhi.conftest import Cast
from kaizhi.contracts.models import Contract
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.tests.workbooks import Sheets, reasons, written

HEAD = ["客户名称", "上级客户", "所属集团", "客户类型"]


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> None:
    django_settings.MEDIA_ROOT = tmp_path


def account(name: str, by: User, parent: Account | None = None, **facts: Any) -> Account:
    return create_account(Account(name=name, **facts), parent=parent, by=by)


def done(sheets: Sheets, by: User) -> ImportBatch:
    batch = written(sheets, by)
    assert batch.status == ImportBatch.Status.DONE, batch.error
    return batch


def above(name: str) -> str:
    parent = Account.objects.get(name=name).parent
    return parent.name if parent else ""


def test_it_works(cast: Cast):
    """A company with members moves while other sheets hang new plants on it and below it."""
    company = account("甲公司", cast.dora)
    account("甲下公司", cast.dora, company)
    account("乙集团", cast.dora, kind=Account.Kind.HEAD_OFFICE)
    done(
        {
            "客户": [HEAD, ["甲公司", "乙集团", "", ""]],
            "更多": [HEAD, ["甲新厂", "甲公司", "", "工厂"], ["丙新厂", "甲下公司", "", "工厂"]],
        },
        cast.dora,
    )
    assert [above(name) for name in ("甲公司", "甲下公司", "甲新厂", "丙新厂")] == [
        "乙集团",
        "甲公司",
        "甲公司",
        "甲下公司",
    ]
    assert set(Account.objects.values_list("root__name", flat=True)) == {"乙集团"}


def test_a_stored_customer_moves_under_one_that_a_later_sheet_brings(cast: Cast):
    account("甲公司", cast.dora)
    done({"客户": [HEAD, ["甲公司", "乙公司", "", ""]], "更多": [HEAD, ["乙公司", "", "", ""]]}, cast.dora)
    assert above("甲公司") == "乙公司"
    assert Group.objects.filter(head__name="乙公司").exists()


def test_a_move_is_told_by_names(cast: Cast):
    account("甲公司", cast.dora, account("丙公司", cast.dora))
    batch = done({"客户": [[*HEAD, "负责人"], ["甲公司", "乙公司", "", "", "anna"]]}, cast.dora)
    assert batch.rows.get(title="甲公司").changes == {"owner": ["Dora", "Anna"], "parent": ["丙公司", "乙公司"]}


def test_two_trees_cannot_move_into_each_other(cast: Cast):
    first, second = account("甲公司", cast.dora), account("乙公司", cast.dora)
    account("甲一公司", cast.dora, first)
    account("乙一公司", cast.dora, second)
    rows = [HEAD, ["甲公司", "乙一公司", "", ""], ["乙公司", "甲一公司", "", ""], ["丁公司", "", "", ""]]
    assert reasons(done({"客户": rows}, cast.dora)) == {2: ["account.cycle"], 3: ["account.cycle"]}


def test_nothing_hangs_on_a_refused_row(cast: Cast):
    rows = [
        HEAD,
        ["厂", "中间公司", "庚集团", "工厂"],
        ["庚集团", "", "辛集团", ""],
        ["辛集团", "", "庚集团", ""],
        ["丁公司", "", "", ""],
    ]
    batch = done({"客户": rows, "联系人": [["客户名称", "姓名"], ["庚集团", "李示"]]}, cast.dora)
    assert set(Account.objects.values_list("name", flat=True)) == {"丁公司"}
    assert not Contact.objects.exists()
    assert batch.total("rejected") == 4


def importer(person: User, scope: str, *capabilities: str) -> User:
    person.role = Role.objects.create(code="importer", name="", data_scope=scope, capabilities=[*capabilities])
    person.save()
    return User.objects.get(pk=person.pk)


def test_a_customer_stays_in_the_group_that_the_person_does_not_see(cast: Cast):
    head = account("澄岳集团", cast.dora, kind=Account.Kind.HEAD_OFFICE)
    account("澄岳湖州工厂", cast.emil, head, kind=Account.Kind.PLANT)
    emil = importer(cast.emil, "own", "data.import", "account.create", "account.edit")
    done({"客户": [[*HEAD, "城市"], ["澄岳湖州工厂", "", "澄岳集团", "工厂", "湖州"]]}, emil)
    assert Account.objects.get(name="澄岳湖州工厂").parent_pk == head.pk
    assert Account.objects.filter(name="澄岳集团").count() == 1


def test_who_may_not_move_customers_does_not_by_a_file(cast: Cast):
    account("甲公司", cast.anna)
    account("乙公司", cast.anna)
    FieldRule.objects.create(
        role=cast.anna.role, object_name="accounts.account", field_name="parent", mode=FieldRule.Mode.READ
    )
    batch = written({"客户": [HEAD, ["甲公司", "乙公司", "", ""]]}, cast.anna)
    assert above("甲公司") == ""
    assert reasons(batch) == {2: ["field.not_yours"]}


def test_who_may_not_write_such_records_does_not_by_a_file(cast: Cast):
    account("甲公司", cast.anna)
    ben = importer(cast.ben, "team", "data.import", "contact.edit")
    sheets = {"客户": [["客户名称", "城市"], ["甲公司", "宁波"]], "联系人": [["客户名称", "姓名"], ["甲公司", "李示"]]}
    batch = done(sheets, ben)
    assert Account.objects.get().city == ""
    assert Contact.objects.get().name == "李示"
    assert reasons(batch) == {2: ["kind.not_yours"]}


def test_a_customer_given_away_is_still_found_by_the_rows_behind(cast: Cast):
    one = account("甲公司", cast.anna)
    Contract.objects.create(account=one, number="HT-9", amount=100, status=Contract.Status.DRAFT)
    sheets = {
        "客户": [["客户名称", "负责人"], ["甲公司", "emil"]],
        "合同": [["合同编号", "客户名称", "签订日期", "合同金额(万元)"], ["HT-9", "甲公司", "2026-03-18", 120]],
    }
    done(sheets, cast.anna)
    one.refresh_from_db()
    assert (one.owner, one.team) == (cast.emil, cast.west)
    assert Contract.objects.get().amount == 120_000_000
