"""The account tree: places, moves, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaizhi.accounts.actions import change_account, create_account, move_account
from kaizhi.accounts.models import Account, Group
from kaizhi.audit.models import Event
from kaizhi.common.errors import BadInput, StaleVersion
from kaizhi.conftest import Acme, Cast


def test_it_works(acme: Acme):
    assert acme.lyon.depth == 1
    assert acme.lyon.root_pk == acme.head.pk == acme.lyon.parent_pk
    assert acme.lyon.code == f"C{acme.lyon.pk:07d}"
    assert set(Account.objects.under(acme.head)) == {acme.head, acme.lyon, acme.brno, acme.pune}
    assert list(Account.objects.above(acme.lyon)) == [acme.head]


def test_a_head_office_and_a_first_child_make_a_group(cast: Cast, acme: Acme):
    assert Group.objects.filter(head=acme.head).exists()
    company = create_account(Account(name="Solo"), parent=None, by=cast.anna)
    assert not Group.objects.filter(head=company).exists()
    create_account(Account(name="Solo Plant", kind=Account.Kind.PLANT), parent=company, by=cast.anna)
    assert Group.objects.get(head=company).declared_plants is None


def test_a_subtree_moves_whole(cast: Cast, acme: Acme):
    shop = create_account(Account(name="Casting", kind=Account.Kind.WORKSHOP), parent=acme.lyon, by=cast.anna)
    other = create_account(Account(name="Other Group", kind=Account.Kind.HEAD_OFFICE), parent=None, by=cast.anna)
    lyon = move_account(acme.lyon, other, by=cast.anna)
    shop.refresh_from_db()
    assert shop.path == lyon.path + shop.path[-7:]
    assert shop.parent_id == lyon.path
    assert (shop.root_pk, lyon.root_pk) == (other.pk, other.pk)
    assert Event.objects.about(lyon).filter(verb="account.moved").get().data["old_root"] == acme.head.pk


def test_a_cycle_is_refused_with_a_sentence(cast: Cast, acme: Acme):
    with pytest.raises(BadInput, match=r"Acme Lyon.*Acme Group"):
        move_account(acme.head, acme.lyon, by=cast.anna)


@pytest.mark.parametrize("change", [{"parent_id": None}, {"root_id": "0000000"}, {"path": "0000001"}])
def test_the_database_refuses_a_place_that_is_not_one(acme: Acme, change: dict[str, object]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=acme.lyon.pk).update(**change)


def test_the_database_refuses_a_cycle(acme: Acme):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=acme.head.pk).update(parent_id=acme.lyon.path)


def test_a_stale_edit_of_the_same_field_shows_both_values(cast: Cast, acme: Acme):
    change_account(acme.lyon, {"city": "Lyon"}, by=cast.anna, seen={"city": ""})
    with pytest.raises(StaleVersion) as caught:
        change_account(acme.lyon, {"city": "Paris"}, by=cast.dora, seen={"city": ""})
    assert (caught.value.theirs, caught.value.mine) == ("Lyon", "Paris")


def test_edits_of_different_fields_do_not_disturb_each_other(cast: Cast, acme: Acme):
    change_account(acme.lyon, {"city": "Lyon"}, by=cast.anna, seen={"city": ""})
    lyon = change_account(acme.lyon, {"district": "3e"}, by=cast.dora, seen={"district": ""})
    assert (lyon.city, lyon.district, lyon.version) == ("Lyon", "3e", 3)


def test_a_renamed_account_keeps_its_former_name(cast: Cast, acme: Acme):
    assert change_account(acme.lyon, {"name": "Acme Rhône"}, by=cast.anna).former_names == ["Acme Lyon"]


def test_an_unchanged_value_leaves_no_event(cast: Cast, acme: Acme):
    change_account(acme.lyon, {"city": ""}, by=cast.anna)
    assert not Event.objects.about(acme.lyon).filter(verb="account.changed").exists()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_events_are_only_ever_added(acme: Acme, act: str):
    with pytest.raises(TypeError):
        getattr(Event.objects.all(), act)()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8)), max_size=12))
def test_after_any_moves_paths_agree_with_parents(cast: Cast, moves: list[tuple[int, int]]):
    nodes: list[Account] = []
    for number in range(8):
        nodes.append(create_account(Account(name=f"N{number}"), parent=nodes[-1] if number % 3 else None, by=cast.anna))
    parents = {node.pk: node.parent_pk for node in nodes}
    for node, target in moves:
        parent = Account.objects.get(pk=nodes[target].pk) if target < len(nodes) else None
        try:
            move_account(nodes[node], parent, by=cast.anna)
        except BadInput:
            continue
        parents[nodes[node].pk] = parent.pk if parent else None
    for node in Account.objects.filter(pk__in=parents):
        assert node.parent_pk == parents[node.pk]
        assert node.path == _path(node.pk, parents)
    Account.objects.filter(pk__in=parents).delete()


def _path(pk: int, parents: dict[int, int | None]) -> str:
    above = parents[pk]
    return (_path(above, parents) if above else "") + f"{pk:07d}"


def test_a_parent_moved_since_it_was_chosen_is_found_where_it_is(cast: Cast):
    one, chosen, top = (create_account(Account(name=name), parent=None, by=cast.dora) for name in "甲乙丙")
    seen = Account.objects.get(pk=chosen.pk)
    move_account(chosen, top, by=cast.dora)
    moved = move_account(one, seen, by=cast.dora)
    assert (moved.parent_pk, moved.root_pk) == (chosen.pk, top.pk)
