"""The customer trees: groups with their companies, plants and workshops, and single companies beside them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from kaizhi.interchange.demo_book import people
from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.industries import INDUSTRIES, MANAGEMENT_LEVELS, SCALES, Industry
from kaizhi.interchange.demo_book.names import PLACES, Place, address, credit_code
from kaizhi.interchange.demo_book.plans import SHOWCASE, GroupPlan
from kaizhi.interchange.demo_book.rows import AccountRow, PlantFileRow

_LARGE = 14  # from this many plants on a group has regional companies
_MIDDLE = 7  # from here on it has a subsidiary between head and plants
_KEY_ACCOUNT = 9  # groups of this size belong to the key-account team
_SOURCES = ("展会", "老客户转介绍", "标讯", "官网询盘", "电话开发", "设计院推荐")


@dataclass(frozen=True, slots=True)
class Tree:
    """One customer tree. `customers` do business with us, in the order they started; a single company is its own."""

    plan: GroupPlan | None
    industry: Industry
    accounts: tuple[AccountRow, ...]
    plant_files: tuple[PlantFileRow, ...]
    customers: tuple[AccountRow, ...]

    @property
    def head(self) -> AccountRow:
        return self.accounts[0]

    @property
    def uncovered(self) -> tuple[AccountRow, ...]:
        buying = {account.key for account in self.customers}
        return tuple(a for a in self.accounts if a.kind == "plant" and a.is_active and a.key not in buying)


@dataclass(slots=True)
class Forester:
    """Grows trees; holds what must not repeat between them."""

    rng: random.Random
    as_of: date
    trade_names: Iterator[str]
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    def grow_group(self, plan: GroupPlan) -> Tree:
        trade_name = next(self.trade_names)
        industry = INDUSTRIES[0] if plan is SHOWCASE else self._industry()
        places = self._plant_places(plan.known + plan.n_closed)
        home = places[0]
        owner = self._group_owner(plan, home)
        suffix = self.rng.choice(("集团有限公司", "控股集团有限公司", "集团股份有限公司"))
        head = self._node(None, "head_office", trade_name + suffix, trade_name + "集团", home, industry, owner)
        middle = self._middle(head, trade_name, industry, places)
        plants = [
            self._plant(
                middle.get(place.city, head), trade_name, industry, place, owner if plan.total < _KEY_ACCOUNT else ""
            )
            for place in places
        ]
        for position in range(plan.known, len(plants)):
            plants[position] = replace(plants[position], is_active=False, next_follow_up_on=None)
        customers = tuple(self.rng.sample(plants[: plan.known], plan.customers))
        workshops = [row for plant in customers for row in self._workshops(plant, industry)]
        units = {unit.key: unit for unit in middle.values()}
        accounts = (head, *(units[key] for key in sorted(units)), *plants, *workshops)
        described = [plant for plant in plants if plant in customers or chance(self.rng, 0.4)]
        return Tree(plan, industry, accounts, tuple(self._plant_file(p, industry) for p in described), customers)

    def grow_company(self) -> Tree:
        trade_name, industry, place = next(self.trade_names), self._industry(), self.rng.choice(PLACES)
        short = trade_name + self.rng.choice(industry.products)
        name = place.short + short + self.rng.choices(("有限公司", "股份有限公司"), (4, 1))[0]
        owner = self._region_owner(place)
        company = self._node(None, "company", name, short, place, industry, owner)
        return Tree(None, industry, (company,), (), (company,))

    def _industry(self) -> Industry:
        return self.rng.choices(INDUSTRIES, [industry.share for industry in INDUSTRIES])[0]

    def _region_owner(self, place: Place) -> str:
        owners = people.REGION_OWNERS[place.region]
        return self.rng.choices(owners, range(len(owners) + 1, 1, -1))[0]

    def _group_owner(self, plan: GroupPlan, home: Place) -> str:
        if plan is SHOWCASE:
            return people.KEY_ACCOUNT_MANAGER
        return self.rng.choice(people.GROUP_OWNERS) if plan.total >= _KEY_ACCOUNT else self._region_owner(home)

    def _plant_places(self, n: int) -> list[Place]:
        """Cities for the plants, each once; two thirds of a group are in its home region as far as that has cities."""
        home = self.rng.choice(PLACES)
        near = [place for place in PLACES if place.region == home.region and place != home]
        far = [place for place in PLACES if place.region != home.region]
        n_near = min(len(near), (n - 1) * 2 // 3)
        return [home, *self.rng.sample(near, n_near), *self.rng.sample(far, n - 1 - n_near)]

    def _middle(
        self, head: AccountRow, trade_name: str, industry: Industry, places: list[Place]
    ) -> dict[str, AccountRow]:
        """Who stands between head and plant, by the plant's city. A city that is missing reports to the head."""
        if len(places) < _MIDDLE:
            return {}
        if len(places) < _LARGE:
            product, half = self.rng.choice(industry.products[1:]), places[1 : 1 + len(places) // 2]
            name = f"{trade_name}{product}控股有限公司"
            unit = self._node(head, "company", name, trade_name + product, half[0], industry, head.owner)
            return {place.city: unit for place in half}
        units: dict[str, AccountRow] = {}
        for region in people.REGION_TEAMS:
            there = [place for place in places if place.region == region]
            if len(there) > 1:
                units.update(self._regional(head, trade_name, industry, there))
        return units

    def _regional(
        self, head: AccountRow, trade_name: str, industry: Industry, places: list[Place]
    ) -> dict[str, AccountRow]:
        """A regional company; where it would have many plants, a division below it takes half of them."""
        region = places[0].region
        name, short = f"{trade_name}（{region}）实业有限公司", f"{trade_name}{region}公司"
        company = self._node(head, "company", name, short, places[0], industry, self._region_owner(places[0]))
        units = {place.city: company for place in places}
        if len(places) >= _MIDDLE:
            title = f"{trade_name}{region}{self.rng.choice(industry.products)}事业部"
            division = self._node(company, "branch", title, title, places[1], industry, company.owner)
            units |= {place.city: division for place in places[len(places) // 2 :]}
        return units

    def _plant(self, parent: AccountRow, trade_name: str, industry: Industry, place: Place, owner: str) -> AccountRow:
        product = self.rng.choice(industry.products)
        form = self.rng.choices(("company", "branch", "site"), (11, 5, 4))[0]
        name = {
            "company": f"{trade_name}（{place.short}）{product}有限公司",
            "branch": f"{trade_name}{product}有限公司{place.short}分公司",
            "site": f"{trade_name}集团{place.short}工厂",
        }[form]
        if not owner or chance(self.rng, 0.2):
            owner = self._region_owner(place)
        row = self._node(parent, "plant", name, f"{trade_name}{place.short}", place, industry, owner)
        if form == "site":
            return replace(row, credit_code="")
        if chance(self.rng, 0.07):
            return replace(row, former_name=f"{place.short}{next(self.trade_names)}{product}有限公司")
        return row

    def _workshops(self, plant: AccountRow, industry: Industry) -> Iterable[AccountRow]:
        if not chance(self.rng, 0.25):
            return
        for work in self.rng.sample(industry.works, self.rng.randint(1, 2)):
            name = plant.short_name + work
            yield replace(
                plant, key=next(self.keys), parent=plant.key, kind="workshop", name=name, short_name=name,
                former_name="", credit_code="", source="", next_follow_up_on=None,
            )  # fmt: skip

    def _node(
        self, parent: AccountRow | None, kind: str, name: str, short: str, place: Place, industry: Industry, owner: str
    ) -> AccountRow:
        key = next(self.keys)
        district, full_address = address(self.rng, place)
        return AccountRow(
            key=key,
            parent=parent.key if parent else None,
            kind=kind,
            name=name,
            short_name=short,
            former_name="",
            credit_code="" if kind == "branch" else credit_code(key),
            industry=industry.name,
            province=place.province,
            city=place.city,
            district=district,
            address=full_address,
            owner=owner,
            source=self.rng.choice(_SOURCES),
            is_active=True,
            next_follow_up_on=self._follow_up(kind),
        )

    def _follow_up(self, kind: str) -> date | None:
        """Most people keep to their plan: a sixth of the dates has passed."""
        if kind in ("branch", "workshop") or chance(self.rng, 0.15):
            return None
        return self.as_of + timedelta(days=self.rng.randint(-9, 45))

    def _plant_file(self, plant: AccountRow, industry: Industry) -> PlantFileRow:
        rng = self.rng
        scale = rng.choice(SCALES).format(n=rng.randint(1, 30), m=rng.randint(12, 260) * 10, k=rng.randint(30, 600))
        return PlantFileRow(
            plant.key,
            scale,
            rng.choice(industry.processes),
            rng.choice(MANAGEMENT_LEVELS),
            rng.choice(industry.needs) if chance(rng, 0.7) else "",
        )
