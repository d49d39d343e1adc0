"""Every engine by one fixture. DuckDB and pandas are always there; Polars where someone has installed it."""

from importlib.util import find_spec
from typing import Any

import pandas as pd
import pytest

from kaizhi.scoring import from_columns
from kaizhi.scoring.frames import FrameSpec
from kaizhi.scoring.tests.books import Make


def _pandas(spec: FrameSpec, columns: dict[str, list[Any]]) -> Any:
    return pd.DataFrame(columns, columns=list(spec.names))


def _polars(spec: FrameSpec, columns: dict[str, list[Any]]) -> Any:
    import polars as pl

    types = {"int": pl.Int64, "float": pl.Float64, "text": pl.String}
    return pl.DataFrame(columns, schema={column.name: types[column.kind] for column in spec})


_ENGINES: dict[str, Make] = {"duckdb": from_columns, "pandas": _pandas}
if find_spec("polars"):
    _ENGINES["polars"] = _polars


@pytest.fixture(params=list(_ENGINES), scope="module")
def make(request: pytest.FixtureRequest) -> Make:
    """Makes a frame of the engine under test."""
    return _ENGINES[request.param]
