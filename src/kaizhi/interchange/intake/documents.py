"""Contracts and orders by number: those stored, and those the file brings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kaizhi.access.models import User
from kaizhi.contracts.models import Contract, Order

_CHUNK = 2_000


@dataclass(slots=True)
class Document:
    """`pk` is None for one that a dry run only imagines."""

    pk: int | None
    account_id: int | None
    currency: str


@dataclass
class Documents:
    """Visible contracts and orders, read in chunks as rows name them."""

    user: User
    contracts: dict[str, Document] = field(default_factory=dict)
    orders: dict[str, Document] = field(default_factory=dict)

    def load(self, *, contracts: Iterable[str] = (), orders: Iterable[str] = ()) -> None:
        for model, known, numbers in ((Contract, self.contracts, contracts), (Order, self.orders, orders)):
            fresh = [number for number in dict.fromkeys(numbers) if number and number not in known]
            for start in range(0, len(fresh), _CHUNK):
                found = model.objects.visible_to(self.user).filter(number__in=fresh[start : start + _CHUNK])
                for number, pk, account_id, currency in found.values_list("number", "pk", "account_id", "currency"):
                    known[number] = Document(pk, account_id, currency)
