"""Writing the demo book into an empty database, in bulk and in one transaction."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import models, transaction

from kaizhi.access.actions import create_team, ensure_standard_roles
from kaizhi.access.models import Team, User
from kaizhi.accounts.actions import prepare_account
from kaizhi.accounts.models import Account, Collaborator, CompetitorProduct, Contact, Group, PlantFile
from kaizhi.accounts.search import index_accounts
from kaizhi.audit.actions import record_event
from kaizhi.common.ids import ACCOUNT_NUMBERS, take_numbers
from kaizhi.contracts.models import Contract, Instalment, Order
from kaizhi.insight.actions import score_book
from kaizhi.insight.models import ScoreRun
from kaizhi.interchange.demo_book import people
from kaizhi.interchange.demo_book.rows import ContractRow, DemoBook, OpportunityRow, OrderRow
from kaizhi.pipeline.models import Opportunity
from kaizhi.service.models import Satisfaction, SuccessCase

_BATCH = 500
#: How many days before the book's day scores are computed, too, so that a trend is there to see.
_SCORED_BEFORE = (364, 273, 182, 91, 0)
#: Fields of rows that point at another row, and the one former name that becomes a list.
_POINTERS = frozenset({"key", "parent", "head", "account", "owner", "contract", "order", "former_name"})
_ROLE_NAMES = {
    "administrator": "系统管理员",
    "sales_director": "销售总监",
    "key_account_manager": "客户经理",
    "sales_rep": "销售",
    "analyst": "分析师",
}

RowT = TypeVar("RowT", bound=models.Model)


class BookExists(Exception):
    """There is a book already; a demo book is only loaded into an empty one."""


def throw_away() -> None:
    """Empty the whole database. Only a demo's: the caller makes sure of it."""
    call_command("flush", interactive=False, verbosity=0)


@transaction.atomic
def load_book(book: DemoBook) -> User:
    """Write every row of the book. The director, who counts as having loaded it. Raises BookExists."""
    if Account.objects.exists():
        raise BookExists("There are customers in this database already.")
    users = _load_people(book)
    accounts = _load_accounts(book, users)
    _load_facts(book, accounts)
    _load_trade(book, accounts)
    director = users[people.DIRECTOR]
    record_event("demo_book.loaded", director, by=director, data={"as_of": book.as_of, "accounts": len(accounts)})
    return director


def score_loaded(book: DemoBook, by: User) -> ScoreRun:
    """Compute the scores of the last quarters, then today's: from what was signed, due and said by then."""
    *_, latest = [score_book(book.as_of - timedelta(days=days), by=by) for days in _SCORED_BEFORE]
    return latest


def _load_people(book: DemoBook) -> dict[str, User]:
    """Teams, roles and people; those who can sign in get their password in a demo, and nobody gets one elsewhere."""
    teams: dict[str, Team] = {}
    for team in book.teams:
        teams[team.name] = create_team(team.name, teams[team.parent] if team.parent else None)
    roles = ensure_standard_roles(_ROLE_NAMES)
    users: dict[str, User] = {}
    password = make_password(people.PASSWORD if settings.DEMO else None)  # None: nobody can sign in by it
    for person in book.people:
        user = User(
            username=person.username,
            display_name=person.name,
            job_title=person.title,
            role=roles[person.role],
            team=teams[person.team],
            manager=users[person.manager] if person.manager else None,
        )
        user.password = password if person.description else make_password(None)
        user.save()
        users[person.username] = user
    return users


def _load_accounts(book: DemoBook, users: dict[str, User]) -> dict[int, Account]:
    """The trees, parents first, with their index for searching. By the book's own keys."""
    accounts: dict[int, Account] = {}
    for number, row in zip(take_numbers(ACCOUNT_NUMBERS, len(book.accounts)), book.accounts, strict=True):
        owner = users[row.owner]
        account = Account(
            former_names=[row.former_name] if row.former_name else [],
            country="中国",
            owner=owner,
            created_by=owner,
            **_facts(row),
        )
        parent = accounts[row.parent] if row.parent else None
        accounts[row.key] = prepare_account(account, number=number, parent=parent)
    _write(Account, accounts.values())
    index_accounts(list(accounts.values()), new=True)
    shares = [(accounts[row.account], users[row.username]) for row in book.collaborators]
    _write(Collaborator, (Collaborator(account=account, user=user) for account, user in shares))
    return accounts


def _load_facts(book: DemoBook, accounts: dict[int, Account]) -> None:
    """What is known of groups, plants and the people in them, and what customers and rivals did."""
    _write(Group, [Group(head=accounts[row.head], **_facts(row)) for row in book.groups])
    _write(PlantFile, [PlantFile(account=accounts[row.account], **_facts(row)) for row in book.plant_files])
    _write(Contact, [Contact(account=accounts[row.account], **_facts(row)) for row in book.contacts])
    rivals = [CompetitorProduct(account=accounts[row.account], **_facts(row)) for row in book.competitors]
    _write(CompetitorProduct, rivals)
    _write(Satisfaction, [Satisfaction(account=accounts[row.account], **_facts(row)) for row in book.surveys])
    _write(SuccessCase, [SuccessCase(account=accounts[row.account], **_facts(row)) for row in book.cases])


def _load_trade(book: DemoBook, accounts: dict[int, Account]) -> None:
    """Opportunities, contracts, orders and instalments; a document belongs to its account's owner."""
    _write(Opportunity, [Opportunity(**_party(row, accounts), **_facts(row)) for row in book.opportunities])
    contracts = {
        row.number: Contract(starts_on=row.signed_on, **_party(row, accounts), **_facts(row)) for row in book.contracts
    }
    _write(Contract, contracts.values())
    orders = {
        row.number: Order(contract=contracts.get(row.contract or ""), **_party(row, accounts), **_facts(row))
        for row in book.orders
    }
    _write(Order, orders.values())
    instalments = [
        Instalment(
            account=accounts[row.account],
            contract=contracts.get(row.contract or ""),
            order=orders.get(row.order or ""),
            **_facts(row),
        )
        for row in book.instalments
    ]
    _write(Instalment, instalments)


def _party(row: ContractRow | OrderRow | OpportunityRow, accounts: dict[int, Account]) -> dict[str, Any]:
    return {"account": accounts[row.account], "owner": accounts[row.account].owner}


def _facts(row: Any) -> dict[str, Any]:
    """The fields that are the same in the row and in the model: all but those that point at another row."""
    return {name: getattr(row, name) for name in row.__slots__ if name not in _POINTERS}


def _write(model: type[RowT], rows: Iterable[RowT]) -> None:
    model._default_manager.bulk_create(list(rows), batch_size=_BATCH)  # noqa: SLF001  # Django's public name for it
