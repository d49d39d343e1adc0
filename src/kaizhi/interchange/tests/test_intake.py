"""From file to book: verdicts, places in the tree, the same file twice, what is refused, what is kept."""

from datetime import date

import pytest
from django.conf import settings as django_settings

from kaizhi.access.fields import FieldPolicy
from kaizhi.access.models import FieldRule, User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile, Stake
from kaizhi.accounts.search import matching
from kaizhi.audit.models import Event
from kaizhi.conftest import Cast
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.interchange import actions
from kaizhi.interchange.models import ImportBatch, ImportRow
from kaizhi.interchange.tests.workbooks import checked, reasons, uploaded, workbook, written
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

HEAD = ["客户名称", "客户类型", "上级客户", "所属集团", "统一社会信用代码", "城市", "负责人"]
BOOK = {
    "客户": [
        HEAD,
        ["澄岳湖州工厂", "工厂", "", "澄岳集团", "", "湖州", "anna"],
        ["澄岳集团", "集团总部", "", "", "91350100M000100Y43", "杭州", ""],
        ["澄岳铸造车间", "车间", "澄岳湖州工厂", "", "", "湖州", ""],
        ["霁川食品有限公司", "", "", "", "", "成都", ""],
    ],
    "集团信息": [["集团名称", "集团总工厂数量", "行业排名", "采购流程已知"], ["澄岳集团", 8, 3, "是"]],
    "联系人": [["客户名称", "姓名", "手机", "决策角色"], ["澄岳集团", "李示", "13800001234", "决策者"]],
    "合同": [["合同编号", "客户名称", "签订日期", "合同金额(万元)"], ["HT-1", "澄岳湖州工厂", "2026年3月18日", 120]],
    "订单": [
        ["订单编号", "客户名称", "合同编号", "下单日期", "订单金额"],
        ["DD-1", "澄岳湖州工厂", "HT-1", "2026/4/2", "320,000"],
        ["DD-2", "霁川食品有限公司", "", "2026.4.3", "8万"],
    ],
    "回款计划": [
        ["合同编号", "款项节点", "应收日期", "应收金额", "实收日期"],
        ["HT-1", "预付款", "2026-04-15", 360000, "2026-04-10"],
    ],
    "满意度": [["客户名称", "评价日期", "满意度评分"], ["澄岳湖州工厂", "2026-06-30", "4.5分"]],
    "竞品": [["客户名称", "竞争对手", "产品线"], ["霁川食品有限公司", "示例厂商", "空压机"]],
    "成功案例": [["客户名称", "案例标题", "ROI"], ["澄岳湖州工厂", "能耗下降", "140%"]],
    "商机": [["客户名称", "商机名称", "预计金额"], ["霁川食品有限公司", "二期", "50万"]],
}


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: object) -> None:
    django_settings.MEDIA_ROOT = tmp_path


def test_it_works(cast: Cast):
    batch = written(BOOK, cast.dora)
    assert batch.status == ImportBatch.Status.DONE
    head, plant = Account.objects.get(name="澄岳集团"), Account.objects.get(name="澄岳湖州工厂")
    assert (plant.parent_pk, plant.owner, plant.team) == (head.pk, cast.anna, cast.east)
    assert Account.objects.get(name="澄岳铸造车间").parent_pk == plant.pk
    assert (head.kind, head.owner, Group.objects.get(head=head).declared_plants) == ("head_office", cast.dora, 8)
    assert Contact.objects.get().decision_role == "decision_maker"
    assert Contract.objects.get().amount == 120_000_000
    assert {o.number: (o.amount, o.ordered_on) for o in Order.objects.all()} == {
        "DD-1": (32_000_000, date(2026, 4, 2)),
        "DD-2": (8_000_000, date(2026, 4, 3)),
    }
    assert Order.objects.get(number="DD-1").contract == Contract.objects.get()
    assert Instalment.objects.get().is_paid
    assert Satisfaction.objects.get().score == 4.5
    assert CompetitorProduct.objects.get().competitor == "示例厂商"
    assert SuccessCase.objects.get().roi_percent == 140
    assert Opportunity.objects.get().number.startswith("SJ")
    assert not batch.rows.filter(verdict="rejected").exists()


def test_the_dry_run_writes_nothing(cast: Cast):
    batch = checked(BOOK, cast.dora)
    assert batch.total("new") == 14
    assert not Account.objects.exists()
    assert not Contract.objects.exists()


