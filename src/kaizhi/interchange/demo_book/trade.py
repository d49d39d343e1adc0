"""Three years of contracts and orders: equipment is bought by contract, spare parts and service by order."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from kaizhi.interchange.demo_book.chance import chance
from kaizhi.interchange.demo_book.customer import Customer, window_start, workday
from kaizhi.interchange.demo_book.industries import EQUIPMENT_LINES, SERVICE, Industry
from kaizhi.interchange.demo_book.rows import AccountRow, ContractRow, OrderRow

_FEN = 100
_WAN = 10_000
_EQUIPMENT_SHARE = 0.65


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order with the days its goods are due, known to the payment plan also while they lie ahead."""

    order: OrderRow
    delivery_on: date
    acceptance_on: date


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract with its deliveries, or a single order without contract."""

    contract: ContractRow | None
    deliveries: tuple[Delivery, ...]
    made_on: date


def rounded(yuan: float, step: int) -> int:
    """In fen, rounded to `step` yuan and at least that."""
    return max(step, round(yuan / step) * step) * _FEN


def equipment_line(rng: random.Random, industry: Industry) -> str:
    return rng.choices(EQUIPMENT_LINES, industry.fit)[0]


@dataclass(slots=True)
class OrderBook:
    """Writes the deals of customers; holds the numbers of documents."""

    rng: random.Random
    as_of: date
    serials: Iterator[int] = field(default_factory=lambda: count(1))

    def deals_of(self, customer: Customer) -> Iterator[Deal]:
        """All deals up to as_of. The founding contract may lie before the three years, nothing else does."""
        ticket = min(max(customer.volume * 0.5, 4 * _WAN), 400 * _WAN)
        yield self._contract(customer, customer.started_on, ticket, can_fail=False)
        gap = 365 * ticket / (_EQUIPMENT_SHARE * customer.volume)
        for day in customer.purchase_days(self.rng, self.as_of, customer.started_on, gap, 2.0):
            yield self._contract(customer, day, ticket, can_fail=True)
        gap = self.rng.uniform(35, 110)
        mean = (1 - _EQUIPMENT_SHARE) * customer.volume * gap / 365
        start = customer.started_on + timedelta(days=90)
        for day in customer.purchase_days(self.rng, self.as_of, start, gap, 3.0):
            yield self._service(customer, day, rounded(mean * self.rng.lognormvariate(-0.1, 0.45), 100))

    def unsigned(self, account: AccountRow, industry: Industry, status: str) -> ContractRow:
        """A contract that makes nobody a customer: a draft, or one called off before anything was delivered."""
        is_draft = status == "draft"
        day = self.as_of if is_draft else workday(self.as_of - timedelta(days=self.rng.randint(200, 800)))
        line = equipment_line(self.rng, industry)
        amount = rounded(self.rng.uniform(30, 180) * _WAN, 1000)
        signed_on = None if is_draft else day
        return ContractRow(
            self._number("MQ", day), account.key, _title(account, line), line, amount, signed_on, None, status
        )

    def _contract(self, customer: Customer, signed_on: date, ticket: float, *, can_fail: bool) -> Deal:
        account, line = customer.account, equipment_line(self.rng, customer.industry)
        amount = rounded(ticket * self.rng.lognormvariate(0, 0.35), 1000)
        number, ends_on = self._number("MQ", signed_on), signed_on + timedelta(days=540)
        contract = ContractRow(number, account.key, _title(account, line), line, amount, signed_on, ends_on, "signed")
        if can_fail and chance(self.rng, 0.02):
            return Deal(replace(contract, status="cancelled"), (), signed_on)
        parts = (amount,) if chance(self.rng, 0.85) else _two_lots(amount)
        deliveries = tuple(self._equipment(contract, part) for part in parts)
        if all(delivery.order.status == "accepted" for delivery in deliveries):
            contract = replace(contract, status="completed")
        return Deal(contract, deliveries, signed_on)

    def _equipment(self, contract: ContractRow, amount: int) -> Delivery:
        signed_on = contract.signed_on or self.as_of
        ordered_on = min(self.as_of, max(signed_on, workday(signed_on + timedelta(days=self.rng.randint(2, 6)))))
        delivery_on = workday(ordered_on + timedelta(days=self.rng.randint(35, 110)))
        acceptance_on = workday(delivery_on + timedelta(days=self.rng.randint(15, 60)))
        return self._delivery(
            contract.account, contract.number, contract.product_line, amount, (ordered_on, delivery_on, acceptance_on)
        )

    def _service(self, customer: Customer, ordered_on: date, amount: int) -> Deal:
        arrives_on = workday(ordered_on + timedelta(days=self.rng.randint(4, 20)))
        days = (ordered_on, max(ordered_on, arrives_on), max(ordered_on, arrives_on))
        delivery = self._delivery(customer.account.key, None, SERVICE, amount, days)
        if chance(self.rng, 0.02):
            called_off = replace(delivery.order, status="cancelled", delivered_on=None, accepted_on=None)
            delivery = replace(delivery, order=called_off)
        return Deal(None, (delivery,), ordered_on)

    def _delivery(
        self, account: int, contract: str | None, line: str, amount: int, days: tuple[date, date, date]
    ) -> Delivery:
        ordered_on, delivery_on, acceptance_on = days
        is_delivered, is_accepted = delivery_on <= self.as_of, acceptance_on <= self.as_of
        order = OrderRow(
            number=self._number("MQD", ordered_on),
            account=account,
            contract=contract,
            product_line=line,
            amount=amount,
            ordered_on=ordered_on,
            status="accepted" if is_accepted else "delivered" if is_delivered else "confirmed",
            delivered_on=delivery_on if is_delivered else None,
            accepted_on=acceptance_on if is_accepted else None,
        )
        return Delivery(order, delivery_on, acceptance_on)

    def _number(self, kind: str, day: date) -> str:
        return f"{kind}-{day:%Y%m}-{next(self.serials):05d}"


def documents(deals: list[Deal], as_of: date) -> tuple[list[ContractRow], list[OrderRow]]:
    """The contracts of all time and the orders of the deals of the last three years."""
    contracts = [deal.contract for deal in deals if deal.contract]
    orders = [delivery.order for deal in deals if deal.made_on >= window_start(as_of) for delivery in deal.deliveries]
    return contracts, orders


def _title(account: AccountRow, line: str) -> str:
    return f"{account.short_name}{line}采购合同"


def _two_lots(amount: int) -> tuple[int, int]:
    first = amount * 3 // 5
    return first, amount - first
