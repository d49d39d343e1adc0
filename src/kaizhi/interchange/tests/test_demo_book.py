"""The demo book: R48 counted from the flat rows, nothing that can be mistaken for somebody real, no loose ends."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from kaizhi.common import credit_code
from kaizhi.interchange.demo_book import DemoBook, generate_book
from kaizhi.interchange.demo_book.rows import AccountRow

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> DemoBook:
    return generate_book(AS_OF)


def buyers(book: DemoBook) -> set[int]:
    """Accounts with a signed, not cancelled contract or order up to the day: the definition of formulas.md."""
    contracts = {
        row.account
        for row in book.contracts
        if row.status not in {"draft", "cancelled"} and row.signed_on and row.signed_on <= book.as_of
    }
    orders = {row.account for row in book.orders if row.status != "cancelled" and row.ordered_on <= book.as_of}
    return contracts | orders


def roots(book: DemoBook) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in book.accounts:
        found[row.key] = row.key if row.parent is None else found[row.parent]
    return found


def plants_by_group(book: DemoBook) -> dict[int, list[AccountRow]]:
    root_of, found = roots(book), defaultdict(list)
    for row in book.accounts:
        if row.kind == "plant" and row.is_active:
            found[root_of[row.key]].append(row)
    return found


def sizes(book: DemoBook) -> dict[int, tuple[int, int]]:
    """Total and cooperating plants by group."""
    declared = {row.head: row.declared_plants or 0 for row in book.groups}
    buying = buyers(book)
    return {
        head: (max(declared[head], len(plants)), sum(plant.key in buying for plant in plants))
        for head, plants in plants_by_group(book).items()
    }


@pytest.mark.parametrize("as_of", [AS_OF, date(2027, 1, 1), date(2028, 2, 29), date(2030, 10, 6)])
def test_it_works(as_of):
    """R48: 300 customers, 85 of them plants of 45 groups, penetration 23 %, whatever the day."""
    book = generate_book(as_of)
    kinds = {row.key: row.kind for row in book.accounts}
    root_of, buying = roots(book), buyers(book)
    plants = {key for key in buying if kinds[key] == "plant"}
    assert len(buying) == 300
    assert len(plants) == 85
    assert len({root_of[key] for key in plants}) == 45
    assert Counter(kinds[key] for key in buying) == {"plant": 85, "company": 215}
    total = sum(total for total, _ in sizes(book).values())
    assert round(100 * 85 / total, 1) == 23.0


def test_groups_of_every_size_and_band(book):
    counted = sizes(book)
    assert len(counted) == len(book.groups) == 45
    assert min(total for total, _ in counted.values()) == 2
    assert max(total for total, _ in counted.values()) == 26
    bands = Counter(
        "red" if share <= 25 else "yellow" if share <= 50 else "green" if share <= 75 else "blue"
        for share in (100 * cooperating / total for total, cooperating in counted.values())
    )
    assert set(bands) == {"red", "yellow", "green", "blue"}
    assert min(bands.values()) >= 3


def test_the_showcase_shows_seven_blind_spots(book):
    showcase = book.groups[0].head
    assert sizes(book)[showcase] == (12, 5)
    assert len(plants_by_group(book)[showcase]) == 12


def test_what_groups_declare(book):
    known = {head: len(plants) for head, plants in plants_by_group(book).items()}
    declared = {row.head: row.declared_plants for row in book.groups}
    assert sum(value is None for value in declared.values()) == 1
    assert sum(value is not None and value < known[head] for head, value in declared.items()) == 1
    unidentified = sum(max(0, (value or 0) - known[head]) for head, value in declared.items())
    named = sum(known.values()) - 85
    assert 20 <= unidentified < named


def test_closed_plants_buy_nothing(book):
    closed = {row.key for row in book.accounts if not row.is_active}
    assert len(closed) == 5
    assert not closed & buyers(book)


def test_trees_hang_together(book):
    seen: dict[int, AccountRow] = {}
    for row in book.accounts:
        assert row.parent is None or row.parent in seen
        seen[row.key] = row
    tops = [row for row in book.accounts if row.parent is None]
    assert Counter(row.kind for row in tops) == {"head_office": 45, "company": 215}
    assert {row.head for row in book.groups} == {row.key for row in tops if row.kind == "head_office"}
    assert all(seen[row.parent].kind == "plant" for row in book.accounts if row.kind == "workshop")
    assert max(depth(row, seen) for row in book.accounts) >= 3


def depth(row: AccountRow, seen: dict[int, AccountRow]) -> int:
    return 0 if row.parent is None else 1 + depth(seen[row.parent], seen)


def test_the_day_decides_everything(book):
    assert generate_book(AS_OF) == book
    assert generate_book(AS_OF + timedelta(days=1)) != book


def test_nothing_occurs_twice(book):
    contacts_of = {row.key: row.name for row in book.accounts}
    for values in (
        [row.name for row in book.accounts],
        [row.credit_code for row in book.accounts if row.credit_code],
        [row.mobile for row in book.contacts],
        [row.email for row in book.contacts],
        [row.wechat for row in book.contacts if row.wechat],
        [(contacts_of[row.account], row.name) for row in book.contacts],
        [row.number for row in book.contracts],
        [row.number for row in book.orders],
        [row.number for row in book.opportunities],
        [(row.account, row.name) for row in book.opportunities],
        [(row.contract, row.order, row.label) for row in book.instalments],
        [(row.account, row.surveyed_on) for row in book.surveys],
        [(row.account, row.competitor, row.product_line) for row in book.competitors],
        [(row.account, row.title) for row in book.cases],
    ):
        assert len(values) == len(set(values)) > 0


def test_nobody_real_can_be_meant(book):
    codes = [row.credit_code for row in book.accounts if row.credit_code]
    assert all(credit_code.check(code) is None for code in codes)
    assert {code[2:8] for code in codes} == {"990000"}
    assert all(row.mobile.startswith("1420000") and len(row.mobile) == 11 for row in book.contacts)
    assert all(row.email.endswith(".example.com") for row in book.contacts)


def test_some_plants_have_no_code_of_their_own(book):
    without = [row for row in book.accounts if row.kind == "plant" and not row.credit_code]
    assert 30 < len(without) < 120


def test_trade_keeps_its_order(book):
    for contract in book.contracts:
        assert contract.signed_on is None or contract.signed_on <= AS_OF
    for order in book.orders:
        assert AS_OF - timedelta(days=3 * 365) <= order.ordered_on <= AS_OF
        days = [day for day in (order.ordered_on, order.delivered_on, order.accepted_on) if day]
        assert days == sorted(days)
        assert days[-1] <= AS_OF
        assert (order.accepted_on is not None) == (order.status == "accepted")
    signed = {row.number: row for row in book.contracts}
    assert all(order.ordered_on >= signed[order.contract].signed_on for order in book.orders if order.contract)


def test_instalments_add_up(book):
    due, ordered = Counter(), Counter()
    for row in book.instalments:
        assert 0 <= row.paid_amount <= row.amount
        assert (row.paid_on is None) == (row.paid_amount == 0)
        assert row.paid_on is None or row.paid_on <= AS_OF
        due[row.contract or row.order] += row.amount
    for order in book.orders:
        ordered[order.contract or order.number] += order.amount if order.status != "cancelled" else 0
    owed = {row.number: row.amount for row in book.contracts if row.status in {"signed", "completed"}}
    assert {number: amount for number, amount in due.items() if number in owed} == owed
    # orders of contracts from before the three years are not in the book; all others add up as well
    assert all(due[number] == amount for number, amount in ordered.items())


def test_payments_are_late_sometimes(book):
    due = [row for row in book.instalments if row.due_on <= AS_OF]
    in_time = sum(row.paid_amount == row.amount and row.paid_on <= row.due_on for row in due if row.paid_on)
    overdue = [row for row in due if row.paid_amount < row.amount]
    assert 0.6 < in_time / len(due) < 0.95
    assert len(overdue) > 20
    assert any(row.paid_amount > 0 for row in overdue)
    assert {row.label for row in due} == {"预付款", "发货款", "验收款", "质保金", "货款"}


def test_amounts_are_believable(book):
    months = Counter()
    for order in book.orders:
        if order.status != "cancelled":
            months[order.ordered_on.replace(day=1)] += order.amount / 100 / 10_000
    first, last = min(months), max(months)
    whole = {month: amount for month, amount in months.items() if first < month < last}
    assert len(whole) in {35, 36}
    assert all(100 < amount < 5000 for amount in whole.values()), "万元 a month"
    years = [sum(list(dict(sorted(whole.items())).values())[start : start + 12]) for start in (0, 23)]
    assert 1.1 < years[1] / years[0] < 2.6
    mean = sum(whole.values()) / len(whole)
    february = [amount for month, amount in whole.items() if month.month == 2]
    assert sum(february) / len(february) < 0.8 * mean


def test_every_class_of_customer_occurs(book):
    bought = Counter()
    for order in book.orders:
        if order.status != "cancelled" and order.ordered_on > AS_OF - timedelta(days=365):
            bought[order.account] += order.amount // 100
    classes = Counter(
        "strategic"
        if amount > 5_000_000
        else "important"
        if amount >= 1_000_000
        else "general"
        if amount >= 500_000
        else "potential"
        for amount in bought.values()
    )
    assert classes["strategic"] >= 3
    assert classes["important"] >= 30
    assert classes["general"] >= 30
    assert classes["potential"] >= 100
    assert 285 <= len(bought) < 300, "some customers have fallen silent"


def test_facts_for_the_score_are_there_and_missing(book):
    heads = {row.head for row in book.groups}
    with_contact = {row.account for row in book.contacts if row.is_active} & heads
    assert len(with_contact) == 23
    assert book.groups[0].head in with_contact
    for fact in (
        [row.industry_rank is not None for row in book.groups],
        [row.is_procurement_known and bool(row.procurement_process) for row in book.groups],
        [row.annual_budget is not None for row in book.groups],
        [row.exclusive_until is not None and row.exclusive_until > AS_OF for row in book.groups],
        [row.approved_supplier == "approved" for row in book.groups],
    ):
        assert 2 < sum(fact) < 43
    measured = [row for row in book.cases if row.roi_percent is not None]
    assert 0 < len(measured) < len(book.cases)
    assert any(row.published_on for row in book.cases)


def test_rivals_are_in_blind_spots(book):
    buying, active = buyers(book), {row.key: row.is_active for row in book.accounts}
    blind = {row.account for row in book.competitors if row.is_active} - buying
    assert len(blind) > 30
    assert all(active[key] for key in blind)


def test_unsigned_contracts_make_no_customer(book):
    unsigned = {row.account for row in book.contracts if row.status == "draft"}
    assert len(unsigned) == 4
    assert not unsigned & buyers(book)


def test_opportunities_tell_open_won_and_lost(book):
    outcomes = Counter(row.outcome for row in book.opportunities)
    assert min(outcomes[name] for name in ("open", "won", "lost")) >= 10
    assert all((row.closed_on is None) == (row.outcome == "open") for row in book.opportunities)
    buying = buyers(book)
    assert any(row.account not in buying and row.outcome == "open" for row in book.opportunities)
    assert all(row.account in buying for row in book.opportunities if row.outcome == "won")


def test_follow_ups_are_mostly_ahead(book):
    days = [row.next_follow_up_on for row in book.groups if row.next_follow_up_on]
    overdue = sum(day < AS_OF for day in days)
    assert 0 < overdue < len(days) / 2 < 45


def test_people_can_own_and_sign_in(book):
    names = {row.username for row in book.people}
    teams = {row.name for row in book.teams}
    assert sum(bool(row.description) for row in book.people) == 5
    assert len({row.role for row in book.people if row.description}) == 5
    assert all(row.manager is None or row.manager in names for row in book.people)
    assert all(row.team in teams for row in book.people)
    assert {row.owner for row in book.accounts} <= names
    assert {row.username for row in book.collaborators} <= names
