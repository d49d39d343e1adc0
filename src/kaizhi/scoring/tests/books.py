"""Makes the frames of a test's book, row by row, with everything not named unknown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kaizhi.scoring import Book, epoch_day
from kaizhi.scoring.frames import ACCOUNTS, BOOK_FRAMES, PURCHASES, FrameSpec

AS_OF = date(2026, 11, 22)

Make = Callable[[FrameSpec, dict[str, list[Any]]], Any]


def day(text: str) -> int:
    return epoch_day(date.fromisoformat(text))


def columns(spec: FrameSpec, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    assert all(set(row) <= set(spec.names) for row in rows)
    return {name: [row.get(name) for row in rows] for name in spec.names}


@dataclass
class BookOf:
    """Groups numbered as told; a plant's id is its group's times 100 and its own number."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in BOOK_FRAMES})

    def group(
        self, group_id: int, *, n_plants: int = 0, signed: tuple[str, ...] = (), amount: int | None = 100, **facts: Any
    ) -> int:
        """A group with known plants, of which the first ones signed on these days."""
        self.rows["groups"].append({"group_id": group_id, "is_procurement_described": 0, **facts})
        for number in range(1, n_plants + 1):
            self.plant(group_id, number)
        for number, signed_on in enumerate(signed, start=1):
            self.sign(group_id, number, signed_on, amount)
        return group_id

    def plant(self, group_id: int, number: int, *, is_active: int = 1) -> None:
        plant = {"account_id": group_id * 100 + number, "group_id": group_id, "is_active": is_active}
        self.rows["plants"].append(plant)

    def sign(
        self,
        group_id: int,
        number: int,
        signed_on: str | None,
        amount: int | None = 100,
        *,
        is_cancelled: int = 0,
        kind: str = "order",
    ) -> None:
        """Number 0 is the head office."""
        self.rows["signings"].append(
            {
                "account_id": group_id * 100 + number,
                "group_id": group_id,
                "signed_on": signed_on and day(signed_on),
                "amount": amount,
                "is_cancelled": is_cancelled,
                "kind": kind,
            }
        )

    def due(
        self, group_id: int, due_on: str, amount: int, paid_on: str | None = None, paid_amount: int | None = None
    ) -> None:
        self.rows["instalments"].append(
            {
                "group_id": group_id,
                "due_on": day(due_on),
                "amount": amount,
                "paid_on": paid_on and day(paid_on),
                "paid_amount": paid_amount,
            }
        )

    def survey(self, group_id: int, number: int, surveyed_on: str, score: float) -> None:
        self.rows["satisfaction"].append(
            {"account_id": group_id * 100 + number, "surveyed_on": day(surveyed_on), "score": score}
        )

    def case(self, group_id: int, number: int, published_on: str | None = None, *, has_roi: int | None = None) -> None:
        published = published_on and day(published_on)
        self.rows["cases"].append(
            {"account_id": group_id * 100 + number, "published_on": published, "has_roi": has_roi}
        )

    def competitor(self, group_id: int, number: int, *, is_active: int = 1) -> None:
        self.rows["competitors"].append({"account_id": group_id * 100 + number, "is_active": is_active})

    def frames(self, make: Make) -> Book[Any]:
        return Book(**{name: make(spec, columns(spec, self.rows[name])) for name, spec in BOOK_FRAMES.items()})


def purchases(make: Make, rows: list[dict[str, Any]]) -> Any:
    return make(PURCHASES, columns(PURCHASES, rows))


def accounts(make: Make, rows: list[dict[str, Any]]) -> Any:
    return make(ACCOUNTS, columns(ACCOUNTS, rows))
