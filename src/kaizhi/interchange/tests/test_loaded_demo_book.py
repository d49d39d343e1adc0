"""The loaded demo book arrives whole. It is written once for all the tests here, which only read it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from kaizhi.access.fields import policy_for
from kaizhi.access.models import User
from kaizhi.accounts.models import Account, CompetitorProduct, Contact, Group, PlantFile
from kaizhi.accounts.search import matching
from kaizhi.audit.models import Event
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.insight.models import AccountClass, GroupScore, ScoreRun
from kaizhi.interchange.demo_book import DemoBook, generate_book, people
from kaizhi.interchange.demo_book.load import load_book, score_loaded
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[DemoBook]:
    book = generate_book(AS_OF)
    with django_db_blocker.unblock(), transaction.atomic():
        score_loaded(book, by=load_book(book))
        yield book
        transaction.set_rollback(True)


def visible_to(username: str) -> set[int]:
    person = User.objects.with_role().get(username=username)
    return set(Account.objects.visible_to(person).values_list("pk", flat=True))


def test_it_works(loaded):
    rows = {
        Account: loaded.accounts, Group: loaded.groups, PlantFile: loaded.plant_files, Contact: loaded.contacts,
        CompetitorProduct: loaded.competitors, Contract: loaded.contracts, Order: loaded.orders,
        Instalment: loaded.instalments, Satisfaction: loaded.surveys, SuccessCase: loaded.cases,
        Opportunity: loaded.opportunities, User: loaded.people,
    }  # fmt: skip
    assert {model: model.objects.count() for model in rows} == {model: len(found) for model, found in rows.items()}
    assert Event.objects.filter(verb="demo_book.loaded").count() == 1


def test_penetration_in_the_database_is_23_percent(loaded):
    signed = set(Contract.objects.signed().values_list("account", flat=True))
    signed |= set(Order.objects.signed().values_list("account", flat=True))
    plants = Account.objects.plants().values_list("pk", "root")
    total = 0
    for head, declared in Group.objects.values_list("head__path", "declared_plants"):
        total += max(declared or 0, sum(root == head for _, root in plants))
    cooperating = sum(pk in signed for pk, _ in plants)
    assert (len(signed), cooperating, total) == (300, 85, 370)


def test_the_trees_are_as_in_the_book(loaded):
    names = {row.key: row.name for row in loaded.accounts}
    expected = {(row.name, names[row.parent] if row.parent else None) for row in loaded.accounts}
    assert set(Account.objects.values_list("name", "parent__name")) == expected


def test_documents_hang_together(loaded):
    contracts = {row.number: row for row in loaded.contracts}
    order = next(row for row in loaded.orders if row.contract)
    written = Order.objects.select_related("contract", "account", "owner").get(number=order.number)
    assert written.contract.number == order.contract
    assert written.contract.amount == contracts[order.contract].amount
    assert written.product_line == order.product_line
    assert written.owner == written.account.owner


def test_names_can_be_found(loaded):
    director = User.objects.with_role().get(username=people.DIRECTOR)
    plant = next(row for row in loaded.accounts if row.former_name)
    found = matching(Account.objects.all(), plant.former_name[2:4], policy_for(director))
    assert plant.name in set(found.values_list("name", flat=True))


def test_people_see_what_their_roles_say(loaded):
    everything = set(Account.objects.values_list("pk", flat=True))
    assert visible_to(people.DIRECTOR) == visible_to(people.ANALYST) == visible_to(people.ADMINISTRATOR) == everything
    manager, engineer = visible_to(people.KEY_ACCOUNT_MANAGER), visible_to(people.SALES_REP)
    showcase = set(Account.objects.filter(root__name=loaded.accounts[0].name).values_list("pk", flat=True))
    assert showcase < manager < everything
    assert showcase < engineer < everything
    assert manager - engineer
    assert engineer - manager
    assert not showcase <= visible_to("luo.jiaying")


def test_the_radar_shows_the_book(loaded):
    scores = GroupScore.objects.current().select_related("head")
    assert len(scores) == 45
    cooperating, total = sum(score.n_cooperating for score in scores), sum(score.n_total for score in scores)
    assert round(100 * cooperating / total, 1) == 23.0
    assert {score.band for score in scores} == {"red", "yellow", "green", "blue"}
    assert {score.priority for score in scores} == {"high", "medium", "low"}
    assert sum(score.is_declared_below_known for score in scores) == 1
    showcase = next(score for score in scores if score.head.name == loaded.accounts[0].name)
    assert (showcase.n_cooperating, showcase.n_total, showcase.priority) == (5, 12, "high")


def test_every_class_of_customer_is_found(loaded):
    assert set(AccountClass.objects.values_list("klass", flat=True)) == set(AccountClass.Class.values)


def test_scores_have_a_past(loaded):
    runs = ScoreRun.objects.filter(status=ScoreRun.Status.DONE).order_by("pk")
    assert [run.as_of for run in runs] == sorted(run.as_of for run in runs)
    assert len(runs) == 5
    covered = [sum(run.group_scores.values_list("n_cooperating", flat=True)) for run in (runs[0], runs[4])]
    assert covered[0] < covered[1]
