"""What each page costs at 100,000 accounts and 1,000,000 orders on PostgreSQL, against its budget.

    python benchmarks/site.py            # a few minutes
    python benchmarks/site.py --small    # the same at 2,000 accounts, in seconds: does it work?

Starts a PostgreSQL server of its own, fills it, runs `kaizhi serve` with two workers on the loopback address, asks
each page a fixed number of times, and prints the processor time of server and database per request beside that of an
empty answer. Linux only: the figures come from /proc. benchmarks/README.md says what they mean.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "bin"), str(ROOT / "src")]

import _postgres
import machine
import server

IMPORT_ROWS_A_SECOND = 3_000


@dataclass(frozen=True)
class Size:
    accounts: int
    requests: int
    import_rows: int


FULL, SMALL = Size(100_000, 30, 10_000), Size(2_000, 4, 200)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="2,000 accounts, a few requests: only to see it work")
    parser.add_argument("--no-import", action="store_true", help="leave the import out")
    parser.add_argument(
        "--database", metavar="URL", help="a PostgreSQL server on this machine to fill, or filled before"
    )
    parser.add_argument("--only", default="", metavar="WORD", help="only the requests whose name contains this")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        sys.exit("This benchmark reads /proc: it needs Linux.")
    size = SMALL if options.small else FULL
    print(f"{machine.describe()}; {machine.load()}")
    with tempfile.TemporaryDirectory(prefix="kaizhi-bench-") as folder, _database(options.database) as url:
        _choose_settings(folder, url)
        measure_site(size, options.only)
        if not options.no_import:
            measure_imports(size, url)
    print(machine.load())
    return 0


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    """The one given, else one that is gone afterwards."""
    if url:
        yield url
        return
    with _postgres.throwaway_server() as made:
        yield made


def _choose_settings(folder: str, url: str) -> None:
    """As in production, but plain HTTP on the loopback address."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="kaizhi.config.settings", KAIZHI_DATA_DIR=folder, DATABASE_URL=url,
        KAIZHI_INSECURE_HTTP="1", KAIZHI_SECRET_KEY="a benchmark has no secrets", KAIZHI_DEMO="", KAIZHI_DEBUG="",
    )  # fmt: skip
    import django

    django.setup()


def measure_site(size: Size, only: str) -> None:
    import seed
    import visits
    from django.core.management import call_command
    from django.db import connection

    from kaizhi.accounts.models import Account
    from kaizhi.contracts.models import Order

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Account.objects.exists():
        began = time.perf_counter()
        seed.fill(size.accounts)
        print(f"{size.accounts:,} accounts, {Order.objects.count():,} orders in {time.perf_counter() - began:.0f} s")
        _score(connection)
    book = seed.look(size.accounts)
    wanted = [visit for visit in visits.plan(book) if only in visit.name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    postmaster = machine.parents()[own]
    with server.serving(postmaster, own) as site:
        visits.run(site, book, wanted, size.requests)
        site.print_memory()


def _score(connection: Any) -> None:
    from kaizhi.insight.actions import ensure_models, score_book

    began, cpu = time.perf_counter(), time.process_time()
    ensure_models()
    run = score_book()
    seconds = time.perf_counter() - began
    print(f"scored {run.n_groups:,} groups and {run.n_accounts:,} customers in {seconds:.0f} s "
          f"({time.process_time() - cpu:.0f} s of it computing)")  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure_imports(size: Size, url: str) -> None:
    """Each database in a process of its own, so that nothing learnt by one helps the other."""
    budget = f"budget {IMPORT_ROWS_A_SECOND:,}"
    print(f"\nimport of {size.import_rows:,} rows of customers with contacts, rows a second ({budget})")
    _psql(url, "DROP DATABASE IF EXISTS import")
    _psql(url, "CREATE DATABASE import")
    for name, target in (("SQLite", ""), ("PostgreSQL", _other_database(url))):
        command = [sys.executable, str(Path(__file__).with_name("imports.py")), target, str(size.import_rows)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        told = json.loads(done.stdout)
        for step in ("check", "write"):
            rows = {clock: told["rows"] / seconds for clock, seconds in told[step].items()}
            said = server.verdict(-rows["cpu"], -IMPORT_ROWS_A_SECOND)
            print(f"  {name:<11}{step:<6} {rows['cpu']:>7,.0f} by CPU time {rows['wall']:>7,.0f} by the clock  {said}")


def _other_database(url: str) -> str:
    return urlsplit(url)._replace(path="/import").geturl()


def _psql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


if __name__ == "__main__":
    sys.exit(main())
