"""A field a role may not read shows nowhere: page, piece, list, file, search, filter, sort, form, timeline, import."""

import re

import pytest
from django.test import Client

from kaizhi.access.models import FieldRule, User
from kaizhi.accounts.actions import change_account
from kaizhi.accounts.models import Account, Contact
from kaizhi.accounts.records import save_record
from kaizhi.config.tests.scene import CREDIT_CODE, MOBILE, Scene
from kaizhi.config.tests.walk import ask, client_for, every_url, text_of
from kaizhi.contracts.models import Order
from kaizhi.interchange.tests.workbooks import checked

NEW_MOBILE = "13611112222"
NEW_CODE = "91420106100019542D"
NEW_AMOUNT = 4_213_098  # yuan
#: The order's amount, before and after its change, and every sum it enters.
AMOUNTS = r"5,?432,?109|543\.2|4,?213,?098|421\.3|13,?086,?430|1,?308\.6|11,?867,?419|1,?186\.7"
SECRETS = re.compile(rf"{MOBILE}|{NEW_MOBILE}|{CREDIT_CODE}|{NEW_CODE}|{AMOUNTS}")
FIELDS = (
    ("accounts.contact", "mobile"), ("contracts.order", "amount"), ("accounts.account", "credit_code"),
)  # fmt: skip


def rule(scene: Scene, mode: str) -> User:
    """Anna, whose role may do with the three fields what `mode` says."""
    for name, field in FIELDS:
        FieldRule.objects.create(role=scene.cast.anna.role, object_name=name, field_name=field, mode=mode)
    return User.objects.get(pk=scene.cast.anna.pk)


def change_all(scene: Scene) -> None:
    """Dora changes all three, so that the timeline has old and new values to tell."""
    contact = Contact.objects.get(pk=scene.ids["contact"])
    contact.mobile = NEW_MOBILE
    save_record(contact, noun="contact", by=scene.cast.dora)
    change_account(scene.accounts["head"], {"credit_code": NEW_CODE}, by=scene.cast.dora)
    order = Order.objects.get(pk=scene.ids["order"])
    order.amount = NEW_AMOUNT * 100
    save_record(order, noun="order", by=scene.cast.dora)


def telling(user: User, scene: Scene) -> list[str]:
    client, found = client_for(user), []
    for url, piece in every_url(scene):
        answer = ask(client, url, piece=piece)
        assert answer.status_code < 500, url
        text = text_of(answer)
        for hit in SECRETS.finditer(text):
            around = text[max(0, hit.start() - 90) : hit.end() + 30]
            found.append(f"{url} {'piece' if piece else 'page'}: {around!r}")
    return found


def test_it_works(scene: Scene):
    """Without a rule Anna meets all of it: the search below can see."""
    change_all(scene)
    found = telling(scene.cast.anna, scene)
    assert len(found) > 20
    for secret in (MOBILE, NEW_MOBILE, CREDIT_CODE, NEW_CODE, "421.3"):
        assert any(secret in one for one in found), secret


@pytest.mark.parametrize("mode", ["hidden", "masked"])
def test_what_is_hidden_or_masked_shows_nowhere(scene: Scene, mode: str):
    user = rule(scene, mode)
    change_all(scene)
    found = telling(user, scene)
    assert not found, "\n".join(found[:12])


def words(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return text_of(answer)


def test_a_masked_value_shows_its_ends_only(scene: Scene):
    client = client_for(rule(scene, "masked"))
    for url in ("/accounts/contacts/", "/accounts/contacts/?export=csv", "/accounts/contacts/?export=xlsx",
                f"/accounts/{scene.ids['lyon']}/"):  # fmt: skip
        assert "139****0123" in words(client, url), url


def rows_in(page: str) -> str:
    return page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]


@pytest.mark.parametrize("mode", ["hidden", "masked"])
def test_a_list_does_not_tell_by_filter_or_order(scene: Scene, mode: str):
    """A filter or a sort that obeyed would tell the value bit by bit."""
    client = client_for(rule(scene, mode))
    Contact.objects.create(account=scene.accounts["brno"], name="Zyxb", mobile="10000000000")
    Contact.objects.create(account=scene.accounts["brno"], name="Zyxc", mobile="19999999999")
    for base, asked in (
        ("/accounts/contacts/", ("mobile=1398", "mobile=nothing", "sort=mobile", "sort=-mobile")),
        ("/orders/", ("amount_min=100", "amount_max=1", "sort=amount", "sort=-amount")),
    ):
        plain = rows_in(words(client, base))
        for query in asked:
            page = words(client, f"{base}?{query}")
            assert rows_in(page) == plain, query
            assert "not open to you" in page, query


@pytest.mark.parametrize("mode", ["hidden", "masked"])
def test_nobody_finds_by_what_they_may_not_read(scene: Scene, mode: str):
    user = rule(scene, mode)
    client, free = client_for(user), client_for(scene.cast.dora)
    for url in (f"/accounts/search/?q={CREDIT_CODE}", f"/accounts/search/?q={CREDIT_CODE}&palette=1",
                f"/accounts/pick/?q={CREDIT_CODE}", f"/accounts/pick/groups/?q={CREDIT_CODE}",
                f"/accounts/?q={CREDIT_CODE}", f"/tree/?q={CREDIT_CODE}", f"/radar/ranking/?q={CREDIT_CODE}",
                f"/orders/?q={CREDIT_CODE}",
                f"/accounts/new/similar/?name=qqqq&credit_code={CREDIT_CODE}"):  # fmt: skip
        assert "Zyx" not in words(client, url), url
    for url in (f"/accounts/search/?q={CREDIT_CODE}", f"/accounts/?q={CREDIT_CODE}"):
        assert "Zyx" in words(free, url), url


def test_a_form_neither_shows_nor_takes_it(scene: Scene):
    client = client_for(rule(scene, "hidden"))
    contact, order = (f"/accounts/contacts/{scene.ids['contact']}/", f"/orders/{scene.ids['order']}/")
    assert 'name="mobile"' not in words(client, contact)
    assert 'name="amount"' not in words(client, order)
    assert client.post(contact, {"name": "Zyxjean", "closeness": "75", "mobile": "1"}).status_code == 302
    assert Contact.objects.get(pk=scene.ids["contact"]).mobile == MOBILE
    fact = f"/accounts/{scene.ids['head']}/facts/account/credit_code/"
    assert client.get(f"{fact}?edit=1").status_code == 404
    assert client.post(fact, {"credit_code": "x", "was": CREDIT_CODE}).status_code == 404
    assert Account.objects.get(pk=scene.ids["head"]).credit_code == CREDIT_CODE


@pytest.mark.parametrize("mode", ["hidden", "masked"])
def test_an_import_tells_no_old_value(scene: Scene, mode: str):
    """The verdict of a row shows old and new values; of a field one may not read, neither."""
    user = rule(scene, mode)
    batch = checked(
        {
            "联系人": [["客户名称", "姓名", "手机", "职务"], ["Zyxlyon", "Zyxjean", NEW_MOBILE, "Zyxnewpost"]],
            "客户": [["客户名称", "统一社会信用代码", "城市"], ["Zyxhead", NEW_CODE, "Zyxtown"]],
        },
        user,
    )
    page = words(client_for(user), f"/import/{batch.pk}/?verdict=updated")
    assert "Zyxnewpost" in page
    assert MOBILE not in page
    assert CREDIT_CODE not in page
