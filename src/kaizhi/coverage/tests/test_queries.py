"""The tree read from the database: R6, what hides, what moves, and how many statements it takes."""

from datetime import timedelta

import pytest

from kaizhi.access.models import FieldRule
from kaizhi.accounts.actions import move_account, share_account
from kaizhi.accounts.models import Account
from kaizhi.coverage import queries
from kaizhi.coverage.queries import tree_of
from kaizhi.coverage.rules import Mark
from kaizhi.coverage.tests.factories import (
    TODAY,
    make_account,
    make_answer,
    make_contract,
    make_instalment,
    make_opportunity,
    make_order,
    make_r6,
    make_rival,
)

pytestmark = pytest.mark.django_db
STATEMENTS = 5


@pytest.fixture
def northwind(cast):
    return make_r6(cast.anna)


def test_it_works(cast, northwind):
    """R6: 12 plants, 5 customers, 7 blind spots."""
    head, plants = northwind
    tree = tree_of(cast.anna, head, TODAY)
    assert [one.id for one in tree.tops] == [head.pk]
    assert (tree.total.n_plants, tree.total.n_cooperating, tree.n_total, tree.n_not_identified) == (12, 5, 12, 0)
    assert sorted(one.id for one in tree.blind_spots()) == [plant.pk for plant in plants[5:]]
    assert tree.count_by_relation() == {"customer": 5, "progress": 0, "lost": 0, "competitor": 0, "uncovered": 7}
    assert (tree.total.amount, tree.total.n_orders, tree.band) == (500_000_00, 5, "yellow")


def test_an_inner_node_sums_its_whole_subtree(cast, northwind):
    head, plants = northwind
    tree = tree_of(cast.anna, head, TODAY)
    east = tree.by_id[plants[0].parent_pk]
    assert (east.total.n_plants, east.total.n_cooperating, east.total.n_orders, east.total.amount) == (
        6,
        3,
        3,
        300_000_00,
    )
    assert east.relation == "customer"


def test_the_same_tree_from_any_of_its_accounts(cast, northwind):
    head, plants = northwind
    assert set(tree_of(cast.anna, plants[3], TODAY).by_id) == set(tree_of(cast.anna, head, TODAY).by_id)


def test_an_order_under_a_contract_counts_its_money_once(cast, acme):
    contract = make_contract(acme.head, 900_000_00)
    make_order(acme.lyon, 300_000_00, contract=contract)
    make_order(acme.lyon, 50_000_00)
    tree = tree_of(cast.anna, acme.head, TODAY)
    assert tree.by_id[acme.head.pk].own.amount == 900_000_00
    assert tree.by_id[acme.lyon.pk].own.amount == 50_000_00
    assert (tree.total.amount, tree.total.n_orders, tree.total.n_cooperating) == (950_000_00, 2, 1)


def test_drafts_cancelled_and_future_papers_are_not_business(cast, acme):
    make_order(acme.lyon, status="cancelled")
    make_order(acme.brno, status="draft")
    make_order(acme.pune, on=TODAY + timedelta(days=1))
    make_contract(acme.pune, 1, status="cancelled")
    tree = tree_of(cast.anna, acme.head, TODAY)
    assert (tree.total.n_cooperating, tree.total.amount, len(tree.blind_spots())) == (0, 0, 3)


def test_currencies_are_not_added(cast, acme):
    make_order(acme.lyon, 700, currency="USD")
    make_order(acme.lyon, 300)
    total = tree_of(cast.anna, acme.head, TODAY).total
    assert (total.amount, total.foreign_amount) == (300, {"USD": 700})


def test_relations_come_from_the_rows(cast, acme):
    make_order(acme.lyon, on=TODAY - timedelta(days=731))
    make_opportunity(acme.brno)
    make_rival(acme.pune)
    idle = make_account("Acme Oslo", acme.head, cast.anna)
    make_rival(idle, is_active=False)
    given_up = make_account("Acme Riga", acme.head, cast.anna)
    make_opportunity(given_up, "lost", TODAY - timedelta(days=5))
    tree = tree_of(cast.anna, acme.head, TODAY)
    wanted = {acme.lyon: "lost", acme.brno: "progress", acme.pune: "competitor", idle: "uncovered", given_up: "lost"}
    assert {account.name: tree.by_id[account.pk].own_relation for account in wanted} == {
        a.name: r for a, r in wanted.items()
    }
    assert tree.total.n_open == 1


def test_an_opportunity_closed_later_was_open_then(cast, acme):
    make_opportunity(acme.brno, "lost", TODAY - timedelta(days=5))
    assert tree_of(cast.anna, acme.head, TODAY).by_id[acme.brno.pk].own_relation == "lost"
    before = tree_of(cast.anna, acme.head, TODAY - timedelta(days=6))
    assert before.by_id[acme.brno.pk].own_relation == "progress"


def test_marks_come_from_the_rows(cast, acme):
    order = make_order(acme.lyon)
    make_instalment(order, 300, TODAY - timedelta(days=1), paid=100)
    make_instalment(order, 300, TODAY - timedelta(days=2), paid=300)
    make_instalment(order, 300, TODAY)
    make_answer(acme.brno, 450, TODAY - timedelta(days=30))
    make_answer(acme.brno, 250, TODAY - timedelta(days=3))
    make_answer(acme.brno, 500, TODAY + timedelta(days=3))
    Account.objects.filter(pk=acme.pune.pk).update(registration="revoked", next_follow_up_on=TODAY - timedelta(days=1))
    tree = tree_of(cast.anna, acme.head, TODAY)
    assert tree.by_id[acme.lyon.pk].marks == Mark.OVERDUE
    assert tree.by_id[acme.brno.pk].marks == Mark.DISSATISFIED
    assert tree.by_id[acme.pune.pk].marks == Mark.ABNORMAL | Mark.FOLLOW_UP
    assert (tree.total.n_overdue, tree.total.overdue, tree.n_marked) == (1, 200, 3)


