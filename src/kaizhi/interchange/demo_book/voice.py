"""What customers say of us, who else is at theirs, what we can show, and what we are working on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.customer import Customer, window_start, workday
from kaizhi.interchange.demo_book.industries import CASE_TITLES, COMPETITOR_LINES, COMPETITORS, SERVICE
from kaizhi.interchange.demo_book.rows import AccountRow, CaseRow, CompetitorRow, OpportunityRow, OrderRow, SurveyRow
from kaizhi.interchange.demo_book.trade import equipment_line, rounded
from kaizhi.interchange.demo_book.trees import Tree

_WAN = 10_000
_YEARLY = "年度满意度调查"
_PLEASED = ("交付准时,调试人员专业", "能耗比承诺值还低", "备件到货快,服务响应及时", "操作简单,车间反映好")
_FAIR = ("设备稳定,备件价格偏高", "安装工期比计划晚了几天", "资料不够齐全,培训可再加强")
_UNHAPPY = ("故障两次,等待备件超过一周", "噪声高于合同约定,整改拖延", "服务电话多次无人接听")
_GOOD, _POOR = 430, 350
_RECENT = timedelta(days=400)


def surveys_of(rng: random.Random, customer: Customer, orders: list[OrderRow], as_of: date) -> Iterator[SurveyRow]:
    """Two accepted machines in three are followed by a revisit; most customers answer the survey of the year."""
    occasions: dict[date, str] = {}
    for order in orders:
        surveyed_on = workday((order.accepted_on or as_of) + timedelta(days=rng.randint(7, 30)))
        if order.accepted_on and order.product_line != SERVICE and surveyed_on <= as_of and chance(rng, 0.67):
            occasions[surveyed_on] = f"验收回访 {order.number}"
    for years_ago in range(3):
        surveyed_on = workday(as_of - timedelta(days=365 * years_ago + rng.randint(20, 200)))
        first_day = max(customer.started_on + timedelta(days=120), window_start(as_of))
        if first_day < surveyed_on and chance(rng, 0.75):
            occasions.setdefault(surveyed_on, _YEARLY)
    for surveyed_on, source in occasions.items():
        yield _survey(rng, customer, surveyed_on, source)


def _survey(rng: random.Random, customer: Customer, surveyed_on: date, source: str) -> SurveyRow:
    score = min(500, max(100, round(rng.gauss(customer.mood, 0.3) * 10) * 10))
    comments = _PLEASED if score >= _GOOD else _FAIR if score >= _POOR else _UNHAPPY
    comment = rng.choice(comments) if chance(rng, 0.6) else ""
    return SurveyRow(customer.account.key, surveyed_on, score, source, comment)


def competitors_of(rng: random.Random, tree: Tree, as_of: date) -> Iterator[CompetitorRow]:
    """A rival runs in a third of the blind spots of seven groups in ten, and in some customers' plants beside us."""
    has_rivals = chance(rng, 0.7)
    for accounts, share in ((tree.uncovered, 0.42 if has_rivals else 0.0), (tree.customers, 0.08)):
        for account in accounts:
            if chance(rng, share):
                competitor = rng.choice(COMPETITORS)
                since = as_of - timedelta(days=rng.randint(200, 2500))
                yield CompetitorRow(account.key, competitor, COMPETITOR_LINES[competitor], since, chance(rng, 0.88))


def case_of(rng: random.Random, customer: Customer, as_of: date, *, is_public: bool) -> CaseRow:
    line = rng.choice(sorted(CASE_TITLES))
    saving = rng.randint(12, 95)
    investment = round(saving * rng.uniform(1.1, 2.6))
    is_measured = chance(rng, 0.6)
    published_on = workday(as_of - timedelta(days=rng.randint(20, 700))) if is_public else None
    summary = f"{customer.account.short_name}:投资 {investment} 万元,实测年节省 {saving} 万元。" if is_measured else ""
    return CaseRow(
        customer.account.key,
        CASE_TITLES[line].format(saving=saving),
        published_on,
        round(100 * saving / investment) if is_measured else None,
        summary,
    )


@dataclass(slots=True)
class Pursuits:
    """Writes opportunities; holds their numbers."""

    rng: random.Random
    as_of: date
    serials: Iterator[int] = field(default_factory=lambda: count(1))
    names: set[str] = field(default_factory=set)

    def of_tree(self, tree: Tree, customers: list[Customer]) -> Iterator[OpportunityRow]:
        """In blind spots open and lost ones; at customers more business, and the one won with a first contract."""
        for plant in tree.uncovered:
            if chance(self.rng, 0.18):
                yield self._pursuit(tree, plant, "open", "复制姊妹工厂方案")
            elif chance(self.rng, 0.12):
                yield self._pursuit(tree, plant, "lost", "")
        for customer in customers:
            if customer.started_on > self.as_of - _RECENT:
                yield self._pursuit(tree, customer.account, "won", "", closed_on=customer.started_on)
            if customer.stops_on is None and chance(self.rng, 0.16):
                yield self._pursuit(tree, customer.account, "open", "")

    def _pursuit(
        self, tree: Tree, account: AccountRow, outcome: str, notes: str, closed_on: date | None = None
    ) -> OpportunityRow:
        rng = self.rng
        if outcome == "lost":
            closed_on = self.as_of - timedelta(days=rng.randint(10, 500))
        opened_on = (closed_on or self.as_of) - timedelta(days=rng.randint(20, 150))
        # some expected dates have slipped into the past
        expected_on = closed_on or self.as_of + timedelta(days=rng.randint(-20, 150))
        line = equipment_line(rng, tree.industry)
        return OpportunityRow(
            number=f"SJ-{opened_on:%Y%m}-{next(self.serials):04d}",
            account=account.key,
            name=self._name(f"{account.short_name}{line}项目"),
            product_line=line,
            amount=rounded(50 * _WAN * rng.lognormvariate(0, 0.7), 1000),
            outcome=outcome,
            opened_on=opened_on,
            expected_on=expected_on,
            closed_on=closed_on,
            lost_to=rng.choice(COMPETITORS) if outcome == "lost" and chance(rng, 0.7) else "",
            notes=notes,
        )

    def _name(self, wanted: str) -> str:
        """A second project of the same kind at the same account is its second phase."""
        phases = (wanted, *(wanted + phase for phase in ("二期", "三期", "四期")))
        name = next(phase for phase in phases if phase not in self.names)
        self.names.add(name)
        return name
