"""The whole book of the demo: a maker of compressed-air and dust-removal equipment and its 300 customers (R48)."""

import random
from collections.abc import Iterator
from datetime import date

from kaizhi.interchange.demo_book import people
from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.customer import Customer, customers_of
from kaizhi.interchange.demo_book.facts import AddressBook, group_facts
from kaizhi.interchange.demo_book.industries import COMPETITORS, MAKER
from kaizhi.interchange.demo_book.names import PLACES, trade_names
from kaizhi.interchange.demo_book.payments import instalments_of
from kaizhi.interchange.demo_book.plans import SHOWCASE, SINGLE_COMPANIES, group_plans
from kaizhi.interchange.demo_book.rows import CaseRow, CollaboratorRow, ContactRow, ContractRow, DemoBook, SurveyRow
from kaizhi.interchange.demo_book.trade import Deal, OrderBook, documents
from kaizhi.interchange.demo_book.trees import Forester, Tree
from kaizhi.interchange.demo_book.voice import Pursuits, case_of, competitors_of, surveys_of

_SEED = 20_260_101
_KNOWN_HEADS, _COURTED = 23, 10  # heads of the 45 where we know somebody; the largest are among them
_DRAFTS, _CALLED_OFF = 4, 3
_CASE_SHARE = 0.16
_PLEASED = 4.0  # CSAT from which a customer tells others


def generate_book(as_of: date) -> DemoBook:
    """The demo book as of a day, which alone decides it: the same day gives the same rows."""
    rng = random.Random(_SEED)  # noqa: S311  # believable, not secret
    trees = _trees(rng, as_of)
    groups = [tree for tree in trees if tree.plan]
    buyers = {tree.head.key: customers_of(rng, tree, as_of) for tree in trees}
    ledger = OrderBook(rng, as_of)
    deals = [(customer, list(ledger.deals_of(customer))) for buying in buyers.values() for customer in buying]
    contracts, orders = documents([deal for _, made in deals for deal in made], as_of)
    contracts += _unsigned(rng, ledger, groups)
    pursuits = Pursuits(rng, as_of)
    return DemoBook(
        as_of=as_of,
        teams=people.TEAMS,
        people=people.PEOPLE,
        accounts=tuple(account for tree in trees for account in tree.accounts),
        collaborators=tuple(_collaborators(groups)),
        plant_files=tuple(row for tree in trees for row in tree.plant_files),
        groups=tuple(group_facts(rng, tree, as_of) for tree in groups),
        contacts=tuple(_contacts(rng, trees)),
        contracts=tuple(contracts),
        orders=tuple(orders),
        instalments=tuple(
            row for customer, made in deals for deal in made for row in instalments_of(rng, customer, deal, as_of)
        ),
        surveys=tuple(_surveys(rng, deals, as_of)),
        competitors=tuple(row for tree in groups for row in competitors_of(rng, tree, as_of)),
        cases=tuple(_cases(rng, [customer for customer, _ in deals], trees[0], as_of)),
        opportunities=tuple(row for tree in trees for row in pursuits.of_tree(tree, buyers[tree.head.key])),
    )


def _trees(rng: random.Random, as_of: date) -> list[Tree]:
    taken = {name[:2] for name in (MAKER, *COMPETITORS)}
    forester = Forester(rng, as_of, (name for name in trade_names(rng) if name not in taken))
    groups = [forester.grow_group(plan) for plan in group_plans()]
    return groups + [forester.grow_company() for _ in range(SINGLE_COMPANIES)]


def _collaborators(groups: list[Tree]) -> Iterator[CollaboratorRow]:
    """The showcase and every third key account are worked on together with a sales engineer of the head's region."""
    key_accounts = [tree for tree in groups if tree.head.owner in people.GROUP_OWNERS]
    for tree in key_accounts[::3]:
        region = next(place.region for place in PLACES if place.city == tree.head.city)
        partner = people.SALES_REP if tree.plan is SHOWCASE else people.REGION_OWNERS[region][0]
        yield CollaboratorRow(tree.head.key, partner)


def _unsigned(rng: random.Random, ledger: OrderBook, groups: list[Tree]) -> Iterator[ContractRow]:
    blind = [(tree, plant) for tree in groups for plant in tree.uncovered]
    for position, (tree, plant) in enumerate(rng.sample(blind, _DRAFTS + _CALLED_OFF)):
        yield ledger.unsigned(plant, tree.industry, "draft" if position < _DRAFTS else "cancelled")


def _contacts(rng: random.Random, trees: list[Tree]) -> Iterator[ContactRow]:
    book = AddressBook(rng)
    by_size = sorted((tree for tree in trees if tree.plan), key=lambda tree: -len(tree.accounts))
    known = {tree.head.key for tree in by_size[:_COURTED]}
    known |= {tree.head.key for tree in rng.sample(by_size[_COURTED:], _KNOWN_HEADS - _COURTED)}
    for tree in trees:
        yield from book.of_tree(tree, knows_head=tree.head.key in known)


def _surveys(rng: random.Random, deals: list[tuple[Customer, list[Deal]]], as_of: date) -> Iterator[SurveyRow]:
    for customer, made in deals:
        _, orders = documents(made, as_of)
        yield from surveys_of(rng, customer, orders, as_of)


def _cases(rng: random.Random, customers: list[Customer], showcase: Tree, as_of: date) -> Iterator[CaseRow]:
    for customer in customers:
        if customer.account is showcase.customers[0]:
            yield case_of(rng, customer, as_of, is_public=True)
        elif customer.mood > _PLEASED and chance(rng, _CASE_SHARE):
            yield case_of(rng, customer, as_of, is_public=chance(rng, 0.7))
