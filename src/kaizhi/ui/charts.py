"""What a chart says: one message, its numbers, its unit. The same numbers make the table under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

KINDS = ("bar", "column", "stack", "line", "heat", "funnel", "scatter")


@dataclass(frozen=True, slots=True)
class Series:
    """Values by category; None is unknown and stays a gap. `tones` colours single values: a coverage band, "accent"."""

    name: str
    values: Sequence[float | None]
    tones: Sequence[str] = ()
    links: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its table.

    `title` says the message. `decimals` rounds labels and table. `categories` name the values of each series; a heat
    map has one series per row. `note` names source and date. `export_url` gives the numbers as a file.
    """

    id: str
    kind: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    decimals: int = 0
    head: str = ""
    note: str = ""
    export_url: str = ""
    height: int = 280
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A chart is one of {', '.join(KINDS)}, not {self.kind}.")

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws."""
        return {
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "decimals": self.decimals,
            "categories": [str(name) for name in self.categories],
            "series": [
                {"name": str(s.name), "values": list(s.values), "tones": list(s.tones), "links": list(s.links)}
                for s in self.series
            ],
            **self.extra,
        }

    @property
    def table(self) -> list[tuple[str, list[tuple[str | None, str]]]]:
        """Rows of the table: the category, then value text and link of each series."""
        return [
            (str(name), [(self._text(s.values[place]), s.links[place] if s.links else "") for s in self.series])
            for place, name in enumerate(self.categories)
        ]

    def _text(self, value: float | None) -> str | None:
        return None if value is None else f"{value:,.{self.decimals}f}"
