"""Between plain columns and frames: making frames, checking them against their declaration, reading them back.

DuckDB is the default engine. It is imported when the first frame is made, because its import costs a third of a
second that a page without scores should not pay.
"""

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.stable.v2.typing import IntoFrame, IntoFrameT
from numpy.typing import NDArray

from kaizhi.scoring.errors import ColumnMissing, ColumnMistyped, KeyRepeated, LengthsDiffer, ValueRefused
from kaizhi.scoring.frames import Column, FrameSpec, Kind

if TYPE_CHECKING:
    import duckdb

INT, FLOAT = nw.Int64(), nw.Float64()
_TYPE = {"int": INT, "float": FLOAT, "text": nw.String()}
_PANDAS_TYPE = {"int": "Int64", "float": "Float64", "text": "string"}
_NUMPY_TYPE: dict[Kind, Any] = {"int": np.int64, "float": np.float64, "text": object}
_local = threading.local()

Frame = nw.LazyFrame[Any]


def from_columns(spec: FrameSpec, columns: Mapping[str, Sequence[Any] | NDArray[Any]]) -> "duckdb.DuckDBPyRelation":
    """A DuckDB frame of the declared columns of `spec`, from lists or NumPy arrays, None or a mask where unknown.

    NumPy arrays of the declared type are not copied; the frame keeps them alive. A frame belongs to the thread
    that made it.

    Raises:
        ColumnMissing: a declared column is not given.
        LengthsDiffer: the columns are not equally long.
        ColumnMistyped: a value cannot be read as the declared kind.
    """
    _require(spec, list(columns))
    arrays = {column.name: _array(spec, column, columns[column.name]) for column in spec}
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise LengthsDiffer(spec.name, lengths)
    return _connection().sql("SELECT * FROM arrays")  # DuckDB finds `arrays` by its name in this function


def prepare(spec: FrameSpec, native: IntoFrame) -> Frame:
    """The declared columns of a caller's frame, in their declared types, as narwhals sees them.

    pandas columns become nullable ones first: a float column with holes is how pandas carries unknown whole numbers.
    """
    frame: Any = nw.from_native(native)
    schema = frame.collect_schema()
    _require(spec, list(schema))
    if nw.dependencies.is_pandas_dataframe(native):
        frame = nw.from_native(_nullable(spec, native))
    else:
        for column in spec:
            _require_kind(spec, column, schema[column.name])
    typed: Frame = frame.select(nw.col(column.name).cast(_TYPE[column.kind]) for column in spec)
    return typed


def native_like(_given: IntoFrameT, frame: Frame) -> IntoFrameT:
    """The frame in the caller's own kind. The first argument only tells the type checker which that is."""
    native: IntoFrameT = frame.to_native()
    return native


def grouped(
    frame: Frame, by: str, *, ints: Mapping[str, nw.Expr] | None = None, floats: Mapping[str, nw.Expr] | None = None
) -> Frame:
    """One row per value of `by`. Aggregates stay bare inside the grouping, which pandas needs to be fast, and are cast
    after it, because engines differ in the type of a sum.
    """
    ints, floats = ints or {}, floats or {}
    sums = frame.group_by(by).agg(*(aggregate.alias(name) for name, aggregate in {**ints, **floats}.items()))
    casts = [nw.col(name).cast(INT) for name in ints] + [nw.col(name).cast(FLOAT) for name in floats]
    return sums.with_columns(*casts)


def check(spec: FrameSpec, native: IntoFrame) -> None:
    """Read the whole frame once and refuse what its declaration does not allow.

    Raises:
        KeyRepeated: two rows share the key.
        ValueRefused: a value is null where it may not be, or outside its range.
    """
    frame = prepare(spec, native)
    for column in spec:
        _check_column(spec, column, frame)
    if spec.key:
        repeated = frame.group_by(*spec.key).agg(nw.len().alias("n_rows")).filter(nw.col("n_rows") > 1)
        if n_repeated := len(records(repeated.to_native())):
            raise KeyRepeated(spec.name, spec.key, n_repeated)


def records(native: Any) -> list[dict[str, Any]]:
    """The rows as dicts of plain Python values, None where unknown. Runs the query when the frame is lazy."""
    if is_duckdb(native):
        names = native.columns
        return [dict(zip(names, row, strict=True)) for row in native.fetchall()]
    frame = _eager(nw.from_native(native))
    names, rows = frame.columns, frame.iter_rows()
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows]


