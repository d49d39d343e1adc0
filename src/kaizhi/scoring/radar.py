"""The radar of a workbook: read, scored, ranked and explained. What the command line prints in three shapes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kaizhi.scoring.engine import records
from kaizhi.scoring.explain import Explanation, explain
from kaizhi.scoring.penetration import FIGURES, book_summary, group_figures, uncovered_plants
from kaizhi.scoring.readers import ReadBook
from kaizhi.scoring.replication import replication_scores, top
from kaizhi.scoring.replication_model import ReplicationModel
from kaizhi.scoring.workbook import Problem


@dataclass(frozen=True)
class Blip:
    """One group on the radar. `figures` is its scored row."""

    rank: int
    name: str
    owner: str
    follow_up_on: date | None
    figures: dict[str, Any]
    explanation: Explanation
    uncovered: tuple[str, ...]


@dataclass(frozen=True)
class Radar:
    """The whole book. `blips` are all groups, the best first; how many are shown is the printer's choice."""

    as_of: date
    model_version: str
    currency: str
    summary: dict[str, Any]
    blips: tuple[Blip, ...]
    problems: tuple[Problem, ...]


def scan(read: ReadBook, *, as_of: date, model: ReplicationModel | None = None) -> Radar:
    """Score a book that was read from a workbook."""
    numbers = model or ReplicationModel()
    book = read.frames()
    figures = group_figures(book.groups, book.plants, book.signings, as_of=as_of)
    scores = replication_scores(figures, book, as_of=as_of, model=numbers)
    uncovered: dict[int, list[str]] = {}
    for row in records(uncovered_plants(book.plants, book.signings, as_of=as_of)):
        uncovered.setdefault(row["group_id"], []).append(read.accounts[row["account_id"]].name)
    blips = []
    for row in records(top(scores)):
        head = read.accounts[row["group_id"]]
        blips.append(
            Blip(
                rank=row["rank"],
                name=head.name,
                owner=head.owner,
                follow_up_on=read.follow_ups.get(head.number),
                figures=row,
                explanation=explain(row, as_of=as_of, model=numbers),
                uncovered=tuple(uncovered.get(head.number, ())),
            )
        )
    summary = records(book_summary(figures))[0]
    return Radar(as_of, numbers.version, read.currency, summary, tuple(blips), tuple(read.problems))


def as_document(radar: Radar, n: int | None) -> dict[str, Any]:
    """The radar as plain values, ready for JSON. Money in minor units, shares from 0 to 1, days as ISO dates."""
    return {
        "as_of": radar.as_of.isoformat(),
        "model_version": radar.model_version,
        "currency": radar.currency,
        "summary": radar.summary,
        "groups": [_blip_document(blip) for blip in radar.blips[:n]],
        "problems": [vars(problem) for problem in radar.problems],
    }


def _blip_document(blip: Blip) -> dict[str, Any]:
    explanation = blip.explanation.as_dict()
    return {
        "rank": blip.rank,
        "name": blip.name,
        "owner": blip.owner,
        "next_follow_up_on": blip.follow_up_on and blip.follow_up_on.isoformat(),
        **{name: blip.figures[name] for name in FIGURES if name not in {"group_id", "first_signed_on"}},
        "weighted_potential_amount": blip.figures["weighted_potential_amount"],
        **{name: value for name, value in explanation.items() if name not in {"group_id", "model_version"}},
        "uncovered_plants": list(blip.uncovered),
    }
