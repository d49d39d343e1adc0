"""The pages around the tree: R6 on the page, what they hide, what they cost."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation

from kaizhi.access.models import FieldRule
from kaizhi.accounts.actions import prepare_account, share_account
from kaizhi.accounts.models import Account, Contact, Group
from kaizhi.audit.models import Event
from kaizhi.common.dates import today
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers
from kaizhi.contracts.models import Order
from kaizhi.coverage.tests.factories import make_account, make_opportunity, make_order, make_r6, make_rival

pytestmark = pytest.mark.django_db
STATEMENTS = 14  # session and person 2, account 1, tree 5, ways in 1, score 1, field rules 1, room for the frame
MOST_BYTES = 60_000


@pytest.fixture
def northwind(cast):
    return make_r6(cast.anna)


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(cast.anna)


def page_of(client, account, query=""):
    return client.get(reverse("coverage:tree", args=[account.pk]) + query)


def data_in(response):
    """What the page gives its scripts."""
    found = re.search(r'<script id="tree-data"[^>]*>(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(found[1])


def blind_names(response):
    aside = re.search(r'<aside[^>]*id="blind-spots".*?</aside>', response.content.decode(), re.DOTALL)[0]
    return re.findall(r"<li data-id=.*?data-look title=\"(.*?)\"", aside, re.DOTALL)


def lines(response):
    """Numbers of the nodes the table shows, in order."""
    return [int(pk) for pk in re.findall(r'<tr data-id="(\d+)"', response.content.decode())]


def test_it_works(anna, northwind):
    """R6: 12 plants, 5 of them customers: the page lists the 7 blind spots at once, each with its way forward."""
    head, plants = northwind
    response = page_of(anna, head)
    assert response.status_code == 200
    assert sorted(blind_names(response)) == [plant.name for plant in plants[5:]]
    html = response.content.decode()
    assert "5/12" in html
    assert "41.7%" in html
    create = reverse("pipeline:create")
    assert all(f'href="{create}?account={plant.pk}"' in html for plant in plants[5:])


def test_the_drawing_is_told_the_same_as_the_table(anna, northwind):
    head, plants = northwind
    response = page_of(anna, head)
    rows = data_in(response)["rows"]
    assert [row[0] for row in rows if row[1] == 0] == [head.pk]
    assert (
        {row[0] for row in rows}
        == set(lines(response))
        == {head.pk, *(p.pk for p in plants), *(p.parent_pk for p in plants)}
    )
    top = next(row for row in rows if row[0] == head.pk)
    assert (top[10], top[11]) == (12, 5)


def test_another_territory_is_told_nothing(cast, sign_in, northwind):
    head, _plants = northwind
    emil = sign_in(cast.emil)
    addresses = [
        reverse("coverage:tree", args=[head.pk]),
        reverse("coverage:nodes", args=[head.pk]),
        reverse("coverage:export", args=[head.pk, "csv"]),
        reverse("coverage:account_panel", args=[head.pk]),
    ]
    assert [emil.get(address).status_code for address in addresses] == [404] * 4
    assert "Northwind" not in emil.get(reverse("coverage:groups")).content.decode()


def test_a_partial_viewer_sees_no_trace_of_the_rest(cast, sign_in, northwind):
    """Emil works on one plant: no head, no sister, no total, not even how many there are."""
    _head, plants = northwind
    share_account(plants[7], [cast.emil], by=cast.anna)
    make_opportunity(plants[8])
    emil = sign_in(cast.emil)
    response = page_of(emil, plants[7])
    html = unescape(response.content.decode())
    assert lines(response) == [plants[7].pk]
    assert [row[0] for row in data_in(response)["rows"]] == [plants[7].pk]
    assert set(re.findall(r"Northwind \w+ \d*", html)) == {plants[7].name}
    assert "0 / 1</dd>" in html
    assert "Penetration" not in html
    nodes = emil.get(reverse("coverage:nodes", args=[plants[7].pk]), {"under": f"{plants[8].pk}.{plants[8].parent_pk}"})
    assert json.loads(nodes.content)["rows"] == []
    searched = emil.get(reverse("coverage:nodes", args=[plants[7].pk]), {"q": "Northwind"})
    assert json.loads(searched.content)["hits"] == [plants[7].pk]
    panel = emil.get(reverse("coverage:account_panel", args=[plants[7].pk])).content.decode()
    assert set(re.findall(r"Northwind plant \d+", panel)) <= {plants[7].name}


def test_several_parts_of_a_group_are_named_as_parts(cast, sign_in, northwind):
    _head, plants = northwind
    for plant in (plants[7], plants[2]):
        share_account(plant, [cast.emil], by=cast.anna)
    html = page_of(sign_in(cast.emil), plants[7]).content.decode()
    assert "<h1>Northwind plant 07 and 1 more account</h1>" in html
    assert "High potential" not in html


def test_hidden_amounts_are_absent_everywhere(cast, anna, northwind):
    head, _plants = northwind
    FieldRule.objects.create(role=cast.anna.role, object_name="contracts.order", field_name="amount", mode="hidden")
    response = page_of(anna, head)
    assert "50.00" not in response.content.decode()
    assert "10.00" not in response.content.decode()
    assert {row[9] for row in data_in(response)["rows"]} == {None}
    sheet = anna.get(reverse("coverage:export", args=[head.pk, "csv"])).content.decode("utf-8-sig")
    assert "100000" not in sheet
    assert "Signed amount" not in sheet


def test_a_choice_in_the_legend_leaves_hits_and_the_way_to_them(anna, northwind):
    head, plants = northwind
    make_rival(plants[9])
    shown = lines(page_of(anna, head, "?show=competitor"))
    assert shown == [head.pk, plants[9].parent_pk, plants[9].pk]
    answer = json.loads(anna.get(reverse("coverage:nodes", args=[head.pk]), {"show": "competitor"}).content)
    assert answer["hits"] == [plants[9].pk]
    assert set(answer["open"]) == {head.pk, plants[9].parent_pk}


def test_search_and_legend_narrow_together(anna, northwind):
    head, plants = northwind
    query = {"q": plants[0].name, "show": "uncovered"}
    assert json.loads(anna.get(reverse("coverage:nodes", args=[head.pk]), query).content)["hits"] == []
    query["show"] = "customer"
    assert json.loads(anna.get(reverse("coverage:nodes", args=[head.pk]), query).content)["hits"] == [plants[0].pk]


def test_folding_by_hand_is_in_the_address(anna, northwind):
    head, plants = northwind
    folded = lines(page_of(anna, head, f"?flip={plants[0].parent_pk}"))
    assert len(folded) == 3 + 6
    assert lines(page_of(anna, head, f"?flip={head.pk}")) == [head.pk]


def test_workshops_start_folded_under_their_plant(cast, anna, northwind):
    head, plants = northwind
    workshop = make_account("Casting shop", plants[0], cast.anna, Account.Kind.WORKSHOP)
    assert workshop.pk not in lines(page_of(anna, head))
    assert workshop.pk in lines(page_of(anna, head, f"?flip={plants[0].pk}"))
    under = json.loads(anna.get(reverse("coverage:nodes", args=[head.pk]), {"under": plants[0].pk}).content)
    assert [row[0] for row in under["rows"]] == [workshop.pk]


def test_htmx_gets_the_table_alone(anna, northwind):
    head, _plants = northwind
    piece = anna.get(reverse("coverage:tree", args=[head.pk]), headers={"HX-Request": "true"}).content.decode()
    assert piece.strip().startswith('<div id="tree-table"')
    assert "<html" not in piece


@pytest.mark.parametrize(
    "query", ["?flip=abc.-1.9" + "9" * 40, "?show=nonsense", "?at=x&rows=-5", "?q=%00%27", "?view=evil"]
)
def test_nonsense_asks_for_nothing(anna, northwind, query):
    assert page_of(anna, northwind[0], query).status_code == 200


def test_names_cannot_break_out_of_the_page(cast, anna):
    head = make_account("</script><script>x=1</script>", None, cast.anna, Account.Kind.HEAD_OFFICE)
    make_account('"><img src=x onerror=1>', head, cast.anna)
    html = page_of(anna, head).content.decode()
    assert "<script>x=1" not in html
    assert "<img src=x" not in html


def test_the_way_in_is_the_nearest_supporter(anna, northwind):
    head, plants = northwind
    Contact.objects.create(account=head, name="Hugo Head", post="Purchasing director")
    Contact.objects.create(account=plants[0], name="Eva East", post="Plant manager", decision_role="champion")
    Contact.objects.create(account=plants[1], name="Wim West", closeness=75)
    Contact.objects.create(account=plants[6], name="Olga Own")
    Contact.objects.create(account=plants[8], name="Gone Girl", is_active=False)
    html = unescape(page_of(anna, head).content.decode())
    ways = dict(re.findall(r'<li data-id="(\d+)">.*?class="way[^"]*">(.*?)</p>', html, re.DOTALL))
    assert ways[str(plants[6].pk)] == "Olga Own, known here"
    assert ways[str(plants[8].pk)] == "plant 00: Eva East · Plant manager can introduce us"
    assert ways[str(plants[7].pk)] == "plant 01: Wim West can introduce us"


def test_head_office_opens_where_no_supporter_does(cast, anna, northwind):
    head, plants = northwind
    Contact.objects.create(account=head, name="Hugo Head", post="Purchasing director")
    Contact.objects.create(account=plants[0], name="Eva East", decision_role="champion")
    FieldRule.objects.create(role=cast.anna.role, object_name="accounts.contact", field_name="closeness", mode="hidden")
    html = unescape(page_of(anna, head).content.decode())
    assert "Head office: Hugo Head · Purchasing director" in html
    assert "Eva East" not in html


def test_contacts_that_are_hidden_open_nothing(cast, anna, northwind):
    head, _plants = northwind
    Contact.objects.create(account=head, name="Hugo Head")
    FieldRule.objects.create(role=cast.anna.role, object_name="accounts.contact", field_name="name", mode="masked")
    assert "Hugo" not in page_of(anna, head).content.decode()


def test_a_reader_is_offered_no_opportunity(cast, sign_in, northwind):
    html = page_of(sign_in(cast.ben), northwind[0]).content.decode()
    assert reverse("pipeline:create") + "?account=" not in html
    assert reverse("coverage:export", args=[northwind[0].pk, "xlsx"]) not in html


def test_export_needs_the_right_and_leaves_a_trace(cast, sign_in, anna, northwind):
    head, _plants = northwind
    address = reverse("coverage:export", args=[head.pk, "csv"])
    assert sign_in(cast.ben).get(address).status_code == 403
    rows = anna.get(address).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 15
    assert rows[1].startswith("Northwind Holding,1,Head office,Customer,12,5,500000")
    assert Event.objects.filter(verb="tree.exported", account_id=head.pk, by=cast.anna).count() == 1
    assert anna.get(reverse("coverage:export", args=[head.pk, "xlsx"])).content[:2] == b"PK"
    assert anna.get(reverse("coverage:export", args=[head.pk, "pdf"])).status_code == 404


def test_export_disarms_formulas(cast, anna):
    head = make_account("=1+1 Holding", None, cast.anna, Account.Kind.HEAD_OFFICE)
    rows = anna.get(reverse("coverage:export", args=[head.pk, "csv"])).content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("'=1+1 Holding")


def test_the_panel_shows_the_place_and_the_uncovered_sisters(anna, northwind):
    head, plants = northwind
    html = anna.get(reverse("coverage:account_panel", args=[plants[0].pk])).content.decode()
    assert 'id="panel-coverage"' in html
    assert head.name in html
    assert "3/6" in html
    assert all(plants[n].name in html for n in (6, 8, 10))
    assert plants[7].name not in html


def test_the_panel_of_a_lone_company_is_one_quiet_line(cast, anna):
    lone = make_account("Lone Ltd", None, cast.anna, Account.Kind.COMPANY)
    html = anna.get(reverse("coverage:account_panel", args=[lone.pk])).content.decode()
    assert "Stands alone" in html
    assert '<svg class="ring' not in html


def test_groups_are_listed_with_a_link_to_their_tree(anna, northwind):
    html = anna.get(reverse("coverage:groups")).content.decode()
    assert reverse("coverage:tree", args=[northwind[0].pk]) in html


def test_the_page_is_complete_in_chinese(cast, sign_in, northwind):
    cast.anna.language = "zh-hans"
    cast.anna.save(update_fields=["language"])
    html = page_of(sign_in(cast.anna), northwind[0]).content.decode()
    assert "业务盲区" in html
    assert "Blind spots" not in html
    with translation.override("zh-hans"):
        assert data_in(page_of(sign_in(cast.anna), northwind[0]))["words"]["relations"][0]["letter"] == "客"


def test_paper_has_its_own_rules():
    css = Path(finders.find("coverage/tree.css")).read_text(encoding="utf-8")
    assert "@media print" in css
    assert "landscape" in css


@pytest.fixture
def thousand(cast):
    """A head, 9 companies, 50 branches and 940 plants, a third of them customers."""
    numbers = take_numbers(ACCOUNT_NUMBERS, 1000)
    made: list[Account] = []
    for place, number in enumerate(numbers):
        parent = (
            None
            if place == 0
            else made[0]
            if place < 10
            else made[1 + place % 9]
            if place < 60
            else made[10 + place % 50]
        )
        kind = "head_office" if place == 0 else "company" if place < 10 else "branch" if place < 60 else "plant"
        account = Account(name=f"华岭重工集团第{place}工厂有限公司", kind=kind, owner=cast.anna)
        made.append(prepare_account(account, number=number, parent=parent))
    Account.objects.bulk_create(made)
    Group.objects.create(head=made[0], declared_plants=1000)
    Order.objects.bulk_create(
        Order(account=one, number=f"B-{one.pk}", ordered_on=today(), amount=100_000_00) for one in made[60::3]
    )
    return made[0]


def test_a_thousand_nodes_make_a_small_page(anna, thousand):
    response = page_of(anna, thousand)
    assert len(response.content) < MOST_BYTES
    assert data_in(response)["rows"][0][13] == 999


def test_a_thousand_nodes_take_no_more_statements(anna, thousand, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        page_of(anna, thousand)


def test_every_node_can_be_reached(anna, thousand):
    """Opening what is folded, again and again, brings all of them."""
    known = {row[0]: row for row in data_in(page_of(anna, thousand))["rows"]}
    parents = {row[1] for row in known.values()}
    for _round in range(4):
        closed = [pk for pk, row in known.items() if row[12] and pk not in parents]
        if closed:
            answer = anna.get(reverse("coverage:nodes", args=[thousand.pk]), {"under": ".".join(map(str, closed))})
            rows = json.loads(answer.content)["rows"]
            known |= {row[0]: row for row in rows}
            parents |= {row[1] for row in rows}
    assert len(known) == 1000


def test_an_order_shows_on_the_next_look(anna, northwind):
    head, plants = northwind
    assert plants[6].name in blind_names(page_of(anna, head))
    make_order(plants[6])
    assert plants[6].name not in blind_names(page_of(anna, head))
