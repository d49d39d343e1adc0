"""The command line and the site say the same of one book: the workbook read directly, and the database."""

from datetime import date
from pathlib import Path

import pytest

from kaizhi.insight.actions import score_book
from kaizhi.insight.models import GroupScore
from kaizhi.interchange.demo_book import generate_book
from kaizhi.interchange.demo_book.load import load_book
from kaizhi.interchange.demo_book.workbook import to_workbook
from kaizhi.scoring.radar import scan
from kaizhi.scoring.readers import read_book

AS_OF = date(2026, 11, 22)
SAME = (
    "n_known",
    "n_total",
    "n_cooperating",
    "n_uncovered",
    "penetration",
    "cycle_days",
    "raw_points",
    "score",
    "priority",
)


def test_the_demo_book_scores_the_same_both_ways(db, tmp_path: Path):
    book = generate_book(AS_OF)
    to_workbook(book, tmp_path / "book.xlsx")
    radar = scan(read_book(tmp_path / "book.xlsx"), as_of=AS_OF)
    assert radar.problems == ()
    load_book(book)
    score_book(AS_OF)
    stored = {score.head.name: score for score in GroupScore.objects.current().select_related("head")}
    assert {blip.name for blip in radar.blips} == set(stored)
    for blip in radar.blips:
        score = stored[blip.name]
        assert {name: blip.figures[name] for name in SAME} == {
            name: pytest.approx(getattr(score, name)) for name in SAME
        }
        assert blip.figures["signed_amount"] == score.contract_amount
        assert [action.code for action in blip.explanation.actions] == [told["code"] for told in score.improvements]