def test_the_same_file_twice_changes_nothing(cast: Cast):
    written(BOOK, cast.dora)
    events = Event.objects.count()
    again = checked(BOOK, cast.dora)
    assert (again.total("unchanged"), again.total("new"), again.total("updated"), again.total("rejected")) == (
        14,
        0,
        0,
        0,
    )
    assert Event.objects.count() == events


def test_a_changed_cell_is_an_update_with_old_and_new(cast: Cast):
    written(BOOK, cast.dora)
    batch = written({"客户": [["客户名称", "城市", "行业"], ["霁川食品有限公司", "绵阳", ""]]}, cast.dora)
    row = batch.rows.get()
    assert (row.verdict, row.changes) == ("updated", {"city": ["成都", "绵阳"]})
    assert Account.objects.get(name="霁川食品有限公司").city == "绵阳"


def test_a_blank_cell_says_nothing(cast: Cast):
    written(BOOK, cast.dora)
    batch = checked({"客户": [["客户名称", "城市"], ["霁川食品有限公司", ""]]}, cast.dora)
    assert batch.rows.get().verdict == "unchanged"


def test_an_imported_name_is_found(cast: Cast):
    written(BOOK, cast.dora)
    assert {a.name for a in matching(Account.objects.all(), "湖州工厂", FieldPolicy())} == {"澄岳湖州工厂"}


def test_parents_that_only_rows_name_are_created_and_said(cast: Cast):
    batch = written({"客户": [HEAD, ["沐屿一厂", "工厂", "沐屿机械有限公司", "沐屿集团", "", "", ""]]}, cast.dora)
    plant = Account.objects.get(name="沐屿一厂")
    company, head = Account.objects.get(name="沐屿机械有限公司"), Account.objects.get(name="沐屿集团")
    assert (plant.parent_pk, company.parent_pk, head.kind) == (company.pk, head.pk, "head_office")
    assert Group.objects.filter(head=head).exists()
    assert batch.rows.filter(is_implied=True).count() == 2


def test_two_plants_of_one_name_in_two_groups_are_two_plants(cast: Cast):
    rows = [HEAD, ["第一工厂", "工厂", "", "甲示集团", "", "", ""], ["第一工厂", "工厂", "", "乙示集团", "", "", ""]]
    batch = written({"客户": rows}, cast.dora)
    assert batch.total("new") == 4
    assert Account.objects.filter(name="第一工厂").count() == 2
    assert checked({"客户": rows}, cast.dora).total("unchanged") == 2


def test_an_account_moves_with_what_is_below_it(cast: Cast):
    written(BOOK, cast.dora)
    code = Account.objects.get(name="澄岳湖州工厂").code
    rows = [["客户编号", "客户名称", "上级客户"], [code, "澄岳湖州工厂", "霁川食品有限公司"]]
    batch = written({"客户": rows}, cast.dora)
    assert batch.rows.get().verdict == "updated"
    shop, food = Account.objects.get(name="澄岳铸造车间"), Account.objects.get(name="霁川食品有限公司")
    assert shop.root_pk == food.pk
    assert Group.objects.filter(head=food).exists()


def test_a_plant_of_the_same_name_elsewhere_is_another_plant(cast: Cast):
    written(BOOK, cast.dora)
    batch = checked({"客户": [HEAD, ["澄岳湖州工厂", "", "霁川食品有限公司", "", "", "", ""]]}, cast.dora)
    assert batch.rows.get().verdict == "new"


def test_the_credit_code_decides_and_the_old_name_is_kept(cast: Cast):
    written(BOOK, cast.dora)
    batch = written({"客户": [HEAD, ["澄岳控股集团", "", "", "", "91350100M000100Y43", "", ""]]}, cast.dora)
    assert reasons(batch) == {2: ["account.names_differ"]}
    head = Account.objects.get(credit_code="91350100M000100Y43")
    assert (head.name, head.former_names) == ("澄岳控股集团", ["澄岳集团"])


