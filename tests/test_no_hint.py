"""Emil of another team meets no trace of Anna's group; a field rule holds wherever the field could show."""

import re
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from kaizhi.access.capabilities import Capability
from kaizhi.access.models import Role, User
from kaizhi.accounts.models import Account
from kaizhi.common.dates import today
from kaizhi.config.tests.scene import CREDIT_CODE, MOBILE, Scene, make_emils_customer, make_group
from kaizhi.config.tests.walk import ask, client_for, every_url, text_of
from kaizhi.conftest import Cast
from kaizhi.insight.actions import score_book
from kaizhi.interchange.tests.workbooks import checked

#: What names the people of the house, or how large the book is, is for those who administer.
NOT_EMILS = {Capability.PEOPLE_MANAGE, Capability.SCORE_RUN}
SECRETS = re.compile(
    rf"zyx|{MOBILE}|{CREDIT_CODE}|\b50\d\d\b(?!-)|770001"  # names, numbers of accounts and of records
    r"|7,?654,?321|765\.43|5,?432,?109|543\.2|3,?210,?987|321\.1|6,?543,?210|654\.3|9,?876,?543|987\.65|8,?765,?432"
    r"|876\.54|76,?543|13,?086,?430|1,?308\.6|1,?318\.6|13,?186,?430",
    re.IGNORECASE,
)


GROUPS_KEYS = (
    *("head", "company", "lyon", "brno", "pune", "shop", "contact", "competitor", "case", "contract", "order"),
    *("instalment", "opportunity", "batch", "run"),
)
OTHER_CODE = "91420106100019542D"  # as well formed as the group's own
NOBODYS = {name: 9_999_001 + place for place, name in enumerate(GROUPS_KEYS)}


@pytest.fixture
def ambitious_emil(cast: Cast) -> User:
    """Emil may do everything that does not concern the house itself, with his own customers."""
    may = [capability.value for capability in Capability if capability not in NOT_EMILS]
    role = Role.objects.create(code="own_everything", name="Own", data_scope=Role.DataScope.OWN, capabilities=may)
    User.objects.filter(pk=cast.emil.pk).update(role=role)
    return User.objects.get(pk=cast.emil.pk)


def pages_of(user: User, scene: Scene) -> dict[tuple[str, bool], tuple[int, str]]:
    """Code and words of every address this person can ask for."""
    client, found = client_for(user), {}
    for url, piece in every_url(scene):
        answer = ask(client, url, piece=piece)
        found[url, piece] = (answer.status_code, text_of(answer))
    return found


def test_it_works(scene: Scene):
    """The search below would see the secrets: Anna meets them on nearly every address of the group."""
    pages = pages_of(scene.cast.anna, scene)
    telling = {url for (url, _piece), (code, text) in pages.items() if code == 200 and SECRETS.search(text)}
    assert len(telling) > 60
    assert all(code < 500 for code, _text in pages.values())
    together = "".join(text for _code, text in pages.values())
    for secret in ("7,654,321", "543.2", "321.1", "654.3", MOBILE, CREDIT_CODE, "Zyxrival", "Zyxcomment", "Zyxcase"):
        assert secret in together, secret


def test_emil_meets_no_name_number_or_amount(scene: Scene, ambitious_emil: User):
    found = []
    for (url, piece), (code, text) in pages_of(ambitious_emil, scene).items():
        own_words = text.replace(url, "")
        for asked in re.findall(r"=(\d{4,})", url):  # what was typed comes back in the form
            own_words = re.sub(rf'value="(group=)?{asked}"', "", own_words)
        if code == 200 and (hit := SECRETS.search(own_words)):
            around = own_words[max(0, hit.start() - 80) : hit.end() + 40]
            found.append(f"{url} {'piece' if piece else 'page'}: {around!r}")
    assert not found, "\n".join(found[:12])


def test_no_total_and_no_count_moves(cast: Cast, media: None, ambitious_emil: User):
    """Emil's pages are, word for word, what they were before the group existed."""
    scene = Scene(cast)
    make_emils_customer(scene)
    scene.keep_cast()
    score_book(today())
    absent = Scene(cast, ids=NOBODYS | scene.ids)
    before = pages_of(ambitious_emil, absent)
    make_group(scene)
    scene.keep(run=score_book(today()))
    after = pages_of(ambitious_emil, scene)
    assert len(before) == len(after)
    pairs = zip(before, after, strict=True)
    moved = [
        (was, now, *first_difference(plain(before[was], was[0], absent), text)) for was, now in pairs
        if plain(before[was], was[0], absent) != (text := plain(after[now], now[0], scene))
    ]  # fmt: skip
    assert not moved, "\n".join(map(str, moved[:8]))


def first_difference(one: str, other: str) -> tuple[str, str]:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, place - 60) : place + 60], other[max(0, place - 60) : place + 60]


def plain(page: tuple[int, str], url: str, scene: Scene) -> str:
    """A page without the numbers of the records that were asked for."""
    code, text = page
    for path in (url, url.split("?", maxsplit=1)[0]):
        text = text.replace(path, "").replace(quote(path), "")
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", "", text)  # the component page says how late it is
    numbers = "|".join(str(scene.ids[name]) for name in GROUPS_KEYS if scene.ids[name] > 5_000)
    return f"{code} " + re.sub(rf'(?<=[/="])({numbers})\b', "N", text)


