"""A book in which everything exists once: Anna's group with business of every kind, and a small customer of Emil's.

Every text of Anna's group begins with `mark`, and every number is one that occurs nowhere else, so that a test can ask
whether any of it stands on a page. With another mark the same book asks whether a page escapes what people type.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kaizhi.access.models import User
from kaizhi.accounts.actions import create_account, share_account
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile
from kaizhi.common.dates import today
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers
from kaizhi.conftest import Cast
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.insight.actions import score_book
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.tests.workbooks import checked
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

YUAN = 100
MARK = "Zyx"
#: Numbers up to here are left out, so that an account's own number is not also a count or a year.
_FIRST_NUMBERS = 5_000
_RECORD_KEY = 770_001  # one for all of the group's records: their numbers are unusual, too
CREDIT_CODE = "91420106100009774A"
MOBILE = "13987650123"


@dataclass
class Scene:
    """Keys of URL arguments by the name the table of URLs gives them, and the objects behind."""

    cast: Cast
    mark: str = MARK
    ids: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def text(self, words: str) -> str:
        return f"{self.mark}{words}"

    def keep(self, **found: object) -> None:
        self.ids |= {name: one.pk for name, one in found.items()}  # type: ignore[attr-defined]

    def keep_cast(self) -> None:
        cast = self.cast
        self.keep(anna=cast.anna, ben=cast.ben, emil=cast.emil, role=cast.anna.role, team=cast.east)


def make_scene(cast: Cast, mark: str = MARK) -> Scene:
    scene = Scene(cast, mark)
    make_emils_customer(scene)
    make_group(scene)
    score_book(today() - timedelta(days=30))
    scene.keep(run=score_book(today()))
    scene.keep_cast()
    return scene


def make_group(scene: Scene) -> None:
    take_numbers(ACCOUNT_NUMBERS, _FIRST_NUMBERS)
    _make_tree(scene)
    _make_people_there(scene)
    _make_trade(scene)
    _make_import(scene)


def _account(scene: Scene, name: str, parent: str | None, kind: str, **facts: object) -> Account:
    one = Account(name=scene.text(name), kind=kind, **facts)
    made = create_account(one, parent=scene.accounts[parent] if parent else None, by=scene.cast.anna)
    scene.accounts[name] = made
    scene.ids[name] = made.pk
    return made


def _make_tree(scene: Scene) -> None:
    text, kind = scene.text, Account.Kind
    head = _account(
        scene, "head", None, kind.HEAD_OFFICE, short_name=text("short"), former_names=[text("former")],
        name_en=text("en"), credit_code=CREDIT_CODE, legal_representative=text("legal"),
        registered_capital=8_765_432 * YUAN,
        industry=text("industry"), province=text("prov"), city=text("city"), district=text("distr"),
        address=text("address"), phone=text("phone"), website=text("site"), source=text("source"), notes=text("notes"),
        founded_on=date(1987, 6, 5), n_employees=76_543, next_follow_up_on=today() + timedelta(days=9),
    )  # fmt: skip
    Group.objects.filter(head=head).update(
        declared_plants=17, annual_budget=9_876_543 * YUAN, industry_rank=3, procurement_process=text("process"),
        shared_needs=text("needs"), price_agreement=text("prices"), service_agreement=text("service"),
        next_follow_up_on=today() + timedelta(days=5),
    )  # fmt: skip
    _account(scene, "company", "head", kind.COMPANY)
    for name in ("lyon", "brno", "pune"):
        _account(scene, name, "company", kind.PLANT, city=text("city"))
    _account(scene, "shop", "lyon", kind.WORKSHOP)
    PlantFile.objects.create(
        account=scene.accounts["lyon"], scale=text("scale"), process=text("line"), management_level=text("level"),
        special_needs=text("special"),
    )  # fmt: skip
    share_account(scene.accounts["lyon"], [scene.cast.ben], by=scene.cast.anna)


def _make_people_there(scene: Scene) -> None:
    text, lyon = scene.text, scene.accounts["lyon"]
    contact = Contact.objects.create(
        pk=_RECORD_KEY, account=lyon, name=text("jean"), department=text("dept"), post=text("post"), mobile=MOBILE,
        phone=text("desk"), email=f"{scene.mark[:3]}jean@example.com", wechat=text("wechat"), decision_role="champion",
        role_weight=40, closeness=75, notes=text("notes"),
    )  # fmt: skip
    rival = CompetitorProduct.objects.create(
        pk=_RECORD_KEY, account=scene.accounts["pune"], competitor=text("rival"), product_line=text("line")
    )
    Satisfaction.objects.create(
        pk=_RECORD_KEY, account=lyon, surveyed_on=today() - timedelta(days=40), score_hundredths=450,
        source=text("survey"), comment=text("comment"),
    )  # fmt: skip
    case = SuccessCase.objects.create(
        pk=_RECORD_KEY, account=lyon, title=text("case"), summary=text("summary"), roi_percent=143, published_on=today()
    )
    scene.keep(contact=contact, competitor=rival, case=case)


def _make_trade(scene: Scene) -> None:
    text, lyon, anna, now = scene.text, scene.accounts["lyon"], scene.cast.anna, today()
    contract = Contract.objects.create(
        pk=_RECORD_KEY, account=lyon, number=text("-K1"), title=text("title"), signed_on=now - timedelta(days=90),
        amount=7_654_321 * YUAN, product_line=text("line"), owner=anna, notes=text("notes"),
    )  # fmt: skip
    order = Order.objects.create(
        pk=_RECORD_KEY, account=scene.accounts["brno"], number=text("-D1"), ordered_on=now - timedelta(days=70),
        amount=5_432_109 * YUAN, product_line=text("line"), owner=anna, notes=text("notes"),
    )  # fmt: skip
    instalment = Instalment.objects.create(
        pk=_RECORD_KEY, account=lyon, contract=contract, label=text("label"), due_on=now - timedelta(days=8),
        amount=3_210_987 * YUAN, paid_amount=1_098_765 * YUAN, paid_on=now - timedelta(days=20),
    )  # fmt: skip
    deal = Opportunity.objects.create(
        pk=_RECORD_KEY, account=scene.accounts["pune"], number=text("-O1"), name=text("deal"), amount=6_543_210 * YUAN,
        product_line=text("line"), opened_on=now - timedelta(days=30), expected_on=now + timedelta(days=60), owner=anna,
        notes=text("notes"),
    )  # fmt: skip
    scene.keep(contract=contract, order=order, instalment=instalment, opportunity=deal)


def make_emils_customer(scene: Scene) -> None:
    """So that Emil's lists are not empty: a group of one plant that buys."""
    emil: User = scene.cast.emil
    head = create_account(Account(name="Westfield Holding", kind=Account.Kind.HEAD_OFFICE), parent=None, by=emil)
    plant = create_account(Account(name="Westfield Works", kind=Account.Kind.PLANT), parent=head, by=emil)
    Contact.objects.create(account=plant, name="Wes Field")
    Order.objects.create(account=plant, number="W-1", ordered_on=today() - timedelta(days=50), amount=100_000 * YUAN)
    scene.accounts |= {"west": head, "works": plant}
    scene.keep(west=head, works=plant)


def _make_import(scene: Scene) -> None:
    """A checked workbook of Anna's: one new customer, one known, one row refused."""
    text = scene.text
    head = ["客户名称", "客户类型", "上级客户", "备注"]
    rows = [
        [text("upload"), "工厂", text("head"), text("cell")],
        [text("lyon"), "工厂", text("company"), text("cell")],
        ["", "工厂", text("head"), text("cell")],
    ]
    file = f"{scene.mark}book.xlsx".replace("/", "-").replace("\\", "-")
    batch: ImportBatch = checked({"客户": [head, *rows]}, scene.cast.anna, file)
    scene.keep(batch=batch)
