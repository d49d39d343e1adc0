"""Field rules: read once, and the same answer at every door."""

import pytest

from kaizhi.access.fields import FieldPolicy, mask, policy_for
from kaizhi.access.models import FieldRule, User
from kaizhi.conftest import Cast


def test_it_works(cast: Cast):
    FieldRule.objects.create(role=cast.anna.role, object_name="accounts.contact", field_name="mobile", mode="masked")
    policy = policy_for(User.objects.with_role().get(pk=cast.anna.pk))
    assert policy.shown("accounts.contact", "mobile", "13812341234") == "138****1234"
    assert not policy.can_read_plainly("accounts.contact", "mobile")
    assert policy.shown("accounts.contact", "name", "Zhang") == "Zhang"


def test_a_hidden_field_is_not_among_the_visible_ones():
    policy = FieldPolicy({("a", "x"): "hidden"})
    assert policy.visible("a", ["x", "y"]) == ["y"]
    assert policy.shown("a", "x", "secret") is None


@pytest.mark.parametrize("mode", ["hidden", "masked", "read"])
def test_only_edit_may_edit(mode: str):
    assert not FieldPolicy({("a", "x"): mode}).can_edit("a", "x")
    assert FieldPolicy().can_edit("a", "x")


def test_a_superuser_has_no_rules(cast: Cast):
    FieldRule.objects.create(role=cast.root.role, object_name="accounts.contact", field_name="mobile", mode="hidden")
    assert policy_for(cast.root).can_see("accounts.contact", "mobile")


def test_rules_cost_one_statement_a_request(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        policy_for(cast.anna)
        policy_for(cast.anna)


def test_a_mask_never_shows_a_short_value():
    assert mask("1234567") == "1******"
    assert mask("") == ""
