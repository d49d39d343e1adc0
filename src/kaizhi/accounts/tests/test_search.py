"""Finding accounts: every substring, initials, former names, codes; nothing the person may not read."""

import pytest

from kaizhi.access.fields import FieldPolicy
from kaizhi.accounts.actions import change_account, create_account
from kaizhi.accounts.models import Account
from kaizhi.accounts.search import matching
from kaizhi.conftest import Cast

ALL = FieldPolicy()


@pytest.fixture
def book(cast: Cast) -> Cast:
    for facts in (
        {"name": "浙江澄岳汽车零部件集团有限公司", "credit_code": "91350100M000100Y43"},
        {"name": "澄岳（湖州）精密铸造厂", "former_names": ["湖州第二铸件厂"]},
        {"name": "Cheng Yue Castings s.r.o.", "short_name": "CYC"},
    ):
        create_account(Account(**facts), parent=None, by=cast.anna)
    return cast


def found(query: str, policy: FieldPolicy = ALL) -> set[str]:
    return {account.name[:6] for account in matching(Account.objects.all(), query, policy)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("澄岳", {"浙江澄岳汽车", "澄岳（湖州）"}),
        ("岳汽", {"浙江澄岳汽车"}),
        ("厂", {"澄岳（湖州）"}),
        ("澄岳 铸造", {"澄岳（湖州）"}),
        ("岳湖州", set()),  # a bracket stands between
        ("第二铸件", {"澄岳（湖州）"}),
        ("zjcyqc", {"浙江澄岳汽车"}),
        ("cyqclbj", {"浙江澄岳汽车"}),
        ("91350100m", {"浙江澄岳汽车"}),
        ("９１３５０１００", {"浙江澄岳汽车"}),
        ("castings", {"Cheng "}),
        ("cyc", {"Cheng "}),
        ("澄汽", set()),
        ("   ", set()),
        ("\"')(*&|!:", set()),
        ("岳' OR 1=1 --", set()),
    ],
)
def test_it_works(book: Cast, query: str, names: set[str]):
    assert found(query) == names


def test_it_hides_what_the_person_may_not_read(book: Cast):
    assert found("91350100m", FieldPolicy({("accounts.account", "credit_code"): "masked"})) == set()
    assert found("第二铸件", FieldPolicy({("accounts.account", "former_names"): "hidden"})) == set()
    assert found("澄岳", FieldPolicy({("accounts.account", "name"): "hidden"})) == set()


def test_it_hides_other_territories(book: Cast):
    assert not matching(Account.objects.visible_to(book.emil), "澄岳", ALL).exists()


def test_a_new_name_is_found_and_the_old_one_still(book: Cast):
    account = Account.objects.get(short_name="CYC")
    change_account(account, {"name": "霁川铸业"}, by=book.anna)
    assert found("霁川") == found("castings") == {"霁川铸业"}
