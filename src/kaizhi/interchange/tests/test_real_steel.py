"""800 real iron and steel plants through the mapping step: groups, plants, percentages, a radar of chosen customers.

Data: Global Iron and Steel Tracker, March 2025, (c) Global Energy Monitor, CC BY 4.0. Read where it lies, never copied.
"""

import csv
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from kaizhi.accounts.models import Account, Group, Stake
from kaizhi.conftest import Cast
from kaizhi.contracts.models import Order
from kaizhi.insight.actions import score_book
from kaizhi.insight.models import GroupScore
from kaizhi.interchange.models import ImportBatch
from kaizhi.interchange.tests.workbooks import checked, written

FILE = Path(__file__).parents[5] / "shared/data/gem_steel_world/gem_iron_steel_world_2025-03-25.csv"
SHARE = re.compile(r"\s*\[(\d+(?:\.\d+)?)%\]$")
NOBODY = {"", "unknown", "other", "others", "small shareholder(s)", "natural person(s)"}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the steel plants' data is not beside the project")


def test_the_data_is_there_in_ci():
    assert FILE.exists() or not os.environ.get("CI")


@pytest.fixture
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def batch(cast: Cast, settings: object, tmp_path: Path) -> ImportBatch:
    django_settings.MEDIA_ROOT = tmp_path
    return written(FILE.read_bytes(), cast.dora, FILE.name)


def principal(cell: str) -> str:
    """The largest named holder of a cell; the first among equals. Written apart from the importer."""
    best, most = "", -1.0
    for part in cell.split(";"):
        found = SHARE.search(part.strip())
        name = SHARE.sub("", part.strip()).strip()
        share = float(found.group(1)) if found else 0.0
        if name.casefold() not in NOBODY and share > most:
            best, most = name, share
    return best


def test_every_plant_is_taken(batch: ImportBatch, rows: list[dict[str, str]]):
    assert batch.status == ImportBatch.Status.DONE, batch.error
    assert batch.total("rejected") == 0
    assert Account.objects.filter(kind=Account.Kind.PLANT).count() == len(rows) == 800


def test_group_sizes_match_an_independent_count(batch: ImportBatch, rows: list[dict[str, str]]):
    """A plant's owner stands under the ultimate parent its first plant names, unless it is one itself."""
    parents = {principal(row["parent"]) for row in rows}
    group_of: dict[str, str] = {name: name for name in parents}
    expected: Counter[str] = Counter()
    for row in rows:
        owner, parent = principal(row["owner"]), principal(row["parent"])
        top = group_of.setdefault(owner, parent or owner) if owner else parent
        expected[top] += 1
    sizes = Counter(Account.objects.filter(kind=Account.Kind.PLANT).values_list("root__name", flat=True))
    del expected[""], sizes[""]
    biggest = dict(expected.most_common(40))
    assert {name: sizes[name] for name in biggest} == biggest
    assert Group.objects.count() == Account.objects.roots().exclude(kind=Account.Kind.PLANT).count()


def test_percentages_are_kept(batch: ImportBatch, rows: list[dict[str, str]]):
    joint = next(row for row in rows if row["parent"].count("[") == 2 and row["owner"].count("[") < 2)
    plant = Account.objects.get(name=joint["plant-name-(english)"])
    shares = Stake.objects.filter(account_id=plant.parent_pk).values_list("holder_name", "share_bp")
    said = {
        SHARE.sub("", part.strip()): round(float(SHARE.search(part.strip()).group(1)) * 100)
        for part in joint["parent"].split(";")
    }
    assert dict(shares) == said


def test_the_same_file_again_changes_nothing(batch: ImportBatch, cast: Cast):
    again = checked(FILE.read_bytes(), cast.dora, FILE.name)
    assert (again.total("unchanged"), again.total("new"), again.total("updated")) == (800, 0, 0)


def test_choosing_customers_gives_a_radar(batch: ImportBatch, cast: Cast):
    head = Account.objects.filter(members__kind=Account.Kind.PLANT, members__is_active=True, parent__isnull=True)
    biggest = max(set(head), key=lambda account: Account.objects.under(account).plants().count())
    plants = list(Account.objects.under(biggest).plants().order_by("pk"))
    for number, plant in enumerate(plants[:2]):
        Order.objects.create(account=plant, number=f"DD-{number}", ordered_on=date(2026, 1, 5), amount=100_000_000)
    score_book(as_of=date(2026, 11, 22))
    score = GroupScore.objects.current().get(head=biggest)
    assert (score.n_cooperating, score.n_total) == (2, len(plants))
    assert score.potential_amount == (len(plants) - 2) * 100_000_000
