"""Frames in and out: declared columns, nulls, refusals, threads."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kaizhi.scoring import check, from_columns, group_figures, records, score_book, to_columns
from kaizhi.scoring.errors import ColumnMissing, ColumnMistyped, KeyRepeated, LengthsDiffer, ScoringError, ValueRefused
from kaizhi.scoring.frames import BOOK_FRAMES, COMPETITORS, PLANTS, SATISFACTION, SIGNINGS
from kaizhi.scoring.tests.books import AS_OF, BookOf, Make

BIG = 2**53 + 1  # a whole number a float cannot hold


def test_it_works() -> None:
    columns = {
        "account_id": [BIG, 2],
        "group_id": np.array([1, 1]),
        "is_active": np.ma.masked_array([1, 9], mask=[False, True]),
    }
    assert records(from_columns(PLANTS, columns)) == [
        {"account_id": BIG, "group_id": 1, "is_active": 1},
        {"account_id": 2, "group_id": 1, "is_active": None},
    ]


def test_none_is_null_in_every_kind_of_column() -> None:
    columns = {
        "account_id": [1, 2],
        "group_id": [1, 1],
        "signed_on": [None, None],
        "amount": [None, BIG],
        "is_cancelled": [0, 1],
        "kind": ["合同", None],
    }
    first, second = records(from_columns(SIGNINGS, columns))
    assert (first["signed_on"], first["amount"], first["kind"]) == (None, None, "合同")
    assert (second["amount"], second["kind"]) == (BIG, None)


def test_columns_come_back_masked(make: Make) -> None:
    frame = make(SATISFACTION, {"account_id": [1, 2], "surveyed_on": [3, 4], "score": [4.5, None]})
    back = to_columns(frame)
    assert back["account_id"].tolist() == [1, 2]
    assert back["score"].tolist() == [4.5, None]


def test_undeclared_columns_are_ignored_and_nothing_is_changed() -> None:
    made = BookOf()
    made.group(1, n_plants=2, signed=("2025-01-01",))
    frames = made.frames(
        lambda spec, columns: pd.DataFrame({**columns, "colour": "red"}, columns=[*spec.names, "colour"])
    )
    before = {name: getattr(frames, name).copy() for name in BOOK_FRAMES}
    score_book(frames, as_of=AS_OF)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(frames, name), frame)


def test_plain_pandas_columns_with_holes_are_whole_numbers_again() -> None:
    plants = pd.DataFrame({"account_id": [11.0, 12.0], "group_id": [1, 1], "is_active": [True, False]})
    made = BookOf()
    made.group(1, declared_plants=None)
    made.group(2, declared_plants=7)
    frames = made.frames(lambda _, columns: pd.DataFrame(columns))
    rows = records(group_figures(frames.groups, plants, _no_signings(), as_of=AS_OF))
    assert [row["n_total"] for row in rows] == [1, 7]


def _no_signings() -> Any:
    return pd.DataFrame({name: [] for name in SIGNINGS.names})


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnMissing, match=r"The PLANTS frame lacks is_active; it has account_id, group_id\."):
        from_columns(PLANTS, {"account_id": [1], "group_id": [1]})
    frames = BookOf().frames(from_columns)
    with pytest.raises(ColumnMissing, match="lacks group_id") as caught:
        group_figures(frames.groups, frames.competitors, frames.signings, as_of=AS_OF)
    assert (caught.value.code, caught.value.frame) == ("column_missing", "PLANTS")


def test_unequal_columns_are_refused() -> None:
    with pytest.raises(LengthsDiffer, match="account_id 2, is_active 1"):
        from_columns(COMPETITORS, {"account_id": [1, 2], "is_active": [1]})


@pytest.mark.parametrize("values", [["x"], np.array(["x"]), [object()]])
def test_text_among_numbers_is_refused(values: Any) -> None:
    with pytest.raises(ColumnMistyped, match=r"COMPETITORS\.is_active"):
        from_columns(COMPETITORS, {"account_id": [1], "is_active": values})


def test_a_frame_of_the_wrong_kind_is_refused(make: Make) -> None:
    frames = BookOf().frames(make)
    wrong = pd.DataFrame({"account_id": ["x"], "group_id": ["y"], "is_active": ["z"]})
    with pytest.raises(ColumnMistyped, match=r"PLANTS\.account_id holds"):
        group_figures(frames.groups, wrong, frames.signings, as_of=AS_OF)


def test_duckdb_text_for_numbers_is_refused() -> None:
    import duckdb

    wrong = duckdb.sql("select 'a' as account_id, 1 as group_id, 1 as is_active")
    frames = BookOf().frames(from_columns)
    with pytest.raises(ColumnMistyped, match=r"PLANTS\.account_id holds String"):
        group_figures(frames.groups, wrong, frames.signings, as_of=AS_OF)


def test_check_accepts_a_sound_book(make: Make) -> None:
    made = BookOf()
    made.group(1, n_plants=2, signed=("2025-01-01",))
    made.survey(1, 1, "2025-01-01", 5)
    frames = made.frames(make)
    for name, spec in BOOK_FRAMES.items():
        check(spec, getattr(frames, name))


@pytest.mark.parametrize(
    ("columns", "error", "sentence"),
    [
        (
            {"account_id": [1, 1], "group_id": [1, 1], "is_active": [1, 1]},
            KeyRepeated,
            "1 keys of PLANTS occur more than once",
        ),
        (
            {"account_id": [1, 2], "group_id": [1, None], "is_active": [1, 1]},
            ValueRefused,
            "group_id are refused: .* be known",
        ),
        ({"account_id": [1, 2], "group_id": [1, 1], "is_active": [2, -1]}, ValueRefused, "2 rows of PLANTS.is_active"),
    ],
)
def test_check_refuses(make: Make, columns: dict[str, list[Any]], error: type[ScoringError], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        check(PLANTS, make(PLANTS, columns))


def test_check_refuses_a_score_of_six(make: Make) -> None:
    with pytest.raises(ValueRefused, match="at least 1, at most 5"):
        check(SATISFACTION, make(SATISFACTION, {"account_id": [1], "surveyed_on": [1], "score": [6]}))


def test_threads_score_at_the_same_time() -> None:
    """A web worker scores in its background thread while another thread reads scores."""
    made = BookOf()
    for group in range(1, 6):
        made.group(group, n_plants=group, signed=("2025-01-01",))

    def score(_: int) -> list[dict[str, Any]]:
        return records(score_book(made.frames(from_columns), as_of=AS_OF))

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(score, range(3)))
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 5
