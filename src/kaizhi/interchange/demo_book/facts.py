"""What is known of a group as a whole, and the people in it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.industries import PROCUREMENT_PROCESSES
from kaizhi.interchange.demo_book.names import mobile, person_name, pinyin
from kaizhi.interchange.demo_book.plans import SHOWCASE
from kaizhi.interchange.demo_book.rows import AccountRow, ContactRow, GroupRow
from kaizhi.interchange.demo_book.trees import Tree

_WAN = 10_000_00
_LARGE = 9
_STANDINGS = ((1, 3), (4, 10), (11, 20), (21, 60), None)

# post, department, decision role, weight in percent
_PLANT_POSTS = (
    ("厂长", "厂部", "decision_maker", 30),
    ("设备部经理", "设备部", "technical", 25),
    ("采购经理", "采购部", "purchasing", 20),
    ("动力车间主任", "动力车间", "user", 15),
    ("财务经理", "财务部", "finance", 10),
)
_COMPANY_POSTS = (
    ("总经理", "总经办", "decision_maker", 35),
    ("技术总监", "技术部", "technical", 25),
    ("采购主管", "采购部", "purchasing", 20),
    ("生产部经理", "生产部", "user", 10),
    ("财务总监", "财务部", "finance", 10),
)
_HEAD_POSTS = (
    ("集团采购总监", "集团采购中心", "purchasing", 30),
    ("集团设备总监", "集团设备管理部", "technical", 25),
    ("分管副总裁", "总裁办", "decision_maker", 35),
)


def group_facts(rng: random.Random, tree: Tree, as_of: date) -> GroupRow:
    """We know more of large groups, and they stand higher in their industry."""
    plan = tree.plan
    if plan is None:
        raise ValueError("A single company has no group facts.")
    showcase, is_large = plan is SHOWCASE, plan.total >= _LARGE
    intent = chance(rng, 0.22)
    # one intent in four has lapsed
    until = as_of + timedelta(days=rng.randint(60, 500) if chance(rng, 0.75) else -rng.randint(10, 200))
    known = showcase or chance(rng, 0.75 if is_large else 0.4)
    standing = rng.choices(_STANDINGS, (7, 11, 6, 3, 6) if is_large else (2, 7, 9, 8, 16))[0]
    supplier = "approved" if showcase else rng.choices(("approved", "applying", "none", ""), (13, 9, 10, 13))[0]
    return GroupRow(
        head=tree.head.key,
        declared_plants=plan.declared,
        annual_budget=rng.randint(60, 160) * plan.total * _WAN if chance(rng, 0.7) else None,
        industry_rank=2 if showcase else rng.randint(*standing) if standing else None,
        is_procurement_known=known,
        # some only say that they know it
        procurement_process=rng.choice(PROCUREMENT_PROCESSES) if known and (showcase or chance(rng, 0.9)) else "",
        approved_supplier=supplier,
        is_exclusive_intent=intent,
        exclusive_until=until if intent else None,
        shared_needs=rng.choice(tree.industry.needs) if chance(rng, 0.5) else "",
        price_agreement="集团年度框架:整机 92 折,备件 95 折" if supplier == "approved" and chance(rng, 0.6) else "",
        service_agreement="各工厂统一 4 小时响应、24 小时到场" if supplier == "approved" and chance(rng, 0.5) else "",
        next_follow_up_on=tree.head.next_follow_up_on,
    )


@dataclass(slots=True)
class AddressBook:
    """Makes contacts, no two with the same number, address or, at one customer, name."""

    rng: random.Random
    serials: Iterator[int] = field(default_factory=lambda: count(1))
    taken: set[str] = field(default_factory=set)

    def of_tree(self, tree: Tree, *, knows_head: bool) -> Iterator[ContactRow]:
        """Customers have two to four people we know, some blind spots one, the head those `knows_head` tells of."""
        if tree.plan is None:
            yield from self._at(tree.head, tree.head, _COMPANY_POSTS, self.rng.randint(1, 4), base=1)
            return
        if knows_head:
            yield from self._at(tree.head, tree.head, _HEAD_POSTS, self.rng.randint(1, 3), base=0)
        for plant in tree.customers:
            yield from self._at(plant, tree.head, _PLANT_POSTS, self.rng.randint(2, 4), base=2)
        for plant in tree.uncovered:
            if chance(self.rng, 0.25):
                yield from self._at(plant, tree.head, _PLANT_POSTS, 1, base=0)

    def _at(
        self, account: AccountRow, head: AccountRow, posts: tuple[tuple[str, str, str, int], ...], n: int, *, base: int
    ) -> Iterator[ContactRow]:
        domain = f"{pinyin(head.short_name[:2])}.example.com"
        for post, department, role, weight in sorted(self.rng.sample(posts, n), key=posts.index):
            name, mailbox = self._name(domain)
            serial = next(self.serials)
            yield ContactRow(
                account=account.key,
                name=name,
                department=department,
                post=post,
                mobile=mobile(serial),
                email=f"{mailbox}@{domain}",
                wechat=f"wx-{mailbox}-{serial}" if chance(self.rng, 0.6) else "",
                decision_role="champion" if base and chance(self.rng, 0.06) else role,
                role_weight=weight,
                closeness=25 * min(4, base + self.rng.randint(0, 2)),
                is_active=not base or chance(self.rng, 0.95),
            )

    def _name(self, domain: str) -> tuple[str, str]:
        while True:
            name = person_name(self.rng)
            mailbox = pinyin(name)
            if f"{mailbox}@{domain}" not in self.taken:
                self.taken.add(f"{mailbox}@{domain}")
                return name, mailbox