def to_columns(native: Any) -> dict[str, NDArray[Any]]:
    """The columns as NumPy arrays, masked where unknown. Runs the query when the frame is lazy."""
    if is_duckdb(native):
        fetched: dict[str, NDArray[Any]] = native.fetchnumpy()
        return fetched
    columns: dict[str, NDArray[Any]] = {}
    for series in _eager(nw.from_native(native)).iter_columns():
        unknown = series.is_null().to_numpy().astype(bool)
        filler: Any = "" if series.dtype == nw.String() else 0
        values = series.fill_null(filler).to_numpy() if unknown.any() else series.to_numpy()
        columns[series.name] = np.ma.masked_array(values, mask=unknown)
    return columns


def is_duckdb(native: object) -> bool:
    return bool(nw.dependencies.is_duckdb_relation(native))


def _connection() -> "duckdb.DuckDBPyConnection":
    """DuckDB's default connection on the main thread, an own one on every other.

    A connection refuses a second caller while it is busy, and frames of two connections cannot be joined, so each
    thread keeps to one.
    """
    import duckdb  # noqa: PLC0415 (a third of a second, paid by who scores)

    if threading.current_thread() is threading.main_thread():
        return duckdb.default_connection()
    if not hasattr(_local, "connection"):
        _local.connection = duckdb.connect()
    own: duckdb.DuckDBPyConnection = _local.connection
    return own


def _array(spec: FrameSpec, column: Column, values: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    wanted = _NUMPY_TYPE[column.kind]
    try:
        if isinstance(values, np.ndarray) and values.dtype != object:
            return values.astype(wanted, copy=False)
        if column.kind == "text":
            return np.array(values, dtype=object)
        try:
            return np.array(values, dtype=wanted)
        except TypeError:  # a None among whole numbers
            return _with_mask(np.array(values, dtype=object), wanted)
    except (TypeError, ValueError) as error:
        raise ColumnMistyped(spec.name, column.name, f"a value that is no number ({error})", column.kind) from error


def _with_mask(values: NDArray[Any], wanted: Any) -> NDArray[Any]:
    unknown: NDArray[np.bool_] = values == np.array(None, dtype=object)
    return np.ma.masked_array(np.where(unknown, 0, values).astype(wanted), mask=unknown)


def _require(spec: FrameSpec, present: Sequence[str]) -> None:
    missing = [name for name in spec.names if name not in present]
    if missing:
        raise ColumnMissing(spec.name, missing, present)


def _require_kind(spec: FrameSpec, column: Column, dtype: Any) -> None:
    """A text where a number is declared is a mistake; a column that holds nothing has no type to judge."""
    is_text = dtype in (nw.String(), nw.Categorical(), nw.Enum)
    is_number = dtype.is_numeric() or dtype == nw.Boolean()
    wrong = is_number if column.kind == "text" else (is_text or dtype.is_temporal())
    if wrong:
        raise ColumnMistyped(spec.name, column.name, str(dtype), column.kind)


def _nullable(spec: FrameSpec, native: Any) -> Any:
    frame = native[list(spec.names)].copy(deep=False)
    for column in spec:
        try:
            frame[column.name] = frame[column.name].astype(_PANDAS_TYPE[column.kind])
        except (TypeError, ValueError) as error:
            raise ColumnMistyped(spec.name, column.name, str(native[column.name].dtype), column.kind) from error
    return frame


def _check_column(spec: FrameSpec, column: Column, frame: Frame) -> None:
    value = nw.col(column.name)
    refused, rules = [], []
    if not column.nullable:
        refused.append(value.is_null())
        rules.append("known")
    if column.low is not None:
        refused.append((value < column.low).fill_null(value=False))
        rules.append(f"at least {column.low}")
    if column.high is not None:
        refused.append((value > column.high).fill_null(value=False))
        rules.append(f"at most {column.high}")
    if refused:
        wrong = frame.filter(nw.any_horizontal(*refused, ignore_nulls=True)).select(column.name)
        if n_refused := len(records(wrong.to_native())):
            raise ValueRefused(spec.name, column.name, n_refused, ", ".join(rules))


def _eager(frame: Any) -> Any:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def _plain(value: Any) -> Any:
    """A Python value: numpy's numbers unpacked, and the not-a-value of any engine turned into None."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is getattr(nw.dependencies.get_pandas(), "NA", None):
        return None
    return None if isinstance(value, float) and np.isnan(value) else value
