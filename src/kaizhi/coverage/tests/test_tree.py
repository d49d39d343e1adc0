"""Hanging and summing: against a slow reference that asks every pair of nodes."""

from hypothesis import given
from hypothesis import strategies as st

from kaizhi.coverage import rules
from kaizhi.coverage.tree import Node, Sums, build

SEGMENT = 7
FOREIGN = [None, {"USD": 7}, {"EUR": 3, "USD": 1}]


def node(path, **facts):
    return Node(**{"id": int(path[-SEGMENT:]), "path": path, "kind": "plant", "name": path, "sort_key": path} | facts)


@st.composite
def forests(draw):
    """Trees of any shape, some of their nodes hidden, in any order."""
    paths = []
    for number in range(1, draw(st.integers(1, 25)) + 1):
        parent = draw(st.sampled_from(["", *paths])) if number > 1 else ""
        paths.append(f"{parent}{number:0{SEGMENT}d}")
    seen = [path for path in paths if draw(st.integers(0, 9))]
    made = [
        node(
            path,
            kind=draw(st.sampled_from(["plant", "company"])),
            is_active=draw(st.booleans()),
            is_cooperating=draw(st.booleans()),
            own_relation=draw(st.sampled_from([one.value for one in rules.Relation])),
            marks=draw(st.integers(0, 15)),
            own=Sums(
                amount=draw(st.integers(0, 10**12)),
                foreign_amount=draw(st.sampled_from(FOREIGN)),
                n_orders=draw(st.integers(0, 9)),
                n_open=draw(st.integers(0, 3)),
                n_overdue=draw(st.integers(0, 3)),
            ),
        )
        for path in seen
    ]
    return draw(st.permutations(made))


def money_of(nodes):
    total = {"CNY": 0}
    for one in nodes:
        for currency, amount in {"CNY": one.own.amount, **(one.own.foreign_amount or {})}.items():
            total[currency] = total.get(currency, 0) + amount
    return total


@given(forests())
def test_it_works(nodes):
    tree = build(nodes)
    assert len(tree) == len(nodes)
    assert sorted(one.id for one in tree) == sorted(one.id for one in nodes)
    for one in nodes:
        below = [other for other in nodes if other.path.startswith(one.path)]
        plants = [other for other in below if other.kind == "plant" and other.is_active]
        assert one.total.n_nodes == len(below)
        assert one.total.n_plants == len(plants)
        assert one.total.n_cooperating == sum(other.is_cooperating for other in plants)
        assert one.total.n_orders == sum(other.own.n_orders for other in below)
        assert one.total.n_open == sum(other.own.n_open for other in below)
        assert one.total.n_overdue == sum(other.own.n_overdue for other in below)
        assert {"CNY": one.total.amount, **(one.total.foreign_amount or {})} == money_of(below)
        above = [other for other in nodes if one.path.startswith(other.path) and other is not one]
        assert one.parent is (max(above, key=lambda other: len(other.path)) if above else None)
        assert one.depth == len(above)
    assert tree.total.n_nodes == len(nodes)
    assert {"CNY": tree.total.amount, **(tree.total.foreign_amount or {})} == money_of(nodes)


@given(forests())
def test_parents_come_before_children(nodes):
    seen = set()
    for one in build(nodes):
        assert one.parent is None or one.parent.id in seen
        seen.add(one.id)


def test_the_strongest_relation_of_a_subtree_speaks_but_not_for_a_plant():
    head, company = node("0000001", kind="head_office"), node("00000010000002", kind="company")
    plant = node("000000100000020000003", own_relation="uncovered")
    workshop = node("0000001000000200000030000004", kind="workshop", own_relation="customer")
    build([head, company, plant, workshop])
    assert (head.relation, company.relation, plant.relation) == ("uncovered", "uncovered", "uncovered")
    rival = node("00000010000005", own_relation="competitor")
    build([node("0000001", kind="head_office"), rival, node("00000010000006", own_relation="uncovered")])
    assert rival.parent.relation == "competitor"


def test_a_closed_plant_counts_nowhere():
    closed = node("0000001", is_active=False, is_cooperating=True)
    tree = build([closed])
    assert (tree.total.n_plants, tree.total.n_cooperating, tree.blind_spots(), tree.n_total) == (0, 0, [], None)


def test_siblings_stand_by_relation_then_name():
    head = node("0000001", kind="head_office")
    plants = [
        node("00000010000002", own_relation="uncovered", sort_key="a"),
        node("00000010000003", own_relation="customer", sort_key="z"),
        node("00000010000004", own_relation="customer", sort_key="b"),
    ]
    build([head, *plants])
    assert [one.id for one in head.children] == [4, 3, 2]


def test_declared_plants_beyond_the_known_are_not_identified():
    tree = build([node("0000001", kind="head_office"), node("00000010000002")], declared_plants=12)
    assert (tree.n_total, tree.n_not_identified, tree.band) == (12, 11, "red")


def test_an_empty_tree_is_empty():
    tree = build([])
    assert (len(tree), tree.tops, tree.total.n_nodes, tree.n_total) == (0, (), 0, None)
