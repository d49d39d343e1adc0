"""Global Energy Monitor's plant tracker (CC BY 4.0): real plants, owners with percentages, group sizes counted apart.

(c) Global Energy Monitor, Global Iron and Steel Tracker. The file is not part of the project.
"""

import csv
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kaizhi.interchange.rows import row_parser
from kaizhi.interchange.workbook import open_book

FOLDER = Path(os.environ.get("KAIZHI_SHARED_DATA", Path(__file__).parents[5] / "shared" / "data"))
FILES = sorted((FOLDER / "gem_steel_world").glob("*.csv")) if FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the tracker's file lies outside the project and is not here")


NAMELESS = {"unknown", "small shareholder(s)", "natural person(s)"}


@pytest.fixture
def rows():
    with FILES[0].open("rb") as file, open_book(file, FILES[0].name) as book:
        layout = book.sheets[0].layout()
        parser = row_parser(layout.proposal, today=date(2026, 11, 22))
        return [parser(row) for row in book.sheets[0].data_rows(layout.header_row)]


def test_every_plant_is_taken(rows):
    assert len(rows) == 800
    assert not any(row.is_rejected for row in rows)
    assert all(row.values["kind"] == "plant" for row in rows)


def test_group_sizes_match_a_count_made_apart(rows):
    with FILES[0].open(encoding="utf-8-sig", newline="") as file:
        parents = [record["parent"] for record in csv.DictReader(file)]
    single = Counter(name.split("[")[0].strip() for name in parents if ";" not in name and name not in NAMELESS)
    found = Counter(
        row.values["group"] for row in rows if "group" in row.values and len(row.values.get("group_stakes", [1])) == 1
    )
    assert found == single
    assert found.most_common(1)[0][1] > 10


def test_percentages_are_kept(rows):
    shared = [row.values["group_stakes"] for row in rows if "group_stakes" in row.values]
    with FILES[0].open(encoding="utf-8-sig", newline="") as file:
        told = sum(record["parent"].count("%") for record in csv.DictReader(file))
    assert sum(holder.share_bp is not None for holders in shared for holder in holders) == told
