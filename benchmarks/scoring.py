"""Group figures and replication scores of a whole book, against the same figures by hand.

    python benchmarks/scoring.py 1000 10000 100000 1000000

One run prints, per number of accounts and per way of computing: seconds, CPU seconds, memory above the loaded
tables, and the ratio to the hand-written DuckDB SQL; then how the core's cost grows. Every way runs in a process of
its own on the same generated book, and all must agree on every figure of every group to one part in a billion.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import scoring_rivals as rivals

WAYS = ("core", "duckdb_sql", "pandas", "core_pandas", "sqlite_sql")
CHECKED = ("penetration", "average_plant_value", "potential_amount", "cycle_days", "raw_points", "score")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000], help="numbers of accounts")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--child", nargs=2, metavar=("WAY", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return measure(options.sizes[0], *options.child)
    costs = [compare(size, options.ways) for size in options.sizes]
    print("\ngrowth of the core (seconds per 1,000 accounts):")
    for size, cost in zip(options.sizes, costs, strict=True):
        if "core" in cost:
            print(f"  {size:>9,} accounts  {cost['core'] / size * 1000:.4f}")
    return 0


def compare(size: int, ways: list[str]) -> dict[str, float]:
    """Run each way, print its line, and stop when two of them disagree."""
    print(f"\n{size:,} accounts")
    print(f"  {'way':<12}{'seconds':>9}{'CPU s':>9}{'memory MB':>11}{'ratio':>8}")
    costs: dict[str, float] = {}
    figures: dict[str, dict[str, np.ndarray]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for way in ways:
            out = Path(folder) / f"{way}.npz"
            command = [sys.executable, __file__, str(size), "--child", way, str(out)]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            costs[way] = told["seconds"]
            figures[way] = dict(np.load(out))
            base = costs.get("duckdb_sql")
            ratio = f"{told['seconds'] / base:.2f}" if base else ""
            print(f"  {way:<12}{told['seconds']:>9.3f}{told['cpu']:>9.3f}{told['memory']:>11.0f}{ratio:>8}", flush=True)
    first = ways[0]
    for way in ways[1:]:
        for name in CHECKED:
            np.testing.assert_allclose(figures[way][name], figures[first][name], rtol=1e-9, err_msg=f"{way}: {name}")
    print(f"  equal: {', '.join(CHECKED)} of {len(figures[first]['score']):,} groups")
    return costs


def measure(size: int, way: str, out: str) -> int:
    """In the child: load the tables, then time one cold computation from tables to columns."""
    compute = rivals.PREPARED[way](rivals.generate(size))
    loaded, cpu, began = _peak_mb(), time.process_time(), time.perf_counter()
    figures = compute()
    told = {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "memory": _peak_mb() - loaded,
    }
    np.savez(out, **{name: _plain(figures[name]) for name in CHECKED})
    print(json.dumps(told))
    return 0


def _plain(column: np.ndarray) -> np.ndarray:
    """Unknown as not-a-number, which equals itself in the comparison."""
    return np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan)


def _peak_mb() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024 if sys.platform != "darwin" else kilobytes / 1024**2


if __name__ == "__main__":
    sys.exit(main())
