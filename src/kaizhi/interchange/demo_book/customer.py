"""How one account buys and pays: its volume, start, fate and manners."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.industries import Industry
from kaizhi.interchange.demo_book.plans import SHOWCASE
from kaizhi.interchange.demo_book.rows import AccountRow
from kaizhi.interchange.demo_book.trees import Tree

_WAN = 10_000
_WINDOW = timedelta(days=3 * 365)
# demand by month: quiet around the Spring Festival, strong before the half-year and the year end
_SEASON = (0.85, 0.55, 1.1, 1.05, 1.0, 1.2, 0.95, 0.9, 1.15, 0.95, 1.1, 1.3)
_GROWTH = 1.08  # a year
_FRIDAY = 4


def workday(day: date) -> date:
    """The day itself, or the Friday before its weekend."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


@dataclass(frozen=True, slots=True)
class Customer:
    """`volume` is yuan a year at today's level, `rise` its growth beside the book's, `mood` a CSAT mean (1 to 5).

    `payer` is punctual, mixed or late. `stops_on` is the last day of trade of a customer who faded away.
    """

    account: AccountRow
    industry: Industry
    volume: int
    started_on: date
    stops_on: date | None
    rise: float
    payer: str
    mood: float

    def purchase_days(
        self, rng: random.Random, as_of: date, start: date, mean_gap: float, regularity: float
    ) -> Iterator[date]:
        """Days after `start` within the three years: gamma gaps, in days that count more in a strong month."""
        first, end = window_start(as_of), min(as_of, self.stops_on or as_of)
        # from some gaps before, so that the first months are as busy as the others
        day = max(start, first - timedelta(days=round(mean_gap * rng.uniform(2, 4))))
        left = rng.gammavariate(regularity, mean_gap / regularity)
        while day < end:
            day += timedelta(days=1)
            left -= _SEASON[day.month - 1] * (_GROWTH * self.rise) ** ((day - as_of).days / 365)
            if left <= 0 and day.weekday() <= _FRIDAY:
                left = rng.gammavariate(regularity, mean_gap / regularity)
                if day >= first:
                    yield day


def window_start(as_of: date) -> date:
    """The first day of the three years of orders."""
    return as_of - _WINDOW


def customers_of(rng: random.Random, tree: Tree, as_of: date) -> list[Customer]:
    """The tree's customers, first plant first: the second follows the first after months, later ones sooner."""
    starts = _group_starts(rng, len(tree.customers), as_of) if tree.plan else [_company_start(rng, as_of)]
    middle, spread = (140 * _WAN, 0.9) if tree.plan else (44 * _WAN, 0.95)
    return [
        _customer(rng, tree, account, start, round(middle * rng.lognormvariate(0, spread)), as_of)
        for account, start in zip(tree.customers, starts, strict=True)
    ]


def _customer(
    rng: random.Random, tree: Tree, account: AccountRow, started_on: date, volume: int, as_of: date
) -> Customer:
    showcase = tree.plan is SHOWCASE
    fate = "steady" if showcase else rng.choices(("steady", "rising", "fading"), (77, 12, 11))[0]
    faded_on = as_of - timedelta(days=rng.randint(150, 420))
    fades = fate == "fading" and started_on < faded_on
    return Customer(
        account=account,
        industry=tree.industry,
        volume=min(volume, 1500 * _WAN),
        started_on=started_on,
        stops_on=faded_on if fades else None,
        rise=1.6 if fate == "rising" else 1.0,
        payer="punctual" if showcase else rng.choices(("punctual", "mixed", "late"), (5, 3, 2))[0],
        mood=4.6 if showcase else min(4.9, max(2.2, rng.gauss(3.3 if fades else 4.25, 0.4))),
    )


def _company_start(rng: random.Random, as_of: date) -> date:
    """Three of five have been customers for longer than the three years."""
    days = rng.randint(3 * 365, 8 * 365) if chance(rng, 0.65) else rng.randint(25, 3 * 365)
    return workday(as_of - timedelta(days=days))


def _group_starts(rng: random.Random, n: int, as_of: date) -> list[date]:
    """First signings of a group's plants: all before as_of, the gaps around ten months and shrinking."""
    gaps = [round(300 * rng.lognormvariate(0, 0.4) * 0.8**i) for i in range(n - 1)]
    latest = rng.randint(25, 800)
    longest = max(0, 8 * 365 - latest)
    squeeze = min(1.0, longest / max(1, sum(gaps)))
    days = latest + round(sum(gaps) * squeeze) + (rng.randint(0, 1500) if n == 1 else 0)
    starts = [workday(as_of - timedelta(days=days))]
    for gap in gaps:
        days -= round(gap * squeeze)
        starts.append(workday(as_of - timedelta(days=max(25, days))))
    return starts