BAD = {
    "客户": [
        HEAD,
        ["", "工厂", "", "", "", "湖州", ""],  # 2: no name
        ["环一公司", "", "环二公司", "", "", "", ""],  # 3, 4: a cycle
        ["环二公司", "", "环一公司", "", "", "", ""],
        ["重复公司", "", "", "", "", "", ""],  # 5 stands, 6 repeats it
        ["重复公司", "", "", "", "", "", ""],
        ["好公司", "", "", "", "", "", ""],
    ],
    "订单": [
        ["订单编号", "客户名称", "下单日期", "订单金额"],
        ["D-1", "没有的公司", "2026-04-02", 1],  # 2: no such customer
        ["D-2", "好公司", "2026-02-30", 1],  # 3: no such day
        ["D-3", "好公司", "2026-04-02", "很多"],  # 4: no amount
        ["D-4", "好公司", "2036-04-02", 1],  # 5: far future
        ["D-5", "好公司", "2026-04-02", 1],
        ["D-5", "好公司", "2026-04-03", 2],  # 7: the number twice
    ],
}


def test_one_bad_row_never_spoils_the_others(cast: Cast):
    batch = written(BAD, cast.dora)
    assert batch.status == ImportBatch.Status.DONE
    assert set(Account.objects.values_list("name", flat=True)) == {"重复公司", "好公司"}
    assert list(Order.objects.values_list("number", flat=True)) == ["D-5"]
    rejected = {
        (row.kind, row.number): [one["code"] for one in row.issues] for row in batch.rows.filter(verdict="rejected")
    }
    assert rejected == {
        ("accounts", 2): ["required"],
        ("accounts", 3): ["account.cycle"],
        ("accounts", 4): ["account.cycle"],
        ("accounts", 6): ["row.duplicate"],
        ("orders", 2): ["account.missing"],
        ("orders", 3): ["date.impossible"],
        ("orders", 4): ["money.unreadable"],
        ("orders", 5): ["date.too_late"],
        ("orders", 7): ["row.duplicate"],
    }


def test_what_hangs_on_a_refused_new_account_is_refused_too(cast: Cast):
    rows = [
        HEAD,
        ["环一公司", "", "环二公司", "", "", "", ""],
        ["环二公司", "", "环一公司", "", "", "", ""],
        ["下公司", "", "环一公司", "", "", "", ""],
    ]
    batch = checked({"客户": rows}, cast.dora)
    assert reasons(batch) == {2: ["account.cycle"], 3: ["account.cycle"], 4: ["account.missing"]}


def test_a_move_below_oneself_is_refused(cast: Cast):
    written(BOOK, cast.dora)
    batch = checked({"客户": [HEAD, ["澄岳集团", "", "澄岳铸造车间", "", "", "", ""]]}, cast.dora)
    assert reasons(batch) == {2: ["account.cycle"]}