POSTS = [
    ("/accounts/new/", {"name": "Another", "parent": "{head}"}),
    ("/accounts/{works}/move/", {"parent": "{head}"}),
    ("/opportunities/new/", {"account": "{lyon}", "name": "x", "opened_on": "2026-11-01"}),
    ("/orders/new/", {"account": "{lyon}", "number": "E-1", "status": "confirmed", "ordered_on": "2026-11-01",
                      "amount": "1"}),
    ("/orders/new/", {"account": "{works}", "number": "E-1", "status": "confirmed", "ordered_on": "2026-11-01",
                      "amount": "1", "contract": "{contract}"}),
    ("/satisfaction/new/", {"account": "{lyon}", "surveyed_on": "2026-11-01", "score_hundredths": "4"}),
    ("/accounts/batch/follow-up/", {"pk": "{head}", "on": "2026-12-24", "go": "1"}),
    ("/accounts/batch/share/", {"pk": "{head}", "user": "{emil}", "go": "1"}),
    ("/accounts/batch/transfer/", {"pk": "{head}", "owner": "{emil}", "go": "1"}),
    ("/accounts/{head}/transfer/", {"owner": "{emil}"}),
    ("/accounts/{head}/collaborators/", {"add": "{emil}"}),
]  # fmt: skip


def test_naming_a_hidden_record_is_like_naming_none(scene: Scene, ambitious_emil: User):
    """Made-up forms with the group's numbers in them: the answer is as for numbers nobody has, and nothing changes."""
    client, differing = client_for(ambitious_emil), []
    before = facts_of_all()
    for url, form in POSTS:
        answers = [answer_to(client, url, form, ids) for ids in (scene.ids, scene.ids | NOBODYS)]
        if answers[0] != answers[1] or SECRETS.search(answers[0][1]):
            differing.append(f"{url} {form}: {answers[0][0]}, {answers[1][0]}")
        assert facts_of_all() == before, (url, form)
    assert not differing, "\n".join(differing)


def facts_of_all() -> list[dict[str, object]]:
    return list(Account.objects.order_by("pk").values())


def answer_to(client: Client, url: str, form: dict[str, str], ids: dict[str, int]) -> tuple[int, str]:
    """Code and words of a posted form, without the numbers it named; what it wrote is taken back."""
    with transaction.atomic():
        answer = client.post(url.format(**ids), {name: value.format(**ids) for name, value in form.items()})
        words = text_of(answer) + answer.headers.get("Location", "")
        written = facts_of_all()
        transaction.set_rollback(True)
    numbers = "|".join(str(ids[name]) for name in NOBODYS if ids[name] > 5_000)
    return answer.status_code, re.sub(numbers, "N", words) + str(len(written))


def test_a_customer_known_to_others_can_be_created_without_a_hint(scene: Scene, ambitious_emil: User):
    """Same name, same credit code: Emil's form answers as for any new customer."""
    client = client_for(ambitious_emil)
    similar = text_of(client.get("/accounts/new/similar/", {"name": "Zyxhead", "credit_code": CREDIT_CODE}))
    assert similar.replace("Zyxhead", "") == text_of(client.get("/accounts/new/similar/", {"name": "Unheard"}))
    made = client.post("/accounts/new/", {"name": "Zyxhead", "kind": "company", "credit_code": CREDIT_CODE})
    assert made.status_code == 302
    assert Account.objects.filter(name="Zyxhead", owner=ambitious_emil).exists()


HEAD = ["客户名称", "客户类型", "上级客户", "统一社会信用代码", "客户编号"]


def verdicts_on(sheets, by: User) -> list[tuple[object, ...]]:
    batch = checked(sheets, by)
    return [
        (row.verdict, row.issues, row.changes, row.is_implied) for row in batch.rows.order_by("sheet", "number", "pk")
    ]


def test_an_imports_verdicts_know_only_what_the_person_sees(scene: Scene, ambitious_emil: User):
    """A workbook that names the group gets, row by row, the verdicts of one that names a group nobody knows."""

    def book(name: str, code: str) -> dict[str, list[list[object]]]:
        return {
            "客户": [HEAD, [f"{name}head", "集团总部", "", code, ""], [f"{name}lyon", "工厂", f"{name}head", "", ""],
                     [f"{name}new", "工厂", f"{name}company", "", ""]],
            "联系人": [["客户名称", "姓名", "手机"], [f"{name}lyon", f"{name}jean", MOBILE]],
            "订单": [["订单编号", "客户名称", "合同编号", "下单日期", "订单金额"],
                     ["E-77", f"{name}lyon", f"{name}-K1", "2026-04-02", 100]],
            "满意度": [["客户名称", "评价日期", "满意度评分"], [f"{name}lyon", "2026-06-30", "4.5"]],
        }  # fmt: skip

    known = verdicts_on(book("Zyx", CREDIT_CODE), ambitious_emil)
    unheard = verdicts_on(book("Qux", OTHER_CODE), ambitious_emil)

    def told(rows):
        return sorted(re.sub("(?i)zyx|qux", "", str(row)) for row in rows)

    assert told(known) == told(unheard)