def test_a_cancelled_order_owes_nothing(cast, acme):
    order = make_order(acme.lyon, status="cancelled")
    make_instalment(order, 300, TODAY - timedelta(days=1))
    assert tree_of(cast.anna, acme.head, TODAY).total.n_overdue == 0


def test_it_hides_other_territories(cast, northwind):
    head, _plants = northwind
    tree = tree_of(cast.emil, head, TODAY)
    assert (len(tree), tree.tops, tree.total.n_plants, tree.total.amount) == (0, (), 0, 0)


def test_a_partial_viewer_sees_only_the_parts(cast, northwind):
    """One company and a plant elsewhere are shared with Emil: two tops, no head, none of the head's facts."""
    _head, plants = northwind
    east = Account.objects.get(pk=plants[0].parent_pk)
    for one in (east, plants[2], plants[1]):
        share_account(one, [cast.emil], by=cast.anna)
    tree = tree_of(cast.emil, plants[2], TODAY)
    assert [one.id for one in tree.tops] == [east.pk, plants[1].pk]
    assert set(tree.by_id) == {east.pk, plants[2].pk, plants[1].pk}
    assert (tree.total.n_plants, tree.total.amount, tree.declared_plants) == (2, 200_000_00, None)
    assert tree.n_not_identified is None


def test_what_hangs_on_hidden_accounts_counts_for_nobody(cast, northwind, monkeypatch):
    """However the statements ask: by the visible accounts or, for very many, by the whole tree."""
    _head, plants = northwind
    share_account(plants[0], [cast.emil], by=cast.anna)
    by_account = tree_of(cast.emil, plants[0], TODAY).total
    monkeypatch.setattr(queries, "_MOST_NAMED", 0)
    by_tree = tree_of(cast.emil, plants[0], TODAY).total
    assert by_account == by_tree
    assert (by_tree.n_orders, by_tree.amount) == (1, 100_000_00)


def test_a_node_hangs_under_the_nearest_visible_one(cast, acme):
    line = make_account("Line 1", acme.lyon, cast.anna, Account.Kind.WORKSHOP)
    cell = make_account("Cell 7", line, cast.anna, Account.Kind.WORKSHOP)
    share_account(acme.lyon, [cast.emil], by=cast.anna)
    share_account(cell, [cast.emil], by=cast.anna)
    tree = tree_of(cast.emil, cell, TODAY)
    assert [(one.id, one.depth) for one in tree] == [(acme.lyon.pk, 0), (cell.pk, 1)]


def test_hidden_fields_are_not_read(cast, northwind):
    head, plants = northwind
    make_instalment(make_order(plants[0]), 900, TODAY - timedelta(days=1))
    make_opportunity(plants[7])
    rules = [
        ("contracts.order", "amount", "hidden"), ("contracts.instalment", "due_on", "masked"),
        ("pipeline.opportunity", "outcome", "hidden"), ("accounts.group", "declared_plants", "hidden"),
        ("accounts.account", "owner", "hidden"),
    ]  # fmt: skip
    FieldRule.objects.bulk_create(
        FieldRule(role=cast.anna.role, object_name=name, field_name=one, mode=mode) for name, one, mode in rules
    )
    tree = tree_of(cast.anna, head, TODAY)
    assert (tree.total.amount, tree.total.n_overdue, tree.n_marked, tree.total.n_open) == (0, 0, 0, 0)
    assert tree.by_id[plants[7].pk].own_relation == "uncovered"
    assert (tree.declared_plants, tree.by_id[head.pk].owner) == (None, "")
    assert tree.total.n_cooperating == 5


@pytest.mark.parametrize("person", ["anna", "dora", "emil"])
def test_the_number_of_statements_does_not_grow(cast, northwind, person, django_assert_max_num_queries):
    head, plants = northwind
    user = getattr(cast, person)
    share_account(plants[0], [cast.emil], by=cast.anna)
    with django_assert_max_num_queries(STATEMENTS + 2):  # the first time also the person's scope and field rules
        tree_of(user, head, TODAY)
    with django_assert_max_num_queries(STATEMENTS):
        tree_of(user, head, TODAY)


def test_sums_are_right_after_moving_a_subtree(cast, northwind):
    head, plants = northwind
    east, west = (Account.objects.get(pk=plants[n].parent_pk) for n in (0, 1))
    make_opportunity(plants[6])
    move_account(east, west, by=cast.anna)
    tree = tree_of(cast.anna, head, TODAY)
    assert (tree.by_id[west.pk].total.n_plants, tree.by_id[west.pk].total.n_cooperating) == (12, 5)
    assert (tree.by_id[east.pk].total.n_plants, tree.by_id[east.pk].total.n_open) == (6, 1)
    east = move_account(east, None, by=cast.anna)
    rest = tree_of(cast.anna, head, TODAY)
    assert (rest.total.n_plants, rest.total.n_cooperating, rest.total.amount) == (6, 2, 200_000_00)
    alone = tree_of(cast.anna, east, TODAY)
    assert (alone.total.n_plants, alone.total.n_open, alone.tops[0].id) == (6, 1, east.pk)