def test_a_failed_writing_leaves_no_half_state(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    batch = checked(BOOK, cast.dora)
    batch.status = ImportBatch.Status.WRITING
    batch.save()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr("kaizhi.interchange.intake.account_desk.AccountDesk.close", broken)
    with pytest.raises(RuntimeError):
        actions.write(batch)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.FAILED
    assert not Account.objects.exists()
    assert not Event.objects.filter(verb="account.created").exists()


def test_a_report_that_no_longer_holds_is_not_written(cast: Cast):
    batch = checked(BOOK, cast.dora)
    create_account(Account(name="霁川食品有限公司", city="昆明"), parent=None, by=cast.dora)
    batch.status = ImportBatch.Status.WRITING
    batch.save()
    actions.write(batch)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.WAITING  # queued for another check
    assert Account.objects.count() == 1


def test_invisible_customers_are_neither_matched_nor_hinted_at(cast: Cast):
    create_account(Account(name="霁川食品有限公司", city="昆明"), parent=None, by=cast.anna)
    emil = User.objects.with_role().get(pk=cast.emil.pk)
    batch = checked({"客户": [["客户名称", "城市"], ["霁川食品有限公司", "昆明"]]}, emil)
    row = batch.rows.get()
    assert (row.verdict, row.issues, row.changes) == ("new", [], {})


def test_a_number_used_for_an_invisible_customer_is_refused_without_naming_it(cast: Cast):
    written(BOOK, cast.dora)
    emil = User.objects.with_role().get(pk=cast.emil.pk)
    sheets = {
        "客户": [["客户名称"], ["我的公司"]],
        "订单": [["订单编号", "客户名称", "下单日期", "订单金额"], ["DD-1", "我的公司", "2026-04-02", 1]],
    }
    row = checked(sheets, emil).rows.get(kind="orders")
    assert row.verdict == "rejected"
    assert "澄岳" not in str(row.issues)


def test_fields_one_may_not_write_are_left_out_and_said(cast: Cast):
    FieldRule.objects.create(role=cast.dora.role, object_name="accounts.account", field_name="city", mode="read")
    dora = User.objects.with_role().get(pk=cast.dora.pk)
    batch = written({"客户": [["客户名称", "城市"], ["霁川食品有限公司", "成都"]]}, dora)
    assert reasons(batch) == {2: ["field.not_yours"]}
    assert Account.objects.get().city == ""


def test_an_owner_nobody_knows_is_left_out_and_said(cast: Cast):
    batch = written({"客户": [["客户名称", "负责人"], ["霁川食品有限公司", "查无此人"]]}, cast.dora)
    assert reasons(batch) == {2: ["owner.unknown"]}
    assert Account.objects.get().owner == cast.dora


def test_percentages_of_owners_are_kept_for_later(cast: Cast):
    rows = [["客户名称", "客户类型", "上级客户"], ["珩昱工厂", "工厂", "珩昱控股 [60.0%]; 远示资本 [40.0%]"]]
    written({"客户": rows}, cast.dora)
    stakes = {stake.holder_name: (stake.share_bp, stake.holder and stake.holder.name) for stake in Stake.objects.all()}
    assert stakes == {"珩昱控股": (6000, "珩昱控股"), "远示资本": (4000, None)}


def test_group_facts_and_a_contact_may_stand_in_the_customers_own_row(cast: Cast):
    rows = [
        ["客户名称", "客户类型", "集团总工厂数量", "联系人", "手机", "生产工艺"],
        ["沐屿集团", "集团总部", "20", "王示", "13800005678", "铸造"],
    ]
    written({"客户": rows}, cast.dora)
    assert Group.objects.get().declared_plants == 20
    assert (Contact.objects.get().name, PlantFile.objects.get().process) == ("王示", "铸造")


def test_group_facts_belong_to_the_head(cast: Cast):
    written(BOOK, cast.dora)
    batch = checked({"集团信息": [["集团名称", "集团总工厂数量"], ["澄岳湖州工厂", 8]]}, cast.dora)
    assert reasons(batch) == {2: ["group.not_a_head"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "gb18030"])
def test_a_table_in_every_encoding(cast: Cast, encoding: str):
    table = "本表仅供内部使用,,\n客户名称,客户类型,城市\n澄岳湖州工厂,工厂,湖州\n".encode(encoding)
    batch = written(table, cast.dora, "客户.csv")
    assert (Account.objects.get().name, batch.sheets[0]["header_row"]) == ("澄岳湖州工厂", 2)


def test_a_file_that_is_no_workbook_is_refused_whole(cast: Cast):
    batch = uploaded(b"PK\x03\x04 broken", cast.dora)
    actions.check(batch)
    assert batch.status == ImportBatch.Status.FAILED
    assert batch.error
    assert not ImportRow.objects.exists()


def test_a_sheet_of_no_known_kind_is_left_out_and_said(cast: Cast):
    batch = checked({"客户": [["客户名称"], ["霁川食品有限公司"]], "食谱": [["菜", "盐"], ["鱼", 3]]}, cast.dora)
    assert [sheet["is_included"] for sheet in batch.sheets] == [True, False]
    assert batch.total("new") == 1


def test_the_person_may_map_a_column_by_hand(cast: Cast):
    batch = checked({"客户": [["客户名称", "所在地儿"], ["霁川食品有限公司", "成都"]]}, cast.dora)
    choice = actions.SheetChoice(0, actions.SheetKind.ACCOUNTS, {0: "name", 1: "city"}, {}, is_new_kind=False)
    actions.change_mapping(batch, [choice], by=cast.dora)
    actions.check(batch)
    batch.status = ImportBatch.Status.WRITING
    batch.save()
    actions.write(batch)
    assert Account.objects.get().city == "成都"


def test_checking_costs_statements_by_the_chunk_not_by_the_row(cast: Cast, django_assert_max_num_queries):
    rows = [["客户名称", "客户类型", "所属集团"], *([f"第{n}示工厂", "工厂", f"示{n % 30}集团"] for n in range(900))]
    batch = uploaded(workbook({"客户": rows}), cast.dora)
    with django_assert_max_num_queries(60):
        actions.check(batch)
