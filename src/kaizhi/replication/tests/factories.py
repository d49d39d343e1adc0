"""Scores as a run leaves them, without running one."""

from datetime import date

from kaizhi.access.models import User
from kaizhi.accounts.actions import create_account
from kaizhi.accounts.models import Account
from kaizhi.insight.models import GroupScore, ScoreRun, ScoringModel


def make_run(as_of: date = date(2026, 11, 22)) -> ScoreRun:
    model, _ = ScoringModel.objects.get_or_create(code="replication", version=1)
    return ScoreRun.objects.create(reach=ScoreRun.Reach.BOOK, as_of=as_of, model=model, status=ScoreRun.Status.DONE)


def make_group(name: str, *, by: User, industry: str = "") -> Account:
    return create_account(Account(name=name, kind=Account.Kind.HEAD_OFFICE, industry=industry), parent=None, by=by)


def make_score(run: ScoreRun, head: Account, **facts: object) -> GroupScore:
    """One group with 2 of 8 plants and 62 points, unless told otherwise."""
    figures: dict[str, object] = {
        "n_known": 8, "n_total": 8, "n_cooperating": 2, "n_uncovered": 6, "penetration": 0.25, "band": "red",
        "contract_amount": 200_000_000, "average_plant_value": 100_000_000, "potential_amount": 600_000_000,
        "weighted_potential": 372_000_000, "raw_points": 62, "score": 62, "priority": "medium",
    }  # fmt: skip
    return GroupScore.objects.create(run=run, head=head, **(figures | facts))
